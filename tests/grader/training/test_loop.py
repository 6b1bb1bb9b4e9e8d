"""The loop by itself: what it shows, how it steps, when it stops."""

import math

import numpy as np
import pytest

from grader.failure import CheckFailed
from grader.training.loop import Examples, Loop, cross_entropy
from grader.training.settings import Settings, read_settings
from grader.training.updates import make_update

GOOD = {
    "epochs": 2,
    "batch_size": 8,
    "optimizer": "sgd",
    "lr": 0.1,
    "weight_decay": 0.0,
    "dropout": 0.0,
    "shuffle": True,
}


class Softmax:
    """One dense layer, and a note of what it was shown."""

    def __init__(self):
        self.seen = []

    def forward(self, params, x, train):
        self.x = x
        if train:
            self.seen.append(x)
        return x @ params["W"] + params["b"]

    def backward(self, dlogits):
        return {"W": self.x.T @ dlogits, "b": dlogits.sum(axis=0)}


def examples(count=30, classes=3):
    """Points around their class's corner; the first number of each is its own."""
    rng = np.random.default_rng(1)
    y = rng.integers(classes, size=count)
    x = np.eye(classes)[y] + rng.normal(size=(count, classes)) * 0.1
    return Examples(np.column_stack([np.arange(count), x]) / [count, 1, 1, 1], y)


def trained(tell=lambda *told: None, **changed):
    data, layers = examples(), Softmax()
    params = {"W": np.zeros((4, 3)), "b": np.zeros(3)}
    settings = Settings(**GOOD | changed)
    return layers, Loop(layers, params, data, Examples(data.x[:5], data.y[:5]), settings, 7, tell).run()


def test_every_epoch_shows_everything_once_in_an_order_of_its_own():
    layers, fitted = trained()
    epochs = [np.concatenate(layers.seen[:4])[:, 0], np.concatenate(layers.seen[4:])[:, 0]]
    assert [np.sort(epoch).round(6).tolist() for epoch in epochs] == [
        examples().x[:, 0].round(6).tolist()
    ] * 2
    assert epochs[0].tolist() != epochs[1].tolist()
    shown = fitted.batches
    assert (shown.samples, shown.once, shown.reordered) == (60, True, True)
    assert 0.8 < shown.mixed < 1.2


def test_without_shuffling_classes_come_one_after_the_other():
    layers, fitted = trained(shuffle=False)
    classes = np.concatenate(layers.seen[:4])[:, 1:].argmax(axis=1)
    assert classes.tolist() == sorted(examples().y)
    assert not fitted.batches.reordered
    assert fitted.batches.mixed < 0.65


def test_it_learns_and_says_how():
    told = []
    _, fitted = trained(lambda *event: told.append(event), epochs=40, lr=0.5)
    assert fitted.losses[0] == pytest.approx(math.log(3))
    assert len(fitted.losses) == 160
    assert fitted.history["val_accuracy"][-1] == 1.0
    assert {len(values) for values in fitted.history.values()} == {40}
    assert [(epoch, step) for epoch, step, numbers in told if "accuracy" in numbers][-1] == (39, 160)
    assert fitted.stride > 0.1


def test_weight_decay_is_for_weights_alone():
    plain, decayed = (trained(epochs=30, weight_decay=decay)[1].params for decay in (0.0, 0.2))
    assert np.abs(decayed["W"]).sum() < 0.8 * np.abs(plain["W"]).sum()
    _, still = trained(lr=1e-9, weight_decay=1e9)
    assert np.abs(still.params["b"]).max() < 1e-8


def test_dropout_drops_inputs_and_keeps_their_mean():
    plain, dropped = (np.concatenate(trained(epochs=200, dropout=p)[0].seen) for p in (0.0, 0.25))
    assert (dropped == 0).mean() == pytest.approx(0.25 + 0.75 / 120, abs=0.01)
    assert dropped.mean() == pytest.approx(plain.mean(), rel=0.03)


def test_it_stops_when_the_loss_is_no_number():
    with np.errstate(all="ignore"):
        _, fitted = trained(epochs=500, lr=10.0, weight_decay=10.0)
    assert not math.isfinite(fitted.losses[-1])
    assert np.isfinite(fitted.losses[:-1]).all()
    assert fitted.batches.samples < 500 * 30
    assert fitted.stride > 50


def test_the_same_seed_trains_alike():
    first, second = trained(dropout=0.2)[1], trained(dropout=0.2)[1]
    assert first.params["W"].tolist() == second.params["W"].tolist()


def test_the_loss_s_gradient_is_its_slope():
    rng = np.random.default_rng(2)
    logits, labels = rng.normal(size=(5, 3)), np.array([0, 2, 1, 1, 0])
    loss, gradient = cross_entropy(logits, labels)
    direction = rng.normal(size=logits.shape)
    slope = (cross_entropy(logits + 1e-6 * direction, labels)[0] - loss) / 1e-6
    assert (gradient * direction).sum() == pytest.approx(slope, rel=1e-4)
    assert cross_entropy(logits * 1e4, labels)[0] > 1e3
    assert cross_entropy(logits.astype(np.float32), labels)[1].dtype == np.float32


@pytest.mark.parametrize(
    ("name", "after_one", "after_two"),
    [("sgd", 0.9, 0.8), ("momentum", 0.9, 0.71), ("adam", 0.9, 0.8)],
)
def test_updates_step_as_the_course_says(name, after_one, after_two):
    update, params, grads = make_update(name, 0.1), {"W": np.ones(2)}, {"W": np.ones(2)}
    first = update.step(params, grads)
    second = update.step(first, grads)
    assert first["W"] == pytest.approx(after_one)
    assert second["W"] == pytest.approx(after_two)
    assert params["W"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"lr": -1}, r"`CONFIG\['lr'\]` should be a number above 0; yours is -1"),
        ({"lr": math.nan}, "a number above 0"),
        ({"epochs": 2.0}, "a whole number from 1 on"),
        ({"epochs": True}, "a whole number from 1 on"),
        ({"optimizer": "rmsprop"}, "'sgd', 'momentum' or 'adam'; yours is 'rmsprop'"),
        ({"dropout": 1}, "less than 1"),
        ({"shuffle": 1}, "True or False"),
        ({"momentum": 0.9}, "has the key 'momentum', which means nothing here"),
    ],
)
def test_settings_that_are_none_are_named(changed, sentence):
    with pytest.raises(CheckFailed, match=sentence):
        read_settings("CONFIG", GOOD | changed)


def test_settings_need_all_keys_and_a_dict():
    with pytest.raises(CheckFailed, match="has no key 'lr'"):
        read_settings("CONFIG", {key: value for key, value in GOOD.items() if key != "lr"})
    with pytest.raises(CheckFailed, match="should be a dict"):
        read_settings("CONFIG", [1])
    assert read_settings("CONFIG", GOOD | {"lr": np.float64(0.5)}).lr == 0.5
