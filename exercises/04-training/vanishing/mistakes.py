"""What learners get wrong when they measure a diluted error."""

import numpy as np
from activations import act as activate
from activations import dact
from init import init
from solution import grad_norms as right_grad_norms

from grader import mistake


class Network:
    """Drawn and sent forward in the right way: weights, every h (h[0] is x), every z, upstream."""

    def __init__(self, depth, act, kind, rng, width, batch):
        self.weights = [init((width, width), kind, rng) for _ in range(depth)]
        self.h = [rng.normal(size=(batch, width))]
        self.upstream = rng.normal(size=(batch, width))
        self.z = []
        for W in self.weights:
            self.z.append(self.h[-1] @ W)
            self.h.append(activate(act, self.z[-1]))
        self.slopes = [dact(act, z) for z in self.z]

    def errors(self, slopes=None, through=lambda dz, W: dz @ W.T):
        """Every dz, layer 1 first, with these slopes and this way through the weights."""
        slopes = self.slopes if slopes is None else slopes
        dz = [self.upstream * slopes[-1]]
        for W, slope in zip(self.weights[:0:-1], slopes[-2::-1]):
            dz.append(through(dz[-1], W) * slope)
        return dz[::-1]


def norms(arrays):
    return np.array([np.sqrt((a**2).sum()) for a in arrays])


@mistake(
    "forgot-act-derivative",
    "Your error passes the activations as if they were not there. Each of them multiplies by its slope at "
    "z, and it is these factors that dilute.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        net = Network(depth, act, kind, rng, width, batch)
        return norms(net.errors([1.0] * depth))


@mistake(
    "last-slope-missing",
    "You take the upstream gradient for the error of the last z. It belongs to the last h; the last "
    "activation still lies between the two.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        net = Network(depth, act, kind, rng, width, batch)
        return norms(net.errors([*net.slopes[:-1], 1.0]))


@mistake(
    "slope-at-the-activation",
    "You evaluate the slope at h instead of at z. With ReLU that makes no difference, with the others it "
    "does.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        net = Network(depth, act, kind, rng, width, batch)
        return norms(net.errors([dact(act, h) for h in net.h[1:]]))


@mistake(
    "slope-of-the-next-layer",
    "On your way back each layer uses the slope of its neighbour: arriving at layer l you need the slope "
    "at z_l.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        net = Network(depth, act, kind, rng, width, batch)
        return norms(net.errors([*net.slopes[1:], net.slopes[-1]]))


@mistake(
    "weights-untransposed",
    "You multiply the error by W as it stands. All layers are square here, so nothing complains; going "
    "back, rows and columns change places.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        net = Network(depth, act, kind, rng, width, batch)
        return norms(net.errors(through=lambda dz, W: dz @ W))


@mistake(
    "norm-of-weights",
    "You measure the weights. They are only the road; measure the error that travels on it, dL/dz.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        return norms(Network(depth, act, kind, rng, width, batch).weights)


@mistake(
    "norm-of-dW",
    "You measure the gradients of the weights. Each of them contains the size of the values in front of "
    "its layer too, which hides what happens to the error: measure dL/dz.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        net = Network(depth, act, kind, rng, width, batch)
        return norms([h.T @ dz for h, dz in zip(net.h, net.errors())])


@mistake(
    "norm-of-dh",
    "You measure the error at the activations, dL/dh. Asked for is dL/dz, on the other side of the "
    "activation function.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        net = Network(depth, act, kind, rng, width, batch)
        dh = [dz @ W.T for dz, W in zip(net.errors(), net.weights)]
        return norms([*dh[1:], net.upstream])


@mistake(
    "norm-of-the-signal",
    "You measure the values on their way forward. Asked for is the error on its way back.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        return norms(Network(depth, act, kind, rng, width, batch).h[1:])


@mistake(
    "order-reversed",
    "Your norms begin with the last layer, in the order in which you met them. Layer 1 comes first.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        return right_grad_norms(depth, act, kind, rng, width, batch)[::-1].copy()


@mistake(
    "root-missing",
    "You return sums of squares. A norm is the root of that sum.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        return right_grad_norms(depth, act, kind, rng, width, batch) ** 2


@mistake(
    "mean-not-sum",
    "You average the squares before you take the root. The norm is the root of their sum over all samples "
    "and units.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        return right_grad_norms(depth, act, kind, rng, width, batch) / np.sqrt(batch * width)


@mistake(
    "global-rng",
    "You draw from a generator of your own and not from rng: the same state of rng gives other norms each "
    "time.",
)
class _:
    def grad_norms(depth, act, kind, rng, width=64, batch=32):
        return right_grad_norms(depth, act, kind, np.random.default_rng(), width, batch)
