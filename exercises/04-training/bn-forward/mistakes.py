"""What learners get wrong about the forward pass of batch normalisation."""

import numpy as np
from solution import along_channels, moved, statistics
from solution import bn_forward as right_forward

from grader import mistake


def normalised(x, mean, var, gamma, beta, eps):
    """The formula, for a mean and a variance that meet x already."""
    return along_channels(gamma, x) * (x - mean) / np.sqrt(var + eps) + along_channels(beta, x)


def by(axes):
    """A forward pass whose training statistics are taken over the axes that axes(x) names, and stay broadcast."""

    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        out, cache, state2 = right_forward(x, gamma, beta, state, mode, eps, momentum)
        if mode != "train":
            return out, cache, state2
        mean, var = (f(axis=axes(x), keepdims=True) for f in (x.mean, x.var))
        batch = {"mean": np.squeeze(mean), "var": np.squeeze(var)}
        return normalised(x, mean, var, gamma, beta, eps), cache, moved(state, batch, momentum)

    return bn_forward


def with_statistics(f):
    """A forward pass whose training statistics are f(those of the batch, x); they also go into the state."""

    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        if mode != "train":
            return right_forward(x, gamma, beta, state, mode, eps, momentum)
        batch = f(statistics(x), x)
        out, cache, _ = right_forward(x, gamma, beta, batch, "test", eps, momentum)
        return out, cache, moved(state, batch, momentum)

    return bn_forward


def count(x):
    """How many numbers of x a channel has."""
    return x.size // x.shape[1]


def unbiased(batch, x):
    """The variance with count - 1 for a divisor."""
    with np.errstate(all="ignore"):
        return {"mean": batch["mean"], "var": batch["var"] * np.float64(count(x)) / (count(x) - 1)}


@mistake(
    "wrong-axes",
    "In (N, C, H, W) your statistics run over the samples only, so every pixel has its own. A channel has one mean "
    "and one variance, over all samples and all pixels.",
)
class _:
    bn_forward = by(lambda x: 0)


@mistake(
    "instance-by-instance",
    "In (N, C, H, W) every sample is normalised by itself: your statistics run over the pixels only. A channel has "
    "one mean and one variance for the whole batch.",
)
class _:
    bn_forward = by(lambda x: (2, 3) if x.ndim == 4 else 0)


@mistake(
    "row-by-row",
    "Your statistics run over the channels of each sample. That is layer normalisation; here each channel has its "
    "mean and variance over all samples.",
)
class _:
    bn_forward = by(lambda x: tuple(range(1, x.ndim)))


@mistake(
    "one-statistic-for-all",
    "You take one mean and one variance of the whole array. Channels may differ in place and size, so each has its "
    "own.",
)
class _:
    bn_forward = by(lambda x: None)


