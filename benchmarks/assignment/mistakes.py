"""Wrong answers to the five questions that people give; dllab names them."""

import numpy as np

from grader import mistake
from solution import distances as right_distances


@mistake("mean-of-rows", "You take each row's mean away; each column should get the mean 0.")
class _:
    def centre(x):
        return x - x.mean(axis=1, keepdims=True)


@mistake("softmax-of-columns", "Your columns add up to 1; the rows should.")
class _:
    def softmax(scores):
        powers = np.exp(scores - scores.max(axis=0, keepdims=True))
        return powers / powers.sum(axis=0, keepdims=True)


@mistake("softmax-overflow", "exp overflows for large scores: take each row's maximum away first.")
class _:
    def softmax(scores):
        powers = np.exp(scores)
        return powers / powers.sum(axis=1, keepdims=True)


@mistake("squared-distances", "You give the squared distances: the root is missing.")
class _:
    def distances(a, b):
        return right_distances(a, b) ** 2
