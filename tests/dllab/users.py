"""Other users: where the tests run as root, functions are run with user ids that own nothing."""

import contextlib
import os
import pickle
import shutil
import stat
import tempfile
import time
from pathlib import Path

import pytest

from grader.batch.dropbox import leave
from grader.batch.outcome import Outcome, key
from grader.report import CheckResult, Environment, ExerciseRef, Report, Sandbox, SubmissionRef, Verdict

ROOT = os.geteuid() == 0
ANNA, BEN, TEACHER, STAFF = (60001, 60002, 60003, 60100) if ROOT else (os.geteuid(),) * 3 + (os.getegid(),)

needs_users = pytest.mark.skipif(not ROOT, reason="only root can become other users")


def as_user(uid, function, *arguments, umask=0o022, groups=None):
    """What a function gives, or raises, in a process of that user; teachers are in the group STAFF.

    Nothing is imported there from files that the user could not read: the process is a fork.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            os.write(writer, pickle.dumps(_outcome(uid, function, arguments, umask, groups)))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(pid, 0)
    fine, result = pickle.loads(data)
    if not fine:
        raise result
    return result


def _outcome(uid, function, arguments, umask, groups):
    try:
        if ROOT:
            os.setgroups(groups if groups is not None else [STAFF] if uid == TEACHER else [])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        os.umask(umask)
        return True, function(*arguments)
    except Exception as error:  # noqa: BLE001 -- it is raised again where it was asked for
        return False, error


@contextlib.contextmanager
def ground():
    """A folder that every user gets to, as pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="dllab-users-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def submit(uid, box, text, exercise="double", suffix=".py", umask=0o022):
    return as_user(uid, leave, box, exercise, suffix, text.encode(), umask=umask)


def by_hand(uid, path, text):
    as_user(uid, path.write_text, text, umask=0o027)
    return path


def mode(path):
    return stat.S_IMODE(path.lstat().st_mode)


def brought(done):
    return {(one.hand_in.student, one.hand_in.exercise): one.what for one in done.brought}


def reasons(done):
    return {one.path.name: one.why for one in done.refused}


def names(folder):
    """What is in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def a_link(path):
    path.symlink_to("/etc/passwd")


def a_fifo(path):
    os.mkfifo(path)


def a_huge_file(path):
    with path.open("wb") as file:
        file.truncate(1 << 40) if os.uname().sysname == "Linux" else file.truncate(1 << 22)


def report(score, text):
    check = CheckResult("c", "t", "hidden", 5.0, score, Verdict.PASSED, output="secret", details="secret")
    environment = Environment("0", Sandbox("kernel"), "cpu", "3", "2")
    where = SubmissionRef("/home/teacher/submissions/x.py", text)
    return Report(ExerciseRef("double", "v"), where, score, 5.0, [check], environment, 0.1, seed="secret")


def graded(store, one, course, score):
    work = one.work(course.exercise("double"))
    outcome = Outcome(
        student=one.student,
        exercise="double",
        key=key(work),
        handed_in=one.time,
        graded=time.time(),
        report=None if score is None else report(score, one.sha256),
    )
    store.write(outcome)
    return outcome
