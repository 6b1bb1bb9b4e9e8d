"""A disk that is really full: a file system of a few kilobytes, in a namespace of its own."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPT = 'mount -t tmpfs -o size=64k tmpfs "$DLLAB_HOME" && exec "$@"'


def test_typing_and_saving_on_a_full_disk(mini, home, tmp_path):
    home.mkdir()
    places = {
        "DLLAB_HOME": home,
        "XDG_CONFIG_HOME": tmp_path / "config",
        "XDG_STATE_HOME": tmp_path / "state",
    }
    root = HERE.parents[2]
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", SCRIPT, "sh", sys.executable, HERE.parent / "on_full_disk.py", mini],
        env=os.environ | {name: str(place) for name, place in places.items()} | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.endswith("all was well\n"), done.stderr[-4000:]
    assert list(home.iterdir()) == []  # it was another disk
