"""SUBMISSIONS: what is left alone there, damage, full disks, races, the best of several."""

import contextlib
import os
import resource
from pathlib import Path

import pytest
from small_course import RIGHT, SQUARED
from users import ANNA, ROOT, STAFF, TEACHER, as_user, brought, by_hand, graded, names, submit

from grader.batch.collect import best, collect
from grader.batch.dropbox import login
from grader.batch.folder import Folder, Unfit
from grader.batch.looking import fetch
from grader.batch.register import NAME, Register, RegisterError
from grader.batch.store import Store

WRONG = "def double(x):\n    return x\n"


def test_a_file_that_was_not_collected_is_left_alone(box, collected, yard):
    collected()
    own = yard / "submissions" / login(ANNA) / "double.py"
    as_user(TEACHER, own.parent.mkdir)
    as_user(TEACHER, own.write_text, "by e-mail\n")
    submit(ANNA, box, RIGHT)
    done = collected()
    assert own.read_text() == "by e-mail\n"
    assert [one.why.split(": ")[1] for one in done.refused] == ["move it away to take this hand-in"]
    own.unlink()
    assert brought(collected()) == {(login(ANNA), "double"): "new"}


def test_nothing_is_written_outside(box, collected, yard):
    collected()
    (yard / "outside").mkdir()
    (yard / "outside" / "double.py").write_text("mine")
    as_user(TEACHER, (yard / "submissions" / login(ANNA)).symlink_to, yard / "outside")
    submit(ANNA, box, RIGHT)
    done = collected()
    assert "is in the way: it is a symbolic link" in done.refused[0].why
    assert names(yard / "outside") == ["double.py"]
    assert (yard / "outside" / "double.py").read_text() == "mine"
    (yard / "submissions" / login(ANNA)).unlink()
    (yard / "submissions" / login(ANNA)).mkdir()
    (yard / "submissions" / login(ANNA) / "double.py").symlink_to(yard / "outside" / "double.py")
    if ROOT:
        os.chown(yard / "submissions" / login(ANNA), TEACHER, STAFF)
    assert "is in the way: it is a symbolic link" in collected().refused[0].why
    assert (yard / "outside" / "double.py").read_text() == "mine"


def test_a_damaged_register_is_worked_around(box, collected, yard):
    submit(ANNA, box, RIGHT)
    collected()
    path = yard / "submissions" / NAME
    path.write_bytes(b'{"half\n' + path.read_bytes() + b"\xff\n")
    register = Register(yard / "submissions")
    assert [problem.split(": ")[0] for problem in register.problems] == [f"{path}:1", f"{path}:3"]
    assert collected().brought == []
    path.unlink()
    assert collected().brought == []


def test_a_full_disk_ends_the_collection_with_a_sentence_and_the_next_goes_on(box, course, yard):
    submit(ANNA, box, RIGHT)
    submissions = yard / "submissions"
    as_user(TEACHER, submissions.mkdir)

    def fill():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        collect(box, submissions, course, Register(submissions))

    with pytest.raises(RegisterError, match="the same command goes on from it"):
        as_user(TEACHER, fill)
    done = as_user(TEACHER, lambda: collect(box, submissions, course, Register(submissions)))
    assert len(done.brought) == 1
    assert names(submissions) == [NAME, login(ANNA)]


def test_a_file_that_is_replaced_between_look_and_copy_is_not_taken(box, collected, yard):
    path = Path(submit(ANNA, box, RIGHT).path)
    one = collected().chosen[0]
    path.unlink()
    path.symlink_to("/etc/passwd")
    with Folder.at(box) as folder, pytest.raises(Unfit, match="symbolic link"):
        fetch(folder, one)
    path.unlink()
    by_hand(ANNA, path, SQUARED)
    with Folder.at(box) as folder, pytest.raises(Unfit, match="was changed at this moment"):
        fetch(folder, one)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux has a file that is always longer")
def test_a_file_that_is_longer_than_it_was_a_moment_ago_is_not_taken():
    with Folder.at(Path("/proc/self")) as folder, pytest.raises(Unfit, match="being written at this moment"):
        folder.read("status", 1_000_000)


def test_whatever_a_student_does_meanwhile_only_whole_texts_of_their_own_arrive(box, collected, yard):
    path = Path(submit(ANNA, box, RIGHT).path)
    (yard / "secret.py").write_text("the solution")
    stop = yard / "stop"

    def play():
        os.chdir(path.parent)
        beside = Path(".new")
        while not stop.exists():
            for text in (RIGHT, SQUARED * 500):
                beside.write_text(text)
                beside.rename(path.name)
            with contextlib.suppress(FileExistsError):
                beside.symlink_to(yard / "secret.py")
            beside.rename(path.name)
            Path(path.name).unlink()
            with Path(path.name).open("w") as slow:
                for line in (RIGHT * 50).splitlines(keepends=True):
                    slow.write(line)
                    slow.flush()

    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            as_user(ANNA, play)
        os._exit(0)
    texts = set()
    try:
        for _ in range(60):
            collected()
            with contextlib.suppress(FileNotFoundError):
                texts.add((yard / "submissions" / login(ANNA) / "double.py").read_text())
    finally:
        stop.touch()
        os.waitpid(pid, 0)
    assert texts
    assert "the solution" not in texts
    for text in texts - {""}:
        assert RIGHT.startswith(text) or (RIGHT * 50).startswith(text) or text == SQUARED * 500
    assert not [name for name in names(yard / "submissions" / login(ANNA)) if name.startswith(".")]


def test_the_best_is_brought_once_all_are_graded(box, collected, yard, course):
    scores = {WRONG: 1.0, RIGHT: 5.0, SQUARED: 3.0, "# as good\n" + RIGHT: 5.0, "# broken\n": None}
    for text in scores:
        submit(ANNA, box, text)
    path = yard / "submissions" / login(ANNA) / "double.py"
    seen = []
    store = Store(yard / "results")
    for _ in scores:
        done = collected(best(store, course))
        seen.append(path.read_text())
        as_user(TEACHER, graded, store, done.chosen[0], course, scores[seen[-1]])
    assert seen == list(scores)[::-1]  # what is not graded comes first, the newest of it
    collected(best(store, course))
    assert path.read_text() == RIGHT
    assert collected(best(store, course)).brought == []
    assert collected().chosen[0].time_ns >= max(one.time_ns for one in collected().chosen)
    assert path.read_text() == "# broken\n"  # the last one
