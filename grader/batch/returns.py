"""A student hands in X, then Y, then X again: X is graded already, but it is now the last attempt.

The outcome of X keeps when that was, so that a gradebook made from outcomes alone knows it. Another time of a
file means nothing by itself (folders are copied, files touched): only where another text came in between, and
no longer lies in SUBMISSIONS, did the student go back.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from grader.batch.plan import HandIn
from grader.batch.store import Store
from grader.batch.summary import Summary


def note(store: Store, hand_ins: Iterable[HandIn]) -> None:
    """Write down which of these texts their students came back to.

    Args:
        store: the results, held for writing.
        hand_ins: all that lies in SUBMISSIONS, of some students or of some exercises.

    Raises:
        StoreError: an outcome cannot be written.
    """
    present: dict[tuple[str, str], list[HandIn]] = {}
    for one in hand_ins:
        present.setdefault((one.student, one.exercise.id), []).append(one)
    for several in present.values():
        if len({one.sha256 for one in several}) == 1:
            _note(store, max(several, key=lambda one: one.time))


def _note(store: Store, one: HandIn) -> None:
    known = store.summaries_of(one.student, (one.exercise.id, *one.exercise.renamed_from))
    last = _last(known)
    mine = last.pop(one.sha256, None)
    if mine is None or not last or not mine < max(last.values()) < one.time:
        return
    newest = max((each for each in known if each.text == one.sha256), key=lambda each: each.graded)
    outcome = store.read(one.student, newest.exercise, newest.key)
    store.write(msgspec.structs.replace(outcome, again=(*outcome.again, one.time)))


def _last(known: list[Summary]) -> dict[str, float]:
    """When each text was last handed in; of several gradings' times the earliest is the text's."""
    found: dict[str, float] = {}
    for one in known:
        found[one.text] = min(one.handed_in, found.get(one.text, one.handed_in))
    for one in known:
        found[one.text] = max(found[one.text], *one.again, 0.0)
    return found
