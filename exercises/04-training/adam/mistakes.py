"""What learners get wrong about RMSProp and Adam."""

import numpy as np
from solution import Adam as RightAdam
from solution import RMSProp as RightRMSProp
from solution import running_mean

from grader import mistake


def new_means(self, name, g, first=None, second=None):
    """Adam's two running means, stored and returned."""
    self.m[name] = running_mean(self.m.get(name), g if first is None else first, self.b1)
    self.v[name] = running_mean(self.v.get(name), g * g if second is None else second, self.b2)
    return self.m[name], self.v[name]


def corrected(self, m, v):
    """Both of them, for the step count of the object."""
    return m / (1 - self.b1**self.t), v / (1 - self.b2**self.t)


@mistake(
    "no-bias-correction",
    "Your Adam does not correct its running means. They begin at 0 and are far too small in the first steps, and "
    "the mean of the squares more than the other, so the first steps come out too long.",
)
class _:
    class Adam(RightAdam):
        def moved(self, name, w, g):
            m, v = new_means(self, name, g)
            return w - self.lr * m / (np.sqrt(v) + self.eps)


@mistake(
    "corrects-only-m",
    "Your Adam corrects the mean of the gradients, but not that of their squares. Both begin at 0, so both are "
    "divided, each by 1 minus its own power.",
)
class _:
    class Adam(RightAdam):
        def moved(self, name, w, g):
            m, v = new_means(self, name, g)
            return w - self.lr * m / (1 - self.b1**self.t) / (np.sqrt(v) + self.eps)


@mistake(
    "stores-the-corrected-means",
    "Your Adam stores the corrected means and goes on from them, so they are corrected again and again. Store the "
    "plain running means, and correct them for the use of one step.",
)
class _:
    class Adam(RightAdam):
        def moved(self, name, w, g):
            self.m[name], self.v[name] = corrected(self, *new_means(self, name, g))
            return w - self.lr * self.m[name] / (np.sqrt(self.v[name]) + self.eps)


@mistake(
    "t-starts-at-0",
    "Your step count is still 0 in the first step, and 1 - b1^0 = 0 is what you divide by. Count the step before "
    "you use the count.",
)
class _:
    class Adam(RightAdam):
        def step(self, params, grads):
            moved = {name: self.moved(name, w, grads[name]) for name, w in params.items()}
            self.t += 1
            return moved


@mistake(
    "t-starts-at-2",
    "In your first step the count is 2 already, so the running means are corrected too little. The first step has "
    "t = 1.",
)
class _:
    class Adam(RightAdam):
        def __init__(self, *args, **settings):
            super().__init__(*args, **settings)
            self.t = 1


@mistake(
    "t-never-moves",
    "Your step count stays at 1, so later steps are still corrected like the first one, and grow too long. Count "
    "every call of step.",
)
class _:
    class Adam(RightAdam):
        def step(self, params, grads):
            self.t = 0
            return super().step(params, grads)


@mistake(
    "t-per-parameter",
    "Your step count rises with every parameter, so the second one is corrected as if it were the second step. All "
    "parameters of a call share one count: raise it outside the loop.",
)
class _:
    class Adam(RightAdam):
        def step(self, params, grads):
            moved = {}
            for name, w in params.items():
                self.t += 1
                moved[name] = self.moved(name, w, grads[name])
            return moved


@mistake(
    "eps-inside-sqrt",
    "Your eps stands under the root. There its own root counts: 1e-8 acts like 1e-4, and small gradients make much "
    "shorter steps. Take the root first, then add eps.",
)
class _:
    class RMSProp(RightRMSProp):
        def moved(self, name, w, g):
            self.s[name] = running_mean(self.s.get(name), g * g, self.rho)
            return w - self.lr * g / np.sqrt(self.s[name] + self.eps)

    class Adam(RightAdam):
        def moved(self, name, w, g):
            m, v = corrected(self, *new_means(self, name, g))
            return w - self.lr * m / np.sqrt(v + self.eps)


@mistake(
    "eps-before-correction",
    "You add eps to the uncorrected root, as Keras does. Here the mean of the squares is corrected first; only "
    "then comes the root, and then eps.",
)
class _:
    class Adam(RightAdam):
        def moved(self, name, w, g):
            m, v = new_means(self, name, g)
            rate = self.lr * np.sqrt(1 - self.b2**self.t) / (1 - self.b1**self.t)
            return w - rate * m / (np.sqrt(v) + self.eps)


@mistake(
    "eps-forgotten",
    "Your denominator has no eps, so a parameter whose gradients were all 0 is divided by 0 and becomes nan.",
)
class _:
    class RMSProp(RightRMSProp):
        def moved(self, name, w, g):
            self.eps = 0.0
            return super().moved(name, w, g)

    class Adam(RightAdam):
        def moved(self, name, w, g):
            self.eps = 0.0
            return super().moved(name, w, g)


