"""Known wrong answers to mini-cnn."""

import numpy as np
from sequential import Dense, ReLU
from sequential import Sequential as RightSequential
from solution import Conv2D as RightConv2D
from solution import Dropout as RightDropout
from solution import Flatten as RightFlatten
from solution import MaxPool2D as RightMaxPool2D
from solution import mini_cnn as right_mini_cnn

from grader import mistake


@mistake(
    "flatten-order",
    "Your Flatten puts the channels last: pixel by pixel, all channels of each. Here it goes channel by channel, and row by row in each, as the array lies in memory.",
)
class _:
    class Flatten(RightFlatten):
        def forward(self, x, train=False):
            return super().forward(np.ascontiguousarray(x.transpose(0, 2, 3, 1)))

        def backward(self, dout):
            return super().backward(dout).transpose(0, 3, 1, 2)


@mistake(
    "flatten-not-undone",
    "Your Flatten hands its rows back as they are. The layer before wants the gradient of its maps: give dx the shape that x had.",
)
class _:
    class Flatten(RightFlatten):
        def backward(self, dout):
            return dout


@mistake(
    "params-missing",
    "Your Conv2D lists its filters and forgets its biases. What is not in params() is never trained: both dictionaries need an entry for every array.",
)
class _:
    class Conv2D(RightConv2D):
        def params(self):
            return {"W": self.W}

        def grads(self):
            return {"W": self.dW}


@mistake(
    "conv-returns-three",
    "Your Conv2D still returns dx, dw and db from backward, as the function has to. An object keeps the last two for grads(), and hands on dx alone.",
)
class _:
    class Conv2D(RightConv2D):
        def backward(self, dout):
            dx = super().backward(dout)
            return dx, self.dW, self.db


@mistake(
    "stride-forgotten",
    "Your Conv2D does not use its stride. Keep it, and hand it on to the forward function at every call.",
)
class _:
    class Conv2D(RightConv2D):
        def __init__(self, w, b, stride=1, pad=0):
            super().__init__(w, b, 1, pad)


@mistake(
    "shared-cache",
    "All your Conv2D layers share one memory: each forward overwrites what the others have stored. What a layer remembers belongs to the object, in self, and not to the class.",
)
class _:
    class Conv2D(RightConv2D):
        memory = {}

        def forward(self, x, train=False):
            out = super().forward(x, train)
            self.memory["cache"] = self.cache
            return out

        def backward(self, dout):
            self.cache = self.memory["cache"]
            return super().backward(dout)


@mistake(
    "keeps-the-callers-arrays",
    "Your Conv2D keeps the very arrays that set_params is given. When their owner changes them later, the layer changes with them; take copies.",
)
class _:
    class Conv2D(RightConv2D):
        def set_params(self, values):
            self.W, self.b = values["W"], values["b"]


@mistake(
    "grads-accumulate",
    "Your Conv2D adds the gradients of each backward to those of the calls before. grads() belongs to the latest call alone.",
)
class _:
    class Conv2D(RightConv2D):
        def backward(self, dout):
            before = (self.dW, self.db) if hasattr(self, "dW") else (0, 0)
            dx = super().backward(dout)
            self.dW, self.db = self.dW + before[0], self.db + before[1]
            return dx


@mistake(
    "stride-is-window",
    "Your MaxPool2D lays its windows side by side, whatever the stride is. The stride is a number of its own, and windows may overlap.",
)
class _:
    class MaxPool2D(RightMaxPool2D):
        def __init__(self, k, stride):
            super().__init__(k, k)


@mistake(
    "mode-not-propagated",
    "Your Dropout does not hand on `train`: it is never told that the network is in training, and never drops anything. Translate the flag into the mode.",
)
class _:
    class Dropout(RightDropout):
        def forward(self, x, train=False):
            return super().forward(x, False)


