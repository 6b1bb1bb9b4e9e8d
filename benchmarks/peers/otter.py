"""otter-grader: test files in its exception-based format, graded by `otter run`, without containers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from assignment.questions import CHECKS, assertions, functions
from common import processes
from peers.base import Peer, Step


class Otter(Peer):
    """The submissions are scripts, as they are; otter runs them in a Jupyter kernel."""

    name = "otter"
    packages = ("otter-grader>=6", "ipykernel", "numpy>=2")
    isolation = "none"

    def prepare(self, submissions: tuple[Path, ...], copies: int) -> None:
        """A test file for each question, packed with `otter generate`."""
        tests = self.folder / "tests"
        tests.mkdir()
        for function in functions():
            (tests / f"{function}.py").write_text(_rendered(function))
        words = [
            str(self.bin / "otter"),
            "generate",
            "--tests-dir",
            "tests",
            "--output-path",
            "autograder.zip",
        ]
        processes.run([*words, "--no-requirements", "--no-environment"], self.folder, self.env, check=True)
        for path in submissions:
            (self.folder / path.stem).mkdir()
            shutil.copy(path, self.folder / path.stem / "submission.py")

    def alone(self, submission: Path) -> Step:
        """`otter run`."""
        words = [str(self.bin / "otter"), "run", "submission.py", "--autograder", "../autograder.zip"]
        return Step([*words, "--no-logo", "--output-dir", "."], self.folder / submission.stem)

    def score(self, submission: Path) -> float:
        """From results.json."""
        told = json.loads((self.folder / submission.stem / "results.json").read_text())
        return sum(float(test.get("score", 0)) for test in told["tests"])


def _rendered(function: str) -> str:
    lines = ["import numpy as np", "from otter.test_files import test_case", ""]
    lines += ["OK_FORMAT = False", f'name = "{function}"', "points = None", ""]
    for check in CHECKS:
        if check.function == function:
            lines += [f'@test_case(name="{check.title}", points=1, hidden={check.hidden})']
            lines += [f"def {check.name}({function}):", *(f"    {line}" for line in assertions(check)), ""]
    return "\n".join(lines) + "\n"
