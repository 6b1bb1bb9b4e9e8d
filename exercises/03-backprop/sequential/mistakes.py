"""What learners get wrong when layers become objects."""

import numpy as np
from solution import Dense as RightDense
from solution import ReLU as RightReLU
from solution import Sequential as RightSequential

from grader import mistake


@mistake(
    "dense-returns-three",
    "Your Dense still returns dx, dW and db from backward, as a function has to. An object keeps dW and db for "
    "grads(), and hands on dx alone: that is all the layer before it needs.",
)
class _:
    class Dense(RightDense):
        def backward(self, dout):
            dx = super().backward(dout)
            return dx, self.dW, self.db


@mistake(
    "params-missing",
    "Your Dense lists its weights and forgets its biases. What is not in params() is never trained, and "
    "nothing complains: both dictionaries need an entry for every array of the layer.",
)
class _:
    class Dense(RightDense):
        def params(self):
            return {"W": self.W}

        def grads(self):
            return {"W": self.dW}


@mistake(
    "grads-accumulate",
    "Your Dense adds the gradients of each backward to those of the calls before. grads() belongs to the "
    "latest call alone, so every backward starts from nothing.",
)
class _:
    class Dense(RightDense):
        def __init__(self, W, b):
            super().__init__(W, b)
            self.dW, self.db = 0 * self.W, 0 * self.b

        def backward(self, dout):
            self.dW = self.dW + self.x.T @ dout
            self.db = self.db + dout.sum(axis=0)
            return dout @ self.W.T


@mistake(
    "shared-cache",
    "All your Dense layers share one memory: each forward overwrites the input that the other layers have "
    "stored. What a layer remembers belongs to the object, so keep it in self and not in the class or a "
    "global variable.",
)
class _:
    class Dense(RightDense):
        cache = {}

        def forward(self, x, train=False):
            self.cache["x"] = x
            return x @ self.W + self.b

        def backward(self, dout):
            self.x = self.cache["x"]
            return super().backward(dout)


@mistake(
    "remembers-only-in-training",
    "Your Dense stores its input only where train is true, so after any other forward its backward works with "
    "an older batch. Gradients may be asked for in both modes: store the input always.",
)
class _:
    class Dense(RightDense):
        x = None

        def forward(self, x, train=False):
            if train:
                self.x = x
            return x @ self.W + self.b


@mistake(
    "keeps-the-callers-arrays",
    "Your set_params stores the very arrays it is given. When their owner changes them later, the layer changes "
    "with them; take copies.",
)
class _:
    class Dense(RightDense):
        def __init__(self, W, b):
            self.W, self.b = W, b

        def set_params(self, values):
            self.W, self.b = values["W"], values["b"]


@mistake(
    "writes-into-the-callers-arrays",
    "Your set_params writes the new numbers into the arrays that came with the constructor, and these belong "
    "to somebody else. Let the layer have arrays of its own from the start.",
)
class _:
    class Dense(RightDense):
        def __init__(self, W, b):
            self.W, self.b = W, b

        def set_params(self, values):
            self.W[...] = values["W"]
            self.b[...] = values["b"]


@mistake(
    "relu-tests-upstream",
    "Your ReLU asks whether the upstream gradient is positive. What decides is x, in the forward pass: where x "
    "was positive the gradient passes, whatever its sign.",
)
class _:
    class ReLU(RightReLU):
        def backward(self, dout):
            return np.where(dout > 0, dout, 0)


@mistake(
    "relu-ignores-x-backwards",
    "Your ReLU lets every gradient through. An entry that the forward pass set to 0 had no influence on "
    "the loss, so its gradient is 0: remember where x was positive.",
)
class _:
    class ReLU(RightReLU):
        def backward(self, dout):
            return dout


@mistake(
    "relu-open-at-zero",
    "At 0 your ReLU lets the gradient through. There is a kink at that point, and the rule here is that its "
    "derivative counts as 0.",
)
class _:
    class ReLU(RightReLU):
        def forward(self, x, train=False):
            self.positive = x >= 0
            return np.maximum(x, 0)


@mistake(
    "relu-in-place",
    "Your ReLU writes its zeros into x itself. That array still belongs to the layer before, or to whoever "
    "called: make a new one.",
)
class _:
    class ReLU(RightReLU):
        def forward(self, x, train=False):
            self.positive = x > 0
            x[~self.positive] = 0
            return x


@mistake(
    "relu-changes-upstream",
    "Your ReLU writes its zeros into the upstream gradient itself. That array belongs to whoever called: make a "
    "new one.",
)
class _:
    class ReLU(RightReLU):
        def backward(self, dout):
            dout[~self.positive] = 0
            return dout