@mistake(
    "g-not-squared",
    "Your running mean in the denominator is one of the gradients themselves, and may be negative under the root. "
    "It is their size that is wanted: take the mean of the squares.",
)
class _:
    class RMSProp(RightRMSProp):
        def moved(self, name, w, g):
            self.s[name] = running_mean(self.s.get(name), g, self.rho)
            return w - self.lr * g / (np.sqrt(self.s[name]) + self.eps)

    class Adam(RightAdam):
        def moved(self, name, w, g):
            m, v = corrected(self, *new_means(self, name, g, second=g))
            return w - self.lr * m / (np.sqrt(v) + self.eps)


@mistake(
    "root-forgotten",
    "You divide by the mean of the squares and not by its root, so large gradients make tiny steps and small ones "
    "huge steps. The root brings the squares back to the size of a gradient.",
)
class _:
    class RMSProp(RightRMSProp):
        def moved(self, name, w, g):
            self.s[name] = running_mean(self.s.get(name), g * g, self.rho)
            return w - self.lr * g / (self.s[name] + self.eps)

    class Adam(RightAdam):
        def moved(self, name, w, g):
            m, v = corrected(self, *new_means(self, name, g))
            return w - self.lr * m / (v + self.eps)


@mistake(
    "squares-pile-up",
    "Your RMSProp adds up all squares it has ever seen, so its steps get shorter and shorter. A running mean "
    "forgets: it keeps the share rho of the old, and takes the rest from the new.",
)
class _:
    class RMSProp(RightRMSProp):
        def moved(self, name, w, g):
            self.s[name] = self.s.get(name, np.zeros_like(g)) + g * g
            return w - self.lr * g / (np.sqrt(self.s[name]) + self.eps)


@mistake(
    "shares-swapped",
    "Your running means keep 1 minus the share and take the share itself from the new gradient: they forget almost "
    "everything at each step. rho, b1 and b2 say how much of the old mean is kept.",
)
class _:
    class RMSProp(RightRMSProp):
        def __init__(self, lr=0.001, rho=0.9, eps=1e-8):
            super().__init__(lr, 1 - rho, eps)

    class Adam(RightAdam):
        def moved(self, name, w, g):
            old_m, old_v = self.m.get(name, 0 * g), self.v.get(name, 0 * g)
            self.m[name] = (1 - self.b1) * old_m + self.b1 * g
            self.v[name] = (1 - self.b2) * old_v + self.b2 * g * g
            m, v = corrected(self, self.m[name], self.v[name])
            return w - self.lr * m / (np.sqrt(v) + self.eps)


@mistake(
    "means-shared-between-params",
    "All your parameters share their running means, so the sizes of one decide on the steps of the next. Keep "
    "them in dicts, under the name of the parameter.",
)
class _:
    class RMSProp(RightRMSProp):
        def moved(self, name, w, g):
            return super().moved("all", w, g)

    class Adam(RightAdam):
        def moved(self, name, w, g):
            return super().moved("all", w, g)


@mistake(
    "means-in-the-class",
    "All your optimisers share their running means, because these belong to the class or to the file. Each object "
    "needs its own, and its own step count.",
)
class _:
    class RMSProp(RightRMSProp):
        shared = {}

        def __init__(self, *args, **settings):
            super().__init__(*args, **settings)
            self.shared.clear()
            self.s = self.shared

    class Adam(RightAdam):
        shared = {}, {}

        def __init__(self, *args, **settings):
            super().__init__(*args, **settings)
            self.m, self.v = self.shared
            self.m.clear()
            self.v.clear()


@mistake(
    "steps-in-place",
    "You write the new values into the arrays of params. They belong to the network: make new arrays and return "
    "them in a new dict.",
)
class _:
    class RMSProp(RightRMSProp):
        def moved(self, name, w, g):
            w[...] = super().moved(name, w, g)
            return w

    class Adam(RightAdam):
        def moved(self, name, w, g):
            w[...] = super().moved(name, w, g)
            return w


@mistake(
    "float64-promotion",
    "Your optimiser turns float32 parameters into float64, because the running means that it starts with are "
    "float64 zeros. Make the zeros in the precision of the parameter.",
)
class _:
    class RMSProp(RightRMSProp):
        def moved(self, name, w, g):
            self.s.setdefault(name, np.zeros(w.shape))
            return super().moved(name, w, g)

    class Adam(RightAdam):
        def moved(self, name, w, g):
            self.m.setdefault(name, np.zeros(w.shape))
            self.v.setdefault(name, np.zeros(w.shape))
            return super().moved(name, w, g)
