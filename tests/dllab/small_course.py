"""A course of small exercises, code for it, and what tests wait with."""

import json
import os
import time
from pathlib import Path

from dllab.attempts import Attempt
from grader.report import Verdict

EXERCISE = """\
id: double
title: Doubling
summary: Twice as much.
kind: numpy
provides: [double]
limits: {seconds: 20}
hints: [Twice., Two times x., 2 * x]
renamed_from: [twice]
"""

CHECKS = """\
from grader import check, expect


@check(points=1)
def doubles_three(lab):
    "double gives 6 for 3."
    expect.matches(lab.double, 3.0)


@check(points=2)
def doubles_a_list_of_numbers(lab):
    "double takes negative numbers, too, however long the title of the check may be that says so."
    expect.matches(lab.double, -1.5)
"""

HIDDEN = """\
from grader import check, expect


@check(points=2)
def doubles_anything(lab):
    "double agrees on random inputs."
    expect.matches(lab.double, float(lab.rng.normal()))
"""

MISTAKES = """\
from grader import mistake


@mistake("squared", "You multiply x by itself: doubling multiplies it by two.")
class _:
    def double(x):
        return x * x
"""

RIGHT = "def double(x):\n    return 2 * x\n"
SQUARED = "def double(x):\n    return x * x\n"
STARTER = 'def double(x):\n    raise NotImplementedError("double: what is twice x")\n'


def write_exercise(folder, exercise=EXERCISE, **files):
    """An exercise's folder; a file that is None is left out."""
    contents = {"checks.py": CHECKS, "hidden.py": HIDDEN, "mistakes.py": MISTAKES, "starter.py": STARTER}
    contents |= {"exercise.yaml": exercise, "lesson.md": "# Doubling\n\n2 · 3 = 6.\n"}
    folder.mkdir(parents=True)
    for name, text in (contents | files).items():
        if text is not None:
            (folder / name).write_text(text)
    solution = folder.parents[2] / "solutions" / folder.parent.name / f"{folder.name}.py"
    solution.parent.mkdir(parents=True, exist_ok=True)
    solution.write_text(RIGHT)


def an_attempt(**changes):
    """A line of the log."""
    facts = {
        "kind": "test",
        "exercise": "double",
        "version": "v",
        "sha256": "0",
        "score": 1.0,
        "max_score": 3.0,
    }
    return Attempt(**{**facts, "checks": {"a": Verdict.PASSED}, **changes})


def until(found, seconds=20.0):
    """Ask again and again until there is an answer, and return it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(0.02)
    raise AssertionError(f"nothing after {seconds} s")


def json_lines(process):
    """A function that waits for the next line of a process's stdout, and returns what it holds."""
    os.set_blocking(process.stdout.fileno(), False)
    pending = b""

    def line():
        nonlocal pending
        pending += process.stdout.read() or b""
        return b"\n" in pending

    def following():
        nonlocal pending
        until(line)
        first, _, pending = pending.partition(b"\n")
        return json.loads(first)

    return following


def family(pid):
    """A process's children, their children, and so on; Python's own resource tracker is none of ours.

    (multiprocessing keeps that one in a test worker, once the author's gate has spawned.)
    """
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    ours = [child for child in map(int, children) if not _is_resource_tracker(child)]
    return [member for child in ours for member in (child, *family(child))]


def _is_resource_tracker(pid):
    try:
        return b"multiprocessing.resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def alive(pid):
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def busy(pid):
    """Whether a process has used half a second of processor time."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return int(fields[11]) / os.sysconf("SC_CLK_TCK") > 0.5
