"""From attempts to grades, against what comes out with pencil and paper."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.counting import Attempt, grade, points
from grader.policy import Late, Policy

# Tuesday 31 March 2026, 23:59 in Berlin, where summer time began on the 29th: 21:59 UTC.
DEADLINE = datetime.datetime(2026, 3, 31, 21, 59, tzinfo=datetime.UTC)
HOUR, DAY = 3600, 86_400


def attempt(after=0.0, raw="8", text="a", **changes):
    """What was handed in so many seconds after the deadline."""
    time = DEADLINE.timestamp() + after
    facts = {"key": f"{text} {after}", "text": text, "handed_in": time, "graded": time + 1000}
    score = None if raw is None else Decimal(raw)
    return Attempt(**{**facts, "raw": score, "max": Decimal(10), **changes})


def count(*attempts, deadline=DEADLINE, attempts_count="last", a_day=None, **late):
    return grade(attempts, Policy(attempts_count, a_day, Late(**late)), deadline)


# --- late days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "days", "penalty", "score"),
    [
        (-1, 0, "0", "8.00"),
        (0, 0, "0", "8.00"),
        (15 * 60, 0, "0", "8.00"),  # the last second of grace
        (15 * 60 + 1, 1, "10", "7.20"),
        (15 * 60 + DAY, 1, "10", "7.20"),  # 24 hours are one day
        (15 * 60 + DAY + 0.001, 2, "20", "6.40"),
        (15 * 60 + 3 * DAY, 3, "30", "5.60"),
        (15 * 60 + 3 * DAY + 1, 4, "40", "0.00"),  # later than at_most_days: nothing
    ],
)
def test_late_days_by_hand(after, days, penalty, score):
    found = count(attempt(after), grace_minutes=15, percent_per_day=10, at_most_days=3)
    assert (found.days_late, found.penalty, found.score) == (days, Decimal(penalty), Decimal(score))


def test_the_day_after_summer_time_ends_is_24_hours_too():
    before = datetime.datetime.fromisoformat("2026-10-24T23:59:00+02:00")  # the clocks go back that night
    handed_in = datetime.datetime.fromisoformat("2026-10-25T23:30:00+01:00").timestamp()  # 24.5 hours later
    one = attempt(handed_in=handed_in)
    assert count(one, deadline=before, percent_per_day=10).days_late == 2


def test_without_a_deadline_nothing_is_late():
    assert count(attempt(1000 * DAY), deadline=None, percent_per_day=50).score == 8


def test_the_penalty_is_never_more_than_everything():
    found = count(attempt(40 * DAY), percent_per_day=30)
    assert (found.penalty, found.score) == (100, 0)


@pytest.mark.parametrize(
    ("raw", "percent", "score"),
    [
        ("8", 12.5, "7.00"),
        ("7.35", 10, "6.62"),  # 6.615: a half goes up
        ("7.345", 0, "7.35"),
        ("0.005", 0, "0.01"),
        ("0.0049999", 0, "0.00"),
        ("6.666667", 10, "6.00"),  # 6.0000003
        ("3.333333", 33.3, "2.22"),  # 2.223333111
        ("2.675", 0, "2.68"),  # as a binary number it is a little less
    ],
)
def test_points_are_exact_and_halves_go_up(raw, percent, score):
    one = attempt(1, raw=points(float(raw)))
    assert str(count(one, percent_per_day=percent).score) == score


# --- which attempt ---------------------------------------------------------------------------------


def test_the_last_one():
    found = count(attempt(-2 * DAY, "9"), attempt(-DAY, "4", text="b"))
    assert (found.score, found.why) == (4, "the last of 2 attempts")


def test_the_best_after_penalties_by_hand():
    # 7 in time; 9 two days late: 9 × 0.8 = 7.2; 10 four days late: 10 × 0.6 = 6.
    three = attempt(-1, "7"), attempt(2 * DAY, "9", text="b"), attempt(4 * DAY, "10", text="c")
    found = count(*three, attempts_count="best", percent_per_day=10)
    assert (found.raw, found.penalty, found.score) == (9, 20, Decimal("7.20"))
    assert found.why == "the best of 3 attempts"
    assert count(*three, percent_per_day=10).score == 6


def test_of_equally_good_ones_the_first():
    found = count(attempt(-2, "8"), attempt(-1, "8", text="b"), attempts_count="best")
    assert found.handed_in == DEADLINE.timestamp() - 2


@pytest.mark.parametrize("which", ["last", "best"])
def test_what_comes_too_late_does_not_take_away_what_was_in_time(which):
    found = count(attempt(-DAY, "6"), attempt(9 * DAY, "10", text="b"), attempts_count=which, at_most_days=5)
    assert (found.score, found.why) == (6, "the only attempt; 1 came too late to count")


def test_all_of_them_too_late():
    found = count(attempt(8 * DAY), attempt(9 * DAY, text="b"), at_most_days=5)
    assert (found.score, found.raw, found.days_late) == (0, 8, 9)
    assert found.why == "the last of 2 attempts, too late by more than 5 days"


# --- the same text again ---------------------------------------------------------------------------


def test_a_regraded_text_is_one_attempt_and_its_current_grading_counts():
    old = attempt(-DAY, "3", key="old", current=False)
    new = attempt(-DAY, "9", key="new", graded=old.graded + 50)
    found = count(old, new)
    assert (found.key, found.score, found.stale, found.why) == ("new", 9, False, "the only attempt")


def test_a_current_grading_counts_even_if_an_old_grader_ran_after_it():
    new = attempt(-DAY, "9", key="new")
    old = attempt(-DAY, "3", key="old", current=False, graded=new.graded + 50)
    assert count(old, new).key == "new"


def test_without_a_current_grading_the_newest_counts_and_is_stale():
    older = attempt(-DAY, "3", key="older", current=False)
    newer = attempt(-DAY, "4", key="newer", current=False, graded=older.graded + 50)
    found = count(newer, older)
    assert (found.key, found.stale) == ("newer", True)


def test_a_text_that_is_handed_in_again_later_is_as_old_as_it_is():
    first = attempt(-DAY, "8", key="old", current=False)
    again = attempt(3 * DAY, "8", key="new")  # the same text, with a new time
    found = count(first, again, percent_per_day=10)
    assert (found.key, found.days_late, found.score) == ("new", 0, 8)


def test_an_older_text_that_is_graded_again_is_not_the_last():
    first, last = attempt(-2 * DAY, "9", key="f"), attempt(-DAY, "5", text="b", key="l")
    regraded = attempt(-2 * DAY, "10", key="r", graded=last.graded + 999)
    assert count(first, last, regraded).key == "l"


def test_a_text_that_the_student_came_back_to_is_the_last():
    # X at noon, Y at one, X again at two: graded once, handed in twice.
    x, y = attempt(-12 * HOUR, "4", text="x"), attempt(-11 * HOUR, "9", text="y")
    again = attempt(-12 * HOUR, "4", text="x", again=(DEADLINE.timestamp() - 10 * HOUR,))
    assert count(x, y).key == y.key
    found = count(again, y)
    assert (found.key, found.score, found.why) == (again.key, 4, "the last of 3 attempts")
    assert found.handed_in == DEADLINE.timestamp() - 10 * HOUR
    assert count(again, y, attempts_count="best").score == 9


def test_coming_back_too_late_costs_what_being_late_costs():
    x = attempt(-DAY, "8", text="x", again=(DEADLINE.timestamp() + 1,))
    found = count(x, attempt(-HOUR, "2", text="y"), percent_per_day=10)
    assert (found.days_late, found.score) == (1, Decimal("7.20"))
    best = count(x, attempt(-HOUR, "2", text="y"), attempts_count="best", percent_per_day=10)
    assert (best.days_late, best.score) == (0, 8)


# --- a limit a day ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a_day", "last", "best", "beyond"),
    [
        (None, 9, 10, 0),
        # Two a day: 0:00 and 1:00 count; 2:00 and 3:00 do not; 24:00 is 24 hours after the first, and counts;
        # so does 25:30, 24.5 hours after the second; 26:00 has two within 24 hours before.
        (2, 7, 7, 3),
        (1, 6, 6, 5),  # 0:00, 24:00
        (7, 9, 10, 0),
    ],
)
def test_attempts_a_day_by_hand(a_day, last, best, beyond):
    hours, points_earned = (0, 1, 2, 3, 24, 25.5, 26), (1, 2, 10, 4, 6, 7, 9)
    tries = [
        attempt(hour * HOUR - 9 * DAY, str(raw), text=str(hour))
        for hour, raw in zip(hours, points_earned, strict=True)
    ]
    rest = f"; not counted: {beyond} beyond {a_day} a day" if beyond else ""
    for which, score in (("last", last), ("best", best)):
        found = count(*tries, attempts_count=which, a_day=a_day)
        assert (found.score, found.why) == (score, f"the {which} of {7 - beyond} attempts{rest}")


def test_the_same_text_again_does_not_use_up_the_limit():
    one, two = attempt(-3 * HOUR, "1", text="a", key="a"), attempt(-HOUR, "2", text="b")
    regraded = attempt(-2 * HOUR, "1", text="a", key="aa", graded=one.graded + 9)
    assert count(one, regraded, two, a_day=2).score == 2


# --- what could not be graded ----------------------------------------------------------------------

LOST = {"raw": None, "error": "the process that graded it ended"}


def test_the_last_could_not_be_graded():
    found = count(attempt(-2, "9"), attempt(-1, text="b", **LOST))
    assert (found.score, found.raw, found.error) == (None, None, LOST["error"])


def test_the_best_is_one_that_could():
    found = count(attempt(-2, "1"), attempt(-1, text="b", **LOST), attempts_count="best")
    assert found.score == 1
    assert count(attempt(-1, **LOST), attempts_count="best").score is None


def test_what_was_lost_first_and_graded_later_is_graded():
    lost = attempt(-1, key="lost", **LOST)
    assert count(lost, attempt(-1, "9", key="found", graded=lost.graded + 1)).score == 9
    assert count(lost, attempt(-1, "9", key="found", graded=lost.graded - 1)).score == 9


# --- properties ------------------------------------------------------------------------------------

moments = st.floats(-10 * DAY, 10 * DAY).map(lambda after: DEADLINE.timestamp() + after)
attempts = st.lists(
    st.builds(
        attempt,
        after=st.floats(-10 * DAY, 10 * DAY),
        raw=st.none() | st.decimals(0, 10, places=4),
        text=st.sampled_from("abc"),
        key=st.text("xyz", min_size=4, max_size=8),
        current=st.booleans(),
        again=st.lists(moments).map(tuple),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.key,
)
policies = st.builds(
    lambda which, a_day, grace, percent, most: {
        "attempts_count": which,
        "a_day": a_day,
        "grace_minutes": grace,
        "percent_per_day": percent,
        "at_most_days": most,
    },
    st.sampled_from(["last", "best"]),
    st.none() | st.integers(1, 4),
    st.floats(0, 1e6),
    st.floats(0, 100),
    st.none() | st.integers(0, 12),
)


@given(attempts, policies, st.randoms())
def test_a_grade_is_bounded_and_needs_no_order(found, rules, random):
    one = count(*found, **rules)
    random.shuffle(found)
    assert count(*found, **rules) == one
    assert one.key in {each.key for each in found}
    assert (one.score is None) == (one.raw is None)
    if one.score is not None:
        assert 0 <= one.score <= one.raw + Decimal("0.005")
        assert one.score.as_tuple().exponent == -2


@given(attempts, policies)
def test_best_is_never_worse_than_last(found, rules):
    best, last = (count(*found, **{**rules, "attempts_count": which}) for which in ("best", "last"))
    assert last.score is None or best.score >= last.score


@pytest.mark.parametrize("raw", ["1.7976931348623157e308", "5e-324"])
def test_numbers_of_any_size(raw):
    assert count(attempt(1, raw=points(float(raw))), percent_per_day=33.3).score >= 0
