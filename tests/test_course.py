"""Every exercise of the course passes the author's gate: on few seeds here, on many with `-m sweep`."""

from pathlib import Path

import pytest

from dllab.authoring import mutation
from dllab.authoring.gate.check import run
from grader.course import load_course
from grader.exercise import Exercise
from grader.grade import Grader
from grader.submission import read

COURSE = load_course(Path(__file__).parents[1])
IDS = [exercise.id for exercise in COURSE if not exercise.datasets]  # the others: test_course_training.py
FEW_SEEDS = 1
MANY_SEEDS = 20


def problems_and_proofs(id: str, seeds: int) -> tuple[list[str], int]:
    [outcome] = run(COURSE, [COURSE.exercise(id)], seeds=seeds, jobs=1)
    return [*outcome.problems, *outcome.warnings], outcome.mistakes_proved


def test_every_exercise_can_be_read():
    assert [str(problem) for problem in COURSE.problems] == []
    assert len(IDS) >= 43


@pytest.mark.parametrize("id", IDS)
def test_the_gate(id):
    problems, proved = problems_and_proofs(id, FEW_SEEDS)
    assert problems == []
    assert proved >= 3


@pytest.mark.sweep
@pytest.mark.parametrize("id", IDS)
def test_the_gate_on_many_seeds(id):
    problems, _ = problems_and_proofs(id, MANY_SEEDS)
    assert problems == []


def lost(exercise: Exercise, path: Path, grader: Grader, seeds: int) -> list[str]:
    """Checks that a second solution does not earn, with the seed."""
    reports = [grader.grade(exercise, read(path), f"second-{seed}") for seed in range(seeds)]
    return [
        f"{path.name}: {check.name} on seed {report.seed}: {check.message}"
        for report in reports
        for check in report.checks
        if not check.full_marks
    ]


SECONDS = [(exercise, path) for exercise in COURSE for path in exercise.second_solutions]


def test_there_are_second_solutions():
    assert len({exercise.id for exercise, _ in SECONDS}) >= 40


@pytest.mark.sweep
@pytest.mark.parametrize(("exercise", "path"), SECONDS, ids=lambda value: getattr(value, "name", ""))
def test_second_solutions_on_fifty_seeds(exercise, path, grader):
    assert lost(exercise, path, grader, 50) == []


def survivors(ids: list[str], jobs: int | None = None) -> list[str]:
    outcomes = mutation.run([COURSE.exercise(id) for id in ids], jobs=jobs)
    assert sum(outcome.killed for outcome in outcomes) > 10 * len(ids)
    dull = [outcome for outcome in outcomes if not outcome.is_sharp]
    return [str(one) for outcome in dull for one in (*outcome.survivors, *outcome.problems)]


def test_checks_are_sharp():
    assert survivors(["softmax", "conv-forward"], jobs=1) == []


@pytest.mark.sweep
def test_all_checks_are_sharp():
    assert survivors(IDS) == []
