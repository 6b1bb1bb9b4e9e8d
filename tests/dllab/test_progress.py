import hashlib

import pytest
from small_course import RIGHT, STARTER, an_attempt

from dllab import progress
from dllab.attempts import HintShown
from grader.report import Verdict

PASSED, FAILED = {"a": Verdict.PASSED}, {"a": Verdict.FAILED}


def hint(number, id="double"):
    return HintShown(exercise=id, number=number)


def standing(course, workspace, *entries, id="double"):
    return progress.standings(course, workspace, list(entries))[id]


def test_nothing_done_is_new(course, workspace):
    assert standing(course, workspace) == progress.Standing("new")


def test_a_file_makes_it_started(course, workspace, started):
    started("double", RIGHT)
    assert standing(course, workspace).state == "started"


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ([an_attempt(checks=FAILED)], "tried"),
        ([an_attempt(checks=PASSED)], "tested"),
        ([an_attempt(checks=PASSED, kind="grade")], "solved"),
        ([an_attempt(checks=PASSED, kind="grade"), an_attempt(checks=FAILED)], "solved"),
        ([an_attempt(checks=PASSED, kind="grade", partial=True)], "tried"),
        ([an_attempt(checks=FAILED, kind="grade"), an_attempt(checks=PASSED)], "tested"),
    ],
)
def test_states(course, workspace, entries, state):
    assert standing(course, workspace, *entries).state == state


def test_without_hidden_checks_the_public_ones_solve_it(course, workspace):
    entry = an_attempt(exercise="double-open", checks=PASSED)
    assert standing(course, workspace, entry, id="double-open").state == "solved"


def test_the_best_score_is_that_of_all_checks_where_there_is_one(course, workspace):
    tries = [an_attempt(score=3, max_score=3), an_attempt(kind="grade", score=4, max_score=5, checks=FAILED)]
    found = standing(course, workspace, *tries, an_attempt(kind="grade", score=1, max_score=5, checks=FAILED))
    assert (found.score, found.max_score, found.attempts) == (4, 5, 3)


def test_the_untouched_starter_is_no_try(course, workspace):
    entry = an_attempt(sha256=hashlib.sha256(STARTER.encode()).hexdigest(), checks=FAILED)
    assert standing(course, workspace, entry) == progress.Standing("new", attempts=1)
    assert standing(course, workspace, entry, an_attempt(checks=FAILED)).attempts == 2


def test_a_check_alone_is_no_score(course, workspace):
    found = standing(course, workspace, an_attempt(partial=True))
    assert (found.score, found.attempts) == (None, 1)


def test_an_exercise_keeps_its_progress_when_it_is_renamed(course, workspace):
    assert standing(course, workspace, an_attempt(exercise="twice", kind="grade")).state == "solved"


def test_after_an_exercise_comes_its_neighbour(course, workspace):
    ids = [exercise.id for exercise in course]
    begun = progress.standings(course, workspace, [an_attempt(exercise=ids[0], checks=FAILED)])
    assert progress.suggestion(course, begun, after=ids[0]).id == ids[1]
    assert progress.suggestion(course, begun, after=ids[-1]).id == ids[0]


@pytest.mark.parametrize(
    ("entries", "id"),
    [
        ([], "double"),
        ([an_attempt(exercise="double-open", checks=FAILED)], "double-open"),
        ([an_attempt(kind="grade")], "double-open"),
        ([an_attempt(kind="grade"), an_attempt(exercise="double-open")], None),
    ],
)
def test_the_suggestion_is_what_was_begun_else_the_first_unsolved(course, workspace, entries, id):
    suggested = progress.suggestion(course, progress.standings(course, workspace, entries))
    assert (suggested.id if suggested else None) == id


@pytest.mark.parametrize(
    ("entries", "shown", "new"),
    [
        ([], 1, True),
        ([hint(1)], 1, False),
        ([hint(1), an_attempt()], 2, True),
        ([an_attempt(), hint(1), an_attempt()], 1, False),  # the same code as before the hint
        ([an_attempt(), hint(1), an_attempt(sha256="1")], 2, True),
        ([hint(1), an_attempt(exercise="double-open")], 1, False),
        ([hint(1), an_attempt(), hint(2), an_attempt(sha256="1"), hint(3)], 3, False),
        ([hint(1), an_attempt(), hint(2), an_attempt(sha256="1"), hint(3), an_attempt(sha256="2")], 3, False),
        ([hint(1), an_attempt(exercise="twice")], 2, True),
        ([hint(7)], 3, False),  # the exercise had more hints once
    ],
)
def test_hints_are_a_ladder_by_attempts(course, entries, shown, new):
    ladder = progress.ladder(course.exercise("double"), entries)
    assert ladder == progress.Ladder(["Twice.", "Two times x.", "2 * x"][:shown], new, 3)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], "new · 0 attempts, 0 hints"),
        ([an_attempt(score=2.5, checks=FAILED), hint(1)], "tried · public 2.5/3 · 1 attempt, 1 hint"),
        ([an_attempt(kind="grade"), an_attempt()], "solved · best 1/3 · 2 attempts, 0 hints"),
    ],
)
def test_a_standing_in_words(course, workspace, entries, words):
    assert progress.sentence(standing(course, workspace, *entries)) == words
