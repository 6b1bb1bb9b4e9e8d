"""Hashes recomputed."""

import shutil

import pytest

from grader import datasets
from grader.datasets import places
from grader.datasets.hashes import HASHES
from grader.datasets.recipes import RECIPES
from grader.errors import DatasetError


@pytest.mark.parametrize("name", ["digits", "moons", "glyphs", "stdlib-text"])
def test_what_is_right(name):
    origin = "vendored" if name == "digits" else "generated"
    assert datasets.verify(name) == datasets.Finding(name, "right", origin)


def test_a_program_that_draws_something_else(monkeypatch):
    recipe = RECIPES["moons"]
    monkeypatch.setitem(RECIPES, "moons", type(recipe)(recipe.record, RECIPES["rings"].train))
    found = datasets.verify("moons")
    assert found.state == "wrong"
    assert HASHES["moons"][0] in found.sentence


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_shipped_file_that_is_damaged(tmp_path, monkeypatch, damage):
    shutil.copytree(places.vendored_folder(), tmp_path / "data")
    path = tmp_path / "data" / "digits.npz"
    path.write_bytes(path.read_bytes()[:-100])
    if damage == "gone":
        path.unlink()
    monkeypatch.setattr(places, "vendored_folder", lambda: path.parent)
    found = datasets.verify("digits")
    assert (found.state, found.sentence) == ("wrong", f"{path} is missing or damaged: install dllab again")


def test_real_data(mnist, site):
    assert datasets.verify("mnist").state == "absent"
    mnist.write(site, half="t10k")
    assert datasets.verify("mnist").sentence == f"{site} without train-images, train-labels"
    mnist.write(site)
    assert datasets.verify("mnist") == datasets.Finding("mnist", "right", str(site))
    (site / "train-labels-idx1-ubyte.gz").write_bytes(b"")
    found = datasets.verify("mnist")
    assert found.state == "wrong"
    assert "train-labels-idx1-ubyte.gz" in found.sentence


def test_an_unknown_name():
    with pytest.raises(DatasetError, match="did you mean"):
        datasets.verify("mnits")
