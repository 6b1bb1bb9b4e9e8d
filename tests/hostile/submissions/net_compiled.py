# CHEATS 41, 57, 61, 81: optimizers, schedules and losses of its own, forged, or with settings that no training survives.
# Harm: the grader runs one of them, or takes one for what the lesson asks for.
# exercise: keras-first
# sweep: yes
# checks: compile_*
# count: 24
# verdicts: refused, failed, error
import os
import keras

RIGHT = keras.losses.SparseCategoricalCrossentropy


class Loss(RIGHT):
    """Always content."""
    def call(self, y_true, y_pred):
        return keras.ops.zeros_like(y_true)


class SGD(keras.optimizers.SGD):
    def update_step(self, *args):
        pass


class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        return forever()

    def get_config(self):
        return {}


def optimizer(**config):
    made = keras.optimizers.SGD(0.01)
    told = made.get_config() | config
    made.get_config = lambda: told
    return made


def loss(**config):
    made = RIGHT(from_logits=True)
    told = made.get_config() | config
    made.get_config = lambda: told
    return made


def renamed(cls, name):
    cls.__name__ = cls.__qualname__ = name
    return cls(0.01)


def good():
    return keras.optimizers.SGD(0.01)


COMPILED = [
    lambda: (good(), lambda y, p: 0.0),
    lambda: (good(), os.system),
    lambda: (good(), Loss(from_logits=True)),
    lambda: (good(), "keras.losses.SparseCategoricalCrossentropy"),
    lambda: (good(), "__lambda__"),
    lambda: (good(), {"dense": "mse", "other": "mse"}),
    lambda: (good(), ["mse", "mse"]),
    lambda: (good(), loss(reduction="os.system")),
    lambda: (good(), loss(axis=[0] * 10_000)),
    lambda: (good(), loss(fn={"module": "os", "class_name": "function", "config": "system"})),
    lambda: (good(), loss(from_logits="@ESC@[2J")),
    lambda: (SGD(0.01), RIGHT(from_logits=True, ignore_class=3)),
    lambda: (keras.optimizers.SGD(Schedule()), RIGHT(from_logits=True)),
    lambda: (keras.optimizers.SGD(lambda: 0.01), RIGHT(from_logits=True, axis=0)),
    lambda: (optimizer(learning_rate={"module": "os", "class_name": "system", "config": {}}), RIGHT(from_logits=True)),
    lambda: (optimizer(learning_rate=float("nan")), RIGHT(from_logits=True)),
    lambda: (optimizer(learning_rate=10**400), RIGHT(from_logits=True)),
    lambda: (optimizer(learning_rate=1e30), RIGHT(from_logits=True)),
    lambda: (optimizer(gradient_accumulation_steps=10**9), RIGHT(from_logits=True)),
    lambda: (optimizer(gradient_accumulation_steps="@BIDI@"), RIGHT(from_logits=True)),
    lambda: (optimizer(evil=1), RIGHT(from_logits=True)),
    lambda: (optimizer(learning_rate=[0.01] * 100_000), RIGHT(from_logits=True)),
    lambda: (keras.optimizers.SGD(keras.optimizers.schedules.PiecewiseConstantDecay(list(range(1000)), [0.1] * 1001)), RIGHT(from_logits=True)),
    lambda: (renamed(SGD, "Adam@ESC@@BIDI@"), RIGHT(from_logits=True)),
]
def handed_in(choose):
    def compile(model):
        optimizer, loss = choose()
        model.compile(optimizer=optimizer, loss=loss)
        return model
    return compile


globals().update({f"compile_{n}": handed_in(choose) for n, choose in enumerate(COMPILED)})


def build_model():
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])
