"""Data sets of a course's own, behind the one interface."""

import hashlib
import json
import textwrap

import numpy as np
import pytest

from grader import datasets
from grader.errors import DatasetError, ExerciseError

CARD = {"title": "Mine", "source": "me", "licence": "CC0"}
ROWS = "".join(f"{n},{n % 7},{'rye' if n % 4 else 'oats'}\n" for n in range(40))
BANANAS = """
def bananas(rng, count):
    y = rng.integers(0, 2, count)
    return rng.normal(size=(count, 2)) + 3 * y[:, None], y
"""


@pytest.fixture
def course(tmp_path):
    """course(mine={…}) -> the folder of a course that declares them, with what they name beside it."""
    folder = tmp_path / "course"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "seeds.csv").write_text("length,width,kind\n" + ROWS)
    (folder / "data" / "bananas.py").write_text(textwrap.dedent(BANANAS))

    def declare(**sets):
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps({**CARD, **one})}" for name, one in sets.items())
        (folder / "course.yaml").write_text(f'{{"datasets": {{\n{lines}\n}}}}\n')
        return folder

    return declare


@pytest.fixture
def refused(course):
    """refused(arrays, **keys) -> what is said about an .npz with these arrays; on line 2."""

    def said(arrays, **keys):
        folder = course(mine={"file": "data/mine.npz", **keys})
        np.savez(folder / "data" / "mine.npz", **arrays)
        with pytest.raises(ExerciseError) as caught:
            datasets.load("mine", course=folder)
        assert (caught.value.path, caught.value.line) == (folder / "course.yaml", 2)
        return caught.value.message

    return said


def arrays(**other):
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 256, (60, 4, 4)).astype(np.uint8), np.arange(60) % 3
    return {"x_train": x[:40], "y_train": y[:40], "x_test": x[40:], "y_test": y[40:]} | other


TABLE = {"file": "data/seeds.csv", "target": "kind"}
DRAWN = {"generator": "data/bananas.py:bananas", "sizes": [50, 20]}


def test_a_table(course):
    folder = course(seeds=TABLE)
    data = datasets.load("seeds", course=folder)
    record = data.record
    assert (record.title, record.source, record.licence, record.synthetic) == ("Mine", "me", "CC0", False)
    assert (record.shape, record.sizes, record.target) == ((2,), (32, 8), "kind")
    assert (record.classes, record.class_names) == (2, ("oats", "rye"))
    assert (data.origin, data.notes, record.sha256) == ("vendored", (), datasets.content_hash(data.train))
    for split, of_each in ((data.train, (8, 24)), (data.test, (2, 6))):
        assert np.bincount(split.y).tolist() == list(of_each)
        assert not split.x.flags.writeable
        assert np.array_equal(split.y, split.x[:, 0] % 4 != 0)
    rows = [*data.train.x[:, 0], *data.test.x[:, 0]]
    assert sorted(rows) == list(range(40))
    assert rows[:32] != sorted(rows[:32])
    again = datasets.load("seeds", seed=3, course=folder)
    assert datasets.content_hash(again.test) == datasets.content_hash(data.test)


def test_texts_are_no_numbers(course):
    with pytest.raises(ExerciseError, match=r"course.yaml:2: seeds: the column 'kind' holds texts, and"):
        datasets.load("seeds", course=course(seeds={**TABLE, "classes": 0}))


def test_numbers_as_targets_are_not_split_by_value(course):
    data = datasets.load("seeds", course=course(seeds={**TABLE, "target": "length", "inputs": ["width"]}))
    assert (data.record.sizes, data.record.classes) == ((32, 8), None)
    half = course(seeds={**TABLE, "target": "width", "inputs": ["length"], "test_share": 0.5, "classes": 0})
    data = datasets.load("seeds", course=half)
    assert (data.record.sizes, data.record.classes) == ((20, 20), None)


def test_a_column_says_what_is_for_the_test(course):
    folder = course(seeds={**TABLE, "split": "half"})
    (folder / "data" / "seeds.csv").write_text("x,half,kind\n1,train,a\n2,test,b\n3,train,b\n")
    data = datasets.load("seeds", course=folder)
    assert sorted(data.train.x[:, 0]) == [1, 3]
    assert data.test.x.tolist() == [[2]]


