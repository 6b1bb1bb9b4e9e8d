"""What is wrong with known mistakes that were tried, said once where several share it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dllab.authoring.gate.lint import at
from grader.exercise import Exercise
from grader.mistakes import Mistake

Fault = tuple[Mistake, str, list[str]]
_ALIKE = re.compile(r"^The answer is that of (.*)\.$", re.MULTILINE)  # as grader.diagnose says it


def alike(details: str) -> list[str]:
    """The mistakes that an answer could not be told apart from, as a result's details name them."""
    found = _ALIKE.search(details)
    return found[1].split(" and of ") if found else []


def told(exercise: Exercise, faults: Sequence[Fault]) -> Iterator[str]:
    """A sentence for each fault: mistake, what is wrong with it, and the names of those that look alike."""
    path = exercise.folder / "mistakes.py"
    seen: set[str] = set()
    for mistake, what, like in faults:
        key = " ".join(sorted(like)) if like else what
        if key in seen and _is_shared(what, like):
            continue
        seen.add(key)
        if like:
            advice = "choose inputs that separate them, or keep one"
            lines = [one.line for one, _, names in faults if sorted(names) == sorted(like)]
            yield at(path, max(lines), f"the mistakes {_names(like)} give the same answer {what}: {advice}")
            continue
        same = [one.name for one, other, _ in faults if other == what]
        several = len(same) > 1 and _is_shared(what, like)
        who = f"the mistakes {_names(same)}" if several else f"the mistake {mistake.name!r}"
        yield at(path, mistake.line, f"{who} {what}")


def _is_shared(what: str, like: list[str]) -> bool:
    """Whether one cause is behind all mistakes of which this is said."""
    return bool(like) or what.startswith("cannot run: ")


def _names(names: Sequence[str]) -> str:
    *most, last = map(repr, names)
    return f"{', '.join(most)} and {last}" if most else last
