"""CIFAR-10: batches as Python 2 pickled them, and nothing that a pickle could do."""

import io
import os
import pickle
import struct
import tarfile

import numpy as np
import pytest

from grader import datasets
from grader.datasets.published import Download
from grader.datasets.search import md5
from grader.errors import DatasetError


class Python2Pickler(pickle._Pickler):
    """Writes bytes as Python 2 wrote its strings, and arrays under NumPy's old names."""

    dispatch = pickle._Pickler.dispatch.copy()

    def save_bytes(self, data):
        self.write(pickle.BINSTRING + struct.pack("<i", len(data)) + data)
        self.memoize(data)

    def save_text(self, text):
        self.save_bytes(text.encode())

    dispatch[bytes] = save_bytes
    dispatch[str] = save_text

    def save_global(self, thing, name=None):
        module = "numpy.core.multiarray" if thing.__name__ == "_reconstruct" else thing.__module__
        self.write(pickle.GLOBAL + f"{module}\n{thing.__name__}\n".encode())
        self.memoize(thing)

    dispatch[type] = save_global
    dispatch[type(np.empty(0).__reduce__()[0])] = save_global


def pickled(value):
    file = io.BytesIO()
    Python2Pickler(file, 2).dump(value)
    return file.getvalue()


@pytest.fixture
def batches():
    rng = np.random.default_rng(10)
    return {
        name: {
            b"batch_label": name.encode(),
            b"labels": rng.integers(0, 10, 4).tolist(),
            b"data": rng.integers(0, 256, (4, 3072)).astype(np.uint8),
            b"filenames": [b"one.png"] * 4,
        }
        for name in (*(f"data_batch_{i}" for i in range(1, 6)), "test_batch")
    }


@pytest.fixture
def files(batches, publish):
    found = {name: pickled(batch) for name, batch in batches.items()}
    publish("cifar-10", content={name: md5(data) for name, data in found.items()})
    return found


def write(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def is_all_of(data, batches):
    images = np.concatenate([batches[f"data_batch_{i}"][b"data"] for i in range(1, 6)])
    labels = [label for i in range(1, 6) for label in batches[f"data_batch_{i}"][b"labels"]]
    return (
        np.array_equal(data.train.x[..., 0].reshape(20, -1), images[:, :1024])
        and np.array_equal(data.train.x[7, :, :, 2], images[7, 2048:].reshape(32, 32))
        and data.train.y.tolist() == labels
        and data.test.y.tolist() == batches["test_batch"][b"labels"]
        and data.test.x.shape == (4, 32, 32, 3)
    )


@pytest.mark.parametrize("folder", ["cifar-10-batches-py", "cifar-10-batches-py-target/cifar-10-batches-py"])
def test_a_folder_of_batches(files, batches, machine, folder):
    write(machine / ".keras/datasets" / folder, files)
    data = datasets.load("cifar-10")
    assert is_all_of(data, batches)
    assert data.record.class_names[9] == "truck"


def archive(files, prefix="cifar-10-batches-py/"):
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w:gz") as file:
        for name, data in {"readme.html": b"", **files}.items():
            member = tarfile.TarInfo(prefix + name)
            member.size = len(data)
            file.addfile(member, io.BytesIO(data))
    return memory.getvalue()


def test_the_archive_as_it_was_fetched(files, batches, site, publish):
    data = archive(files)
    publish("cifar-10", downloads=(Download("cifar-10-python.tar.gz", len(data), md5(data)),))
    write(site / "cifar-10", {"cifar-10-python.tar.gz": data})
    assert is_all_of(datasets.load("cifar-10"), batches)
    assert [path.name for path in (site / "cifar-10").iterdir()] == ["cifar-10-python.tar.gz"]


@pytest.mark.parametrize("cut", [0, 100, -20])
def test_a_damaged_archive_is_named(files, site, cut):
    write(site / "cifar-10", {"cifar-10-python.tar.gz": archive(files)[:cut]})
    with pytest.raises(DatasetError, match=r"cifar-10-python\.tar\.gz cannot be read"):
        datasets.load("cifar-10")


def test_a_missing_batch_is_not_made_up_for(files, site):
    files.pop("data_batch_3")
    write(site / "cifar-10-batches-py", files)
    assert not datasets.available("cifar-10")


class Evil:
    def __reduce__(self):
        return os.mkdir, ("pwned",)


def test_a_changed_batch_is_never_unpickled(files, site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files["test_batch"] = pickle.dumps(Evil())
    write(site / "cifar-10-batches-py", files)
    with pytest.raises(DatasetError, match="test_batch is not the published test_batch"):
        datasets.load("cifar-10")
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("protocol", [0, 2, 4])
def test_not_even_one_with_the_right_checksum_runs_code(
    files, site, publish, tmp_path, monkeypatch, protocol
):
    monkeypatch.chdir(tmp_path)
    files["test_batch"] = pickle.dumps(Evil(), protocol)
    publish("cifar-10", content={name: md5(data) for name, data in files.items()})
    write(site / "cifar-10-batches-py", files)
    with pytest.raises(pickle.UnpicklingError, match="no use for"):
        datasets.load("cifar-10")
    assert not (tmp_path / "pwned").exists()
