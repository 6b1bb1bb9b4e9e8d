import time

import pytest
from small_course import RIGHT, SQUARED, STARTER, an_attempt

from dllab import attempts, locations
from dllab.attempts import HintShown, Kept
from dllab.buffer import Buffer, Conflict
from dllab.history import chart, clock, last_pass, missing, moments, restore
from dllab.progress import Standing
from dllab.workspace import WorkspaceError
from grader.report import Verdict
from grader.submission import from_source

PASSED, FAILED, NOT_RUN = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_RUN


@pytest.fixture
def double(course):
    return course.exercise("double")


@pytest.fixture
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "CET-1")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_latest_comes_first_and_other_exercises_are_left_out(double):
    log = [
        an_attempt(sha256="1"),
        an_attempt(exercise="double-open"),
        HintShown(exercise="double", number=1),
        an_attempt(exercise="twice", sha256="2"),
        Kept(exercise="double", sha256="3"),
    ]
    found = moments(double, log)
    assert [moment.sha256 for moment in found] == ["3", "2", "", "1"]
    assert [moment.number for moment in found] == [0, 2, 0, 1]


def test_what_was_fixed_and_what_was_broken(double):
    log = [
        an_attempt(checks={"a": FAILED, "b": PASSED}),
        an_attempt(checks={"a": PASSED, "b": PASSED}),
        an_attempt(checks={"a": PASSED, "b": Verdict.ERROR}),
    ]
    newest, middle, first = moments(double, log)
    assert (first.fixed, first.broken) == ([], [])
    assert (middle.fixed, middle.broken) == (["a"], [])
    assert (newest.fixed, newest.broken) == ([], ["b"])


def test_a_check_is_compared_with_when_it_last_ran(double):
    log = [
        an_attempt(checks={"a": PASSED, "b": FAILED}),
        an_attempt(checks={"b": PASSED}, partial=True),
        an_attempt(checks={"a": NOT_RUN, "b": PASSED}),
        an_attempt(checks={"a": FAILED, "b": PASSED}),
    ]
    newest, third, second, _ = moments(double, log)
    assert second.fixed == ["b"]
    assert (third.fixed, third.broken) == ([], [])
    assert newest.broken == ["a"]


@pytest.mark.parametrize(
    ("changes", "public"),
    [
        ({"kind": "test", "checks": {"a": PASSED}}, True),
        ({"kind": "test", "checks": {"a": PASSED}, "partial": True}, False),
        ({"kind": "grade", "checks": {"a": PASSED, "hidden": FAILED}}, True),
        ({"kind": "grade", "checks": {"a": FAILED, "hidden": PASSED}}, False),
        ({"kind": "grade", "checks": {"a": PASSED, "hidden": PASSED}, "version": "new"}, True),
        ({"kind": "grade", "checks": {"a": PASSED, "hidden": FAILED}, "version": "new"}, False),
    ],
)
def test_whether_all_public_checks_passed(double, changes, public):
    found = moments(double, [an_attempt(checks={"a": FAILED}), an_attempt(**changes)])
    assert found[0].public == public
    assert last_pass(found) is (found[0] if public else None)


def test_the_last_pass_is_the_latest_one(double):
    passed, failed = {"checks": {"a": PASSED}}, {"checks": {"a": FAILED}}
    log = [an_attempt(sha256=str(n), **what) for n, what in enumerate((passed, passed, failed))]
    assert last_pass(moments(double, log)).sha256 == "1"


def scored(double, *scores, **changes):
    return moments(double, [an_attempt(score=score, max_score=4.0, **changes) for score in scores])


def test_a_chart_wants_two_attempts(double):
    assert chart([], 30, 8) is None
    assert chart(scored(double, 1.0), 30, 8) is None
    assert chart(scored(double, 1.0, 2.0, partial=True), 30, 8) is None
    assert chart(scored(double, 1.0, 2.0), 30, 8) is not None


def test_the_chart_has_its_size_and_the_best_at_the_top(double):
    lines = chart(scored(double, 0.0, 2.0, 4.0), 30, 8).plain.split("\n")
    assert len(lines) == 8
    assert max(map(len, lines)) == 30
    rows = [line for line in lines if "t" in line]
    assert "100%" in rows[0]
    assert [line.index("t") for line in rows] == sorted((line.index("t") for line in rows), reverse=True)


