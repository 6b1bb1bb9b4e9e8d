"""Handing in: who can read, replace and take away whose work."""

import errno
import os
import resource
import shutil
from pathlib import Path

import pytest
from small_course import RIGHT, SQUARED
from users import (
    ANNA,
    BEN,
    STAFF,
    TEACHER,
    as_user,
    brought,
    by_hand,
    mode,
    names,
    needs_users,
    submit,
)

from grader.batch import dropbox as dropbox_module
from grader.batch.dropbox import DropboxError, leave, login
from grader.batch.permissions import inspect

WRONG = "def double(x):\n    return x\n"


def folder_of(uid, box, name=None):
    """A student's folder made by hand."""
    path = box / (name or login(uid))
    as_user(uid, lambda: (os.umask(0), path.mkdir(0o750)))
    return path


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_what_a_student_leaves_is_the_students_and_the_teachers_whatever_the_umask(box, umask):
    receipt = submit(ANNA, box, RIGHT, umask=umask)
    path = Path(receipt.path)
    assert path.parent == box / login(ANNA)
    assert [mode(one) for one in (box, path.parent, path, path.parent / "feedback")] == [
        *(0o3773, 0o2750, 0o640, 0o2770)
    ]
    owners = {
        (one.lstat().st_uid, one.lstat().st_gid) for one in (path.parent, path, path.parent / "feedback")
    }
    assert owners == {(ANNA, STAFF)}
    assert (receipt.user, receipt.time) == (login(ANNA), path.stat().st_ctime)
    assert as_user(TEACHER, path.read_text) == RIGHT
    assert [one.name for one in path.parent.iterdir() if one.name != "feedback"] == [path.name]


@needs_users
def test_another_student_can_do_nothing_to_it(box, yard):
    path = Path(submit(ANNA, box, RIGHT).path)
    there, other = path.parent, Path(submit(BEN, box, SQUARED).path)
    tries = [
        lambda: names(box),
        lambda: names(there),
        lambda: path.read_text(),
        lambda: path.write_text(SQUARED),
        lambda: path.unlink(),
        lambda: path.rename(other.parent / "mine.py"),
        lambda: os.link(path, other.parent / "double.link.py"),
        lambda: there.rename(box / "elsewhere"),
        lambda: other.parent.rename(there),
        lambda: shutil.copy(other, there / "double.later.py"),
        lambda: names(there / "feedback"),
        lambda: (there / "feedback" / "double.json").write_text("{}"),
        lambda: there.chmod(0o777),
        lambda: box.rmdir(),
        lambda: box.rename(yard / "gone"),
    ]
    for attempt in tries:
        with pytest.raises((PermissionError, OSError)) as refused:
            as_user(BEN, attempt)
        assert refused.value.errno in (errno.EACCES, errno.EPERM)
    assert path.read_text() == RIGHT


@needs_users
def test_a_student_cannot_hand_in_under_anothers_name(box, collected, yard):
    squatted = folder_of(BEN, box, login(ANNA))
    by_hand(BEN, squatted / "double.py", WRONG)
    receipt = submit(ANNA, box, RIGHT)
    assert Path(receipt.path).parent.name.startswith(f"{login(ANNA)}.")
    assert brought(collected()) == {(login(ANNA), "double"): "new", (login(BEN), "double"): "new"}
    assert (yard / "submissions" / login(ANNA) / "double.py").read_text() == RIGHT
    assert (yard / "submissions" / login(BEN) / "double.py").read_text() == WRONG
    words = [problem.what for problem in as_user(TEACHER, inspect, box).problems]
    assert [f"{squatted} belongs to {login(BEN)}: what lies in it counts as {login(BEN)}'s"] == words


def test_a_folder_that_is_open_to_others_is_not_used(box):
    path = Path(submit(ANNA, box, RIGHT).path)
    as_user(ANNA, path.parent.chmod, 0o755)
    second = Path(submit(ANNA, box, SQUARED).path)
    assert second.parent != path.parent
    assert mode(second.parent) == 0o2750
    words = [problem.what for problem in as_user(TEACHER, inspect, box).problems]
    assert words == [f"{path.parent}: others than its owner and teachers can look into it"]


def test_nothing_is_ever_overwritten(box):
    receipts = [submit(ANNA, box, text) for text in (RIGHT, RIGHT, SQUARED, RIGHT)]
    assert len({receipt.path for receipt in receipts}) == 4
    assert [Path(receipt.path).read_text() for receipt in receipts] == [RIGHT, RIGHT, SQUARED, RIGHT]


@pytest.mark.parametrize("name", ["", ".", "../x", "a/b", "-rf", ".hidden", "123", "a\nb", "\udcff"])
def test_names_of_users_that_folders_cannot_have(monkeypatch, name):
    monkeypatch.setattr(dropbox_module.pwd, "getpwuid", lambda uid: type("Entry", (), {"pw_name": name}))
    assert login(60001) == "60001"


def test_a_folder_that_is_not_there(yard):
    with pytest.raises(DropboxError, match="is not there; tell your teachers"):
        submit(ANNA, yard / "nothing", RIGHT)


@needs_users
def test_a_folder_that_does_not_hand_its_group_on(box):
    box.chmod(0o1773)
    with pytest.raises(DropboxError, match="does not hand its group on"):
        submit(ANNA, box, RIGHT)
    assert list(box.iterdir()) == []


@needs_users
def test_a_folder_that_nobody_may_write(box):
    box.chmod(0o3770)
    with pytest.raises(DropboxError, match=r"cannot be written \(Permission denied\)"):
        submit(ANNA, box, RIGHT)


def test_a_disk_that_is_full_leaves_nothing_half(box):
    def fill():
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
        return leave(box, "double", ".py", RIGHT.encode())

    with pytest.raises(DropboxError, match="so nothing was handed in"):
        as_user(ANNA, fill)
    assert names(box / login(ANNA)) == ["feedback"]
