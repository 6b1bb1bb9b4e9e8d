"""Feedback: where its student alone can read it, and what is in it."""

import os
from pathlib import Path

import msgspec
import pytest
from small_course import RIGHT
from users import (
    ANNA,
    BEN,
    ROOT,
    STAFF,
    TEACHER,
    a_fifo,
    a_huge_file,
    a_link,
    as_user,
    graded,
    mode,
    names,
    needs_users,
    submit,
)

from grader.batch.dropbox import login
from grader.batch.feedback import deliver, read
from grader.batch.folder import Unfit
from grader.batch.store import Store


@pytest.fixture
def handed_in(box, collected, course, yard):
    """A hand-in of Anna's that was collected, and its outcome."""
    submit(ANNA, box, RIGHT)
    one = collected().chosen[0]
    return one, graded(Store(yard / "results"), one, course, 3.0)


def test_feedback_is_for_its_student_alone(box, handed_in):
    one, outcome = handed_in
    assert as_user(TEACHER, deliver, box, one, outcome)
    assert not as_user(TEACHER, deliver, box, one, outcome)
    hand_in = box / one.file
    found = as_user(ANNA, read, hand_in, "double")
    assert found.report.score == 3.0
    assert (found.sha256, found.report.submission.path) == (one.sha256, hand_in.name)
    path = hand_in.parent / "feedback" / "double.json"
    assert (path.stat().st_uid, mode(path)) == (TEACHER, 0o644)
    text = path.read_text()
    assert "secret" not in text
    assert "/home/teacher" not in text
    if ROOT:
        for attempt in (path.read_text, lambda: names(path.parent), path.unlink):
            with pytest.raises(PermissionError):
                as_user(BEN, attempt)


def test_no_feedback_where_others_could_read_it_or_through_links(box, handed_in, yard):
    one, outcome = handed_in
    folder = box / login(ANNA)
    as_user(ANNA, (folder / "feedback").chmod, 0o777)
    assert as_user(TEACHER, deliver, box, one, outcome)  # nobody else gets as far
    (folder / "feedback" / "double.json").unlink()
    as_user(ANNA, folder.chmod, 0o755)
    with pytest.raises(Unfit, match="other users could read feedback"):
        as_user(TEACHER, deliver, box, one, outcome)
    as_user(ANNA, folder.chmod, 0o750)
    (folder / "feedback").rmdir()
    with pytest.raises(Unfit, match="there is no folder `feedback`"):
        as_user(TEACHER, deliver, box, one, outcome)
    (yard / "home").mkdir()
    as_user(ANNA, (folder / "feedback").symlink_to, yard / "home")
    with pytest.raises(Unfit, match="symbolic link"):
        as_user(TEACHER, deliver, box, one, outcome)
    assert names(yard / "home") == []


@needs_users
def test_feedback_does_not_go_into_a_folder_of_somebody_elses(box, handed_in):
    one, outcome = handed_in
    os.chown(box / login(ANNA) / "feedback", BEN, STAFF)
    with pytest.raises(Unfit, match=f"belongs to {login(BEN)}"):
        as_user(TEACHER, deliver, box, one, outcome)
    os.chown(box / login(ANNA), BEN, STAFF)
    with pytest.raises(Unfit, match="no longer belongs to"):
        as_user(TEACHER, deliver, box, one, outcome)


@pytest.mark.parametrize("trap", [Path.mkdir, a_fifo, a_link, a_huge_file])
def test_traps_where_feedback_is_to_lie(box, handed_in, yard, trap):
    one, outcome = handed_in
    path = box / login(ANNA) / "feedback" / "double.json"
    as_user(ANNA, trap, path)
    if trap is Path.mkdir:
        with pytest.raises(Unfit, match="no feedback can be left there: Is a directory"):
            as_user(TEACHER, deliver, box, one, outcome)
    else:
        assert as_user(TEACHER, deliver, box, one, outcome)
        assert msgspec.json.decode(path.read_bytes())["sha256"] == one.sha256
    assert names(path.parent) == ["double.json"]
