"""data show: the card of one data set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dllab.cli import terminal
from dllab.wording import printable
from grader.course import Course
from grader.errors import DatasetError

if TYPE_CHECKING:
    from grader.datasets import Dataset, Own, Record
    from grader.datasets.kinds import Recipe


def show(course: Course, name: str, as_json: bool) -> int:
    """Print what is known of a data set, and where it is the course's own, its card.

    Raises:
        DatasetError: there is no such data set.
        ExerciseError: it is the course's own, and broken; with file and line.
    """
    from grader.datasets.loading import recipe_of

    recipe = recipe_of(name, course.root)
    record, data = _loaded(recipe, course.root)
    users = [exercise.id for exercise in course if name in exercise.datasets]
    card = _card(recipe)
    if as_json:
        import msgspec

        more = {"origin": data.origin if data else None, "exercises": users, "card": card}
        terminal.show_json({"schema": 1, **msgspec.to_builtins(record), **more})
        return 0
    facts = {"title": record.title, **_facts(record, data), "from": _place(recipe, data)}
    facts |= {"source": record.source, "licence": record.licence, **_hash(recipe, record)}
    _print(facts | {"used by": ", ".join(users) or "no exercise"})
    if card:
        _print_card(card)
    return 0


def _loaded(recipe: Recipe | Own, course: Path) -> tuple[Record, Dataset | None]:
    """Its record and, where this machine has it, its data."""
    from grader import datasets

    if isinstance(recipe, datasets.Own):
        data = datasets.load(recipe.name, course=course)
        return data.record, data
    try:
        data = datasets.load(recipe.record.name)
    except DatasetError:
        return recipe.record, None
    return data.record, data


def _facts(record: Record, data: Dataset | None) -> dict[str, str]:
    """What x and y are, and how many there are."""
    y = f"{record.classes} classes" if record.classes else "numbers"
    names = f": {', '.join(record.class_names)}" if record.class_names else ""
    shape = ", ".join(map(str, ("N", *record.shape)))
    return {
        "x": f"({shape}){f' {data.train.x.dtype}' if data else ''}",
        "y": f"{record.target or 'the target'}, {y}{names}",
        "samples": f"{record.sizes[0]} to train on, {record.sizes[1]} for the test",
        "kind": "synthetic" if record.synthetic else "real",
    }


def _place(recipe: Recipe | Own, data: Dataset | None) -> str:
    from grader.datasets import Own

    if isinstance(recipe, Own):
        said = recipe.declared
        if said.generator:
            return f"{recipe.place} in the course; the test split is drawn anew for each grading"
        test = "public" if said.test_is_public else "for graders only"
        return f"{recipe.place} in the course; the test split is {test}"
    return data.origin if data else f"not on this machine: dllab data fetch {recipe.record.name}"


def _hash(recipe: Recipe | Own, record: Record) -> dict[str, str]:
    """Of a course's file it is the file's, elsewhere that of the training split; real data has its own."""
    from grader.datasets import Own

    if isinstance(recipe, Own):
        return {"sha256": recipe.declared.sha256 or f"none in course.yaml: dllab data verify {recipe.name}"}
    return {"sha256": record.sha256} if record.sha256 else {}


def _card(recipe: Recipe | Own) -> str:
    """The card's text; none of what is not the course's own."""
    from grader import declared
    from grader.datasets import Own

    if not isinstance(recipe, Own) or not recipe.declared.card:
        return ""
    return declared.text(recipe.course, recipe.name, "card", recipe.declared.card)


def _print(facts: dict[str, str]) -> None:
    from rich.text import Text

    from dllab.cli import render

    rows = [[Text(name, "bold"), Text(terminal.familiar(printable(value)))] for name, value in facts.items()]
    terminal.show(render.grid(rows, terminal.width()))


def _print_card(card: str) -> None:
    if not terminal.console().is_terminal:
        terminal.write(f"\n{printable(card)}")
        return
    from dllab import lessons

    terminal.show("", lessons.prose(card))
