"""One interface for all data sets."""

import subprocess
import sys
from inspect import ismodule

import numpy as np
import pytest

from grader import datasets
from grader.datasets.recipes import RECIPES
from grader.errors import DatasetError, DllabError

BUILT_IN = [record.name for record in datasets.catalogue() if datasets.located(record.name)]


def test_what_every_install_has():
    absent = [record.name for record in datasets.catalogue() if record.name not in BUILT_IN]
    assert absent == ["mnist", "fashion-mnist", "cifar-10"]


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_data_set_is_what_its_record_says(name):
    data = datasets.load(name)
    record = data.record
    for split, size in zip((data.train, data.test), record.sizes, strict=True):
        assert split.x.shape == (size, *record.shape)
        assert len(split.y) == size
        assert not split.x.flags.writeable
        assert not split.y.flags.writeable
        labels = split.y
        if labels.dtype.names:
            labels = labels[next(field for field in labels.dtype.names if field in ("label", "winning"))]
        if record.classes:
            present = np.unique(labels[labels >= 0])
            assert present.max() < record.classes
            assert labels.dtype == np.int64
            assert len(present) == record.classes or name == "stdlib-text"
    assert record.sha256 == datasets.content_hash(data.train)
    assert data.notes == ()
    assert data.origin == datasets.located(name)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_seed_gives_another_test_split_and_the_same_training_split(name):
    public, seven, eight = datasets.load(name), datasets.load(name, 7), datasets.load(name, 8)
    assert public.record == seven.record == eight.record
    tests = {datasets.content_hash(one.test) for one in (public, seven, eight)}
    assert len(tests) == (1 if name == "digits" else 3)
    assert datasets.content_hash(datasets.load(name, 7).test) == datasets.content_hash(seven.test)


@pytest.mark.parametrize("name", sorted(set(BUILT_IN) - {"home-runs", "parity"}))
def test_no_test_sample_is_in_the_training_split(name):
    for seed in (None, 3):
        data = datasets.load(name, seed)
        assert not {x.tobytes() for x in data.train.x} & {x.tobytes() for x in data.test.x}


def test_digits_keep_the_seventeen_levels_apart():
    data = datasets.load("digits")
    levels = np.unique(data.train.x)
    assert levels.tolist() == [round(255 * count / 16 + 1e-9) for count in range(17)]
    assert len({x.tobytes() for split in (data.train, data.test) for x in split.x}) == 1797


def test_an_unknown_name_gets_the_nearest_ones():
    with pytest.raises(DatasetError, match=r"'glyph'.*did you mean glyphs"):
        datasets.load("glyph")
    with pytest.raises(DllabError, match="there are digits, glyphs, "):
        datasets.located("zzz")


def test_what_is_not_here_says_where_it_looked_and_what_to_do(machine):
    assert not datasets.available("mnist")
    with pytest.raises(DatasetError) as caught:
        datasets.load("mnist")
    for expected in (f"{machine}/.keras/datasets", "dllab data fetch mnist", "DLLAB_DATA"):
        assert expected in str(caught.value)


def test_the_first_that_is_here(mnist, site):
    data = datasets.first(["mnist", "digits"], seed=1)
    assert data.record.name == "digits"
    assert data.notes == ()
    mnist.write(site)
    assert datasets.first(["mnist", "digits"]).record.name == "mnist"
    for path in site.rglob("*ubyte*"):
        path.write_bytes(b"damaged")
    data = datasets.first(["mnist", "digits"], seed=1)
    assert data.record.name == "digits"
    assert "mnist" in data.notes[0]
    with pytest.raises(DatasetError, match="cifar-10 is not"):
        datasets.first(["cifar-10"])


def test_a_field_of_several_targets_stays_with_its_sample():
    y = datasets.load("shapes").train.y
    order = np.argsort(y["label"], kind="stable")
    assert y.dtype.names == ("label", "box", "mask")
    assert np.array_equal(y[order]["box"], y["box"][order])


def test_what_is_drawn_differently_here_says_so(monkeypatch):
    recipe = RECIPES["moons"]
    other = type(recipe)(recipe.record, RECIPES["rings"].train)
    monkeypatch.setitem(RECIPES, "moons", other)
    data = datasets.load("moons")
    assert data.record.sha256 == datasets.content_hash(data.train)
    assert "moons is drawn differently on this machine" in data.notes[0]


def test_loading_needs_numpy_and_no_framework():
    code = (
        "import sys; from grader import datasets; datasets.load('glyphs', 1); datasets.available('mnist');"
        "print({'tensorflow', 'keras', 'sklearn', 'rich', 'urllib.request'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "set()\n"


def test_the_list_of_public_names_is_exact():
    public = {name for name, value in vars(datasets).items() if name[0] != "_" and not ismodule(value)}
    assert public == set(datasets.__all__)
