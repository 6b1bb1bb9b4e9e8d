"""MNIST and Fashion-MNIST, in every place and form in which sites have them."""

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from grader import datasets
from grader.errors import DatasetError

GENUINE = os.environ.get("DLLAB_DATA", "")  # before any test changes it
HAS_GENUINE = any(Path(GENUINE or "/nowhere").rglob("t10k-images-idx3-ubyte*"))


def is_all_of(data, published):
    """Whether all four parts were found, whole."""
    return (
        np.array_equal(data.train.x, published.arrays["train-images"])
        and np.array_equal(data.train.y, published.arrays["train-labels"])
        and np.array_equal(data.test.x, published.arrays["t10k-images"])
        and np.array_equal(data.test.y, published.arrays["t10k-labels"])
        and data.train.y.dtype == np.int64
    )


@pytest.mark.parametrize("folder", [".", "mnist", "MNIST/raw", "mnist/MNIST/raw"])
def test_idx_files_in_the_usual_folders(mnist, site, folder):
    mnist.write(site / folder)
    data = datasets.load("mnist", seed=5)
    assert is_all_of(data, mnist)
    assert data.origin == str(site / folder) == datasets.located("mnist")
    assert data.record.sha256 == datasets.content_hash(data.train)
    assert data.notes == ()


@pytest.mark.parametrize("folder", ["fashion-mnist", "FashionMNIST/raw"])
def test_fashion_has_folders_of_its_own(fashion, site, folder):
    fashion.write(site / folder)
    assert is_all_of(datasets.load("fashion-mnist"), fashion)
    assert not datasets.available("mnist")


@pytest.mark.parametrize("home", [".keras/datasets/fashion-mnist", "data/FashionMNIST/raw"])
def test_what_other_programs_fetched_is_found(fashion, machine, home):
    fashion.write(machine / home)
    assert is_all_of(datasets.load("fashion-mnist"), fashion)


def test_uncompressed_files_and_names_with_a_dot(mnist, site):
    for part, data in mnist.bytes.items():
        rank = 3 if "images" in part else 1
        (site / f"{part}.idx{rank}-ubyte").write_bytes(data)
    assert is_all_of(datasets.load("mnist"), mnist)


def test_the_named_folder_comes_first(mnist, site, machine):
    mnist.write(machine / ".keras/datasets/mnist")
    mnist.write(site / "mnist")
    assert datasets.load("mnist").origin == str(site / "mnist")


def test_the_npz_of_keras(mnist, machine, monkeypatch):
    folder = machine / "elsewhere" / "datasets"
    folder.mkdir(parents=True)
    monkeypatch.setenv("KERAS_HOME", str(machine / "elsewhere"))
    names = {"train": "train", "t10k": "test"}
    arrays = {
        f"{'x' if kind == 'images' else 'y'}_{names[half]}": mnist.arrays[f"{half}-{kind}"]
        for half in names
        for kind in ("images", "labels")
    }
    np.savez(folder / "mnist.npz", **arrays)
    assert is_all_of(datasets.load("mnist"), mnist)
    np.savez(folder / "mnist.npz", **{**arrays, "x_test": np.array([{}], object)})
    with pytest.raises(DatasetError, match=r"mnist\.npz cannot be read: Object arrays"):
        datasets.load("mnist")
    (folder / "mnist.npz").write_bytes(b"no zip")
    with pytest.raises(DatasetError, match=r"mnist\.npz cannot be read"):
        datasets.load("mnist")


@pytest.mark.parametrize("quote", ["", "'"])
def test_the_arff_of_openml(mnist, machine, quote):
    folder = machine / "scikit_learn_data/openml/openml.org/data/v1/download/52667"
    folder.mkdir(parents=True)
    rows = [
        ",".join([*map(str, image.ravel()), f"{quote}{label}{quote}"])
        for half in ("train", "t10k")
        for image, label in zip(mnist.arrays[f"{half}-images"], mnist.arrays[f"{half}-labels"], strict=True)
    ]
    text = "\n".join(["@RELATION mnist_784", "@ATTRIBUTE pixel1 real", "@DATA", *rows, ""])
    (folder / "mnist_784.arff.gz").write_bytes(gzip.compress(text.encode()))
    assert is_all_of(datasets.load("mnist"), mnist)


@pytest.fixture(params=["small", *["genuine"] * HAS_GENUINE])
def test_files_alone(request, site, monkeypatch):
    """The published test files and no others; how many samples they have."""
    if request.param == "genuine":
        monkeypatch.setenv("DLLAB_DATA", GENUINE)
        return 10_000
    request.getfixturevalue("mnist").write(site, half="t10k")
    return 20


def test_the_test_files_alone_are_split_in_two(test_files_alone):
    data = datasets.load("mnist")
    assert (len(data.train.x), len(data.test.x)) == data.record.sizes
    assert data.record.sizes == (4 * test_files_alone // 5, test_files_alone // 5)
    assert "test set in two" in data.record.title
    assert datasets.content_hash(data.test) == datasets.content_hash(datasets.load("mnist", 3).test)
    assert not {x.tobytes() for x in data.train.x} & {x.tobytes() for x in data.test.x}


def test_all_files_elsewhere_are_better_than_the_test_files_first(mnist, site, machine):
    mnist.write(site, half="t10k")
    mnist.write(machine / ".keras/datasets/mnist")
    assert is_all_of(datasets.load("mnist"), mnist)


def test_training_files_alone_are_not_enough(mnist, site):
    mnist.write(site, half="train")
    assert not datasets.available("mnist")
    assert datasets.located("mnist") is None


DAMAGES = {
    "another content": lambda data: gzip.compress(bytes(reversed(gzip.decompress(data)))),
    "half of it": lambda data: data[: len(data) // 2],
    "no gzip": lambda data: b"<html>not found</html>",
    "nothing": lambda data: b"",
    "too much": lambda data: gzip.compress(bytes(70 << 20)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_not_the_published_one_is_named_and_never_used(mnist, site, damage):
    mnist.write(site / "mnist")
    path = site / "mnist" / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(DatasetError) as caught:
        datasets.load("mnist")
    assert str(path) in str(caught.value)
    assert datasets.first(["mnist", "digits"]).record.name == "digits"
    assert str(path) in datasets.first(["mnist", "digits"]).notes[0]


def test_a_good_copy_elsewhere_is_used_and_the_bad_one_is_mentioned(mnist, site, machine):
    mnist.write(site / "mnist")
    (site / "mnist" / "t10k-labels-idx1-ubyte.gz").write_bytes(b"")
    mnist.write(machine / "data" / "mnist")
    data = datasets.load("mnist")
    assert is_all_of(data, mnist)
    assert "t10k-labels-idx1-ubyte.gz" in data.notes[0]


def test_the_other_set_under_the_same_names_is_nobodys_mistake(mnist, fashion, site):
    fashion.write(site)
    assert is_all_of(datasets.load("fashion-mnist"), fashion)
    with pytest.raises(DatasetError) as caught:
        datasets.load("mnist")
    assert "MD5" not in str(caught.value)
    assert datasets.located("mnist") is None
    assert datasets.located("fashion-mnist") == str(site)


def test_a_fifo_is_not_waited_for(mnist, site):
    mnist.write(site)
    (site / "t10k-images-idx3-ubyte.gz").unlink()
    os.mkfifo(site / "t10k-images-idx3-ubyte.gz")
    assert not datasets.available("mnist")
