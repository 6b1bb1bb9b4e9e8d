"""From the drop folder to SUBMISSIONS: the last and the best, times, what is refused, races."""

import os
import shlex
import socket
import subprocess
from pathlib import Path

import pytest
from small_course import RIGHT, SQUARED
from users import (
    ANNA,
    BEN,
    ROOT,
    TEACHER,
    a_fifo,
    a_huge_file,
    a_link,
    as_user,
    brought,
    by_hand,
    mode,
    names,
    needs_users,
    reasons,
    submit,
)

from grader.batch.dropbox import login
from grader.batch.permissions import inspect
from grader.batch.register import NAME

WRONG = "def double(x):\n    return x\n"


def test_the_last_one_is_brought_with_its_time_and_a_second_time_nothing_is_new(box, collected, yard):
    submit(ANNA, box, WRONG)
    receipt = submit(ANNA, box, RIGHT)
    assert brought(collected()) == {(login(ANNA), "double"): "new"}
    path = yard / "submissions" / login(ANNA) / "double.py"
    assert path.read_text() == RIGHT
    assert path.stat().st_mtime_ns == Path(receipt.path).stat().st_ctime_ns
    assert [mode(path.parent), mode(path), path.stat().st_uid] == [0o700, 0o600, TEACHER]
    before = (yard / "submissions" / NAME).read_bytes()
    again = collected()
    assert (again.brought, again.refused, len(again.chosen)) == ([], [], 1)
    assert (yard / "submissions" / NAME).read_bytes() == before
    submit(ANNA, box, SQUARED)
    assert brought(collected()) == {(login(ANNA), "double"): "changed"}
    assert path.read_text() == SQUARED


def test_a_text_that_a_student_comes_back_to_is_brought_again(box, collected, yard):
    path = yard / "submissions" / login(ANNA) / "double.py"
    submit(ANNA, box, RIGHT)
    collected()
    aside = submit(ANNA, box, WRONG)
    collected()
    as_user(ANNA, Path(aside.path).unlink)  # it still lies between the others
    again = submit(ANNA, box, RIGHT)
    for what in ({(login(ANNA), "double"): "changed"}, {}):
        assert brought(collected()) == what
        assert (path.read_text(), path.stat().st_mtime) == (RIGHT, again.time)


def test_the_same_text_twice_in_a_row_is_as_old_as_it_is(box, collected, yard):
    first = submit(ANNA, box, RIGHT)
    submit(ANNA, box, RIGHT)
    collected()
    assert (yard / "submissions" / login(ANNA) / "double.py").stat().st_mtime == first.time


def test_what_is_beyond_a_limit_a_day_is_not_brought(box, collected, yard):
    texts = [f"{RIGHT}# {number}\n" for number in range(4)]
    submit(ANNA, box, texts[0])
    submit(ANNA, box, texts[0])  # the same attempt
    second = submit(ANNA, box, texts[1])
    collected(most=2)
    as_user(ANNA, Path(second.path).unlink)  # makes no room for another
    for text in texts[2:]:
        submit(ANNA, box, text)
    submit(BEN, box, RIGHT)
    assert brought(collected(most=2)) == {(login(BEN), "double"): "new"}
    assert (yard / "submissions" / login(ANNA) / "double.py").read_text() == texts[1]
    assert brought(collected()) == {(login(ANNA), "double"): "changed"}


def in_place(path, text):
    by_hand(ANNA, path, text)


def anew(path, text):
    as_user(ANNA, path.unlink)
    by_hand(ANNA, path, text)


def under_another_name(path, text):
    beside = next(path.parent.glob("*.py"))
    as_user(ANNA, beside.rename, path.with_name(f"double.{len(text)}.py"))
    by_hand(ANNA, path.with_name(f"double.{len(text)}.py"), text)


@pytest.mark.parametrize("hand_in", [in_place, anew, under_another_name])
def test_what_a_file_held_before_counts_for_the_limit(box, collected, yard, hand_in):
    path = Path(submit(ANNA, box, RIGHT).path)
    assert len(collected(most=1).brought) == 1
    for number in range(3):
        hand_in(path, RIGHT + "#" * number + "#\n")
        assert collected(most=1).brought == []
    assert (yard / "submissions" / login(ANNA) / "double.py").read_text() == RIGHT
    assert len(collected().brought) == 1


def test_folders_that_were_filled_before_and_come_later_make_no_room(box, collected, yard):
    (yard / "aside").mkdir()
    (yard / "aside").chmod(0o777)
    for number in range(3):
        as_user(ANNA, (box / f"{number}").mkdir, 0o750)
        as_user(ANNA, (box / f"{number}").rename, yard / "aside" / f"{number}")
        by_hand(ANNA, yard / "aside" / f"{number}" / "double.py", f"{RIGHT}# {number}\n")
    submit(ANNA, box, RIGHT)
    assert len(collected(most=1).brought) == 1
    for number in reversed(range(3)):
        as_user(ANNA, (yard / "aside" / f"{number}").rename, box / f"{number}")
        assert collected(most=1).brought == []
    assert collected(merit=lambda one: (0.0, -one.time_ns)).chosen[0].file == "0/double.py"


