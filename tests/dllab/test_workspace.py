import os
import shutil

import pytest
from small_course import RIGHT, STARTER

from dllab import attempts, locations
from dllab.workspace import Workspace, WorkspaceError
from grader.errors import UsageError
from grader.grade import grade
from grader.submission import from_source, read


@pytest.fixture
def double(course):
    return course.exercise("double")


def test_start_copies_the_starter(workspace, double, home):
    assert workspace.start(double)
    assert (home / "double.py").read_text() == STARTER
    assert workspace.started(double)


def test_neighbours_on_the_machine_cannot_read_it(workspace, double, home):
    shutil.rmtree(home, ignore_errors=True)
    before = os.umask(0o022)
    try:
        workspace.start(double)
    finally:
        os.umask(before)
    assert home.stat().st_mode & 0o777 == 0o700


def test_start_never_overwrites(workspace, double, started):
    path = started("double", RIGHT)
    assert not workspace.start(double)
    assert path.read_text() == RIGHT


def test_reset_keeps_the_old_file_each_time(workspace, double, started, home):
    for number in (1, 2, 3):
        started("double", f"x = {number}\n")
        assert workspace.reset(double) == home / f"double.old-{number}.py"
    assert (home / "double.py").read_text() == STARTER
    assert [(home / f"double.old-{number}.py").read_text() for number in (1, 2, 3)] == [
        "x = 1\n",
        "x = 2\n",
        "x = 3\n",
    ]


def test_reset_of_what_is_the_starter_changes_nothing(workspace, double, home):
    workspace.start(double)
    assert workspace.reset(double) is None
    assert [path.name for path in home.iterdir()] == ["double.py"]


def test_reset_of_nothing_is_start(workspace, double, home):
    assert workspace.reset(double) is None
    assert (home / "double.py").read_text() == STARTER


def test_reset_keeps_a_link_as_a_link(workspace, double, home, tmp_path):
    home.mkdir()
    (tmp_path / "elsewhere.py").write_text(RIGHT)
    (home / "double.py").symlink_to(tmp_path / "elsewhere.py")
    assert workspace.reset(double) == home / "double.old-1.py"
    assert (tmp_path / "elsewhere.py").read_text() == RIGHT
    assert not (home / "double.py").is_symlink()


def test_the_latest_is_what_changed_last(workspace, course, started):
    os.utime(started("double", RIGHT), (1, 1))
    os.utime(started("double-open", RIGHT), (2, 2))
    assert workspace.latest(course).id == "double-open"


def test_where_nothing_was_started_the_message_says_how(workspace, course):
    with pytest.raises(UsageError, match="dllab start ID"):
        workspace.latest(course)


def test_an_attempt_is_logged_with_a_snapshot_of_the_code(workspace, double, home):
    submission = from_source(RIGHT)
    for _ in range(2):
        workspace.record(submission, grade(double, submission), "test")
    snapshots = list(locations.snapshots(home).iterdir())
    assert [path.name for path in snapshots] == [f"{submission.sha256}.py"]
    assert snapshots[0].read_text() == RIGHT
    assert [entry.sha256 for entry in workspace.log().entries] == [submission.sha256] * 2


def test_a_file_in_an_old_encoding_is_kept_as_it_was_graded(workspace, double, tmp_path, home):
    path = tmp_path / "double.py"
    path.write_bytes("# -*- coding: latin-1 -*-\n# café\n".encode("latin-1") + RIGHT.encode())
    submission = read(path)
    workspace.record(submission, grade(double, submission), "test")
    assert "café" in (locations.snapshots(home) / f"{submission.sha256}.py").read_text()


def test_own_files_are_those_in_the_workspace(workspace, started, tmp_path):
    inside = started("double", RIGHT)
    assert workspace.owns(inside)
    assert not workspace.owns(tmp_path / "double.py")
    (tmp_path / "way-in").symlink_to(workspace.root)
    assert workspace.owns(tmp_path / "way-in" / "double.py")


def a_file(home):
    home.write_text("no folder")


def a_log_folder_that_is_a_file(home):
    home.mkdir()
    (home / ".dllab").write_text("no folder")


def a_full_disk(home):
    locations.attempts(home).parent.mkdir(parents=True)
    locations.attempts(home).symlink_to("/dev/full")


def a_log_that_is_a_fifo(home):
    locations.attempts(home).parent.mkdir(parents=True)
    os.mkfifo(locations.attempts(home))
    shutil.rmtree(locations.snapshots(home), ignore_errors=True)


@pytest.mark.parametrize("break_it", [a_file, a_log_folder_that_is_a_file, a_full_disk])
def test_where_nothing_can_be_written_the_message_says_so(workspace, double, home, break_it):
    break_it(home)
    submission = from_source(RIGHT)
    with pytest.raises(WorkspaceError, match=r"cannot be written \(.+\), so this attempt was not recorded: "):
        workspace.record(submission, grade(double, submission), "test")
    assert workspace.log().entries == []


def test_a_log_that_is_a_fifo_makes_nobody_wait(workspace, double, home):
    a_log_that_is_a_fifo(home)
    workspace.log()
    with pytest.raises(WorkspaceError):
        workspace.record_hint(double, 1)


@pytest.mark.parametrize("home", ["/proc/dllab", "/dev/null/dllab"])
def test_start_where_nothing_can_be_written(double, home, tmp_path):
    with pytest.raises(WorkspaceError, match="set DLLAB_HOME"):
        Workspace(tmp_path / home).start(double)


def test_entries_come_in_the_order_they_were_written(workspace, double, home):
    workspace.record_hint(double, 1)
    workspace.record_hint(double, 2)
    assert [entry.number for entry in attempts.read(home).entries] == [1, 2]
