"""Wrong perceptrons that people write."""

import numpy as np
from solution import xor_mlp as right_xor_mlp

from grader import mistake


def learn(X, y, epochs, visit, orders, rests=True):
    """The loop around the rule. visit(w, b, x, label) gives the new w and b, and whether it was a mistake."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for i in orders():
            w, b, mistake_made = visit(w, b, X[i], y[i])
            wrong += bool(mistake_made)
        mistakes.append(wrong)
        if rests and wrong == 0:
            break
    return w, b, mistakes


def rule(w, b, x, label):
    """The rule as it should be."""
    if label * (x @ w + b) <= 0:
        return w + label * x, b + label, True
    return w, b, False


@mistake(
    "updates-on-correct",
    "You learn from right answers too: w and b move at every sample, and never come to rest. Only a mistake changes anything.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        def visit(w, b, x, label):
            return w + label * x, b + label, label * (x @ w + b) <= 0

        return learn(X, y, epochs, visit, lambda: rng.permutation(len(X)))


@mistake(
    "labels-0-1",
    "You work as if the labels were 0 and 1: a no is answered by 0 and compared with −1, which never agree. The labels are −1 and 1.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        def visit(w, b, x, label):
            error = label - (x @ w + b > 0)
            return w + error * x, b + error, error != 0

        return learn(X, y, epochs, visit, lambda: rng.permutation(len(X)))


@mistake(
    "bias-forgotten",
    "Your bias stays at 0, so every boundary runs through the origin. The bias is a weight whose input is always 1: it moves by y.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        def visit(w, b, x, label):
            return rule(w, b, x, label)[0], 0.0, rule(w, b, x, label)[2]

        return learn(X, y, epochs, visit, lambda: rng.permutation(len(X)))


@mistake(
    "batch-not-online",
    "You collect the corrections of a whole epoch and make them at its end. Each one has to be made at once, before the next sample is looked at.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
        for _ in range(epochs):
            rng.permutation(len(X))
            wrong = y * (X @ w + b) <= 0
            w, b = w + (y * wrong) @ X, b + float(np.sum(y * wrong))
            mistakes.append(int(wrong.sum()))
            if not wrong.any():
                break
        return w, b, mistakes


@mistake(
    "zero-is-right",
    "A sum of exactly 0 counts as right for you. At the start every sum is 0, so some samples are never learned from: 0 is a mistake.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        def visit(w, b, x, label):
            return rule(w, b, x, label) if label * (x @ w + b) < 0 else (w, b, False)

        return learn(X, y, epochs, visit, lambda: rng.permutation(len(X)))


@mistake(
    "label-left-out",
    "You always move towards the sample: for a no it has to be away from it, which is what the factor y is for.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        def visit(w, b, x, label):
            wrong = label * (x @ w + b) <= 0
            return (w + x, b + 1, True) if wrong else (w, b, False)

        return learn(X, y, epochs, visit, lambda: rng.permutation(len(X)))


@mistake(
    "never-rests",
    "You go on after an epoch without a mistake. Nothing will ever change again: that epoch is the last.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        return learn(X, y, epochs, rule, lambda: rng.permutation(len(X)), rests=False)


@mistake(
    "last-epoch-not-counted",
    "The epoch without a mistake is missing from your list: it was run, so its 0 belongs there.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        w, b, mistakes = learn(X, y, epochs, rule, lambda: rng.permutation(len(X)))
        return w, b, [count for count in mistakes if count]


@mistake(
    "one-order-for-all",
    "All your epochs have the same order. Each begins with a permutation of its own.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        order = rng.permutation(len(X))
        return learn(X, y, epochs, rule, lambda: order)


@mistake(
    "order-of-X",
    "You visit the samples in the order of X. Draw a permutation from rng at the beginning of each epoch, and follow it.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        return learn(X, y, epochs, rule, lambda: range(len(X)))


@mistake(
    "learns-in-place",
    "You take a row of X for your weights and go on adding to it: X belongs to the caller. Start from zeros of your own.",
)
class _:
    def perceptron_fit(X, y, epochs, rng):
        start = X[0]
        start[:] = 0
        w, b, mistakes = learn(X, y, epochs, rule, lambda: rng.permutation(len(X)))
        start[:] = w
        return w, b, mistakes


@mistake(
    "xnor",
    "Your network says the opposite: yes where both inputs agree. XOR is yes where they differ.",
)
class _:
    def xor_mlp():
        net = right_xor_mlp()
        return {**net, "W2": -net["W2"], "b2": -net["b2"]}


@mistake(
    "or-is-not-xor",
    'Your network computes OR: it says yes where both inputs are 1. The output has to listen to the unit that says "both", with a negative weight.',
)
class _:
    def xor_mlp():
        net = right_xor_mlp()
        return {**net, "W2": np.array([[1.0], [0.0]])}


@mistake(
    "line-through-a-corner",
    "One of your lines runs exactly through a corner, where the sum is 0: the step calls that a no by luck, the sigmoid calls it undecided. "
    "Put the line midway between the corners.",
)
class _:
    def xor_mlp():
        net = right_xor_mlp()
        return {**net, "b1": np.array([0.0, -1.0])}
