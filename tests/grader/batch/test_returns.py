"""X, then Y, then X again: the outcome of X tells, and the gradebook counts it."""

import pytest
from gradings import a_report, an_outcome

from grader.batch import returns
from grader.batch.plan import HandIn
from grader.batch.store import Store

X, Y, Z = "x", "y", "z"


@pytest.fixture
def exercise(write_course, tmp_path):
    return write_course(tmp_path / "course", renamed_from=["small"])


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "results") as opened:
        yield opened


@pytest.fixture
def graded(store):
    """A function that keeps an outcome: graded(X, 1.0)."""

    def give(text, time, exercise="tiny", version="v1"):
        store.write(an_outcome("anna", a_report(None, exercise, version, text), handed_in=time))

    return give


@pytest.fixture
def seen(store, exercise):
    """A function that looks at what lies in SUBMISSIONS: seen((X, 3.0), …) -> each text's later times."""

    def look(*present):
        sums = [a_report(text=text).submission.sha256 for text, _ in present]
        times = [time for _, time in present]
        returns.note(store, [HandIn("anna", exercise, None, *one) for one in zip(sums, times, strict=True)])
        names = {a_report(text=text).submission.sha256: text for text in (X, Y, Z)}
        return {names[one.sha256]: one.again for one in store.outcomes() if one.again}

    return look


def test_it_is_written_down_once(graded, seen):
    graded(X, 1.0)
    graded(Y, 2.0)
    assert seen((X, 3.0)) == {X: (3.0,)}
    assert seen((X, 3.0)) == {X: (3.0,)}
    assert seen((X, 9.0)) == {X: (3.0,)}  # copied, or touched


def test_there_and_back_again(graded, seen):
    graded(X, 1.0)
    graded(Y, 2.0)
    seen((X, 3.0))
    assert seen((Y, 4.0)) == {X: (3.0,), Y: (4.0,)}
    assert seen((X, 5.0)) == {X: (3.0, 5.0), Y: (4.0,)}


def test_another_time_alone_means_nothing(graded, seen):
    graded(X, 1.0)
    assert seen((X, 3.0)) == {}
    graded(Y, 2.0)
    assert seen((Y, 3.0)) == {}
    assert seen((X, 1.5)) == {}  # an old copy


def test_two_files_side_by_side_are_nobodys_return(graded, seen):
    graded(X, 1.0)
    graded(Y, 2.0)
    assert seen((X, 8.0), (Y, 9.0)) == {}


def test_other_gradings_of_a_text_are_no_other_texts(graded, seen):
    graded(X, 1.0)
    graded(X, 2.0, version="v2")
    assert seen((X, 3.0)) == {}


def test_the_newest_grading_tells_and_a_former_id_counts(graded, seen, store):
    graded(X, 1.0, exercise="small")
    graded(Y, 2.0)
    assert seen((X, 3.0)) == {X: (3.0,)}


def test_what_was_never_graded_has_nothing_to_tell(graded, seen):
    graded(X, 1.0)
    graded(Y, 2.0)
    assert seen((Z, 3.0)) == {}
