"""The drop folder itself: made, looked at, mended."""

import shlex
import subprocess

import pytest
from users import (
    ANNA,
    STAFF,
    TEACHER,
    as_user,
    mode,
    names,
    needs_users,
)

from dllab.wording import one_line
from grader.batch.dropbox import DropboxError
from grader.batch.permissions import create, inspect
from grader.errors import UsageError


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (0o1773, ["does not hand its group on"]),
        (0o2773, ["students can delete and rename each other's folders"]),
        (0o3703, ["its group cannot use it"]),
        (0o3770, ["students who are not in its group cannot hand in"]),
        (0o3777, ["everybody can list"]),
        (0o0755, ["hand its group on", "sticky", "group cannot use", "cannot hand in", "everybody can list"]),
    ],
)
def test_wrong_modes_are_explained_and_what_is_said_mends_them(box, bits, words):
    as_user(TEACHER, box.chmod, bits)
    problems = inspect(box).problems
    assert [next(word for word in words if word in one.what) for one in problems] == words
    for command in {one.mend for one in problems}:
        as_user(TEACHER, lambda command=command: subprocess.run(shlex.split(command), check=True))
    assert mode(box) == 0o3773
    assert inspect(box).problems == []


@pytest.mark.parametrize("name", ["x;touch pwned;\x1b", "$(touch pwned)\x1b", "two  blanks", "'quoted'"])
def test_no_name_turns_what_mends_it_into_another_command(box, yard, name):
    as_user(ANNA, (box / name).mkdir, 0o755)
    commands = {one_line(one.mend) for one in inspect(box).problems if one.mend}
    for command in commands:
        subprocess.run(command, shell=True, cwd=yard, check=True)
    assert [len(commands), mode(box / name), names(yard)] == [1, 0o2750, ["drop box"]]


@needs_users
def test_a_teacher_who_is_not_in_the_group_is_told(box):
    words = [problem.what for problem in as_user(TEACHER, inspect, box, groups=[]).problems]
    assert words == [f"you are not in its group, {STAFF}, so you cannot collect what is handed in"]


@needs_users
def test_a_folder_above_that_lets_nobody_through_or_everybody_write(box, yard):
    yard.chmod(0o700)
    words = [problem.what for problem in inspect(box).problems]
    assert words == [f"only the owner and the group of {yard} get to what lies in it"]
    yard.chmod(0o777)
    words = [problem.what for problem in inspect(box).problems]
    assert words == [f"everybody can put another drop folder in the place of this one, in {yard}"]


def test_create_refuses(yard, box):
    with pytest.raises(UsageError, match="is there already"):
        as_user(TEACHER, create, box, str(STAFF))
    with pytest.raises(UsageError, match="there is no group 'nobody-at-all'"):
        as_user(TEACHER, create, yard / "other", "nobody-at-all")
    with pytest.raises(DropboxError, match="cannot be made: No such file"):
        as_user(TEACHER, create, yard / "a" / "b", str(STAFF))


@needs_users
def test_create_gives_it_to_no_group_that_is_not_ones_own(yard):
    with pytest.raises(DropboxError, match="no group of yours"):
        as_user(TEACHER, create, yard / "other", "12345")
    assert not (yard / "other").exists()
