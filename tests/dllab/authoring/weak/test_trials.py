"""Cheats are graded with all checks that train nothing, and later gradings come to no harm."""

from pathlib import Path

import pytest

from dllab.authoring.weak.cheats import CHEATS, NOTHING
from dllab.authoring.weak.sources import Sources
from dllab.authoring.weak.trials import WeakTrials
from grader.checks import load_checks
from grader.course import load_course

COURSE = load_course(Path(__file__).parents[4])

TRAINS = """
    def task(lab):
        return lab.task("digits")

    @check()
    def cheap(lab):
        "It is there."
        expect.that(lab.has("f"), "Write f.")

    @check()
    def dear(lab):
        "It learns."
        expect.between(lab.train(lab.network("f"), task(lab), epochs=100).accuracy, 0.9, 1)

    @check()
    def indirect(lab):
        "There is something to be learned."
        expect.that(task(lab), "There is nothing.")
"""


def tried(exercise, grader):
    checks = load_checks(exercise)
    return WeakTrials(exercise, checks, Sources(exercise), grader), checks


def test_networks_are_left_out(tiny, grader):
    trials, _ = tried(tiny(checks=TRAINS), grader)
    assert trials.tried == ["cheap"]
    assert len(trials.results("cheap")) == len(CHEATS) + 1
    assert trials.results("dear") == []
    assert not trials.taken("dear", NOTHING).passed


def test_nothing_is_tried_where_the_solution_fails(tiny, grader):
    checks = '@check()\ndef no(lab):\n    "No."\n    expect.close(lab.f(1.0), 2.0)\n'
    trials, _ = tried(tiny(checks=checks), grader)
    assert (trials.tried, trials.results("no")) == ([], [])


def test_mistakes_are_named_afterwards(bench):
    """The grader is warm, and cheats are graded for an exercise without mistakes: it keeps the two apart."""
    exercise = bench.course().exercise("mean")
    tried(exercise, bench.grader)
    assert bench.outcome().mistakes_proved == 3


def assert_cheats_are_tried_and_fail(exercise, grader):
    trials, checks = tried(exercise, grader)
    networks = [check.name for check in checks if Sources(exercise).asked(check).trains]
    assert trials.broken == []
    assert trials.tried == [check.name for check in checks if check.name not in networks]
    for name in trials.tried:
        assert not all(trials.wrongly(name, cheat) for cheat in CHEATS)


# Objects that build graphs, generators, objects with a state: what a cheat has to stand in for.
@pytest.mark.parametrize("id", ["minibatches", "early-stopping"])
def test_exercises_of_the_course(grader, id):
    assert_cheats_are_tried_and_fail(COURSE.exercise(id), grader)


@pytest.mark.sweep
def test_all_exercises_of_the_course(grader):
    for exercise in COURSE:
        assert_cheats_are_tried_and_fail(exercise, grader)
