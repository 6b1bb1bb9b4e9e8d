"""Virtual environments for the peers, made once and kept in the user's cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from common import processes


def cache() -> Path:
    """Where they are kept: $XDG_CACHE_HOME/dllab-benchmarks, or below ~/.cache."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "dllab-benchmarks"


def environment(name: str, packages: tuple[str, ...]) -> Path:
    """The folder of the environment's commands; installs it on first use.

    Raises:
        processes.Failed: it cannot be made, or pip cannot install the packages.
    """
    key = hashlib.sha256("\n".join((sys.version, *packages)).encode()).hexdigest()[:8]
    home = cache() / f"{name}-{key}"
    bin = home / ("Scripts" if os.name == "nt" else "bin")
    complete = home / "complete"
    if not complete.is_file():
        shutil.rmtree(home, ignore_errors=True)
        try:
            venv.create(home, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:  # no room, or a Python without ensurepip
            raise processes.Failed(f"no virtual environment: {error}") from None
        pip = [str(bin / "python"), "-m", "pip", "install", "--quiet", "--no-input", *packages]
        processes.run(pip, home, check=True)
        complete.touch()
    return bin


def version(bin: Path, package: str) -> str:
    """Of an installed package."""
    ask = f"from importlib.metadata import version; print(version({package!r}))"
    return processes.run([str(bin / "python"), "-c", ask], bin, check=True).stdout.strip()
