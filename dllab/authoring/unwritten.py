"""Places of an exercise that its author has yet to write: `[write: what belongs here]`, in any of its files.

`dllab author new` marks them so; whoever begins an exercise by hand may do the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dllab.wording import count
from grader.exercise import Exercise
from grader.yamlfile import read_text

# In the order in which they are best written: the lesson last, when there is something to tell.
FILES = ("solution.py", "starter.py", "checks.py", "hidden.py", "mistakes.py", "lesson.md", "exercise.yaml")

_MARK = re.compile(r"\[write: ([^]]*)\]")


def has_mark(text: str) -> bool:
    """Whether something in the text is to be written yet."""
    return _MARK.search(text) is not None


def solution_is_unwritten(exercise: Exercise) -> bool:
    """Whether there is nothing yet that a submission or a worked number could be held against."""
    return exercise.has("solution.py") and has_mark(exercise.text("solution.py"))


def problems(exercise: Exercise) -> list[str]:
    """What to write next: each place of the first file that has any, and in one sentence what comes then.

    Raises:
        ExerciseError: a file is no text.
    """
    found = {path: list(marks(read_text(path))) for path in _files(exercise)}
    todo = [(path, places) for path, places in found.items() if places]
    if not todo:
        return []
    path, places = todo[0]
    sentences = [f"{path}:{line}: not written yet: {what}" for line, what in places]
    if len(todo) > 1:
        then = ", ".join(f"{path.name} ({count(len(places), 'place')})" for path, places in todo[1:])
        sentences.append(f"{todo[1][0]}:{todo[1][1][0][0]}: not written yet, and to come then: {then}")
    return sentences


def _files(exercise: Exercise) -> Iterator[Path]:
    """Those that are there."""
    for name in FILES:
        if exercise.has(name):
            yield exercise.solution if name == "solution.py" else exercise.folder / name


def marks(text: str) -> Iterator[tuple[int, str]]:
    """Line and what belongs there, up to the first full stop: the rest explains."""
    for found in _MARK.finditer(text):
        what, _, _ = " ".join(found[1].split()).partition(". ")
        yield text.count("\n", 0, found.start()) + 1, what.rstrip(".")
