"""A cache that is damaged, read-only or nowhere costs time and nothing else."""

import os
import threading

import numpy as np
import pytest

from grader import datasets
from grader.datasets import cache, places
from grader.datasets.records import Split, content_hash


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DLLAB_CACHE", str(tmp_path / "deep" / "cache"))
    return tmp_path / "deep" / "cache"


@pytest.fixture
def splits():
    train = Split(np.arange(24, dtype=np.uint8).reshape(2, 3, 4), np.array([1, 2]))
    mixed = np.zeros(3, [("label", "<i8"), ("box", "<f4", (4,))])
    return train, Split(np.ones(3), mixed)


@pytest.fixture
def hashes(splits):
    return tuple(map(content_hash, splits))


def test_what_was_written_is_read(tmp_path, splits, hashes):
    path = tmp_path / "new" / "one.npz"
    cache.write(path, *splits)
    assert tuple(map(content_hash, cache.read(path, hashes))) == hashes
    assert list(path.parent.iterdir()) == [path]


def test_the_hash_decides(tmp_path, splits, hashes):
    cache.write(tmp_path / "one.npz", splits[1], splits[0])
    assert cache.read(tmp_path / "one.npz", hashes) is None


def test_a_damaged_file_is_none(tmp_path, splits, hashes):
    path = tmp_path / "one.npz"
    cache.write(path, *splits)
    whole = path.read_bytes()
    for place in range(0, len(whole), 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        kept = cache.read(path, hashes)
        assert kept is None or tuple(map(content_hash, kept)) == hashes
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        assert cache.read(path, hashes) is None


def test_pickles_are_not_read(tmp_path, hashes):
    path = tmp_path / "one.npz"
    array = np.array([{}], object)
    np.savez(path, train_x=array, train_y=array, test_x=array, test_y=array)
    assert cache.read(path, hashes) is None


def test_a_set_is_drawn_once(folder):
    first = datasets.load("shapes")
    (file,) = folder.iterdir()
    assert file.name == f"shapes-{first.record.sha256[:12]}.npz"
    before = file.stat().st_mtime_ns
    assert datasets.load("shapes").record == first.record
    assert file.stat().st_mtime_ns == before


def test_a_damaged_cache_is_drawn_anew_and_mended(folder):
    expected = datasets.load("shapes").record
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-1000])
    assert datasets.load("shapes").record == expected
    assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_is_none(folder, tmp_path):
    (tmp_path / "deep").write_text("a file where the folder should be")
    assert datasets.load("shapes").notes == ()


def test_no_home_is_no_cache(monkeypatch, tmp_path):
    monkeypatch.delenv("DLLAB_CACHE")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "nowhere")
    assert not places.cache_folder().is_absolute()
    assert datasets.load("shapes").notes == ()
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_many_at_once_all_get_the_same(folder):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(datasets.load("shapes").record)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(map(str, found))) == 1
    assert len(list(folder.iterdir())) == 1


def test_where_things_are(monkeypatch, machine):
    monkeypatch.delenv("DLLAB_CACHE")
    assert places.cache_folder() == machine / ".cache/dllab"
    assert places.data_folder() == machine / ".local/share/dllab"
    monkeypatch.setenv("XDG_CACHE_HOME", "/x/cache")
    monkeypatch.setenv("XDG_DATA_HOME", "relative: not allowed")
    assert places.cache_folder().as_posix() == "/x/cache/dllab"
    assert places.data_folder() == machine / ".local/share/dllab"
    monkeypatch.setenv("DLLAB_DATA", f"~/mine{os.pathsep}/site")
    assert places.data_folder() == machine / "mine"
    assert [path.as_posix() for path in places.roots()[:2]] == [f"{machine}/mine", "/site"]
