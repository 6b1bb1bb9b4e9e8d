"""How far, how fast, how long."""

from pathlib import Path

import pytest

from grader.batch.outcome import Outcome
from grader.batch.pace import Pace
from grader.batch.plan import HandIn


@pytest.fixture
def todo(course):
    """A function that makes so many hand-ins for exercises: todo(softmax=3)."""

    def make(**numbers):
        names = [name.replace("_", "-") for name, number in numbers.items() for _ in range(number)]
        return [HandIn("s", course.exercise(name), Path("x"), "0", 1.0) for name in names]

    return make


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_the_rest_takes_as_long_as_the_slower_kind(todo):
    clock = Clock()
    pace = Pace(todo(softmax=100, keras_first=4), clock)
    assert pace.left is None
    for _ in range(51):
        clock.now += 0.1
        pace.count("softmax")
    assert pace.left is None  # of networks nobody knows yet
    pace.count("keras-first")
    clock.now += 60
    pace.count("keras-first")
    assert pace.left == pytest.approx(120)
    assert (pace.done, pace.total) == (53, 104)


def test_starting_does_not_count_as_slowness(todo):
    clock = Clock()
    pace = Pace(todo(softmax=12), clock)
    clock.now += 30
    pace.count("softmax")
    clock.now += 1
    pace.count("softmax")
    assert pace.left == pytest.approx(10)
    assert pace.rate == pytest.approx(2 / 31)


def test_nothing_is_left_at_the_end(todo):
    pace = Pace(todo(softmax=1))
    pace.count("softmax")
    assert pace.left == 0
    assert Pace([]).left == 0


def test_means_are_of_what_has_a_report(grader, course, todo):
    from grader.submission import from_source

    pace = Pace(todo(softmax=3))
    solution = course.exercise("softmax").text("solution.py")
    reports = [grader.grade(course.exercise("softmax"), from_source(text)) for text in (solution, "def")]
    for report in (*reports, None):
        pace.count(
            "softmax", Outcome(student="s", exercise="softmax", key="k", handed_in=1, graded=1, report=report)
        )
    assert pace.graded == 2
    assert pace.marks["softmax"].mean == reports[0].max_score / 2