def test_gradings_of_all_checks_have_a_letter_of_their_own(double):
    log = [an_attempt(), an_attempt(kind="grade", score=3.0)]
    drawing = chart(moments(double, log), 30, 8).plain
    assert drawing.count("t") == 1
    assert drawing.count("G") == 1


def test_times_are_the_learners(berlin):
    year = time.localtime().tm_year
    assert clock(f"{year}-10-07T12:05:59Z") == " 7 Oct 13:05"
    assert clock(f"{year - 1}-10-31T12:05:59Z") == f"31 Oct  {year - 1}"
    assert clock("whenever") == "some time"


@pytest.fixture
def buffer(workspace, double):
    return Buffer(workspace, double)


def test_restoring_keeps_the_present_text(workspace, double, buffer):
    buffer.edit(SQUARED)
    restore(workspace, double, buffer, RIGHT)
    assert (buffer.text, buffer.state) == (RIGHT, "saved")
    assert workspace.file(double).read_text() == RIGHT
    (kept,) = moments(double, workspace.log().entries)
    assert workspace.snapshot(kept.sha256) == SQUARED


def test_a_text_that_is_in_the_history_is_not_listed_again(workspace, double, buffer):
    sha256 = from_source(STARTER).sha256
    for text in (RIGHT, STARTER, RIGHT, STARTER):
        restore(workspace, double, buffer, text)
    assert [moment.sha256 for moment in moments(double, workspace.log().entries)] == [
        from_source(RIGHT).sha256,
        sha256,
    ]


def test_nothing_is_restored_into_a_conflict(workspace, double, buffer):
    buffer.edit(SQUARED)
    workspace.file(double).write_text("# somebody else\n")
    with pytest.raises(Conflict, match="choose which text to keep"):
        restore(workspace, double, buffer, RIGHT)
    assert buffer.text == SQUARED
    assert workspace.file(double).read_text() == "# somebody else\n"


def test_nothing_is_restored_where_the_present_text_cannot_be_kept(workspace, double, buffer, home):
    buffer.edit(SQUARED)
    (home / ".dllab").mkdir(exist_ok=True)
    locations.snapshots(home).write_text("in the way")
    with pytest.raises(WorkspaceError, match="nothing was kept"):
        restore(workspace, double, buffer, RIGHT)
    assert buffer.text == SQUARED


def test_a_conflicts_text_is_found_again(workspace, double, buffer):
    buffer.edit(SQUARED)
    workspace.file(double).write_text(RIGHT)
    buffer.poll()
    buffer.take_disk()
    (kept,) = moments(double, workspace.log().entries)
    assert workspace.snapshot(kept.sha256) == SQUARED
    assert moments(double, attempts.read(workspace.root).entries) == [kept]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda path: path.unlink(), "is gone"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "cannot be read"),
        (lambda path: (path.unlink(), path.mkdir()), "cannot be read"),
    ],
)
def test_a_damaged_snapshot_is_a_sentence(workspace, double, damage, sentence):
    workspace.keep_snapshot(double, SQUARED)
    path = locations.snapshots(workspace.root) / f"{from_source(SQUARED).sha256}.py"
    damage(path)
    with pytest.raises(WorkspaceError, match=sentence):
        workspace.snapshot(path.stem)


def test_a_damaged_name_is_a_sentence(workspace):
    with pytest.raises(WorkspaceError, match="cannot be read"):
        workspace.snapshot("a\0b")


@pytest.mark.parametrize(
    ("state", "checks", "sentence"),
    [
        ("solved", {"a": PASSED}, ""),
        ("tested", {"a": PASSED}, "the public ones have, now grade your code"),
        (
            "tried",
            {"a": PASSED, "b": FAILED, "c": NOT_RUN},
            "2 of 3 checks did not pass at your last attempt",
        ),
        ("started", {}, "were not run yet"),
        ("new", None, "were not run yet"),
    ],
)
def test_what_the_solution_waits_for(double, state, checks, sentence):
    log = [] if checks is None else [an_attempt(checks=checks)]
    said = missing(Standing(state), moments(double, log))
    assert sentence in said
    assert bool(said) == bool(sentence)


def test_the_solution_does_not_take_a_part_for_all(double):
    said = missing(Standing("tried"), moments(double, [an_attempt(partial=True)]))
    assert "only some were run" in said
