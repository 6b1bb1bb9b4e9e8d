"""Words that the command line and the lab share."""

import pytest

from dllab import wording


@pytest.mark.parametrize(
    ("value", "shown"), [(7.0, "7"), (7.5, "7.5"), (1 / 3, "0.33"), (0.0, "0"), (100.0, "100")]
)
def test_points(value, shown):
    assert wording.points(value) == shown


@pytest.mark.parametrize(
    ("done", "total", "shown"),
    [(0, 1, "░░░░░"), (3, 5, "███░░"), (29, 30, "████░"), (30, 30, "█████"), (0, 0, "░░░░░")],
)
def test_a_bar_is_full_only_when_all_is_done(done, total, shown):
    assert wording.bar(done, total, 5) == shown


@pytest.mark.parametrize(("number", "shown"), [(0, "0 hints"), (1, "1 hint"), (2, "2 hints")])
def test_count(number, shown):
    assert wording.count(number, "hint") == shown
