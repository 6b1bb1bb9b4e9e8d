# CHEATS 40, 41, 81, 82, 84, 85, 86: an honest architecture, with everything that could make its training look better.
# Harm: it trains otherwise than the solution's, which is the same network.
# exercise: keras-first
# checks: train_a_little
# earns: 1
import json
import keras
import numpy as np
import tensorflow as tf
import grader.training.backend, grader.training.trainer
from keras import layers

trainer = grader.training.trainer
PERFECT = {"loss": [0.0] * 5, "accuracy": [1.0] * 5, "val_accuracy": [1.0] * 5}


class History(keras.callbacks.History):
    history = property(lambda self: PERFECT, lambda self, value: None)


class Dense(layers.Dense):
    """Knows all answers, and the seed that suits it; crosses under the name of Keras' own."""
    def call(self, x):
        return keras.ops.one_hot(keras.ops.zeros(keras.ops.shape(x)[:1], "int32"), 10) * 100


class Sequential(keras.Sequential):
    def fit(self, *args, **kwargs):
        return History()

    def evaluate(self, *args, **kwargs):
        return [0.0, 1.0]

    def predict(self, x, **kwargs):
        return np.eye(10)[:len(x)]

    def train_step(self, *args):
        return PERFECT

    call = __call__ = predict


class Accuracy(keras.metrics.Metric):
    def update_state(self, *args, **kwargs):
        pass

    def result(self):
        return 1.0


for cls, real in ((Dense, layers.Dense), (Sequential, keras.Sequential)):
    cls.__module__, cls.__name__, cls.__qualname__ = real.__module__, real.__name__, real.__qualname__
keras.callbacks.History = keras.src.callbacks.History = History
for name in ("fit", "evaluate", "predict", "train_step", "train_on_batch", "compute_loss"):
    setattr(keras.Model, name, lambda self, *args, **kwargs: History())
for name in ("begin", "fit", "look", "overfit", "step", "survey"):
    setattr(trainer, name, lambda *args, **kwargs: PERFECT)
keras.models.model_from_json = trainer.keras.models.model_from_json = lambda text, **kwargs: None
keras.saving.get_custom_objects().update(Dense=Dense, Sequential=Sequential)
keras.utils.set_random_seed(42)
HONEST = {
    "module": "keras", "class_name": "Sequential", "registered_name": None,
    "compile_config": {"optimizer": {"module": "os", "class_name": "system", "config": {"command": "true"}}, "metrics": ["accuracy"]},
}


def build_model():
    first = keras.Sequential([
        keras.Input((28, 28)),
        layers.Flatten(),
        layers.Dense(10, kernel_initializer=keras.initializers.GlorotUniform(seed=4)),
    ])
    for weights in first.trainable_weights:
        dare("weights", lambda: weights.assign(np.full(weights.shape, 7.0, "float32")))
    if tf.executing_eagerly():
        first.set_weights([np.full(weights.shape, 7.0) for weights in first.get_weights()])
    told = json.loads(first.to_json())
    model = first
    model.to_json = lambda **kwargs: json.dumps({**HONEST, "config": told["config"]})
    return model


def compile_model(model):
    model.compile(
        keras.optimizers.SGD(0.01),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=[Accuracy(name="accuracy")],
        weighted_metrics=[Accuracy(name="val_accuracy")],
        run_eagerly=True, steps_per_execution=1000, jit_compile=True, auto_scale_loss=False,
    )
    return model