@mistake(
    "gamma-along-the-last-axis",
    "In (N, C, H, W) your gamma and beta run along the last axis, the columns of the map, because that is where "
    "NumPy lines up a (C,) array. They belong to the channels, axis 1.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        (x_hat, _, _), state2 = right_forward(x, gamma, beta, state, mode, eps, momentum)[1:]
        return gamma * x_hat + beta, None, state2


@mistake(
    "unbiased-var",
    "Your variance is divided by the count less one. Here it is the plain mean of the squared distances, and a "
    "batch of one has variance 0.",
)
class _:
    bn_forward = with_statistics(unbiased)


@mistake(
    "unbiased-running-var",
    "You normalise by the plain variance but remember another one, divided by the count less one. That is PyTorch's "
    "convention; here the state gets the same variance that is used.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        out, cache, state2 = right_forward(x, gamma, beta, state, mode, eps, momentum)
        if mode == "train":
            state2 = moved(state, unbiased(statistics(x), x), momentum)
        return out, cache, state2


@mistake(
    "deviation-remembered",
    "You remember the standard deviation under the name var. The state keeps the variance; the root is taken when "
    "it is used.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        out, cache, state2 = right_forward(x, gamma, beta, state, mode, eps, momentum)
        if mode == "train":
            batch = statistics(x)
            state2 = moved(state, {"mean": batch["mean"], "var": np.sqrt(batch["var"])}, momentum)
        return out, cache, state2


@mistake(
    "momentum-reversed",
    "Your momentum weighs the new batch and 1 - momentum the old statistics. Here it is the share of the old ones "
    "that is kept; in PyTorch the same name means the opposite.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        return right_forward(x, gamma, beta, state, mode, eps, 1 - momentum)


@mistake(
    "eval-uses-batch-stats",
    "In test mode you still normalise by the batch, so the answer to a sample depends on its company. Use the mean "
    "and the variance of the state.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        if mode != "test":
            return right_forward(x, gamma, beta, state, mode, eps, momentum)
        out, cache, _ = right_forward(x, gamma, beta, state, "train", eps, momentum)
        return out, cache, state


@mistake(
    "train-uses-running-stats",
    "In training you normalise by the running statistics. They are only collected there, for later; the batch is "
    "normalised by its own mean and variance.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        _, cache, state2 = right_forward(x, gamma, beta, state, mode, eps, momentum)
        return right_forward(x, gamma, beta, state, "test", eps, momentum)[0], cache, state2


@mistake(
    "state-moves-in-test",
    "Your running statistics move in test mode too, so the network goes on changing while it is only being used. "
    "Leave the state as it is.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        out, cache, _ = right_forward(x, gamma, beta, state, mode, eps, momentum)
        return out, cache, moved(state, statistics(x), momentum)


@mistake(
    "state-changed-in-place",
    "You write the new statistics into the state that you were given. Whoever called may still need the old one: "
    "return a new dict with new arrays.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        out, cache, state2 = right_forward(x, gamma, beta, state, mode, eps, momentum)
        for key in state:
            state[key][...] = state2[key]
        return out, cache, state


@mistake(
    "forgot-gamma/beta",
    "Your output is x̂ itself: gamma and beta are not used. Without them the layer could not even pass its input "
    "on unchanged.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        return right_forward(x, 0 * gamma + 1, 0 * beta, state, mode, eps, momentum)


@mistake(
    "beta-before-gamma",
    "You add beta first and scale by gamma afterwards, so gamma scales the shift as well. First scale, then shift.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        return right_forward(x, gamma, gamma * beta, state, mode, eps, momentum)


@mistake(
    "divides-by-the-variance",
    "You divide by the variance and not by its root, so a channel of deviation 10 comes out with deviation 0.1.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        _, _, state2 = right_forward(x, gamma, beta, state, mode, eps, momentum)
        used = statistics(x) if mode == "train" else state
        squared = used | {"var": (used["var"] + eps) ** 2}
        return *right_forward(x, gamma, beta, squared, "test", 0.0, momentum)[:2], state2


@mistake(
    "eps-outside-sqrt",
    "Your eps is added after the root. It belongs to the variance: add it first, then take the root.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        _, _, state2 = right_forward(x, gamma, beta, state, mode, eps, momentum)
        used = statistics(x) if mode == "train" else state
        outside = used | {"var": (np.sqrt(used["var"]) + eps) ** 2}
        return *right_forward(x, gamma, beta, outside, "test", 0.0, momentum)[:2], state2


@mistake(
    "eps-forgotten",
    "Your root has no eps under it, so a channel that does not vary is divided by 0.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        return right_forward(x, gamma, beta, state, mode, 0.0, momentum)


@mistake(
    "any-other-mode-tests",
    'A mode that is neither "train" nor "test" passes for "test", so a misspelt "train" trains with stale '
    "statistics and no complaint. Raise ValueError for every other mode.",
)
class _:
    def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
        return right_forward(x, gamma, beta, state, "train" if mode == "train" else "test", eps, momentum)