def test_arrays_stay_as_they_are(course):
    folder = course(mine={"file": "data/mine.npz", "classes": ["a", "b", "c"]})
    given = arrays()
    np.savez(
        folder / "data" / "mine.npz",
        **{name: part.astype(part.dtype.newbyteorder(">")) for name, part in given.items()},
    )
    data = datasets.load("mine", course=folder)
    for name, part in zip(given, (data.train.x, data.train.y, data.test.x, data.test.y), strict=True):
        assert np.array_equal(part, given[name])
        assert part.dtype == given[name].dtype
    assert (data.record.classes, data.record.class_names, data.record.shape) == (3, ("a", "b", "c"), (4, 4))


def test_a_generator_keeps_its_training_split_and_draws_the_test_from_the_seed(course):
    folder = course(bananas=DRAWN, other=DRAWN)
    public, again, seven = (datasets.load("bananas", seed, folder) for seed in (None, 7, 8))
    assert (public.origin, public.record.synthetic, public.record.classes) == ("generated", True, 2)
    assert public.record.sizes == (50, 20)
    assert len({datasets.content_hash(one.train) for one in (public, again, seven)}) == 1
    assert len({datasets.content_hash(one.test) for one in (public, again, seven)}) == 3
    other = datasets.load("other", course=folder)
    assert other.record.sha256 != public.record.sha256


def test_own_names_stand_beside_the_others(course):
    folder = course(seeds=TABLE)
    assert datasets.first(["mnist", "seeds", "digits"], course=folder).record.name == "seeds"
    assert datasets.load("digits", course=folder).record.name == "digits"
    assert datasets.available("seeds", folder)
    assert not datasets.available("seeds")
    assert datasets.located("seeds", folder) == "vendored"
    with pytest.raises(DatasetError, match="no data set is called 'seed': did you mean seeds"):
        datasets.load("seed", course=folder)
    with pytest.raises(DatasetError, match="seeds needs no fetching: it comes with the course"):
        datasets.fetch("seeds", course=folder)


def test_a_name_that_is_taken(course):
    folder = course(seeds=TABLE, rings=TABLE)
    with pytest.raises(ExerciseError, match=r"course.yaml:3: datasets: dllab has a 'rings' of its own"):
        datasets.load("seeds", course=folder)


def test_a_broken_one_is_not_passed_over(course):
    folder = course(seeds={**TABLE, "target": "sort"})
    with pytest.raises(ExerciseError, match=r"course.yaml:2: seeds: seeds.csv has no column 'sort'"):
        datasets.first(["seeds", "digits"], course=folder)


@pytest.mark.parametrize(
    ("other", "keys", "sentence"),
    [
        ({"y_test": np.arange(19)}, {}, "x_test has 20 samples and y_test 19: one target for each"),
        ({"x_test": np.zeros((20, 4, 5), np.uint8)}, {}, "x_train is uint8 (40, 4, 4) and x_test uint8"),
        ({"x_test": np.zeros((20, 4, 4))}, {}, "x_train is uint8 (40, 4, 4) and x_test float64 (20, 4, 4)"),
        ({"x_train": np.array([object()] * 40)}, {}, "Object arrays cannot be loaded"),
        ({"y_train": np.array(["a"] * 40)}, {}, "y_train holds texts: write labels 0, 1, …"),
        ({"x_train": np.zeros(40, complex)}, {}, "x_train is complex128: make it uint8, int64, float32 or"),
        ({"x_test": np.zeros((0, 4, 4), np.uint8), "y_test": np.zeros(0, int)}, {}, "x_test is uint8 (0,"),
        ({"x_train": np.array(3)}, {}, "x_train is int64 (): it needs a sample at least"),
        ({"x_train": np.array([[1.0, np.nan]] * 40)}, {}, "x_train[0, 1] is nan: leave out such samples"),
        ({}, {"classes": 2}, "y_train has the label 2, and labels of 2 classes are 0 … 1"),
        ({"y_test": np.full(20, -1)}, {}, "y_test has the label -1, and labels of 3 classes are 0 … 2"),
        ({"y_train": np.zeros(40), "y_test": np.zeros(20)}, {"classes": 2}, "y is float64, and labels of"),
        ({"x_train": np.zeros((400, 4, 4), np.uint8), "y_train": np.repeat(range(4), 100)}, {}, "sorted by"),
    ],
)  # fmt: skip
def test_arrays_that_do_not_fit(refused, other, keys, sentence):
    assert sentence in refused(arrays(**other), **keys)


