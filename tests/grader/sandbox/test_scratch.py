"""Scratch folders are measured and deleted, whatever lies in them."""

import os

import pytest

from grader.sandbox.scratch import MAX_ENTRIES, measure, remove

MB = 1 << 20


def write(path, size):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))


def test_all_that_lies_below_is_counted(tmp_path):
    assert measure(str(tmp_path), 99 * MB) < MB
    write(tmp_path / "a", MB)
    write(tmp_path / "deep" / "er" / "b", 2 * MB)
    assert 3 * MB <= measure(str(tmp_path), 99 * MB) < 4 * MB


def test_more_than_enough_is_enough(tmp_path):
    write(tmp_path / "a", 3 * MB)
    assert measure(str(tmp_path), 2 * MB) > 2 * MB


def test_links_lead_nowhere(tmp_path):
    write(tmp_path / "outside" / "large", 5 * MB)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    assert measure(str(tmp_path / "in"), 99 * MB) < MB
    remove(str(tmp_path / "in"))
    assert (tmp_path / "outside" / "large").exists()


def test_holes_take_no_place(tmp_path):
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(50 * MB)
    assert measure(str(tmp_path), 99 * MB) < MB


def test_too_many_files_are_too_much(tmp_path):
    write(tmp_path / "file", 0)
    for number in range(MAX_ENTRIES):
        os.link(tmp_path / "file", tmp_path / str(number))
    assert measure(str(tmp_path), 99 * MB) > 99 * MB
    remove(str(tmp_path))
    assert not tmp_path.exists()


def test_what_is_not_there_is_empty_and_gone(tmp_path):
    assert measure(str(tmp_path / "nothing"), MB) == 0
    remove(str(tmp_path / "nothing"))


@pytest.mark.parametrize("depth", [10, 3000])
def test_folders_nested_deep_are_deleted(tmp_path, depth):
    top = tmp_path / "top"
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _ in range(depth):  # deeper than a path may be long
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    measure(str(top), MB)
    remove(str(top))
    assert not top.exists()
