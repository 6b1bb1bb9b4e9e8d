"""The rules for a study: it is there, of this code and of the bands in force, and those keep the rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dllab.authoring.studies import gates, study, thresholds
from dllab.authoring.studies.study import BandStudy, Study
from dllab.authoring.studies.thresholds import Written
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.yamlfile import line_of


def problems(exercise: Exercise) -> Iterator[str]:
    """What is wrong with the study of an exercise, in the form `file:line: what`.

    Raises:
        ExerciseError: the study cannot be read.
    """
    asked, path = thresholds.asked(exercise), study.path_of(exercise)
    if not asked:
        if path.exists():
            yield _at(path, 1, "a study, but no check trains a network and asks for a band: delete it")
    elif not path.exists():
        yield _at(*asked[0], f"no study says what this band should be: {study.advice(exercise)}")
    elif written := thresholds.written(exercise):
        yield from _examined(exercise, study.read(exercise), written)
    else:
        what = "no bands are written out: name three numbers passing, solid and excellent, here or in a dict"
        yield _at(*asked[0], what)


def _examined(exercise: Exercise, found: Study, written: list[Written]) -> Iterator[str]:
    yaml, path = exercise.folder / "exercise.yaml", study.path_of(exercise)
    for index, data in enumerate(exercise.datasets):
        if data not in found.data:
            what = f"no study on {data}: {study.advice(exercise, data)}"
            yield _at(yaml, line_of(yaml, "datasets", index), what)
    version = thresholds.version(exercise)
    for data, one in found.data.items():
        if one.version != version:
            what = f"checks, solution or mistakes are no longer those studied on {data}"
            yield _at(path, _line(path, data), f"{what}: {study.advice(exercise, data)}")
    yield from _unstudied(exercise, found, written)
    for data, check, metric, band in found.bands():
        places = [one for one in written if _is_that(one, data, band)]
        if not places:
            line = _line(path, data, check, metric)
            what = f"the bands of {check} on {data} are no longer these: {study.advice(exercise, data)}"
            yield _at(path, line, what)
        for problem in gates.problems(band):
            yield from (_at(place.path, place.line, f"{data}: {problem}") for place in places[:1])


def _unstudied(exercise: Exercise, found: Study, written: list[Written]) -> Iterator[str]:
    studied = [(data, band) for data, _, _, band in found.bands()]
    for one in written:
        if not any(_is_that(one, data, band) for data, band in studied):
            where = f" on {one.data}" if one.data else ""
            yield _at(
                one.path,
                one.line,
                f"these bands{where} were not studied: {study.advice(exercise, one.data or '')}",
            )


def _is_that(written: Written, data: str, band: BandStudy) -> bool:
    return written.bands == band.in_force and written.data in (None, data)


def _line(path: Path, *keys: str) -> int:
    """Where the last of these keys stands, each looked for behind the one before."""
    text, place = path.read_text(encoding="utf-8"), 0
    for key in keys:
        place = max(text.find(f'"{key}":', place), place)
    return text.count("\n", 0, place) + 1


def _at(path: Path, line: int | None, message: str) -> str:
    return str(ExerciseError(message, path, line))
