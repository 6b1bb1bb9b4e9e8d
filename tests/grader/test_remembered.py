"""A course is read once; after that, only what has changed."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader import remembered
from grader.course import load_course

ABOUT = "id: mean\ntitle: {}\nsummary: Add and divide.\nkind: numpy\nprovides: [mean]\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course of one exercise, whose files count as settled at once."""
    folder = tmp_path / "course/exercises/01-basics"
    (folder / "mean").mkdir(parents=True)
    (folder / "track.yaml").write_text("title: Basics\nexercises: [mean]\n")
    entitle(tmp_path / "course", "The mean")
    monkeypatch.setattr(remembered, "_SETTLED", float("-inf"))
    return tmp_path / "course"


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "cache/courses/course.msgpack"


def entitle(root: Path, title: str) -> None:
    (root / "exercises/01-basics/mean/exercise.yaml").write_text(ABOUT.format(title))


def title(root: Path, kept: Path) -> str:
    return load_course(root, kept).exercise("mean").title


def test_what_is_remembered_is_what_was_read(root, kept):
    first, again = load_course(root, kept), load_course(root, kept)
    assert kept.is_file()
    assert again == first == load_course(root)


def test_a_remembered_course_needs_no_yaml(root, kept):
    look = "import sys; from pathlib import Path; from grader.course import load_course; from grader import"
    look += " remembered; remembered._SETTLED = float('-inf'); load_course(*map(Path, sys.argv[1:]));"
    look += " print('yaml' in sys.modules)"
    said = [subprocess.check_output([sys.executable, "-c", look, root, kept], text=True) for _ in range(2)]
    assert said == ["True\n", "False\n"]


def test_what_changed_is_read_anew_even_in_the_same_size(root, kept):
    assert title(root, kept) == "The mean"
    entitle(root, "The mode")
    assert title(root, kept) == "The mode"
    assert title(root, kept) == "The mode"


def test_a_file_that_is_being_written_is_not_remembered(root, kept, monkeypatch):
    monkeypatch.setattr(remembered, "_SETTLED", 60.0)
    assert title(root, kept) == "The mean"
    assert remembered.Remembered(kept)._known == {}


def test_a_problem_is_no_memory(root, kept):
    entitle(root, "[")
    assert len(load_course(root, kept).problems) == len(load_course(root, kept).problems) == 1
    entitle(root, "The mean")
    assert load_course(root, kept).problems == []


@pytest.mark.parametrize("damaged", [b"", b"\x00garbage", b"\x92\xa1x\x01"])
def test_a_damaged_memory_is_written_anew(root, kept, damaged):
    load_course(root, kept)
    whole = kept.read_bytes()
    kept.write_bytes(damaged)
    assert title(root, kept) == "The mean"
    assert kept.read_bytes() == whole


def test_another_program_s_memory_does_not_count(root, kept, monkeypatch):
    load_course(root, kept)
    monkeypatch.setattr(remembered, "__version__", "another")
    assert remembered.Remembered(kept)._known == {}


def test_where_nothing_can_be_kept_the_course_is_read_all_the_same(root, tmp_path):
    (tmp_path / "file").write_text("")
    assert title(root, tmp_path / "file" / "course.msgpack") == "The mean"


def test_few_courses_are_remembered(root, kept):
    kept.parent.mkdir(parents=True)
    for number in range(remembered._COURSES + 5):
        (kept.parent / f"{number}.msgpack").write_bytes(b"")
    load_course(root, kept)
    assert len(list(kept.parent.iterdir())) == remembered._COURSES
    assert kept.is_file()
