"""Wrong ways from pixels to arrays that people go."""

import numpy as np
from solution import Standardizer as RightStandardizer
from solution import add_channel as right_add_channel
from solution import to_unit as right_to_unit

from grader import mistake


@mistake(
    "integer-division",
    "You divide whole numbers by whole numbers and drop the rest: everything below full white becomes 0. Use the division that gives floats.",
)
class _:
    def to_unit(X, high=255):
        if X.dtype.kind == "f":
            raise ValueError("scaled already")
        return (X // high).astype(np.float32)


@mistake(
    "div-by-255-twice",
    "An array of floats gets through and is scaled again, to nearly black. Floats have been scaled already: refuse them with a ValueError.",
)
class _:
    def to_unit(X, high=255):
        return X.astype(np.float32) / np.float32(high)


@mistake(
    "high-ignored",
    "You divide by 255 whatever high is. Not every image has 256 grey levels: divide by high.",
)
class _:
    def to_unit(X, high=255):
        return right_to_unit(X)


@mistake(
    "scaled-by-its-maximum",
    "You divide by the largest pixel that happens to be there, so a dark image comes out as bright as a light one. "
    "Divide by what a pixel can reach, which is high.",
)
class _:
    def to_unit(X, high=255):
        return right_to_unit(X, X.max())


@mistake(
    "shares-in-float64",
    "Your shares are float64, twice the memory for nothing: the answer should be float32.",
)
class _:
    def to_unit(X, high=255):
        right_to_unit(X, high)
        return X / high


@mistake(
    "layouts-swapped",
    "You have the two layouts the wrong way round: C is the channel, and its place among the four letters is its axis.",
)
class _:
    def add_channel(X, layout):
        right_add_channel(X, layout)
        return X[..., None] if layout == "NCHW" else X[:, None]


@mistake(
    "any-other-layout",
    'A layout that you do not know is taken for one of the two, so a misspelt name goes unnoticed. Only "NCHW" and "NHWC" are right, the rest is a ValueError.',
)
class _:
    def add_channel(X, layout):
        return X[:, None] if layout == "NCHW" else X[..., None]


@mistake(
    "reshape-not-transpose",
    "You reshape: the shape is right, but the pixels stay in their stored sequence and change places in the image. Move the axis instead.",
)
class _:
    def nchw_to_nhwc(X):
        N, C, H, W = X.shape
        return X.reshape(N, H, W, C)

    def nhwc_to_nchw(X):
        N, H, W, C = X.shape
        return X.reshape(N, C, H, W)


@mistake(
    "height-and-width-swapped",
    "Your images lie on their side: exchanging channels and columns puts the columns before the rows. "
    "The channel axis has to move alone, and rows stay before columns.",
)
class _:
    def nchw_to_nhwc(X):
        return X.swapaxes(1, 3)

    def nhwc_to_nchw(X):
        return X.swapaxes(1, 3)


@mistake(
    "same-turn-both-ways",
    "Your way back turns the axes in the same direction as the way there. The inverse takes the last axis and puts it at position 1.",
)
class _:
    def nhwc_to_nchw(X):
        return X.transpose(0, 2, 3, 1)


@mistake(
    "stats-from-test",
    "Your transform measures the very array that it is given: a leak, because new samples may not have a say in how they are scaled. "
    "Use the statistics that fit has kept.",
)
class _:
    class Standardizer(RightStandardizer):
        def transform(self, X):
            super().transform(X)
            return RightStandardizer().fit(X).transform(X)


@mistake(
    "one-mean-for-all",
    "You have one mean and one deviation for the whole array. Every position in a sample has its own, taken over the samples.",
)
class _:
    class Standardizer(RightStandardizer):
        def fit(self, X):
            self.mean_ = np.full(X.shape[1:], X.mean(dtype=np.float64))
            self.std_ = np.full(X.shape[1:], X.std(dtype=np.float64))
            return self


@mistake(
    "statistics-of-each-sample",
    "You take the statistics along the wrong axis, for each sample instead of for each position: average over axis 0.",
)
class _:
    class Standardizer(RightStandardizer):
        def fit(self, X):
            return super().fit(np.moveaxis(X, 0, -1))


@mistake(
    "n-1",
    "Your deviation divides by N - 1. Here it is the root of the mean squared deviation, over all N.",
)
class _:
    class Standardizer(RightStandardizer):
        def fit(self, X):
            super().fit(X)
            self.std_ = X.std(axis=0, ddof=1, dtype=np.float64)
            return self


@mistake(
    "variance-not-deviation",
    "You divide by the variance: the root is missing.",
)
class _:
    class Standardizer(RightStandardizer):
        def fit(self, X):
            super().fit(X)
            self.std_ = X.var(axis=0, dtype=np.float64)
            return self


@mistake(
    "nan-from-constant",
    "A position that never varies gives 0/0, which is not a number. Where the deviation is 0, divide by 1.",
)
class _:
    class Standardizer(RightStandardizer):
        def transform(self, X):
            super().transform(X)
            result = (X - self.mean_) / self.std_
            return result.astype(X.dtype) if X.dtype.kind == "f" else result


@mistake(
    "small-number-added",
    "You keep away from 0/0 by adding a small number to the deviation: that changes every answer a little, and makes some huge. "
    "Where the deviation is 0, and only there, divide by 1.",
)
class _:
    class Standardizer(RightStandardizer):
        def transform(self, X):
            super().transform(X)
            result = (X - self.mean_) / (self.std_ + 1e-5)
            return result.astype(X.dtype) if X.dtype.kind == "f" else result


@mistake(
    "fit-returns-nothing",
    "Your fit does not return the Standardizer, so nothing can be called on its result. Return self.",
)
class _:
    class Standardizer(RightStandardizer):
        def fit(self, X):
            super().fit(X)


@mistake(
    "unfitted-unnoticed",
    "Before the first fit there are no statistics, and Python complains about a missing attribute or about None. "
    "Check for it and raise a RuntimeError, which says what is the matter.",
)
class _:
    class Standardizer(RightStandardizer):
        def transform(self, X):
            if self.mean_ is None:
                raise AttributeError("mean_")
            return super().transform(X)


@mistake(
    "transform-in-float64",
    "A float32 batch comes back as float64: the statistics are float64 and turn the result into their own kind. Give it the dtype of X again.",
)
class _:
    class Standardizer(RightStandardizer):
        def transform(self, X):
            return super().transform(X.astype(np.float64))


@mistake(
    "statistics-in-float32",
    "The statistics of float32 samples are float32 themselves, and collect rounding errors. Compute them in float64.",
)
class _:
    class Standardizer(RightStandardizer):
        def fit(self, X):
            super().fit(X)
            if X.dtype == np.float32:
                self.mean_, self.std_ = X.mean(axis=0), X.std(axis=0)
            return self


@mistake(
    "transform-in-place",
    "Your transform changes the array that it was given: it belongs to the caller. Return a new one.",
)
class _:
    class Standardizer(RightStandardizer):
        def transform(self, X):
            result = super().transform(X)
            if X.dtype.kind == "f":
                X[...] = result
            return result


@mistake(
    "one-memory-for-all",
    "All Standardizers share one memory: the latest fit counts for every one of them. Keep the statistics in self, not in the class or in a global variable.",
)
class _:
    class Standardizer(RightStandardizer):
        shared = RightStandardizer()

        def fit(self, X):
            self.shared.fit(X)
            self.mean_, self.std_ = self.shared.mean_, self.shared.std_
            return self

        def transform(self, X):
            if self.mean_ is None:
                raise RuntimeError("fit first")
            return self.shared.transform(X)
