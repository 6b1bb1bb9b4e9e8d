"""The five questions as a dllab course of one exercise with exactly ten checks."""

from __future__ import annotations

import shutil
from pathlib import Path

from assignment.questions import CHECKS, HERE, Check, functions

ID = "five-functions"
_EXERCISE = f"""\
id: {ID}
title: Five functions
summary: Five functions that every course on neural networks asks for.
kind: numpy
provides: [{", ".join(functions())}]
"""
_TRACK = f"title: Five questions\nexercises: [{ID}]\n"
_HEADER = '"""Checks."""\n\nimport numpy as np\n\nfrom grader import check, expect\n'


def make_course(root: Path) -> Path:
    """Write the course below `root`; returns `root`."""
    folder, solutions = root / "exercises" / "01-five" / ID, root / "solutions" / "01-five"
    folder.mkdir(parents=True)
    solutions.mkdir(parents=True)
    (folder / "exercise.yaml").write_text(_EXERCISE)
    (folder.parent / "track.yaml").write_text(_TRACK)
    (folder / "lesson.md").write_text("# Five functions\n")
    for name, hidden in (("checks.py", False), ("hidden.py", True)):
        checks = [_rendered(check) for check in CHECKS if check.hidden == hidden]
        (folder / name).write_text("\n\n".join([_HEADER, *checks]))
    for name in ("starter.py", "mistakes.py"):
        shutil.copy(HERE / name, folder / name)
    shutil.copy(HERE / "solution.py", solutions / f"{ID}.py")
    return root


def _rendered(check: Check) -> str:
    calls = [f"    expect.matches(lab.{check.function}, {arguments})" for arguments in check.arguments]
    head = f'@check(points=1)\ndef {check.name}(lab):\n    "{check.title}"\n'
    return head + "\n".join(calls) + "\n"