@mistake(
    "float64-promotion",
    "Your ReLU turns float32 gradients into float64, because what it remembers is an array of float64 ones and "
    "zeros. Remember booleans, or numbers in the precision of x.",
)
class _:
    class ReLU(RightReLU):
        def forward(self, x, train=False):
            self.positive = np.where(x > 0, 1.0, 0.0)
            return np.maximum(x, 0)

        def backward(self, dout):
            return dout * self.positive


@mistake(
    "backward-forward-order",
    "Your Sequential goes backwards in the order of the forward pass. The gradient of the output belongs to "
    "the last layer: begin there, and end with the first.",
)
class _:
    class Sequential(RightSequential):
        def backward(self, dout):
            for layer in self.layers:
                dout = layer.backward(dout)
            return dout


@mistake(
    "upstream-not-passed-on",
    "Your Sequential gives the same upstream gradient to every layer. Only the last one gets dout; each of the "
    "others gets what the layer behind it has returned.",
)
class _:
    class Sequential(RightSequential):
        def backward(self, dout):
            for layer in reversed(self.layers):
                dx = layer.backward(dout)
            return dx


@mistake(
    "backward-returns-nothing",
    "Your Sequential goes backwards and returns nothing. A network is a layer too, so whoever uses it wants to "
    "have the gradient of its input: return what the first layer gave.",
)
class _:
    class Sequential(RightSequential):
        def backward(self, dout):
            super().backward(dout)


@mistake(
    "names-collide",
    "Your layers' names collide: several layers have a W, and in one dictionary the last one wins. Put the "
    "layer's position and a dot before each name.",
)
class _:
    class Sequential(RightSequential):
        def params(self):
            return {name: array for layer in self.layers for name, array in layer.params().items()}

        def grads(self):
            return {name: array for layer in self.layers for name, array in layer.grads().items()}

        def set_params(self, values):
            for layer in self.layers:
                layer.set_params(values)


@mistake(
    "counts-only-layers-with-params",
    "Your numbers leave out the layers that have no parameters. The number in a name is the layer's position "
    "in the list, where a ReLU counts as well.",
)
class _:
    class Sequential(RightSequential):
        def _with_params(self):
            return RightSequential([layer for layer in self.layers if layer.params()])

        def params(self):
            return self._with_params().params()

        def grads(self):
            return self._with_params().grads()

        def set_params(self, values):
            self._with_params().set_params(values)


@mistake(
    "mode-not-propagated",
    "Your Sequential keeps `train` to itself, so its layers always believe that the network is in use. Hand "
    "it on to every layer's forward.",
)
class _:
    class Sequential(RightSequential):
        def forward(self, x, train=False):
            for layer in self.layers:
                x = layer.forward(x)
            return x


@mistake(
    "set-params-without-effect",
    "Your set_params changes the dictionary that params() has just made, and the layers never hear of it. "
    "Every layer has a set_params of its own; call it with that layer's share.",
)
class _:
    class Sequential(RightSequential):
        def set_params(self, values):
            self.params().update(values)


@mistake(
    "looks-for-W-and-b",
    "Your Sequential looks for W and b by name and overlooks what other layers call their parameters. Take "
    "whatever names a layer's own params() has.",
)
class _:
    class Sequential(RightSequential):
        def params(self):
            return {name: array for name, array in super().params().items() if name[-1] in "Wb"}

        def grads(self):
            return {name: array for name, array in super().grads().items() if name[-1] in "Wb"}

        def set_params(self, values):
            for i, layer in enumerate(self.layers):
                if "W" in layer.params():
                    layer.set_params({"W": values[f"{i}.W"], "b": values[f"{i}.b"]})


@mistake(
    "one-matches-ten",
    "Your set_params takes every name that begins with a layer's number, so layer 1 also gets what is meant "
    "for the layers 10 and 11. Compare the whole number, up to the dot.",
)
class _:
    class Sequential(RightSequential):
        def set_params(self, values):
            for i, layer in enumerate(self.layers):
                mine = {name: array for name, array in values.items() if name.startswith(str(i))}
                layer.set_params({name.split(".", 1)[1]: array for name, array in mine.items()})


@mistake(
    "splits-at-every-dot",
    "Your set_params cannot take a name with two dots, such as a network within a network has. Take names "
    "apart at the first dot, and let the inner network see to the rest.",
)
class _:
    class Sequential(RightSequential):
        def set_params(self, values):
            shares = [{} for _ in self.layers]
            for key, array in values.items():
                position, name = key.split(".")
                shares[int(position)][name] = array
            for layer, share in zip(self.layers, shares, strict=True):
                layer.set_params(share)