def test_a_notebook_takes_the_place_of_a_file(box, collected, yard):
    submit(ANNA, box, RIGHT)
    collected()
    submit(ANNA, box, '{"cells": []}', suffix=".ipynb")
    assert brought(collected()) == {(login(ANNA), "double"): "changed"}
    assert names(yard / "submissions" / login(ANNA)) == ["double.ipynb"]
    assert collected().brought == []


def test_files_that_were_put_there_by_hand_count_too_and_former_names(box, collected, yard):
    submit(ANNA, box, WRONG)
    by_hand(ANNA, box / login(ANNA) / "TWICE.py", RIGHT)
    collected()
    assert (yard / "submissions" / login(ANNA) / "double.py").read_text() == RIGHT


def test_deleting_takes_nothing_back_that_was_collected(box, collected, yard):
    submit(ANNA, box, WRONG)
    path = Path(submit(ANNA, box, RIGHT).path)
    collected()
    as_user(ANNA, path.unlink)
    assert collected().brought == []
    assert (yard / "submissions" / login(ANNA) / "double.py").read_text() == RIGHT


def test_the_time_is_not_the_students_to_set(box, collected):
    path = Path(submit(ANNA, box, RIGHT).path)
    as_user(ANNA, os.utime, path, (1, 1))
    changed = path.stat().st_ctime_ns
    assert collected().chosen[0].time_ns == changed
    as_user(ANNA, path.chmod, 0o600)
    as_user(ANNA, path.chmod, 0o640)
    assert path.stat().st_ctime_ns > changed
    assert collected().chosen[0].time_ns == changed  # it was seen, and did not change


def test_a_file_that_is_edited_in_place_is_handed_in_when_that_is_seen(box, collected):
    path = Path(submit(ANNA, box, RIGHT).path)
    first = collected().chosen[0]
    as_user(ANNA, path.write_text, SQUARED)
    second = collected().chosen[0]
    assert second.sha256 != first.sha256
    assert second.time_ns >= path.stat().st_ctime_ns > first.time_ns
    assert second.time_ns == int(second.seen * 1e9) or second.time_ns == path.stat().st_ctime_ns


@needs_users
def test_what_belongs_to_somebody_else_is_refused(box, collected):
    anna = Path(submit(ANNA, box, RIGHT).path)
    ben = Path(submit(BEN, box, SQUARED).path)
    os.link(ben, anna.parent / "double.stolen.py")  # where the kernel does not protect hard links
    done = collected()
    assert reasons(done) == {
        "double.stolen.py": f"the file belongs to {login(BEN)}, its folder to {login(ANNA)}"
    }
    assert len(done.chosen) == 2


def a_link_to_a_hand_in(path):
    path.symlink_to(path.with_name("real.py"))


def a_socket(path):
    here = Path.cwd()
    os.chdir(path.parent)  # the paths of sockets are short
    socket.socket(socket.AF_UNIX).bind(path.name)
    os.chdir(here)


def a_folder(path):
    path.mkdir()


def a_secret_file(path):
    path.write_text(RIGHT)
    path.chmod(0)


BAD = {
    a_link: "it is a symbolic link, not a file",
    a_link_to_a_hand_in: "it is a symbolic link, not a file",
    a_fifo: "it is a fifo, not a file",
    a_socket: "it is a socket, not a file",
    a_folder: "it is a folder, not a file",
    a_huge_file: "it is larger than 1 MB: a submission is source code, not data",
    a_secret_file: "it cannot be read: Permission denied",
}


@pytest.mark.parametrize("make", BAD)
def test_what_is_no_file_is_refused_and_nothing_waits(box, collected, yard, make):
    submit(ANNA, box, RIGHT)
    submit(BEN, box, SQUARED, exercise="double-open")
    as_user(ANNA, make, box / login(ANNA) / "double.zzz.py")
    done = collected()
    assert reasons(done) == {"double.zzz.py": BAD[make]}
    assert len(done.brought) == 2
    assert (yard / "submissions" / login(ANNA) / "double.py").read_text() == RIGHT


@needs_users
def test_folders_that_are_links_and_files_beside_the_folders(box, collected, yard):
    (yard / "secret").mkdir(mode=0o700)
    (yard / "secret" / "double.py").write_text("the solution")
    as_user(ANNA, (box / login(ANNA)).symlink_to, yard / "secret")
    as_user(BEN, (box / "note.py").write_text, RIGHT)
    as_user(BEN, os.mkfifo, box / "fifo")
    done = collected()
    assert reasons(done) == {
        login(ANNA): "it is a symbolic link, not a folder",
        "note.py": "it is a file, not a folder",
        "fifo": "it is a fifo, not a folder",
    }
    assert all(one.stray for one in done.refused)
    assert Path(submit(ANNA, box, RIGHT).path).resolve().is_relative_to(box.resolve())


