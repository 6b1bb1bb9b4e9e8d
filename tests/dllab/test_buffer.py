import errno
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from small_course import RIGHT, SQUARED, STARTER, write_exercise

from dllab import buffer as buffer_module
from dllab import drafts, locations
from dllab.buffer import Buffer, Conflict
from dllab.drafts import Draft
from dllab.workspace import Workspace, WorkspaceError
from grader import files
from grader.course import load_course
from grader.errors import DllabError, SubmissionError


@pytest.fixture
def double(course):
    return course.exercise("double")


@pytest.fixture
def open_buffer(workspace, double):
    """A function that opens the buffer, as a new session would."""
    return lambda: Buffer(workspace, double)


@pytest.fixture
def path(home):
    return home / "double.py"


def old(home):
    """The texts that were moved aside."""
    return sorted(kept.read_text() for kept in home.glob("double.old-*.py"))


def snapshots(home):
    return sorted(kept.read_text() for kept in locations.snapshots(home).glob("*.py"))


# Opening


def test_the_first_look_copies_the_starter(open_buffer, path):
    buffer = open_buffer()
    assert (buffer.text, buffer.state, buffer.restored) == (STARTER, "saved", False)
    assert path.read_text() == STARTER


def test_a_file_that_is_there_is_opened(open_buffer, started):
    started("double", RIGHT)
    assert open_buffer().text == RIGHT


