"""From gradings to what a study says of them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dllab.authoring.studies import gates, thresholds
from dllab.authoring.studies.measured import Measure, Measured, Name, name_of
from dllab.authoring.studies.study import Bands, BandStudy, DataStudy
from grader.exercise import Exercise
from grader.report import Band, Cell


def studies(
    exercise: Exercise, solution: list[Measured], mistakes: dict[str, list[Measured]]
) -> dict[str, DataStudy]:
    """What was measured, by data set.

    Args:
        exercise: whose.
        solution: its gradings, the first one with the bands that are in force.
        mistakes: those of each mistake, by name.
    """
    studies: dict[str, DataStudy] = {}
    for measure in solution[0].measures:
        new = DataStudy(thresholds.version(exercise), solution[0].environment, measure.sha256, {})
        metrics = studies.setdefault(measure.data, new).bands.setdefault(measure.band.check, {})
        metrics[measure.band.metric] = _band_study(measure, solution, mistakes)
    return studies


def _band_study(measure: Measure, solution: list[Measured], mistakes: dict[str, list[Measured]]) -> BandStudy:
    study = BandStudy(
        in_force=_bands(measure.band),
        proposed=None,
        seeds=measure.seeds if len(measure.values) > 1 else 1,
        blind=measure.band.blind,
        solution=list(_values(name_of(measure), solution)),
        mistakes={name: list(_values(name_of(measure), found)) for name, found in mistakes.items()},
    )
    return msgspec.structs.replace(study, proposed=gates.propose(study))


def _values(name: Name, gradings: list[Measured]) -> Iterator[Cell]:
    for grading in gradings:
        for measure in grading.measures:
            if name_of(measure) == name:
                yield from measure.values


def _bands(band: Band) -> Bands:
    return Bands(band.passing, band.solid, band.excellent)
