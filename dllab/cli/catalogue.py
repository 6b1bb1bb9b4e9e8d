"""data list: the data sets that there are, the course's own first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dllab.cli import terminal
from dllab.wording import printable
from grader.errors import ExerciseError

if TYPE_CHECKING:
    from rich.text import Text

    from grader.datasets import Own, Record


class Entry(NamedTuple):
    """A data set in the list.

    Attributes:
        name: as `dllab data` takes it.
        title: one line about it.
        record: what is known of it; None where that is broken.
        origin: where it comes from; None where it is not here.
        problem: what is broken.
    """

    name: str
    title: str
    record: Record | None
    origin: str | None
    problem: str | None = None


def show(course: Path, as_json: bool) -> int:
    """Print the list; problems go to stderr.

    Raises:
        ExerciseError: course.yaml declares its own as it cannot be; with file and line.
    """
    entries = list(_entries(course))
    if as_json:
        terminal.show_json({"schema": 1, "datasets": [_plain(one) for one in entries]})
        return 0
    from dllab.cli import render

    terminal.show(render.grid([_row(one) for one in entries], terminal.width()))
    for one in entries:
        if one.problem:
            terminal.note(one.problem)
    if any(one.record and one.origin is None for one in entries):
        terminal.say(
            "\n✗ is not on this machine, or damaged (dllab data verify tells which): dllab data fetch NAME,"
            " or set DLLAB_DATA to a folder that has it\n"
        )
    return 0


def _entries(course: Path) -> Iterator[Entry]:
    from grader import datasets

    for own in datasets.own_of(course).values():
        yield _looked_at(own)
    for record in datasets.catalogue():
        yield Entry(record.name, record.title, record, datasets.located(record.name))


def _looked_at(own: Own) -> Entry:
    """One of the course's: its sizes are known when it is read."""
    from grader import datasets

    title = own.declared.title
    try:
        record = datasets.load(own.name, course=own.course).record
    except ExerciseError as error:
        return Entry(own.name, title, None, None, str(error))
    return Entry(own.name, title, record, own.origin)


def _plain(entry: Entry) -> dict[str, object]:
    import msgspec

    known = msgspec.to_builtins(entry.record) if entry.record else {}
    about = {"name": entry.name, "title": entry.title, "origin": entry.origin, "problem": entry.problem}
    return {**known, **about}


def _row(entry: Entry) -> list[Text]:
    """Narrow enough for 80 columns: what is drawn here needs no word about its licence."""
    from rich.text import Text

    mark, style = ("✓", "green") if entry.origin else ("✗", "red")
    name, title = Text(f"{mark} {entry.name}", style), Text(printable(entry.title))
    record = entry.record
    if record is None:
        return [name, title, Text(), Text(), Text("damaged")]
    shape, origin = "×".join(map(str, record.shape)), f"real, {printable(record.licence)}"
    sizes = Text("/".join(map(str, record.sizes)), justify="right")
    return [name, title, Text(shape or "number"), sizes, Text("synthetic" if record.synthetic else origin)]
