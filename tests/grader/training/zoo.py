"""Real Keras networks, for tests of how they cross; run as a script, so that no test imports Keras itself.

`zoo.py build` prints the configurations of networks, of single layers and of compilations.
`zoo.py compare` reads pairs of configurations and prints what Keras makes of both.
"""

import inspect
import json
import sys

import keras
import numpy as np
from keras import Input, Model, Sequential, layers, ops


def mlp():
    model = Sequential(name="mlp")
    for layer in (
        Input((8,)),
        layers.Dense(6, activation="relu", kernel_initializer=keras.initializers.HeNormal(seed=7)),
        layers.Dropout(0.3, seed=11),
        layers.Dense(3, kernel_regularizer="l2", kernel_constraint=keras.constraints.MaxNorm(2)),
    ):
        model.add(layer)
    model.compile("sgd", "mse", metrics=[keras.metrics.AUC()])
    return model


def cnn():
    return Sequential(
        [
            Input((8, 8, 1)),
            layers.Rescaling(1 / 255),
            layers.RandomFlip(seed=5),
            layers.RandomCrop(8, 8),
            layers.RandomRotation(0.1, seed=4),
            layers.Conv2D(3, 3, padding="same", use_bias=False, kernel_initializer="he_normal"),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.MaxPooling2D(),
            layers.SpatialDropout2D(0.1),
            layers.GlobalAveragePooling2D(),
            layers.Dense(2, activation="softmax", bias_initializer=keras.initializers.Constant(0.1)),
        ]
    )


def two_inputs():
    left, right = Input((4,), name="left"), Input((4,), name="right")
    shared = layers.Dense(4, activation="tanh", name="shared")
    a, b = shared(left), shared(right)
    skip = layers.Add()([a, left]) + 2.0 * b - 0.5
    joined = layers.Concatenate()([skip, a, ops.mean(b, axis=-1, keepdims=True)])
    return Model([left, right], [layers.Dense(2, name="out")(joined), a])


def by_name():
    inputs = {"image": Input((4,), name="image"), "age": Input((1,), name="age")}
    joined = layers.Concatenate()([inputs["image"], inputs["age"]])
    return Model(inputs, {"z": layers.Dense(1)(joined), "a": layers.Dense(2)(joined)})


def recurrent():
    words = Input((5,), dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True)(words)
    x = layers.Bidirectional(layers.LSTM(3, return_sequences=True, dropout=0.1, seed=2))(x)
    y, state = layers.GRU(4, return_state=True, return_sequences=True)(x)
    z = layers.SimpleRNN(4, unroll=True)(y, initial_state=state)
    stack = layers.RNN(layers.StackedRNNCells([layers.LSTMCell(3), layers.GRUCell(2)]))(y)
    return Model(words, layers.Concatenate()([z, stack]))


def nested():
    encoder = Sequential([layers.Dense(4), layers.Dropout(0.5)], name="encoder")
    pair = [Input((4,)), Input((4,))]
    distance = Model(pair, ops.sqrt(ops.sum((pair[0] - pair[1]) ** 2, axis=-1, keepdims=True)))
    a, b = Input((6,)), Input((6,))
    return Model([a, b], distance([encoder(a), encoder(b)]))


def regularised():
    inputs = Input((6,))
    x = layers.Dense(
        4, activity_regularizer=keras.regularizers.L1(0.1), bias_regularizer=keras.regularizers.L1L2(0.1, 0.2)
    )(inputs)
    x = layers.ActivityRegularization(l2=0.01)(layers.GaussianNoise(0.5)(x, training=True))
    x = layers.Dropout(0.4)(x, training=True)
    return Model(inputs, layers.Dense(2, kernel_regularizer="orthogonal_regularizer")(x))


def decoder():
    return Sequential(
        [
            Input((3, 3, 2)),
            layers.Conv2DTranspose(3, 3, strides=2, padding="same", output_padding=1),
            layers.LeakyReLU(0.2),
            layers.UpSampling2D(interpolation="bilinear"),
            layers.ZeroPadding2D(1),
            layers.SeparableConv2D(2, 3),
            layers.Cropping2D(1),
        ]
    )


def over_time():
    frame = Sequential([Input((4, 4, 1)), layers.Conv2D(2, 3), layers.Flatten()])
    return Sequential(
        [Input((3, 4, 4, 1)), layers.TimeDistributed(frame), layers.TimeDistributed(layers.Dense(2))]
    )


def attention():
    x = Input((5, 4))
    y = layers.MultiHeadAttention(2, 2, dropout=0.1)(x, x, use_causal_mask=True)
    y = layers.LayerNormalization()(x + y)
    y = layers.Attention(use_scale=True)([y, x])
    return Model(x, y[:, -1] + y[:, 0, :] * y[..., 1, :])