@needs_users
def test_a_folder_that_keeps_teachers_out_is_named(box, collected):
    as_user(ANNA, (box / login(ANNA)).mkdir, 0o700)
    done = collected()
    assert "cannot be read (Permission denied)" in reasons(done)[login(ANNA)]
    problem = as_user(TEACHER, inspect, box).problems[0]
    assert "its owner or its group cannot use it" in problem.what
    for command in problem.mend.split("; "):
        subprocess.run(shlex.split(command), check=True)
    assert collected().refused == []


def test_strange_names(box, collected, yard):
    submit(ANNA, box, RIGHT)
    strange = ["duble.py", "dou\nble.py", "double.\x1b[31m.py", "-rf.py", "notes.txt", "…\udcff.py"]
    for name in strange:
        by_hand(ANNA, box / login(ANNA) / name, SQUARED)
    done = collected()
    found = reasons(done)
    assert set(found) == set(strange) - {"double.\x1b[31m.py"}  # which is a hand-in like others
    assert "did you mean double" in found["duble.py"]
    assert names(yard / "submissions" / login(ANNA)) == ["double.py"]
    assert (yard / "submissions" / login(ANNA) / "double.py").read_text() == SQUARED


def test_many_links_to_one_large_file_hold_nobody_up(box, collected, monkeypatch):
    monkeypatch.setattr("grader.batch.looking._MOST_BYTES", 3_500_000)
    submit(BEN, box, RIGHT)
    folder = Path(submit(ANNA, box, RIGHT).path).parent

    def fill():
        with (folder / "double.0.ipynb").open("wb") as file:
            file.truncate(1_000_000)
        for number in range(1, 5):
            os.link(folder / "double.0.ipynb", folder / f"double.{number}.ipynb")

    as_user(ANNA, fill, umask=0o027)
    done = collected()
    if ROOT:
        assert len(done.chosen) == 2
        assert [*reasons(done).values()] == ["more than 3 MB are new: the next look goes on"] * 2
        assert reasons(collected()) == {}


def test_files_renamed_for_ever_do_not_fill_the_disk(box, collected, yard, monkeypatch):
    monkeypatch.setattr("grader.batch.register._MOST", 4)
    folder = Path(submit(ANNA, box, RIGHT).path).parent
    submit(BEN, box, RIGHT)
    for number in range(6):
        as_user(ANNA, next(folder.glob("*.py")).rename, folder / f"double.{number}.py")
        refused = collected().refused
    if ROOT:
        assert [one.why for one in refused] == [f"{login(ANNA)} has handed in 4 files, and no more are taken"]
        assert len((yard / "submissions" / NAME).read_text().splitlines()) == 5


def test_a_flood_is_bounded_and_said(box, collected, yard, monkeypatch):
    monkeypatch.setattr("grader.batch.looking.MOST", 5)
    submit(BEN, box, RIGHT)
    folder = Path(submit(ANNA, box, RIGHT).path).parent
    for number in range(9):
        by_hand(ANNA, folder / f"double.{number}.py", f"# {number}\n")
    done = collected()
    if ROOT:
        assert reasons(done) == {login(ANNA): "only the first 5 of its 10 files are looked at"}
        assert len(done.brought) == 2
        assert len((yard / "submissions" / NAME).read_bytes().splitlines()) == 6


@needs_users
def test_a_flood_in_many_folders_is_bounded_as_well(box, collected, yard, monkeypatch):
    monkeypatch.setattr("grader.batch.looking.MOST", 5)
    submit(BEN, box, RIGHT)
    for folder in "abc":
        as_user(ANNA, (box / folder).mkdir)
        for number in range(4):
            by_hand(ANNA, box / folder / f"double.{number}.py", f"# {folder} {number}\n")
    done = collected()
    more = f"files are looked at, for {login(ANNA)} has more than 5 here"
    assert reasons(done) == {
        "b": f"only the first 1 of its 4 {more}",
        "c": f"only the first 0 of its 4 {more}",
    }
    assert {one.hand_in.student for one in done.brought} == {login(ANNA), login(BEN)}
    assert len((yard / "submissions" / NAME).read_bytes().splitlines()) == 6


def test_touching_a_file_again_and_again_does_not_fill_the_disk(box, collected, yard):
    path = Path(submit(ANNA, box, RIGHT).path)
    time = collected().chosen[0].time_ns
    before = (yard / "submissions" / NAME).read_bytes()
    for _ in range(3):
        as_user(ANNA, os.utime, path, (1, 1))
        assert [one.time_ns for one in collected().chosen] == [time]
    assert (yard / "submissions" / NAME).read_bytes() == before
