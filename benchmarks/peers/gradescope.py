"""gradescope-utils: unittest cases with weights, run by its JSONTestRunner, a process each submission."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from assignment.questions import CHECKS, Check, assertions, functions
from peers.base import Peer, Step

_HEAD = f"""\
import unittest

import numpy as np
from gradescope_utils.autograder_utils.decorators import visibility, weight
from submission import {", ".join(functions())}


class Questions(unittest.TestCase):
"""
_RUN = """\
import unittest

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

with open("results.json", "w") as results:
    JSONTestRunner(visibility="visible", stream=results).run(unittest.defaultTestLoader.discover("tests"))
"""


class GradescopeUtils(Peer):
    """A folder for each submission, laid out as Gradescope's containers have it."""

    name = "gradescope-utils"
    packages = ("gradescope-utils>=0.5", "numpy>=2")
    isolation = "none"

    def prepare(self, submissions: tuple[Path, ...], copies: int) -> None:
        """run_tests.py and tests/ beside each submission."""
        tests = _HEAD + "\n".join(map(_rendered, CHECKS))
        for path in submissions:
            folder = self.folder / path.stem
            (folder / "tests").mkdir(parents=True)
            (folder / "tests" / "test_questions.py").write_text(tests)
            (folder / "run_tests.py").write_text(_RUN)
            shutil.copy(path, folder / "submission.py")

    def alone(self, submission: Path) -> Step:
        """run_tests.py."""
        return Step([str(self.bin / "python"), "run_tests.py"], self.folder / submission.stem)

    def score(self, submission: Path) -> float:
        """From results.json."""
        told = json.loads((self.folder / submission.stem / "results.json").read_text())
        return sum(float(test["score"]) for test in told["tests"])


def _rendered(check: Check) -> str:
    shown = "hidden" if check.hidden else "visible"
    lines = ["@weight(1)", f'@visibility("{shown}")', f"def test_{check.name}(self):"]
    lines += [f'    "{check.title}"', *(f"    {line}" for line in assertions(check))]
    return "".join(f"    {line}\n" for line in lines)