def test_after_a_crash_the_draft_is_there(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    found = open_buffer()
    assert (found.text, found.state, found.restored) == (RIGHT, "edited", True)
    assert path.read_text() == STARTER
    found.save()
    assert path.read_text() == RIGHT
    assert not open_buffer().restored


def test_a_draft_of_a_file_that_changed_since_is_a_conflict(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    path.write_text(SQUARED)
    found = open_buffer()
    assert (found.text, found.state, found.restored) == (RIGHT, "conflict", True)


def test_a_draft_that_is_what_the_file_says_is_no_news(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    path.write_text(RIGHT)
    found = open_buffer()
    assert (found.state, found.restored) == ("saved", False)


def test_a_draft_without_a_file_is_all_there_is(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    path.unlink()
    found = open_buffer()
    assert (found.text, found.state, found.restored) == (RIGHT, "missing", True)
    assert not path.exists()
    found.save()
    assert path.read_text() == RIGHT


# Editing and saving


def test_typing_makes_it_edited_and_taking_it_back_saved(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    assert buffer.state == "edited"
    buffer.edit(STARTER)
    assert buffer.state == "saved"
    assert path.read_text() == STARTER


def test_saving_writes_the_file_and_forgets_the_draft(open_buffer, path, home):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    buffer.save()
    assert (path.read_text(), buffer.state) == (RIGHT, "saved")
    assert drafts.read(home, "double") is None


def test_saving_what_is_saved_writes_nothing(open_buffer, path):
    buffer = open_buffer()
    before = path.stat().st_ino
    buffer.save()
    assert path.stat().st_ino == before


def test_a_draft_is_written_once(open_buffer, home):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    before = drafts.own(home, "double").stat().st_ino
    buffer.keep()
    assert drafts.own(home, "double").stat().st_ino == before


def test_typing_reads_and_writes_nothing(open_buffer, monkeypatch):
    buffer = open_buffer()
    for module, name in ((buffer_module, "read"), (files, "replace"), (os, "lstat"), (os, "stat")):
        monkeypatch.setattr(module, name, lambda *_, **__: pytest.fail("the disk was touched"))
    for length in range(len(RIGHT)):
        buffer.edit(RIGHT[:length])


def test_a_file_that_rests_is_read_once(open_buffer, monkeypatch):
    monkeypatch.setattr(buffer_module, "_FRESH", 0)
    buffer = open_buffer()
    buffer.poll()
    monkeypatch.setattr(buffer_module, "read", lambda _: pytest.fail("it was read again"))
    assert not buffer.poll()


def test_a_change_within_the_clocks_grain_is_seen(open_buffer, path, monkeypatch):
    buffer = open_buffer()
    looks = path.lstat()
    path.write_text(STARTER.swapcase())
    monkeypatch.setattr(Path, "lstat", lambda _: looks)
    assert buffer.poll()
    assert buffer.text == STARTER.swapcase()


@pytest.mark.parametrize(
    "text", ["", "x", "x\n", "x\r\ny\r\n", "x\ry\n", "# π\n", "\x0c\n", "#" * 999_999 + "\n"]
)
def test_every_text_comes_back_as_it_was(open_buffer, path, text):
    buffer = open_buffer()
    buffer.edit(text)
    buffer.save()
    assert path.read_bytes() == text.encode()
    buffer.poll()
    assert (buffer.state, open_buffer().text) == ("saved", text)


def test_a_byte_order_mark_is_no_change(open_buffer, started):
    started("double", "").write_bytes(b"\xef\xbb\xbfx = 1\r\n")
    buffer = open_buffer()
    assert (buffer.text, buffer.state) == ("x = 1\r\n", "saved")


def test_a_file_in_an_old_encoding_stays_in_it(open_buffer, started):
    path = started("double", "")
    path.write_bytes("# -*- coding: latin-1 -*-\n\n# café\n".encode("latin-1"))
    buffer = open_buffer()
    buffer.edit(buffer.text + "# naïve\n")
    buffer.save()
    assert path.read_bytes() == "# -*- coding: latin-1 -*-\n\n# café\n# naïve\n".encode("latin-1")
    assert open_buffer().text == buffer.text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#" * 1_000_001, "larger than 1 MB"),
        ("x = '\0'", "NUL"),
        ("# coding: latin-1\n\nx = 'π'\n", "can't encode"),
        ("# é, coding: latin-1\n", "not text in UTF-8"),
        ("# coding: nonsense\n", "unknown encoding"),
        ("# coding: cp1251\n", "not taken"),
    ],
)
def test_what_could_not_be_read_again_is_not_written_but_kept(open_buffer, path, text, why):
    buffer = open_buffer()
    buffer.edit(text)
    with pytest.raises(SubmissionError, match=why):
        buffer.save()
    assert path.read_text() == STARTER
    found = open_buffer()
    assert (found.text, found.state) == (text, "edited")


# Other programs


def test_a_change_on_disk_is_taken_where_nothing_is_unsaved(open_buffer, path):
    buffer = open_buffer()
    path.write_text(RIGHT)
    assert buffer.poll()
    assert (buffer.text, buffer.state) == (RIGHT, "saved")
    assert not buffer.poll()


def test_a_change_on_disk_is_a_conflict_where_something_is_unsaved(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    path.write_text(SQUARED)
    assert not buffer.poll()
    assert (buffer.text, buffer.state) == (RIGHT, "conflict")
    with pytest.raises(Conflict, match=r"double\.py was changed by another program"):
        buffer.save()
    assert path.read_text() == SQUARED


def test_a_change_that_nobody_looked_for_is_a_conflict_when_saved(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    path.write_text(SQUARED)
    with pytest.raises(Conflict):
        buffer.save()
    assert path.read_text() == SQUARED


def test_a_conflict_ends_where_the_file_becomes_what_it_was(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    for text, state in ((SQUARED, "conflict"), (STARTER, "edited"), (RIGHT, "saved")):
        path.write_text(text)
        buffer.poll()
        assert (buffer.text, buffer.state) == (RIGHT, state)


def test_with_the_files_text_mine_is_kept_for_history(open_buffer, workspace, path, home):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    path.write_text(SQUARED)
    buffer.poll()
    buffer.take_disk()
    assert (buffer.text, buffer.state, path.read_text()) == (SQUARED, "saved", SQUARED)
    assert [workspace.snapshot(entry.sha256) for entry in workspace.log().entries] == [RIGHT]
    assert drafts.read(home, "double") is None


def test_with_my_text_the_files_is_kept_beside_it(open_buffer, path, home):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    path.write_text(SQUARED)
    buffer.poll()
    buffer.take_mine()
    assert (buffer.text, buffer.state, path.read_text(), old(home)) == (RIGHT, "saved", RIGHT, [SQUARED])


def test_a_file_that_is_gone_is_written_again(open_buffer, path):
    buffer = open_buffer()
    path.unlink()
    assert not buffer.poll()
    assert (buffer.text, buffer.state) == (STARTER, "missing")
    buffer.save()
    assert (buffer.state, path.read_text()) == ("saved", STARTER)


def test_a_folder_that_is_gone_is_made_again(open_buffer, home, path, tmp_path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    home.rename(tmp_path / "elsewhere")
    buffer.poll()
    assert buffer.state == "missing"
    buffer.save()
    assert path.read_text() == RIGHT


def test_a_program_that_saves_by_deleting_first_makes_no_conflict(open_buffer, path):
    buffer = open_buffer()
    path.unlink()
    buffer.poll()
    path.write_text(RIGHT)
    assert buffer.poll()
    assert (buffer.text, buffer.state) == (RIGHT, "saved")


def test_a_draft_of_a_file_that_was_gone_is_not_forgotten_when_it_comes_back(open_buffer, path, home):
    buffer = open_buffer()
    path.unlink()
    buffer.poll()
    buffer.keep()
    path.write_text(RIGHT)
    buffer.poll()
    assert buffer.text == RIGHT
    assert snapshots(home) == [STARTER]


def test_nothing_can_be_taken_from_a_file_that_is_gone(open_buffer, path):
    buffer = open_buffer()
    path.unlink()
    with pytest.raises(WorkspaceError, match="is gone"):
        buffer.take_disk()
    assert (buffer.text, buffer.state) == (STARTER, "missing")


def a_link(path):
    path.with_name("target.py").write_text(SQUARED)
    path.symlink_to("target.py")


def a_link_to_nowhere(path):
    path.symlink_to("nowhere")


def a_folder(path):
    path.mkdir()
    (path / "precious").write_text(SQUARED)


def a_fifo(path):
    os.mkfifo(path)


def bytes_of_something_else(path):
    path.write_bytes(b"\x7fELF\0")


def too_much(path):
    path.write_bytes(b"#" * 1_000_001)


OBSTACLES = [a_link, a_link_to_nowhere, a_folder, a_fifo, bytes_of_something_else, too_much]


@pytest.mark.parametrize("put", OBSTACLES)
def test_what_cannot_be_read_is_a_sentence(open_buffer, home, path, put):
    home.mkdir()
    put(path)
    with pytest.raises(DllabError, match=r"double\.py"):
        open_buffer()


@pytest.mark.parametrize("put", OBSTACLES)
def test_what_comes_in_the_files_place_is_a_conflict_and_survives(open_buffer, home, path, put):
    buffer = open_buffer()
    path.unlink()
    put(path)
    before = path.lstat()
    assert not buffer.poll()
    assert (buffer.text, buffer.state) == (STARTER, "conflict")
    with pytest.raises(Conflict, match="choose"):
        buffer.save()
    with pytest.raises(WorkspaceError):
        buffer.take_disk()
    buffer.take_mine()
    assert (path.read_text(), buffer.state) == (STARTER, "saved")
    kept = (home / "double.old-1.py").lstat()
    assert (kept.st_ino, kept.st_mode) == (before.st_ino, before.st_mode)


@pytest.mark.parametrize("put", OBSTACLES)
def test_a_draft_is_found_whatever_lies_in_the_files_place(open_buffer, path, put):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    path.unlink()
    put(path)
    found = open_buffer()
    assert (found.text, found.state) == (RIGHT, "conflict")
    assert found.obstacle


def test_an_obstacle_that_goes_away_is_forgotten(open_buffer, path):
    buffer = open_buffer()
    path.unlink()
    path.mkdir()
    buffer.poll()
    path.rmdir()
    path.write_text(STARTER)
    buffer.poll()
    assert (buffer.state, buffer.obstacle) == ("saved", "")


# Beginning again


def test_a_reset_keeps_what_was_typed(open_buffer, home, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    assert buffer.reset() == home / "double.old-1.py"
    assert (buffer.text, buffer.state, path.read_text(), old(home)) == (STARTER, "saved", STARTER, [RIGHT])
    assert buffer.reset() is None


def test_in_a_conflict_there_is_no_reset(open_buffer, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    path.write_text(SQUARED)
    with pytest.raises(Conflict):
        buffer.reset()
    assert (buffer.text, path.read_text()) == (RIGHT, SQUARED)


# No room, no right


@pytest.fixture
def full(monkeypatch):
    """No more room from now on."""

    def replace(path, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(files, "replace", replace)


def test_on_a_full_disk_the_text_stays_and_a_sentence_says_why(open_buffer, path, full):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    full()
    for act in (buffer.save, buffer.keep):
        with pytest.raises(WorkspaceError, match="No space left on device"):
            act()
    assert (buffer.text, buffer.state, path.read_text()) == (RIGHT, "edited", STARTER)


FULL = """
import resource, sys
from pathlib import Path
from dllab.buffer import Buffer
from dllab.workspace import Workspace, WorkspaceError
from grader.course import load_course
buffer = Buffer(Workspace(Path(sys.argv[1])), load_course(Path(sys.argv[2])).exercise("double"))
buffer.edit("x = 1\\n" * 100)
Path(buffer.path).write_text(sys.argv[3])
buffer.poll()
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
for act in (buffer.keep, buffer.take_mine, buffer.take_disk):
    try:
        act()
        print("written")
    except WorkspaceError:
        print("refused", buffer.state, len(buffer.text))
"""


def test_where_half_of_a_file_would_fit_nothing_is_lost(mini, home):
    command = [sys.executable, "-c", FULL, home, mini, SQUARED]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout == "refused conflict 600\n" * 3, done.stderr
    assert (home / "double.py").read_text() == SQUARED
    assert [file.name for file in home.glob("*.*") if file.is_file()] == ["double.py"]
    assert list(locations.drafts(home).iterdir()) == []


def test_in_a_folder_that_may_not_be_written_the_file_is_opened_all_the_same(
    open_buffer, started, monkeypatch
):
    started("double", RIGHT)

    def refuse(path, data):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(files, "create", refuse)
    monkeypatch.setattr(files, "replace", refuse)
    buffer = open_buffer()
    assert (buffer.text, buffer.state) == (RIGHT, "saved")
    buffer.edit(SQUARED)
    with pytest.raises(WorkspaceError, match="Permission denied"):
        buffer.save()


def test_a_failing_save_keeps_a_draft_where_that_is_possible(open_buffer, workspace, monkeypatch):
    buffer = open_buffer()
    buffer.edit(RIGHT)

    def refuse(*_, **__):
        raise WorkspaceError("no")

    monkeypatch.setattr(workspace, "write", refuse)
    with pytest.raises(WorkspaceError):
        buffer.save()
    assert open_buffer().text == RIGHT


def test_a_draft_that_cannot_be_removed_does_no_harm(open_buffer, monkeypatch, path):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    monkeypatch.setattr(drafts, "discard", lambda *_: (_ for _ in ()).throw(PermissionError()))
    buffer.save()
    buffer.edit(SQUARED)
    buffer.save()
    assert path.read_text() == SQUARED
    found = open_buffer()
    assert (found.text, found.state) == (RIGHT, "conflict")


# Anything in any order

TEXTS = st.sampled_from([STARTER, RIGHT, SQUARED, "", "a", "a\r\n", "é\n", "\n"])


class Learner(RuleBasedStateMachine):
    """A learner and other programs at work on one file; what may get lost is worked out beside it."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        root = Path(self.folder.name)
        write_exercise(root / "course" / "exercises" / "01-numbers" / "double")
        (root / "course" / "exercises" / "01-numbers" / "track.yaml").write_text(
            "title: Numbers\nsummary: s\nexercises: [double]\n"
        )
        self.home = root / "home"
        self.exercise = load_course(root / "course").exercise("double")
        self.path = self.home / "double.py"
        self.forever = set()  # texts that made room for others
        self.kept = None  # the text of the last draft
        self.theirs = None  # what another program wrote and nobody has seen
        self.seen = set()

    def teardown(self):
        self.folder.cleanup()

    @initialize()
    def begin(self):
        self.buffer = Buffer(Workspace(self.home), self.exercise)

    @rule(text=TEXTS)
    def type(self, text):
        self.buffer.edit(text)

    @rule()
    def keep(self):
        self.buffer.keep()
        self.kept = None if self.buffer.state == "saved" else self.buffer.text

    @rule()
    def save(self):
        before = self.buffer.text
        try:
            self.buffer.save()
        except Conflict:
            return
        self.replaced(before)
        assert self.buffer.state == "saved"
        assert self.read() == self.buffer.text

    @rule()
    def poll(self):
        before = self.buffer.text
        replaced = self.buffer.poll()
        assert replaced == (before != self.buffer.text)
        if replaced:
            self.replaced(before)

    def replaced(self, before):
        """A draft of a text that went away is kept; one of a text that was saved is not needed."""
        if before != self.buffer.text and self.kept == before:
            self.forever.add(before)
        self.kept = None

    @rule(
        text=TEXTS | st.integers(0, 99).map("# {}\n".format), how=st.sampled_from(["in place", "by renaming"])
    )
    def another_program_writes(self, text, how):
        if how == "in place" and not self.path.is_dir():
            self.path.write_bytes(text.encode())
        elif not self.path.is_dir():
            self.path.with_name("new").write_bytes(text.encode())
            self.path.with_name("new").replace(self.path)
        else:
            return
        self.theirs = text if text not in self.seen else None

    @rule()
    def another_program_deletes(self):
        if self.path.is_file():
            self.path.unlink()
            self.theirs = None

    @rule()
    @precondition(lambda self: not self.path.exists())
    def another_program_makes_a_folder(self):
        self.path.mkdir()

    @rule()
    @precondition(lambda self: self.path.is_dir())
    def another_program_removes_the_folder(self):
        self.path.rmdir()

    @rule()
    def take_mine(self):
        if self.path.is_file():
            self.forever.add(self.read())
        self.buffer.take_mine()
        self.kept = self.theirs = None
        assert self.buffer.state == "saved"

    @rule()
    def take_disk(self):
        before = self.buffer.text
        try:
            self.buffer.take_disk()
        except WorkspaceError:
            assert not self.path.is_file()
            return
        self.forever.add(before)
        self.kept = None
        assert (self.buffer.state, self.buffer.text) == ("saved", self.read())

    @rule()
    def reset(self):
        try:
            self.buffer.save()
        except Conflict:
            return
        self.kept = None
        before = self.buffer.text
        if self.buffer.reset():
            self.forever.add(before)
        assert self.buffer.text == self.read() == STARTER

    @rule()
    def crash(self):
        before = self.kept
        try:
            self.buffer = Buffer(Workspace(self.home), self.exercise)
        except WorkspaceError:
            assert before is None and self.path.is_dir()
            self.path.rmdir()
            self.buffer = Buffer(Workspace(self.home), self.exercise)
        assert self.buffer.text == (self.read() if before is None else before)

    @invariant()
    def nothing_is_lost(self):
        if not hasattr(self, "buffer"):
            return
        if self.buffer.state == "saved":
            self.seen.add(self.buffer.text)
        if self.theirs in self.seen:
            self.theirs = None  # whoever writes over it knows
        found = set(self.everything())
        wanted = {*self.forever, self.kept, self.theirs} - {None}
        assert wanted <= found

    def read(self):
        return self.path.read_bytes().decode()

    def everything(self):
        if self.path.is_file():
            yield self.read()
        if draft := drafts.read(self.home, "double"):
            yield draft.text
        for file in (*self.home.glob("double.old-*.py"), *locations.snapshots(self.home).glob("*.py")):
            if file.is_file():
                yield file.read_bytes().decode()


TestLearner = Learner.TestCase
TestLearner.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_the_draft_on_disk_says_what_it_was_made_from(open_buffer, home):
    buffer = open_buffer()
    buffer.edit(RIGHT)
    buffer.keep()
    found = json.loads(drafts.own(home, "double").read_text())
    assert Draft(**found) == drafts.read(home, "double")
    assert found["base"] != ""
