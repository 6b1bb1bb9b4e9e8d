# CHEATS 55, 61, 82: builds networks of classes and functions of its own, registered, disguised or nested in Keras' own.
# Harm: the grader runs one of them.
# exercise: keras-first
# checks: look_*
# count: 24
# verdicts: refused, failed, error
import os
import keras
from keras import layers


def network(*middle, **dense):
    return keras.Sequential([keras.Input((28, 28)), *middle, layers.Flatten(), layers.Dense(10, **dense)])


class Own(layers.Layer):
    def call(self, x):
        return x


@keras.saving.register_keras_serializable("keras.layers", "Dense")
class Registered(layers.Dense):
    def call(self, x):
        return super().call(x) * 10


@keras.saving.register_keras_serializable()
class Init(keras.initializers.Initializer):
    def __call__(self, shape, dtype=None):
        return keras.ops.ones(shape)


class Penalty(keras.regularizers.Regularizer):
    def __call__(self, x):
        return -keras.ops.sum(x) * 1e9


class Pinned(keras.constraints.Constraint):
    def __call__(self, w):
        return keras.ops.ones_like(w)


@keras.saving.register_keras_serializable("os", "system")
def relu(x):
    return x * 2


class Subclassed(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(10)

    def call(self, x):
        return self.dense(keras.ops.reshape(x, (-1, 784)))


class Sequential(keras.Sequential):
    """Keeps the name of the class that it is not."""


class Liar:
    __class__ = property(lambda self: keras.Sequential)
    optimizer = "sgd"

    def to_json(self):
        return '{"module": "os", "class_name": "system", "config": {"command": "true"}}'


def functional(middle):
    x = keras.Input((28, 28))
    return keras.Model(x, layers.Dense(10)(layers.Flatten()(middle(x))))


def subclassed():
    model = Subclassed()
    model(keras.Input((28, 28)))
    return model


def vocabulary():
    lookup = layers.StringLookup(vocabulary=["a", "b"])
    return keras.Sequential([keras.Input((28, 28), dtype="string"), lookup, layers.Flatten(), layers.Dense(10)])


BUILT = [
    lambda: network(layers.Lambda(lambda x: x)),
    lambda: network(layers.Lambda(os.system)),
    lambda: network(Own()),
    lambda: network(layers.TimeDistributed(Own())),
    lambda: network(layers.Bidirectional(layers.RNN(Own()))),
    lambda: network(keras.Sequential([layers.Lambda(lambda x: x)])),
    lambda: keras.Sequential([keras.Input((28, 28)), layers.Flatten(), Registered(10)]),
    lambda: keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, kernel_initializer=Init())]),
    lambda: network(kernel_initializer=lambda shape, dtype=None: keras.ops.ones(shape)),
    lambda: network(activation=lambda x: x * 2),
    lambda: network(activation=relu),
    lambda: network(activation=os.system),
    lambda: network(kernel_regularizer=Penalty()),
    lambda: network(kernel_constraint=Pinned()),
    lambda: network(dtype=keras.DTypePolicy("mixed_float16")),
    lambda: functional(layers.Lambda(lambda x: x)),
    lambda: functional(lambda x: x + keras.ops.convert_to_tensor([[float(n) for n in range(28)]])),
    lambda: functional(lambda x: keras.ops.vectorized_map(lambda row: row, x)),
    subclassed,
    vocabulary,
    lambda: Sequential([keras.Input((28, 28)), Own(), layers.Flatten(), layers.Dense(10)]),
    Liar,
    lambda: keras.Sequential,
    lambda: keras.saving.deserialize_keras_object,
]
globals().update({f"build_{n}": build for n, build in enumerate(BUILT)})


def compile_model(model):
    return model
