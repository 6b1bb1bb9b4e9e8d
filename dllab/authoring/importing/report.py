"""import.md: what became of a notebook, what is lost, and what its author does next."""

from __future__ import annotations

from dllab.authoring.importing.exercise import Draft
from dllab.authoring.importing.trial import Left
from dllab.wording import points

NAME = "import.md"


def write(draft: Draft, left: list[Left], shown: str) -> str:
    """The page.

    Args:
        draft: as it is written.
        left: the tests that are left behind; their source is kept here.
        shown: the notebook's name.
    """
    parts = [
        _HEAD.format(shown=shown, tool=draft.assignment.tool, id=draft.id),
        _points(draft),
        _lost(draft),
        *(_source(one) for one in left),
        _NEXT.format(id=draft.id),
        _DIFFERENT[draft.assignment.tool],
    ]
    return "\n".join(part for part in parts if part)


def _points(draft: Draft) -> str:
    lines = ["## Points", "", "| cell | check | points | seen by learners |", "| --- | --- | --- | --- |"]
    for one in draft.checks:
        seen = "no" if one.test.hidden else "yes"
        lines.append(f"| {one.test.cell} | {one.name} | {points(one.test.points)} | {seen} |")
    total = sum(one.test.points for one in draft.checks)
    return "\n".join([*lines, f"| | together | {points(total)} | |", ""])


def _lost(draft: Draft) -> str:
    remarks = sorted(draft.assignment.remarks, key=lambda remark: remark.cell)
    lines = [f"- {remark}" for remark in dict.fromkeys(map(str, remarks))] or ["Nothing."]
    return "\n".join(["## Not carried over, or not as it was", "", *lines, ""])


def _source(one: Left) -> str:
    test = one.check.test
    head = f"### {test.name}, cell {test.cell}, {points(test.points)} points"
    return f"{head}\n\n```python\n{test.source.strip()}\n```\n"


_HEAD = """\
# {shown}, as the exercise {id}

`dllab author import` wrote this page and the files around it from a notebook of {tool}. Delete it when you
are through: it may hold hidden tests, and is no part of the exercise.
"""
_NEXT = """\
## What to do next

1. Read checks.py and hidden.py: each test stands there as it was, in a check. Give it a title that says
   what it establishes: learners read it, of hidden checks, too, and the messages that are written out in
   hidden assertions: let them name no input.
2. `dllab author check {id}` lists what is still to be written, with file and line: lesson, hints, mistakes.
3. Assertions say that something is wrong. What learners are glad to read is what: let `expect.matches`
   compare with the solution, on `lab.rng`'s inputs, and name the mistakes that people make.
"""
_DIFFERENT = {
    "nbgrader": """\
## What differs from nbgrader

- A test that only warns, or prints to stderr, gets no points there; here a warning costs nothing.
- A cell with hidden tests is two checks: the part that is seen is worth 0, and the hidden one, which needs
  it, all of the cell's points, so that both must pass.
- Students' notebooks can be graded as they are: test cells in them are not run, and a cell that raises costs
  what it defines. What was locked is not written back, but tests use their own copy of it where it is plain.
""",
    "otter": """\
## What differs from otter

- All cells of a submission are run before the first test, where otter checks a question between two cells.
- Of a question that is all or nothing one check is worth everything, and needs the others, worth 0.
- Students' notebooks can be graded as they are: `grader.check(…)` in them is not run, and a cell that raises
  costs what it defines.
""",
}
