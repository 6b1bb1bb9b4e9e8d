"""What learners get wrong about momentum."""

import numpy as np
from solution import Momentum as RightMomentum
from solution import alexnet_step as right_step

from grader import mistake


@mistake(
    "damped",
    "Your gradient is multiplied by 1 - mu as well, so the velocity is an average of the gradients. In AlexNet's "
    "update the gradient enters with the learning rate alone, and steady slopes add up to a higher speed.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        v2 = mu * v - wd * lr * w - (1 - mu) * lr * g
        return w + v2, v2


@mistake(
    "decay-not-times-lr",
    "Your weight decay is not multiplied by the learning rate. It is the gradient of a penalty, and like any "
    "gradient it takes the learning rate before it enters the velocity.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        v2 = mu * v - wd * w - lr * g
        return w + v2, v2


@mistake(
    "decay-forgotten",
    "Your velocity lacks the weight decay: with gradient 0 and from rest the weights stay where they are, but they "
    "should shrink.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        v2 = mu * v - lr * g
        return w + v2, v2


@mistake(
    "decay-grows",
    "Your weight decay lets the weights grow: its sign is wrong. Like the gradient it is subtracted.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        v2 = mu * v + wd * lr * w - lr * g
        return w + v2, v2


@mistake(
    "sign",
    "Your steps lead uphill: the gradient enters the velocity with a plus, and the velocity is added to the weights. "
    "The gradient points to where the loss rises, so it is subtracted.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        v2 = mu * v + wd * lr * w + lr * g
        return w + v2, v2


@mistake(
    "velocity-subtracted",
    "You subtract the velocity from the weights. This velocity points downhill already, because the gradient was "
    "subtracted when it went in: add it.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        _, v2 = right_step(w, v, g, lr, mu, wd)
        return w - v2, v2


@mistake(
    "lr-at-the-end",
    "Your velocity is a sum of gradients, and the learning rate comes in when the weights move. That is another "
    "library's notation. In AlexNet's the velocity is a step: the learning rate is in it already.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        v2 = mu * v + g + wd * w
        return w - lr * v2, v2

    class Momentum(RightMomentum):
        pass


@mistake(
    "nesterov",
    "Your weights look one step ahead: they move by mu times the new velocity and by the gradient once more. That "
    "is Nesterov's variant; here they move by the new velocity alone.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        slope = g + wd * w
        v2 = mu * v - lr * slope
        return w + mu * v2 - lr * slope, v2


@mistake(
    "old-velocity",
    "Your weights move by the velocity of the step before. Find the new velocity first; the gradient of this step "
    "is then part of the move.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        _, v2 = right_step(w, v, g, lr, mu, wd)
        return w + v, v2


@mistake(
    "in-place-alias",
    "You write the new values into the arrays that you were given. They belong to the network: return new arrays, "
    "and let the caller decide what becomes of the old ones.",
)
class _:
    def alexnet_step(w, v, g, lr=0.01, mu=0.9, wd=0.0005):
        v *= mu
        v -= wd * lr * w + lr * g
        w += v
        return w, v

    class Momentum(RightMomentum):
        def step(self, params, grads):
            moved = super().step(params, grads)
            for name in params:
                params[name][...] = moved[name]
            return params


@mistake(
    "v-shared-between-params",
    "All your parameters share one velocity: what the first leaves behind moves the second. Keep a dict, with a "
    "velocity for each name.",
)
class _:
    class Momentum(RightMomentum):
        def step(self, params, grads):
            moved, v = {}, getattr(self, "one", 0.0)
            for name, w in params.items():
                moved[name], v = right_step(w, v, grads[name], self.lr, self.mu, self.wd)
            self.one = v
            return moved


@mistake(
    "velocity-forgotten",
    "Your optimiser starts from rest at every step, so nothing ever gathers speed. The velocities have to stay in "
    "the object from one step to the next.",
)
class _:
    class Momentum(RightMomentum):
        def step(self, params, grads):
            self.v = {}
            return super().step(params, grads)


_everyones = {}


@mistake(
    "velocities-in-the-class",
    "All your optimisers share one dict of velocities, because it belongs to the class or to the file. It has to "
    "belong to the object.",
)
class _:
    class Momentum(RightMomentum):
        def __init__(self, lr=0.01, mu=0.9, wd=0.0005):
            super().__init__(lr, mu, wd)
            self.v = _everyones
            self.v.clear()


@mistake(
    "only-the-first-names",
    "Your optimiser makes its velocities in the first step and for the names of that step only. A parameter that "
    "joins later has velocity 0 when it comes.",
)
class _:
    class Momentum(RightMomentum):
        def step(self, params, grads):
            if self.v and params.keys() - self.v.keys():
                raise KeyError(min(params.keys() - self.v.keys()))
            return super().step(params, grads)


@mistake(
    "float64-promotion",
    "Your optimiser turns float32 parameters into float64, because the velocities that it starts with are float64 "
    "zeros. Make the zeros in the precision of the parameter.",
)
class _:
    class Momentum(RightMomentum):
        def step(self, params, grads):
            for name, w in params.items():
                self.v.setdefault(name, np.zeros(w.shape))
            return super().step(params, grads)
