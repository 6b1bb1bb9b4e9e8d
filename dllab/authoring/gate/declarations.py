"""The rule for data sets: each that an exercise names is there, and what the course declares holds."""

from __future__ import annotations

from collections.abc import Iterator

from grader import datasets, declared
from grader.course import Course
from grader.datasets.loading import recipe_of
from grader.errors import DatasetError, ExerciseError
from grader.exercise import Exercise
from grader.yamlfile import line_of


def problems(course: Course, exercise: Exercise) -> Iterator[str]:
    """What is wrong with the data sets of an exercise, in the form `file:line: what`.

    Raises:
        ExerciseError: course.yaml declares them as it cannot be; with file and line.
    """
    path = exercise.folder / "exercise.yaml"
    for index, name in enumerate(exercise.datasets):
        try:
            recipe = recipe_of(name, exercise.root)
        except DatasetError as error:
            yield str(ExerciseError(str(error), path, line_of(path, "datasets", index)))
            continue
        if isinstance(recipe, datasets.Own):
            yield from _own(recipe)


def unused(course: Course) -> Iterator[str]:
    """What is wrong with data sets that the course declares and none of its own exercises names.

    Raises:
        ExerciseError: course.yaml declares them as it cannot be; with file and line.
    """
    named = {name for exercise in course if course.owns(exercise) for name in exercise.datasets}
    for name, own in datasets.own_of(course.root).items():
        if name not in named:
            yield from _own(own)


def broken(exercise: Exercise) -> bool:
    """Whether an exercise names what is no data set, so that nothing can be trained."""
    try:
        return any(not recipe_of(name, exercise.root) for name in exercise.datasets)
    except DatasetError:
        return True


def _own(own: datasets.Own) -> Iterator[str]:
    found = datasets.verify(own.name, own.course)
    if found.state == "unhashed":
        what = f"its hash is missing: write `sha256: {found.sha256}`"
        yield str(declared.broken(own.course, own.name, "sha256", what))
    elif found.state == "wrong":
        yield found.sentence
