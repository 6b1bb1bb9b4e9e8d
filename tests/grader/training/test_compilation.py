"""What of a learner's compile settings is taken: Keras' own optimizers and losses, with plain settings."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras_process import keras_says

from grader.training.compilation import LOSSES, OPTIMIZERS, Compilation, NotAllowed, read_compilation

SGD = {"class_name": "SGD", "config": {"learning_rate": 0.01}}


@pytest.fixture(scope="module")
def zoo():
    """What Keras serialises of its own optimizers and losses."""
    return keras_says("build", [])


@pytest.fixture(scope="module")
def rebuilt(zoo):
    """The configurations of what Keras makes of those that were read."""
    optimizers = [_optimizer(zoo["optimizers"][kind]) for kind in OPTIMIZERS]
    scheduled = _optimizer(zoo["schedule"])
    losses = [_loss(zoo["losses"][kind]) for kind in LOSSES]
    chosen = {"optimizers": [*optimizers, scheduled], "losses": losses}
    return keras_says("compare", {"networks": {}, "compiled": chosen})["compiled"]


def _optimizer(told):
    return read_compilation({"optimizer": told, "loss": "mse"}).optimizer


def _loss(told):
    return read_compilation({"optimizer": "sgd", "loss": told}).loss


def test_every_optimizer_of_the_list_survives(zoo, rebuilt):
    for kind, made in zip(OPTIMIZERS, rebuilt["optimizers"], strict=False):
        before = {key: value for key, value in zoo["optimizers"][kind]["config"].items() if key != "name"}
        assert before.items() <= made.items(), kind


def test_every_loss_of_the_list_survives(zoo, rebuilt):
    for kind, made in zip(LOSSES, rebuilt["losses"], strict=True):
        assert zoo["losses"][kind]["config"] == made, kind


def test_a_schedule_survives(zoo, rebuilt):
    before = zoo["schedule"]["config"]["learning_rate"]
    made = rebuilt["optimizers"][-1]["learning_rate"]
    assert (made["class_name"], made["config"]) == (before["class_name"], before["config"])


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("mse", "MeanSquaredError"),
        ("MSE", "MeanSquaredError"),
        ("mean_squared_error", "MeanSquaredError"),
        ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"),
        ("categorical_crossentropy", "CategoricalCrossentropy"),
        ("bce", "BinaryCrossentropy"),
        ("kl_divergence", "KLDivergence"),
        ({"class_name": "Huber", "config": {"delta": 2.0}}, "Huber"),
        (["mae"], "MeanAbsoluteError"),
        ({"out": "mae"}, "MeanAbsoluteError"),
    ],
)
def test_losses_by_name(told, name):
    assert _loss(told)["name"] == name


def test_a_loss_by_its_function(zoo):
    assert _loss(zoo["function"]) == {
        "name": "MeanSquaredError",
        "config": {"reduction": "sum_over_batch_size"},
    }


@pytest.mark.parametrize(("told", "name"), [("sgd", "SGD"), ("Adam", "Adam"), ("rmsprop", "RMSprop")])
def test_optimizers_by_name(told, name):
    assert _optimizer(told) == {"name": name, "config": {}}


def test_a_learning_rate_is_the_one_that_was_written(zoo):
    assert zoo["optimizers"]["SGD"]["config"]["learning_rate"] != 0.01  # as float32 has it
    assert _optimizer(zoo["optimizers"]["SGD"])["config"]["learning_rate"] == 0.01


def test_what_was_read_can_be_read_again(zoo):
    once = read_compilation({"optimizer": zoo["schedule"], "loss": zoo["losses"]["Huber"]})
    assert read_compilation({"optimizer": once.optimizer, "loss": once.loss}) == once


def test_nothing_else_is_read():
    told = {"optimizer": "sgd", "loss": "mse", "metrics": [{"class_name": "__lambda__"}], "weights": object()}
    assert read_compilation(told) == read_compilation({"optimizer": "sgd", "loss": "mse"})


def _with(**config):
    return {**SGD, "config": {**SGD["config"], **config}}


FUNCTION = {
    "module": "builtins",
    "class_name": "function",
    "config": "my_loss",
    "registered_name": "function",
}
SCHEDULE = {"module": "submission", "class_name": "Warmup", "config": {}, "registered_name": "Warmup"}
POWER = {"module": "keras.optimizers.schedules", "class_name": "PolynomialDecay", "registered_name": None}


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (None, "without optimizer"),
        ("shampoo", "`shampoo`"),
        (3, "keras.optimizers"),
        ({}, "keras.optimizers"),
        ({**SGD, "module": "submission"}, "keras.optimizers alone"),
        ({**SGD, "module": ["keras.optimizers"]}, "keras.optimizers alone"),
        ({**SGD, "registered_name": "a>SGD"}, "keras.optimizers alone"),
        ({**SGD, "config": "exec"}, "keras.optimizers alone"),
        ({**SGD, "class_name": "LossScaleOptimizer"}, "`LossScaleOptimizer`"),
        ({**SGD, "class_name": "Muon"}, "`Muon`"),
        ({**SGD, "class_name": ["SGD"]}, "keras.optimizers alone"),
        ({**SGD, "trojan": 1}, "keras.optimizers alone"),
        (_with(units=3), "the setting `units`"),
        (_with(momentum="0.9"), "`momentum`"),
        (_with(momentum=[0.9]), "`momentum`"),
        (_with(momentum=float("nan")), "NaN"),
        (_with(clipnorm=2**31), "2³¹"),
        (_with(learning_rate=SCHEDULE), "`Warmup`"),
        (_with(learning_rate=FUNCTION), "learning rate"),
        (_with(learning_rate={**POWER, "config": {"power": SCHEDULE}}), "`power`"),
        (_with(learning_rate=np.float32(0.1)), "float32"),
        (_with(learning_rate=np.ones(3)), "ndarray"),
        (_with(**{"x" * 300: 1}), "300 characters"),
        ({1: 2}, "keras.optimizers"),
        ({b"class_name": "SGD"}, "bytes"),
    ],
)
def test_hostile_optimizers_are_refused(told, word):
    with pytest.raises(NotAllowed) as refused:
        _optimizer(copy.deepcopy(told))
    assert word in refused.value.sentence


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (None, "without loss"),
        (FUNCTION, "keras.losses alone"),
        ({"class_name": "__lambda__", "config": {"value": ["4wEAAAA="]}}, "`code`"),
        ("my_loss", "`my_loss`"),
        ({"module": "submission", "class_name": "MyLoss", "config": {}}, "`MyLoss`"),
        ({"class_name": "Huber", "config": {"fn": FUNCTION}}, "the setting `fn`"),
        ({"class_name": "Huber", "config": {"reduction": "exec"}}, "reduction"),
        ({"class_name": "Huber", "config": {"reduction": ["sum"]}}, "reduction"),
        ({"class_name": "Huber", "config": {"delta": FUNCTION}}, "`delta`"),
        (["mse", "mse"], "2 losses"),
        ({"a": "mse", "b": "mse"}, "2 losses"),
        ([], "0 losses"),
    ],
)
def test_hostile_losses_are_refused(told, word):
    with pytest.raises(NotAllowed) as refused:
        _loss(copy.deepcopy(told))
    assert word in refused.value.sentence


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["class_name", "module", "config", "name", "SGD"]), inner)
        | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(PLAIN, PLAIN)
def test_random_settings_are_read_or_refused(optimizer, loss):
    for told in ({"optimizer": optimizer, "loss": "mse"}, {"optimizer": "sgd", "loss": loss}):
        try:
            assert isinstance(read_compilation(told), Compilation)
        except NotAllowed as refused:
            assert refused.sentence
