"""Two labs on one exercise, as real processes: neither overwrites what is typed in the other, and says so."""

import os
import subprocess
import sys

import pytest
from small_course import RIGHT, SQUARED, STARTER

from dllab import drafts, locations
from dllab.buffer import Buffer
from dllab.drafts import Draft, Writer

OTHER = """\
import sys
from pathlib import Path
from dllab import drafts
for text in sys.stdin:
    drafts.write(Path(sys.argv[1]), "double", drafts.Draft(text.strip(), ""))
    print("written", flush=True)
"""


class OtherLab:
    """Another process that keeps drafts."""

    def __init__(self, home):
        command = [sys.executable, "-c", OTHER, str(home)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def type(self, text):
        """Have it write a draft."""
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "written\n"
        return self

    def kill(self):
        """End it, as a crash would."""
        self.process.kill()
        self.process.communicate()
        return self


@pytest.fixture
def other(home):
    """A function that starts another lab."""
    labs = []

    def start():
        labs.append(OtherLab(home))
        return labs[-1]

    yield start
    for lab in labs:
        lab.kill()


@pytest.fixture
def open_buffer(workspace, course):
    return lambda: Buffer(workspace, course.exercise("double"))


def texts(home):
    return sorted(found.draft.text for found in drafts.find(home, "double"))


def kept(home):
    return sorted(path.read_text() for path in locations.snapshots(home).glob("*.py"))


def abroad(home, text, process="12-34"):
    """A draft as a lab on another machine would write it."""
    path = locations.drafts(home) / f"double.elsewhere.{process}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    drafts.write(home, "double", Draft(text, ""))
    drafts.own(home, "double").rename(path)
    return path


def test_what_another_lab_types_is_not_taken_and_it_is_named(open_buffer, other, home):
    lab = other().type("theirs")
    buffer = open_buffer()
    assert (buffer.text, buffer.restored) == (STARTER, False)
    assert buffer.rival == f"process {lab.process.pid}"


def test_neither_overwrites_nor_forgets_what_the_other_typed(open_buffer, other, home):
    buffer = open_buffer()
    buffer.look_around()
    assert buffer.rival == ""
    buffer.edit("mine")
    buffer.keep()
    other().type("theirs")
    buffer.look_around()
    assert "process" in buffer.rival
    assert texts(home) == ["mine", "theirs"]
    buffer.edit(RIGHT)
    buffer.save()
    assert texts(home) == ["theirs"]


def test_what_a_lab_left_that_died_is_taken(open_buffer, other, home):
    other().type("theirs").kill()
    buffer = open_buffer()
    assert (buffer.text, buffer.restored, buffer.rival) == ("theirs", True, "")
    buffer.edit("more of theirs")
    buffer.keep()
    assert texts(home) == ["more of theirs"]
    buffer.save()
    assert texts(home) == []


def test_a_rival_that_ends_is_none_any_more(open_buffer, other):
    lab = other().type("theirs")
    buffer = open_buffer()
    lab.kill()
    buffer.look_around()
    assert buffer.rival == ""


def test_of_several_that_were_left_the_others_are_in_history(open_buffer, other, home, workspace):
    for number, text in enumerate((SQUARED.split("\n")[0], "second", "latest")):
        lab = other().type(text).kill()
        (path,) = [one.path for one in drafts.find(home, "double") if str(lab.process.pid) in one.path.name]
        os.utime(path, ns=(number, number))
    assert open_buffer().text == "latest"
    assert texts(home) == ["latest"]
    assert kept(home) == sorted([SQUARED.split("\n")[0], "second"])
    assert len(workspace.log().entries) == 2


def test_a_draft_from_another_machine_is_taken_and_a_lab_there_is_heard_when_it_writes(open_buffer, home):
    path = abroad(home, "from elsewhere")
    buffer = open_buffer()
    assert (buffer.text, buffer.rival) == ("from elsewhere", "")
    abroad(home, "typed there since")
    os.utime(path, ns=(7, 7))
    buffer.look_around()
    assert buffer.rival == "process 12 on elsewhere"
    buffer.edit("typed here since")
    buffer.keep()
    assert texts(home) == ["typed here since", "typed there since"]


def test_who_is_another_lab():
    me = drafts._me()
    assert not me.is_other_lab
    assert not Writer(me.host, f"{os.getpid()}-1").is_other_lab  # the id was another process's before
    assert not Writer("elsewhere", me.process).is_other_lab
    assert Writer(me.host, drafts._process(os.getppid())).is_other_lab
