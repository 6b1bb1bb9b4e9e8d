"""Public checks of `sequential`. The network and its numbers are those of the lesson."""

import numpy as np

from grader import check, expect

# Everything is 2 × 2 here, so that layers in the wrong order do not simply crash.
X = np.array([[1.0, 2.0], [4.0, -1.0]])
W0 = np.array([[1.0, -1.0], [1.0, 2.0]])
B0 = np.array([0.0, -1.0])
W2 = np.array([[1.0, 2.0], [-1.0, 1.0]])
B2 = np.array([1.0, 0.0])
UPSTREAM = np.array([[1.0, 0.0], [1.0, -1.0]])

HIDDEN = np.array([[3.0, 2.0], [3.0, 0.0]])  # what the second dense layer is given
OUT = np.array([[2.0, 8.0], [4.0, 6.0]])
D_HIDDEN = np.array([[1.0, -1.0], [-1.0, -2.0]])
DX = np.array([[2.0, -1.0], [-1.0, -1.0]])
PARAMS = {"0.W": W0, "0.b": B0, "2.W": W2, "2.b": B2}
GRADS = {
    "0.W": np.array([[-3.0, -1.0], [3.0, -2.0]]),
    "0.b": np.array([0.0, -1.0]),
    "2.W": np.array([[6.0, -3.0], [2.0, 0.0]]),
    "2.b": np.array([2.0, -1.0]),
}

# A layer that you have not written: it multiplies by gamma, and by 2·gamma while training.
GAIN = """
class Gain:
    def __init__(self, gamma):
        self.gamma = gamma

    def forward(self, x, train=False):
        self.x = 2 * x if train else x
        self.factor = 2 * self.gamma if train else self.gamma
        return x * self.factor

    def backward(self, dout):
        self.dgamma = (dout * self.x).sum(axis=0)
        return dout * self.factor

    def params(self):
        return {"gamma": self.gamma}

    def grads(self):
        return {"gamma": self.dgamma}

    def set_params(self, values):
        self.gamma = values["gamma"].copy()
"""

# These run beside your code, because an array that is sent to it arrives as a copy.
BORROWED = """
def set_params_then_change_the_values(Dense, x, W, b):
    layer = Dense(W, b)
    values = {"W": W + 1, "b": b + 1}
    layer.set_params(values)
    values["W"] *= 0
    values["b"] *= 0
    return {"out, after the arrays given to set_params were changed": layer.forward(x)}


def set_params_and_look_at_the_old_ones(Dense, x, W, b):
    layer = Dense(W, b)
    layer.set_params({"W": W + 1, "b": b + 1})
    return {"the W given to Dense, after set_params": W, "the b given to Dense, after set_params": b}


def use_relu(ReLU, x, upstream):
    layer = ReLU()
    layer.forward(x)
    layer.backward(upstream)
    return {"x, after ReLU": x, "dout, after ReLU": upstream}
"""


def network(m):
    """The network of the lesson."""
    return m.Sequential([m.Dense(W0, B0), m.ReLU(), m.Dense(W2, B2)])


def dense(m):
    """What the lesson's second dense layer gives, forwards and backwards."""
    layer = m.Dense(W2, B2)
    out = layer.forward(HIDDEN, True)
    return {"out": out, "dx": layer.backward(UPSTREAM)}


def dense_arrays(m):
    """Its parameters and gradients."""
    layer = m.Dense(W2, B2)
    layer.forward(HIDDEN, True)
    layer.backward(UPSTREAM)
    return {"params()": layer.params(), "grads()": layer.grads()}


def relu(m, x, upstream):
    """What a ReLU gives, forwards and backwards."""
    layer = m.ReLU()
    out = layer.forward(x, True)
    return {"out": out, "dx": layer.backward(upstream)}


def relu_arrays(m, x, upstream):
    """Its parameters and gradients: none, and none can be set."""
    layer = m.ReLU()
    layer.forward(x, True)
    layer.backward(upstream)
    layer.set_params({})
    return {"params()": layer.params(), "grads()": layer.grads()}


@check(points=2)
def dense_remembers_its_input(lab):
    "Dense gives the lesson's numbers, and names its arrays W and b."
    expect.close(expect.matches(dense), {"out": OUT, "dx": D_HIDDEN})
    found = expect.matches(dense_arrays)
    expect.close(found, {"params()": {"W": W2, "b": B2}, "grads()": {"W": GRADS["2.W"], "b": GRADS["2.b"]}})