@mistake(
    "drops-when-used",
    "Your Dropout drops values also where train is False, so that the same image gets another answer each time. Translate the flag into the mode.",
)
class _:
    class Dropout(RightDropout):
        def forward(self, x, train=False):
            return super().forward(x, True)


@mistake(
    "p-is-keep-prob",
    "Your Dropout takes p for the probability to keep. Here p is the probability that a value is dropped.",
)
class _:
    class Dropout(RightDropout):
        def __init__(self, p, rng):
            super().__init__(1 - p, rng)


@mistake(
    "new-mask-in-backward",
    "Your Dropout draws another mask on the way back. What was dropped forwards had no part in the loss: use the mask that forward has kept.",
)
class _:
    class Dropout(RightDropout):
        def forward(self, x, train=False):
            self.train = train
            return super().forward(x, train)

        def backward(self, dout):
            super().forward(dout, self.train)
            return super().backward(dout)


@mistake(
    "private-generator",
    "Your Dropout draws from a generator of its own, made anew. Use the one that it is given, so that a run can be repeated and no two masks are alike.",
)
class _:
    class Dropout(RightDropout):
        def forward(self, x, train=False):
            self.rng = np.random.default_rng(0)
            return super().forward(x, train)


@mistake(
    "backward-forward-order",
    "Your network goes backwards in the order of the forward pass. The gradient of the logits belongs to the last layer: begin there, and end at the pixels.",
)
class _:
    def mini_cnn(shape, classes, rng, filters=8, p=0.25):
        class FirstToLast(RightSequential):
            def backward(self, dout):
                for layer in self.layers:
                    dout = layer.backward(dout)
                return dout

        return FirstToLast(right_mini_cnn(shape, classes, rng, filters, p).layers)


@mistake(
    "no-padding",
    "Your network's convolution has no padding, so that its maps shrink. A padding of 1 keeps height and width under a kernel of 3×3.",
)
class _:
    def mini_cnn(shape, classes, rng, filters=8, p=0.25):
        _, H, W = shape
        layers = right_mini_cnn(shape, classes, rng, filters, p).layers
        cells = filters * ((H - 2) // 2) * ((W - 2) // 2)
        conv = RightConv2D(layers[0].W, layers[0].b)
        return RightSequential([conv, *layers[1:5], Dense(layers[5].W[:cells], layers[5].b)])


@mistake(
    "no-relu",
    "Your network has no ReLU. It belongs behind the convolution, where it is layer 1, so that the number of every later layer is one higher.",
)
class _:
    def mini_cnn(shape, classes, rng, filters=8, p=0.25):
        layers = right_mini_cnn(shape, classes, rng, filters, p).layers
        return RightSequential([layers[0], *layers[2:]])


@mistake(
    "relu-at-the-end",
    "Your network has a ReLU after the dense layer, where it cuts off the negative logits. Logits may be anything; the one behind the convolution is enough.",
)
class _:
    def mini_cnn(shape, classes, rng, filters=8, p=0.25):
        layers = right_mini_cnn(shape, classes, rng, filters, p).layers
        return RightSequential([*layers, ReLU()])


@mistake(
    "starts-too-loud",
    "Your dense layer starts with weights of standard deviation 1: the first logits are large and wrong, and the first loss is far above ln K. A hundredth of that is asked for.",
)
class _:
    def mini_cnn(shape, classes, rng, filters=8, p=0.25):
        model = right_mini_cnn(shape, classes, rng, filters, p)
        model.set_params({**model.params(), "5.W": 100 * model.params()["5.W"]})
        return model


@mistake(
    "filters-too-small",
    "Your filters do not start with the standard deviation that is asked for. It depends on the number of channels: each filter adds up 9 · C products.",
)
class _:
    def mini_cnn(shape, classes, rng, filters=8, p=0.25):
        model = right_mini_cnn(shape, classes, rng, filters, p)
        model.set_params({**model.params(), "0.W": model.params()["0.W"] * np.sqrt(9 * shape[0] / 2) * 0.01})
        return model