def u_net():
    image = Input((8, 8, 1))
    down = layers.Conv2D(2, 3, padding="same", activation="relu")(image)
    x = layers.Conv2D(4, 3, padding="same")(layers.MaxPooling2D()(down))
    x = layers.Concatenate()([layers.UpSampling2D()(x), down])
    return Model(image, layers.Conv2D(1, 1, activation="sigmoid")(x))


def text_cnn():
    return Sequential(
        [
            Input((12,), dtype="int32"),
            layers.Embedding(20, 6),
            layers.Conv1D(4, 3, padding="causal", dilation_rate=2),
            layers.PReLU(),
            layers.GlobalMaxPooling1D(),
            layers.RepeatVector(2),
            layers.Permute((2, 1)),
            layers.Reshape((-1,)),
            layers.EinsumDense("ab,bc->ac", output_shape=3),
        ]
    )


def arithmetic():
    a, b = Input((4, 6), name="a"), Input((4, 6), name="b")
    return Model([a, b], _arithmetic(a, b))


def comparisons():
    a, b = Input((4, 6), name="a"), Input((4, 6), name="b")
    return Model([a, b], _comparisons(a, b))


def shapes():
    a, b = Input((4, 6), name="a"), Input((4, 6), name="b")
    return Model([a, b], _shapes(a, b))


def reductions():
    a, b = Input((4, 6), name="a"), Input((4, 6), name="b")
    return Model([a, b], _reductions(a, b))


def functions():
    a, words, image = Input((4, 6), name="a"), Input((5,), dtype="int32"), Input((4, 4, 2))
    pools = [ops.max_pool(image, 2), ops.average_pool(image, 2)]
    return Model([a, words, image], [*pools, *_functions(a, words)])


