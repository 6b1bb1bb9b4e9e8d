"""What comes before what: `requires` and `uses` of an exercise, against the order of the course."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader import shipped
from grader.course import Course
from grader.exercise import Exercise
from grader.rings import ring_from
from grader.yamlfile import line_of, nearest


def problems(course: Course, exercise: Exercise) -> Iterator[tuple[Path, int, str]]:
    """Exercises that this one needs and that a learner has not done by then: file, line and sentence."""
    path = exercise.folder / "exercise.yaml"
    for key in ("requires", "uses"):
        needed: list[str] = getattr(exercise, key)
        for index, id in enumerate(needed):
            why = "is there twice" if id in needed[:index] else _why_not(course, exercise, key, id)
            if why:
                yield path, line_of(path, key, index), f"{key} {id!r}, which {why}"


def _why_not(course: Course, exercise: Exercise, key: str, id: str) -> str:
    """Why an exercise cannot be needed; "" where it can."""
    ids = [one.id for one in course]
    if id == exercise.id:
        return "is itself"
    if id in ids and ids.index(id) < ids.index(exercise.id):
        return ""
    if id in ids:
        ring = ring_from(exercise.id, {one.id: getattr(one, key) for one in course})
        return f"makes a ring: {' → '.join(ring)}" if id in ring else "comes later in the course"
    for folder in sorted((shipped.course() / "exercises").glob(f"*/{id}/")):
        if folder.parents[2] != course.root:
            return f"is in the built-in course: add {folder.parent.name}/{id} to `include` in course.yaml"
    return f"is not in the course: {nearest(id, ids, 'see `dllab list`')}"
