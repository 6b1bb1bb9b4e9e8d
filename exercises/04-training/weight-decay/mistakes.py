"""What learners get wrong about weight decay."""

import numpy as np
from solution import is_decayed
from solution import total_loss as right_total_loss

from grader import mistake


def penalised(data_loss, params, wd, decayed=is_decayed, cost=None, slope=None):
    """The total loss with another choice of names, another penalty or another gradient."""
    cost = cost or (lambda p: (p**2).sum() / 2)
    slope = slope or (lambda p: p)
    loss = data_loss + wd * sum(float(cost(p)) for name, p in params.items() if decayed(name))
    grads = {name: wd * slope(p) if decayed(name) else np.zeros_like(p) for name, p in params.items()}
    return loss, grads


@mistake(
    "decays-bias",
    "You decay every parameter. Only arrays whose name ends in a part that starts with W are weights; "
    "biases, gamma and beta stay free.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, decayed=lambda name: True)


@mistake(
    "first-part-of-the-name",
    "You look at the beginning of the whole name, where a layer's position may stand. What counts is the "
    "part behind the last dot.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, decayed=lambda name: name.startswith("W"))


@mistake(
    "any-W-in-the-name",
    "You look for a W anywhere in the name. What counts is how the part behind the last dot begins.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, decayed=lambda name: "W" in name)


@mistake(
    "name-is-exactly-W",
    "You decay only arrays whose last part is W and nothing else. W1 and W2 are weights too: the part has "
    "to start with W.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, decayed=lambda name: name.split(".")[-1] == "W")


@mistake(
    "by-shape",
    "You go by the number of axes. The name decides: a W may have one axis, and what is not a W may have "
    "two.",
)
class _:
    def total_loss(data_loss, params, wd):
        shapes = {name: np.ndim(p) for name, p in params.items()}
        return penalised(data_loss, params, wd, decayed=lambda name: shapes[name] > 1)


@mistake(
    "factor-2",
    "Your penalty lacks the ½, in the loss and in the gradient: both are twice what they should be. Some "
    "libraries define it like that; here the ½ is in it.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, cost=lambda p: (p**2).sum(), slope=lambda p: 2 * p)


@mistake(
    "half-in-one-place",
    "Your gradient does not belong to your loss: one has the ½ of the penalty, the other has not. The "
    "derivative of ½·w² is w.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, cost=lambda p: (p**2).sum())


@mistake(
    "gradient-doubled",
    "Your loss has the ½, your gradient is that of a penalty without it. The derivative of ½·w² is w.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, slope=lambda p: 2 * p)


@mistake(
    "gradient-halved",
    "Your gradient still carries the ½. When ½·w² is differentiated, the 2 that comes down cancels it.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, slope=lambda p: p / 2)


@mistake(
    "not-in-gradient",
    "Your penalty raises the loss, but its gradient is zero. Then nothing pulls at the weights, and only "
    "the number on the screen has changed.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, slope=np.zeros_like)


@mistake(
    "not-in-the-loss",
    "Your loss is that of the data alone. The penalty belongs into the number too, else the gradient is "
    "not the gradient of what you report.",
)
class _:
    def total_loss(data_loss, params, wd):
        return data_loss, right_total_loss(data_loss, params, wd)[1]


@mistake(
    "data-loss-lost",
    "You return the penalty alone. It is added to what the data cost.",
)
class _:
    def total_loss(data_loss, params, wd):
        return right_total_loss(0.0, params, wd)


@mistake(
    "abs-not-square",
    "You add up absolute values. That is another penalty, which pulls at small weights as hard as at large "
    "ones; here the squares are added.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, cost=lambda p: np.abs(p).sum() / 2, slope=np.sign)


@mistake(
    "mean-not-sum",
    "You average the squares. The penalty is their sum, so a large layer pays more than a small one.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, cost=lambda p: (p**2).mean() / 2, slope=lambda p: p / p.size)


@mistake(
    "root-of-the-sum",
    "You take the root of the sum of squares, the length of the array. The penalty is made of the squares "
    "themselves.",
)
class _:
    def total_loss(data_loss, params, wd):
        return penalised(data_loss, params, wd, cost=lambda p: np.sqrt((p**2).sum()) / 2)


@mistake(
    "keys-missing",
    "Your reg_grads lacks the parameters that are not decayed. Whoever adds it to the other gradients "
    "expects every key: give them zeros.",
)
class _:
    def total_loss(data_loss, params, wd):
        loss, grads = right_total_loss(data_loss, params, wd)
        return loss, {name: g for name, g in grads.items() if is_decayed(name)}


@mistake(
    "shrinks-in-place",
    "You change the parameters that you were given. This function only reports; the step is the "
    "optimiser's business.",
)
class _:
    def total_loss(data_loss, params, wd):
        answer = right_total_loss(data_loss, params, wd)
        for name, g in answer[1].items():
            params[name] -= g
        return answer
