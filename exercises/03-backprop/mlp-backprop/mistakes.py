"""What learners get wrong when they train two layers by hand."""

from cross_entropy import ce
from solution import mlp_loss as right_mlp_loss

from grader import mistake


def forward(params, X, y, act):
    """z1, h, logits, loss and dlogits, all of them right."""
    z1 = X @ params["W1"] + params["b1"]
    h = act[0](z1)
    logits = h @ params["W2"] + params["b2"]
    return z1, h, logits, *ce(logits, y)


def gradients(X, h, dz1, dlogits):
    """The four gradients that follow from the errors of the two layers."""
    return {"W1": X.T @ dz1, "b1": dz1.sum(axis=0), "W2": h.T @ dlogits, "b2": dlogits.sum(axis=0)}


@mistake(
    "hidden-error-not-summed",
    "Your hidden units hear of one output only, the last. A unit feeds every output, so its error is the "
    "sum of what all of them send back.",
)
class _:
    def mlp_loss(params, X, y, act):
        z1, h, _, loss, dlogits = forward(params, X, y, act)
        for k in range(dlogits.shape[1]):
            dh = dlogits[:, k : k + 1] * params["W2"][:, k]
        return loss, gradients(X, h, dh * act[1](z1), dlogits)


@mistake(
    "uses-updated-W2",
    "You move W2 before the error has passed through it. All gradients belong to the parameters of the "
    "forward pass, so nothing may move until the last of them is known.",
)
class _:
    def mlp_loss(params, X, y, act):
        z1, h, _, loss, dlogits = forward(params, X, y, act)
        W2 = params["W2"] - 0.1 * h.T @ dlogits
        return loss, gradients(X, h, (dlogits @ W2.T) * act[1](z1), dlogits)


@mistake(
    "relu-mask-of-wrong-layer",
    "You multiply the error of the logits by the derivative of the activation, and the hidden error not. "
    "The activation stands between z1 and h, so its derivative acts there.",
)
class _:
    def mlp_loss(params, X, y, act):
        _, h, logits, loss, dlogits = forward(params, X, y, act)
        dlogits = dlogits * act[1](logits)
        return loss, gradients(X, h, dlogits @ params["W2"].T, dlogits)


@mistake(
    "activation-skipped",
    "Your error passes from h to z1 unchanged. The activation is a node of its own, and it multiplies by "
    "its derivative at z1.",
)
class _:
    def mlp_loss(params, X, y, act):
        _, h, _, loss, dlogits = forward(params, X, y, act)
        return loss, gradients(X, h, dlogits @ params["W2"].T, dlogits)


@mistake(
    "derivative-at-the-activation",
    "You evaluate the derivative at h. It takes the pre-activation z1; with ReLU both give the same mask, "
    "with other functions they do not.",
)
class _:
    def mlp_loss(params, X, y, act):
        _, h, _, loss, dlogits = forward(params, X, y, act)
        return loss, gradients(X, h, (dlogits @ params["W2"].T) * act[1](h), dlogits)


@mistake(
    "mask-of-the-error",
    "You evaluate the derivative at the error that comes back instead of at z1. What decides is the "
    "point where the forward pass was, not the sign of the gradient.",
)
class _:
    def mlp_loss(params, X, y, act):
        _, h, _, loss, dlogits = forward(params, X, y, act)
        dh = dlogits @ params["W2"].T
        return loss, gradients(X, h, dh * act[1](dh), dlogits)


@mistake(
    "forgot-1/N",
    "You add up over the samples and never divide by their number. The loss is the mean over the batch, "
    "and so every gradient carries 1/N.",
)
class _:
    def mlp_loss(params, X, y, act):
        loss, grads = right_mlp_loss(params, X, y, act)
        return loss * len(X), {name: g * len(X) for name, g in grads.items()}


@mistake(
    "divides-twice",
    "You divide the gradients by N, but the gradient of the logits has that factor in it already. Dense "
    "layers sum; only the loss averages.",
)
class _:
    def mlp_loss(params, X, y, act):
        loss, grads = right_mlp_loss(params, X, y, act)
        return loss, {name: g / len(X) for name, g in grads.items()}


@mistake(
    "missing-b1",
    "Your grads have no entry for b1. It is a parameter like the others, and its gradient is the hidden "
    "error summed over the samples.",
)
class _:
    def mlp_loss(params, X, y, act):
        loss, grads = right_mlp_loss(params, X, y, act)
        return loss, {name: g for name, g in grads.items() if name != "b1"}


@mistake(
    "b1-not-added",
    "Your hidden layer does without b1: the forward pass has to add it before the activation.",
)
class _:
    def mlp_loss(params, X, y, act):
        return right_mlp_loss({**params, "b1": 0 * params["b1"]}, X, y, act)


@mistake(
    "output-squashed-too",
    "You apply the activation to the logits as well. It belongs to the hidden layer alone; the logits go "
    "to the loss as they are.",
)
class _:
    def mlp_loss(params, X, y, act):
        f, df = act
        z1 = X @ params["W1"] + params["b1"]
        h = f(z1)
        logits = h @ params["W2"] + params["b2"]
        loss, dout = ce(f(logits), y)
        dlogits = dout * df(logits)
        return loss, gradients(X, h, (dlogits @ params["W2"].T) * df(z1), dlogits)


@mistake(
    "activation-recomputed",
    "You call f again on the way back. The forward pass has computed h already: keep it, in a real "
    "network this is half of the work.",
)
class _:
    def mlp_loss(params, X, y, act):
        z1, _, _, loss, dlogits = forward(params, X, y, act)
        h = act[0](z1)
        return loss, gradients(X, h, (dlogits @ params["W2"].T) * act[1](z1), dlogits)


@mistake(
    "params-updated",
    "You change the parameters that you were given. This function only reports loss and gradients; moving "
    "the parameters is somebody else's job.",
)
class _:
    def mlp_loss(params, X, y, act):
        loss, grads = right_mlp_loss(params, X, y, act)
        for name, g in grads.items():
            params[name] -= 0.1 * g
        return loss, grads
