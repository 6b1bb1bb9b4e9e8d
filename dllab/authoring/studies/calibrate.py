"""dllab author calibrate: what do honest and broken runs reach? They are trained, and it is written down."""

from __future__ import annotations

import functools
from collections.abc import Callable

import msgspec

from dllab.authoring.studies import study
from dllab.authoring.studies.calibration import Calibration, Plan, Step
from dllab.authoring.studies.measured import Log
from dllab.authoring.studies.study import Study
from grader import datasets, files
from grader.errors import ExerciseError, UsageError
from grader.exercise import Exercise
from grader.grade import Grader

_PLAN = Plan()


def _ignore(data: str, step: Step) -> None:
    """The listener that does not listen."""


def calibrate(
    exercise: Exercise,
    data: str | None = None,
    plan: Plan = _PLAN,
    device: str = "cpu",
    listener: Callable[[str, Step], None] = _ignore,
) -> Study:
    """Train, and write the study beside the exercise.

    Args:
        exercise: whose.
        data: one of its data sets; all that this machine has when left out.
        plan: how much.
        device: where; see `grader.training.devices.claim`.
        listener: hears which data set's calibration has come how far.

    Returns:
        What was measured now; the file keeps what it says of other data sets of the exercise.

    Raises:
        UsageError: the exercise does not use that data set.
        DatasetError: it is not on this machine.
        ExerciseError: see `Calibration.run`.
        OSError: something cannot be written.
    """
    if data and data not in exercise.datasets:
        raise UsageError(f"{exercise.id} does not use {data!r}: it has {', '.join(exercise.datasets)}")
    here = [name for name in exercise.datasets if data is None and datasets.available(name, exercise.root)]
    names = [data] if data else here
    log, measured = Log(exercise), Study()
    with Grader(device=device) as grader:
        for name in names or [""]:
            chosen = msgspec.structs.replace(exercise, datasets=[name] if name else exercise.datasets)
            calibration = Calibration(chosen, grader, plan, log, functools.partial(listener, name))
            measured.data.update(calibration.run())
            _write(exercise, measured)
    return measured


def _write(exercise: Exercise, measured: Study) -> None:
    try:
        before = study.read(exercise).data
    except ExerciseError:  # damaged: what is left of it is worth nothing
        before = {}
    kept = {name: one for name, one in before.items() if name in exercise.datasets}
    files.replace(study.path_of(exercise), study.encoded(Study({**kept, **measured.data})))