def _arithmetic(a, b):
    return [
        *(a + b, a - b, a * 2.0, a / 2, ops.divide(a, 3), a // 2, a % 2, -a, abs(a), a**2),
        *(ops.maximum(a, b), ops.minimum(a, 0.0), ops.clip(a, 0, 1), ops.zeros_like(a), ops.ones_like(a)),
        *(ops.sign(a), ops.square(a), ops.sqrt(a), ops.rsqrt(a), ops.reciprocal(a), ops.exp(a), ops.expm1(a)),
        *(ops.log(a), ops.log1p(a), ops.sin(a), ops.cos(a), ops.tanh(a), ops.erf(a)),
    ]


def _comparisons(a, b):
    return [
        *(a > b, a >= b, a < b, a <= b, ops.equal(a, b), ops.not_equal(a, b), ops.where(a > 0, a, b)),
        *(ops.logical_and(a > 0, b > 0), ops.logical_or(a > 0, b > 0), ops.logical_not(a > 0)),
    ]


def _shapes(a, b):
    return [
        *(
            ops.reshape(a, (-1, 24)),
            ops.transpose(a, (0, 2, 1)),
            ops.swapaxes(a, 1, 2),
            ops.moveaxis(a, 1, 2),
        ),
        *(ops.expand_dims(a, -1), ops.squeeze(ops.expand_dims(a, -1), -1), ops.ravel(a), ops.flip(a, 1)),
        *(ops.roll(a, 1, 1), ops.repeat(a, 2, axis=1), ops.tile(a, (1, 2, 1)), *ops.split(a, 2, axis=1)),
        *(ops.pad(a, ((0, 0), (1, 1), (0, 0))), ops.take(a, 0, axis=1), a[:, 1:, ::2], a[:, None]),
        *(ops.concatenate([a, b], axis=1), ops.stack([a, b], axis=1), ops.tril(a), ops.triu(a)),
    ]


def _reductions(a, b):
    return [
        *(ops.max(a, axis=1), ops.min(a, axis=1), ops.mean(a, (1, 2)), ops.sum(a, -1), ops.prod(a, axis=1)),
        *(ops.var(a, axis=1), ops.std(a, axis=1), ops.argmax(a, axis=1), ops.argmin(a, axis=1)),
        *(ops.cumsum(a, axis=1), ops.logsumexp(a, axis=1), ops.norm(a, axis=-1), ops.normalize(a)),
        *(a @ ops.transpose(b, (0, 2, 1)), ops.dot(a, ops.transpose(b[0])), ops.einsum("abc,adc->abd", a, b)),
    ]


def _functions(a, words):
    return [
        *(ops.relu(a), ops.relu6(a), ops.sigmoid(a), ops.softmax(a), ops.log_softmax(a), ops.softplus(a)),
        *(ops.softsign(a), ops.silu(a), ops.gelu(a), ops.elu(a), ops.selu(a), ops.celu(a), ops.glu(a)),
        *(ops.leaky_relu(a, 0.1), ops.hard_sigmoid(a), ops.hard_silu(a), ops.log_sigmoid(a)),
        *(keras.activations.relu(a, negative_slope=0.1), ops.one_hot(words, 5), ops.cast(words, "float32")),
        ops.stop_gradient(a),
    ]


NETWORKS = (
    *(mlp, cnn, two_inputs, by_name, recurrent, nested, regularised, decoder, over_time, attention, u_net),
    *(text_cnn, arithmetic, comparisons, shapes, reductions, functions),
)

_NEEDED = {
    "units": 4,
    "filters": 3,
    "kernel_size": 3,
    "rate": 0.1,
    "stddev": 0.1,
    "n": 2,
    "target_shape": (4,),
    "activation": "relu",
    "axes": 1,
    "height": 8,
    "width": 8,
    "output_size": 2,
    "input_dim": 5,
    "output_dim": 3,
    "num_heads": 2,
    "key_dim": 2,
    "head_dim": 2,
    "num_query_heads": 2,
    "scale": 2.0,
    "num_key_value_heads": 1,
    "factor": 0.1,
    "equation": "ab,bc->ac",
    "output_shape": 4,
    "pool_size": 2,
    "num_tokens": 3,
    "height_factor": 0.1,
    "width_factor": 0.1,
    "shape": (4,),
    "dims": (2, 1),
}


def layer(kind):
    """One of Keras' layers with no more than it needs."""
    cls = getattr(layers, kind)
    wrapped = layers.LSTM(3) if kind == "Bidirectional" else layers.Dense(3)
    needed = {**_NEEDED, "layer": wrapped, "cell": layers.LSTMCell(3), "cells": [layers.LSTMCell(3)]}
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    return cls(
        **{
            one.name: needed[one.name]
            for one in parameters
            if one.name in ("num_tokens", "shape")
            or (one.default is inspect.Parameter.empty and one.kind is not one.VAR_KEYWORD)
        }
    )


def build(kinds):
    return {
        "networks": {make.__name__: make().to_json() for make in NETWORKS},
        "layers": {kind: keras.saving.serialize_keras_object(layer(kind)) for kind in kinds},
        "optimizers": {
            kind: keras.optimizers.serialize(cls())
            for kind, cls in vars(keras.optimizers).items()
            if inspect.isclass(cls) and "learning_rate" in inspect.signature(cls.__init__).parameters
        },
        "schedule": keras.optimizers.serialize(
            keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9))
        ),
        "losses": {
            kind: keras.losses.serialize(cls())
            for kind, cls in vars(keras.losses).items()
            if inspect.isclass(cls) and kind != "Loss"
        },
        "function": keras.losses.serialize(keras.losses.mean_squared_error),
    }


def compare(original, cleaned):
    """Whether both are the same function of the same weights, and what is left to regularise."""
    before, after = (keras.models.model_from_json(told) for told in (original, cleaned))
    after.set_weights(before.get_weights())
    rng = np.random.default_rng(0)
    examples = {tensor.name: _example(rng, tensor) for tensor in before.inputs}
    x = examples if len(examples) > 1 else next(iter(examples.values()))
    answers = [keras.tree.flatten(model(x, training=False)) for model in (before, after)]
    same = [np.allclose(a, b, rtol=1e-5, atol=1e-6, equal_nan=True) for a, b in zip(*answers, strict=True)]
    after(x, training=True)
    return {
        "parameters": [before.count_params(), after.count_params()],
        "same": all(map(bool, same)),
        "penalties": len(after.losses),
        "calm": bool(np.array_equal(*(keras.tree.flatten(after(x, training=True))[0] for _ in range(2)))),
    }


def compiled(chosen):
    """The configuration that Keras makes of each optimizer and loss that was read."""
    return {
        module: [
            getattr(keras, module)
            .deserialize({"class_name": one["name"], "config": one["config"]})
            .get_config()
            for one in told
        ]
        for module, told in chosen.items()
    }


def _example(rng, tensor):
    shape = (2, *tensor.shape[1:])
    return rng.integers(1, 5, shape) if tensor.dtype == "int32" else rng.normal(size=shape).astype("float32")


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    if sys.argv[1] == "build":
        json.dump(build(asked), sys.stdout)
    else:
        told = {name: compare(*pair) for name, pair in asked["networks"].items()}
        json.dump({"networks": told, "compiled": compiled(asked["compiled"])}, sys.stdout)