@check(points=1)
def relu_remembers_where_x_was_positive(lab):
    "ReLU blocks values and gradients where x is not positive."
    x = np.array([[-1.0, 0.0, 2.0], [3.0, -4.0, 0.5]])
    upstream = np.array([[5.0, 6.0, -7.0], [8.0, -9.0, 10.0]])
    out = np.array([[0.0, 0.0, 2.0], [3.0, 0.0, 0.5]])
    dx = np.array([[0.0, 0.0, -7.0], [8.0, 0.0, 10.0]])
    expect.close(expect.matches(relu, x, upstream), {"out": out, "dx": dx})
    expect.close(expect.matches(relu_arrays, x, upstream), {"params()": {}, "grads()": {}})


@check(points=2)
def goes_there_and_back(lab):
    "Sequential sends x to the last layer and gradients to the first."

    def there_and_back(m):
        model = network(m)
        out = model.forward(X, True)
        return {"out": out, "dx": model.backward(UPSTREAM)}

    expect.close(expect.matches(there_and_back), {"out": OUT, "dx": DX})


@check(points=2)
def names_every_array(lab):
    "Parameters and gradients are named by their layer's position."

    def arrays(m):
        model = network(m)
        model.forward(X, True)
        model.backward(UPSTREAM)
        return {"params()": model.params(), "grads()": model.grads()}

    expect.close(expect.matches(arrays), {"params()": PARAMS, "grads()": GRADS})


@check(points=1)
def tells_every_layer_the_mode(lab):
    "Every layer hears whether the network is being trained."

    def both_modes(m):
        model = m.Sequential([m.ReLU(), m.load(GAIN).Gain(np.array([3.0, 1.0]))])
        return {
            "forward(x)": model.forward(X),
            "forward(x, train=True)": model.forward(X, train=True),
            "forward(x, False)": model.forward(X, False),
        }

    used = np.array([[3.0, 2.0], [12.0, 0.0]])
    right = {"forward(x)": used, "forward(x, train=True)": 2 * used, "forward(x, False)": used}
    expect.close(expect.matches(both_modes), right)


@check(points=2)
def sets_parameters_by_name(lab):
    "set_params reaches the layers: the next forward uses the new values."

    def set_and_use(m):
        model = network(m)
        model.set_params({"0.W": W2, "0.b": B2, "2.W": W0, "2.b": B0})
        return {"params()": model.params(), "out": model.forward(X, True)}

    out = np.array([[4.0, 7.0], [13.0, 7.0]])
    right = {"params()": {"0.W": W2, "0.b": B2, "2.W": W0, "2.b": B0}, "out": out}
    expect.close(expect.matches(set_and_use), right)


@check(points=1)
def takes_layers_it_has_never_seen(lab):
    "A layer of another class takes part, with parameters of other names."

    def stranger(m):
        model = m.Sequential([m.Dense(W0, B0), m.load(GAIN).Gain(np.array([3.0, 1.0]))])
        model.forward(X, True)
        model.backward(UPSTREAM)
        found = {"params()": model.params(), "grads()": model.grads()}
        model.set_params({"0.W": W0, "0.b": B0, "1.gamma": np.array([5.0, 7.0])})
        return {**found, "out with another gamma": model.forward(X)}

    expect.matches(stranger)


@check(points=1)
def belongs_to_the_latest_call(lab):
    "Gradients are those of the latest forward and backward, whatever the mode."

    def two_batches(m):
        layer = m.Dense(W2, B2)
        layer.forward(X, True)
        layer.backward(UPSTREAM)
        layer.forward(HIDDEN, False)
        layer.backward(UPSTREAM)
        return {"grads()": layer.grads()}

    expect.close(expect.matches(two_batches), {"grads()": {"W": GRADS["2.W"], "b": GRADS["2.b"]}})


@check(points=1)
def leaves_other_peoples_arrays_alone(lab):
    "Layers copy what they are given to keep, and change none of it."

    def borrowed(m, what, name, *args):
        return m.load(BORROWED)[what](m[name], *args)

    expect.matches(borrowed, "set_params_then_change_the_values", "Dense", X, W0, B0)
    expect.matches(borrowed, "set_params_and_look_at_the_old_ones", "Dense", X, W0, B0)
    expect.matches(borrowed, "use_relu", "ReLU", X, D_HIDDEN)