@pytest.mark.parametrize(
    ("labels", "keys", "classes"),
    [
        (np.arange(40) % 3, {}, 3),
        (np.arange(40) % 3, {"classes": 0}, None),
        (np.arange(40) % 3, {"classes": 5}, 5),
        (np.arange(40) % 3 + 1, {}, None),  # 0 does not occur
        (np.arange(40) % 3 + 1, {"classes": 4}, 4),
        (np.arange(40), {}, None),  # each occurs once
        (np.zeros(40, int), {}, None),
        (np.stack([np.arange(40) % 2] * 2, axis=1), {}, None),  # not one for each sample
        (np.stack([np.arange(40) % 2] * 2, axis=1), {"classes": 2}, 2),
    ],
)
def test_which_integers_are_classes(course, labels, keys, classes):
    folder = course(mine={"file": "data/mine.npz", **keys})
    np.savez(folder / "data" / "mine.npz", **arrays(y_train=labels, y_test=labels[:20]))
    assert datasets.load("mine", course=folder).record.classes == classes


def test_files_that_are_none(course, refused):
    given = arrays()
    del given["y_test"]
    said = refused(given)
    assert "it has no array y_test; in it: x_train, y_train, x_test" in said
    folder = course(mine={"file": "data/mine.npz"})
    for content in (b"", b"PK\x03\x04 but no more", b"\x80\x04."):
        (folder / "data" / "mine.npz").write_bytes(content)
        with pytest.raises(
            ExerciseError, match=r"course.yaml:2: mine: data/mine.npz is no .npz with x_train"
        ):
            datasets.load("mine", course=folder)
    (folder / "data" / "seeds.csv").write_bytes(b"x,kind\n1,a\n2,\xff\n")
    with pytest.raises(ExerciseError, match=r"seeds.csv:3: not UTF-8 text"):
        datasets.load("seeds", course=course(seeds=TABLE))


def test_a_hash_is_held_to(course):
    data = ("length,width,kind\n" + ROWS).encode()
    right = hashlib.sha256(data).hexdigest()
    folder = course(seeds={**TABLE, "sha256": right})
    assert datasets.load("seeds", course=folder).record.sizes == (32, 8)
    assert datasets.verify("seeds", folder) == datasets.Finding("seeds", "right", "data/seeds.csv")
    (folder / "data" / "seeds.csv").write_bytes(data + b"1,1,rye\n")
    other = hashlib.sha256(data + b"1,1,rye\n").hexdigest()
    with pytest.raises(ExerciseError) as caught:
        datasets.load("seeds", course=folder)
    assert caught.value.message == (
        f"seeds: data/seeds.csv has the SHA-256 {other[:12]}…, and course.yaml says {right[:12]}…: "
        "bring the file back or, if the change is meant, write what `dllab data verify seeds` prints"
    )
    assert caught.value.line == 2
    found = datasets.verify("seeds", folder)
    assert (found.state, found.sentence, found.sha256) == ("wrong", str(caught.value), other)


def test_what_has_no_hash_is_told_it(course):
    folder = course(seeds=TABLE, bananas=DRAWN)
    seeds, bananas = (datasets.verify(name, folder) for name in ("seeds", "bananas"))
    assert (seeds.state, bananas.state) == ("unhashed", "unhashed")
    told = course(seeds={**TABLE, "sha256": seeds.sha256}, bananas={**DRAWN, "sha256": bananas.sha256})
    assert [datasets.verify(name, told).state for name in ("seeds", "bananas")] == ["right", "right"]


def test_what_is_drawn_differently_is_used_and_told(course):
    folder = course(bananas={**DRAWN, "sha256": 64 * "0"})
    data = datasets.load("bananas", course=folder)
    assert data.notes == (
        "bananas is not drawn as its hash in course.yaml says: `dllab data verify bananas`",
    )
    found = datasets.verify("bananas", folder)
    assert (found.state, found.sha256) == ("wrong", data.record.sha256)


def test_one_that_draws_anew_each_time(course):
    folder = course(bananas=DRAWN)
    source = "import os\ndef bananas(rng, count):\n    return [*os.urandom(count)], rng.random(count)\n"
    (folder / "data" / "bananas.py").write_text(source)
    found = datasets.verify("bananas", folder)
    assert found.state == "wrong"
    assert "course.yaml:2: bananas: it draws other samples each time: take all random" in found.sentence
