"""author calibrate: train the solution and the mistakes again and again, and say what the bands should be."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, Id, open_course
from dllab.wording import bar, lasting

if TYPE_CHECKING:
    from dllab.authoring.studies.calibration import Step
    from dllab.authoring.studies.study import Bands, BandStudy

Seeds = Annotated[
    int | None,
    typer.Option(
        "--seeds", min=2, help="Trainings of the solution: 100 if one takes less than 2 s, else 30."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Gradings at a time, each of several trainings."),
]
Device = Annotated[str, typer.Option("--device", metavar="D", help="Where networks train: cpu, gpu, gpu:0 …")]


def calibrate(
    id: Id,
    seeds: Seeds = None,
    mistakes_seeds: Annotated[
        int, typer.Option("--mistakes-seeds", min=1, help="Trainings of each mistake.")
    ] = 5,
    data: Annotated[
        str | None, typer.Option("--data", metavar="NAME", help="All that are here, if left out.")
    ] = None,
    device: Device = "cpu",
    jobs: Jobs = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Measure what honest and broken networks reach, write it into study.json, and propose bands.

    It may be stopped and goes on where it was. Exit 1 where a band breaks the rule.
    """
    from dllab.authoring.studies import calibrate as calibrating
    from dllab.authoring.studies import gates, study
    from dllab.authoring.studies.calibration import Plan

    exercise = open_course(course).exercise(id)
    plan = Plan(seeds, mistakes_seeds, jobs or _half_of_the_cores())
    try:
        found = calibrating.calibrate(exercise, data, plan, device, _progress())
    finally:
        terminal.progress()
    if as_json:
        terminal.show_json(found)
    else:
        for data_name, check, metric, band in found.bands():
            _show(f"{data_name} · {check} · {metric}", band)
        terminal.say(f"Written to {study.path_of(exercise)}\n")
    return 1 if any(list(gates.problems(band)) for *_, band in found.bands()) else 0


def _half_of_the_cores() -> int:
    """A grading trains its seeds at the same time: two on two cores keep both busy."""
    from grader.training.hardware import cores

    return max(1, cores() // 2)


_BAR = 24  # columns


def _progress() -> Callable[[str, Step], None]:
    """A bar on a terminal; elsewhere a line when a tenth more is done."""
    started, tenths = time.monotonic(), 0
    shown = ""

    def show(data: str, step: Step) -> None:
        nonlocal started, tenths, shown
        if data != shown:
            started, tenths, shown = time.monotonic(), 0, data
        count = f"{step.done} of {step.total} trainings"
        left = (time.monotonic() - started) / step.done * (step.total - step.done)
        if terminal.may_animate():
            how = f"{bar(step.done, step.total, _BAR)} {count} · about {lasting(left)} left"
            terminal.progress(f"{how} · {data} · {step.subject}")
        elif 10 * step.done // step.total > tenths:
            tenths = 10 * step.done // step.total
            terminal.note(f"{data}: {count}")

    return show


def _show(title: str, band: BandStudy) -> None:
    terminal.say(f"{title}\n")
    for sentence in _told(band):
        terminal.say(f"  {sentence}\n")


def _told(band: BandStudy) -> list[str]:
    from dllab.authoring.studies import gates

    caught = [name for name, values in band.mistakes.items() if not values]
    told = [f"the solution: {gates.described(band)}"]
    if band.blind is not None:
        told.append(f"the same answer to every input: {band.blind}")
    told += [f"{name}: {gates.range_of(values)}" for name, values in band.mistakes.items() if values]
    told += [f"caught before they are measured: {', '.join(caught)}"] if caught else []
    told.append(f"in force:  {_written(band.in_force)}")
    told.append(f"proposed:  {_written(band.proposed) if band.proposed else 'none'}")
    told += [f"✗ {sentence}" for sentence in gates.problems(band)]
    told += [f"! {sentence}" for sentence in gates.remarks(band)]
    return told


def _written(bands: Bands) -> str:
    numbers = {"passing": bands.passing, "solid": bands.solid, "excellent": bands.excellent}
    return "{" + ", ".join(f'"{name}": {value:g}' for name, value in numbers.items()) + "}"
