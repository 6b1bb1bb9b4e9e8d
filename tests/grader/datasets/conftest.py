"""What the tests of data sets share: a machine without data, and small stand-ins for what is published."""

import gzip

import msgspec
import numpy as np
import pytest

from grader.datasets import idx
from grader.datasets.published import PUBLISHED, Download
from grader.datasets.recipes import RECIPES
from grader.datasets.search import md5

_VARIABLES = (
    *("DLLAB_DATA", "DLLAB_CACHE", "DLLAB_MIRROR", "XDG_DATA_HOME", "XDG_CACHE_HOME"),
    *("KERAS_HOME", "SCIKIT_LEARN_DATA"),
)


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def machine(tmp_path, monkeypatch, warm_cache):
    """A home without data; returns it. What is drawn is kept for the other tests."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DLLAB_CACHE", str(warm_cache))
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def site(tmp_path, monkeypatch):
    """The folder that $DLLAB_DATA names, still empty."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("DLLAB_DATA", str(folder))
    return folder


class Published:
    """A small data set in MNIST's format, and what its publisher would say of it."""

    def __init__(self, name, publish):
        rng = np.random.default_rng(len(name))
        self.arrays = {}
        for half, count in (("train", 60), ("t10k", 20)):
            self.arrays[f"{half}-images"] = rng.integers(0, 256, (count, 28, 28)).astype(np.uint8)
            self.arrays[f"{half}-labels"] = rng.integers(0, 10, count).astype(np.uint8)
        self.bytes = {part: idx.encode(array) for part, array in self.arrays.items()}
        self.files = {
            f"{part}-idx{array.ndim}-ubyte.gz": gzip.compress(self.bytes[part], mtime=0)
            for part, array in self.arrays.items()
        }
        publish(
            name,
            content={part: md5(data) for part, data in self.bytes.items()},
            downloads=tuple(Download(file, len(data), md5(data)) for file, data in self.files.items()),
            training=60,
        )

    def write(self, folder, half=""):
        """Put the files (of one half) into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in self.files.items():
            if file.startswith(half):
                (folder / file).write_bytes(data)
        return folder


@pytest.fixture
def publish(monkeypatch):
    """A function that changes what is known of a published data set: publish("mnist", content=…)."""

    def change(name, **facts):
        publication = msgspec.structs.replace(PUBLISHED[name], **facts)
        monkeypatch.setitem(PUBLISHED, name, publication)
        monkeypatch.setitem(RECIPES, name, msgspec.structs.replace(RECIPES[name], publication=publication))

    return change


@pytest.fixture
def mnist(publish):
    return Published("mnist", publish)


@pytest.fixture
def fashion(publish):
    return Published("fashion-mnist", publish)
