"""check50: check functions in a package of checks, run with --dev, which works without any network."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from assignment.questions import CHECKS, Check, assertions
from peers.base import Peer, Step

_CONFIG = "check50:\n  checks: checks.py\n"
_HEAD = """\
import check50
import check50.py
import numpy as np


@check50.check()
def exists():
    "submission.py exists"
    check50.exists("submission.py")

"""


class Check50(Peer):
    """It runs every check in a process of its pool, in a copy of the submission's folder."""

    name = "check50"
    packages = ("check50>=3.4", "numpy>=2")
    isolation = "processes"

    def prepare(self, submissions: tuple[Path, ...], copies: int) -> None:
        """A package of checks, and a folder for each submission."""
        checks = self.folder / "checks"
        checks.mkdir()
        (checks / ".cs50.yaml").write_text(_CONFIG)
        (checks / "checks.py").write_text("\n".join([_HEAD, *map(_rendered, CHECKS)]))
        for path in submissions:
            folder = self.folder / path.stem
            folder.mkdir()
            shutil.copy(path, folder / "submission.py")

    def alone(self, submission: Path) -> Step:
        """check50 --dev, quietly, to JSON."""
        words = [str(self.bin / "check50"), "--dev", str(self.folder / "checks")]
        words += ["--log-level", "error", "--output", "json", "--output-file", str(self._results(submission))]
        return Step(words, self.folder / submission.stem, (0, 1))

    def score(self, submission: Path) -> float:
        """From its JSON; that the file exists is no check of ours."""
        told = json.loads(self._results(submission).read_text())
        return float(
            sum(result["passed"] is True for result in told["results"] if result["name"] != "exists")
        )

    def _results(self, submission: Path) -> Path:
        return self.folder / f"{submission.stem}.json"


def _rendered(check: Check) -> str:
    lines = [f"{check.function} = check50.py.import_('submission.py').{check.function}"]
    lines += ["try:", *(f"    {line}" for line in assertions(check))]
    lines += ["except AssertionError as error:", "    raise check50.Failure(str(error))"]
    body = "".join(f"    {line}\n" for line in lines)
    return f'\n@check50.check(exists)\ndef {check.name}():\n    "{check.title}"\n{body}'
