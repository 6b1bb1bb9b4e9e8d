"""Generated data is what it was, on every machine and with every NumPy."""

import argparse
import inspect
import time

import numpy as np
import pytest

from grader.datasets import drawing, glyphs
from grader.datasets.hashes import HASHES
from grader.datasets.kinds import Generated
from grader.datasets.recipes import RECIPES
from grader.datasets.records import Split, content_hash
from grader.datasets.text import ALPHABET

GENERATED = [name for name, recipe in RECIPES.items() if isinstance(recipe, Generated)]


@pytest.mark.parametrize("name", [name for name in GENERATED if name != "stdlib-text"])
def test_the_program_that_draws_it_has_not_changed(name):
    train, test = drawing.drawn(RECIPES[name])
    assert (content_hash(train), content_hash(test)) == HASHES[name]


def test_the_text_is_that_of_this_python_and_the_same_every_time():
    recipe = RECIPES["stdlib-text"]
    train, test = drawing.drawn(recipe)
    assert content_hash(train) == content_hash(drawing.drawn(recipe)[0])
    assert recipe.record.sha256 == ""
    known = "".join(letter for letter in inspect.getdoc(argparse).lower() if letter in ALPHABET)
    assert any(written(split) in known for split in zip(train.x, train.y, strict=True))
    assert not any(written(split) in known for split in zip(test.x, test.y, strict=True))


def written(sample):
    """The characters of a window, and the one that follows."""
    return "".join(ALPHABET[place] for place in (*sample[0], sample[1]))


@pytest.mark.parametrize("changed", ["x", "y", "type", "shape"])
def test_the_content_hash_sees_every_change(changed):
    x, y = np.arange(6.0).reshape(3, 2), np.arange(3)
    before = content_hash(Split(x.copy(), y.copy()))
    after = {
        "x": lambda: Split(x + np.eye(3, 2), y),
        "y": lambda: Split(x, y[::-1]),
        "type": lambda: Split(x.astype(np.float32), y),
        "shape": lambda: Split(x.reshape(3, 1, 2), y),
    }[changed]()
    assert content_hash(after) != before


def test_hidden_tests_of_neighbouring_seeds_and_sets_have_nothing_in_common():
    splits = [drawing.hidden_test(RECIPES[name], seed) for name in ("moons", "rings") for seed in range(5)]
    rows = [row.tobytes() for split in splits for row in split.x]
    assert len(set(rows)) == len(rows)


def test_four_thousand_glyphs_are_drawn_in_a_second_and_a_half():
    def seconds() -> float:
        start = time.process_time()
        glyphs.draw(np.random.default_rng(0), 4000)
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 1.5


@pytest.mark.parametrize("count", [0, 1, 7])
def test_a_few_glyphs(count):
    split = glyphs.draw(np.random.default_rng(0), count)
    assert (split.x.shape, split.x.dtype, split.y.shape) == ((count, 28, 28), np.uint8, (count,))


def test_glyphs_are_about_as_hard_as_mnist():
    train, test = drawing.drawn(RECIPES["glyphs"])
    assert 0.85 < _softmax_regression(train, test, 10) < 0.90


def _softmax_regression(train, test, classes):
    """Test accuracy after five epochs of SGD in batches of 32."""
    x, exam = (split.x.reshape(len(split.x), -1) / 255 for split in (train, test))
    weights, bias, rng = np.zeros((x.shape[1], classes)), np.zeros(classes), np.random.default_rng(0)
    for _ in range(5):
        for batch in np.array_split(rng.permutation(len(x)), len(x) // 32):
            z = x[batch] @ weights + bias
            slope = np.exp(z - z.max(axis=1, keepdims=True))
            slope /= slope.sum(axis=1, keepdims=True)
            slope[np.arange(len(batch)), train.y[batch]] -= 1
            weights -= 0.1 * x[batch].T @ slope / len(batch)
            bias -= 0.1 * slope.mean(axis=0)
    return np.mean((exam @ weights + bias).argmax(axis=1) == test.y)
