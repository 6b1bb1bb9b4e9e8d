"""Wrong checkers. Where check is meant to be wrong, often one of its parts is replaced."""

import numpy as np
from solution import both_sides as right_both_sides
from solution import check as right_check
from solution import entry_errors as right_entry_errors
from solution import excused as right_excused
from solution import worst_entry as right_worst_entry

from grader import mistake


@mistake(
    "forward-difference",
    "Your slope runs from x to x + h. That is the forward difference, whose error shrinks only like h; "
    "step to both sides of x.",
)
class _:
    def num_grad(f, x, h=1e-5):
        _, above = right_both_sides(f, x, h)
        return (above - f(np.array(x, dtype=np.float64))) / h


@mistake(
    "divides-by-h",
    "Your gradient is twice too large: from x - h to x + h the distance is 2h, not h.",
)
class _:
    def num_grad(f, x, h=1e-5):
        below, above = right_both_sides(f, x, h)
        return (above - below) / h


@mistake(
    "does-not-restore-x",
    "An entry stays moved while you go on to the next, so the later slopes are taken at another point. "
    "Put each entry back before you touch the next one.",
)
class _:
    def num_grad(f, x, h=1e-5):
        x = np.asarray(x, dtype=np.float64)
        gradient = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            x[index] += h
            above = f(x)
            x[index] -= 2 * h
            gradient[index] = (above - f(x)) / (2 * h)
        return gradient


@mistake(
    "restores-by-arithmetic",
    "You move the caller's own x and add the step back afterwards. In floating point x + h - 2h + h need "
    "not be x: work on a copy, and put back the number that you kept.",
)
class _:
    def num_grad(f, x, h=1e-5):
        x = np.asarray(x, dtype=np.float64)
        gradient = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            x[index] += h
            above = f(x)
            x[index] -= 2 * h
            gradient[index] = (above - f(x)) / (2 * h)
            x[index] += h
        return gradient


@mistake(
    "int-dtype-truncation",
    "An array of integers cannot hold x + h: the step is cut off when you store it. Cast to float64 "
    "before you move anything.",
)
class _:
    def float64_copy(x):
        return np.array(x)


@mistake(
    "keeps-float32",
    "float32 stays float32 in your differences. With seven digits a step of 1e-5 leaves hardly any of "
    "them: cast to float64 whatever comes in.",
)
class _:
    def float64_copy(x):
        return np.array(x, dtype=np.float32 if x.dtype == np.float32 else np.float64)


@mistake(
    "0/0-nan",
    "Two arrays of zeros agree perfectly, yet your relative error is 0 / 0. Keep the denominator away "
    "from 0.",
)
class _:
    def rel_error(a, b):
        with np.errstate(all="ignore"):
            error = np.max(np.abs(a - b)) / (np.max(np.abs(a)) + np.max(np.abs(b)))
        return np.inf if np.isnan(a + b).any() else float(error)


@mistake(
    "entry-by-entry",
    "Your relative error divides every difference by its own two entries. Then a tiny entry counts as "
    "much as a large one: divide the largest difference by the largest sizes of the two arrays.",
)
class _:
    def rel_error(a, b):
        error = float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))
        return np.inf if np.isnan(error) else error


@mistake(
    "upstream-of-ones",
    "Your check lets a wrong layer pass because its upstream gradient is all ones. Then a layer that "
    "ignores it looks right, and so does a softmax that returns zeros: draw it at random.",
)
class _:
    def check(forward, backward, inputs, rng, h=1e-5, tol=1e-6):
        class Ones:
            def normal(self, size):
                return np.ones(size)

        return right_check(forward, backward, inputs, Ones(), h, tol)


@mistake(
    "noise-counts-as-error",
    "Where the true gradient is close to 0 your check divides rounding noise by a number just as small, "
    "and fails a right layer. Measure the error against 1 at least.",
)
class _:
    def entry_errors(gradient, here, below, above, h, tol):
        numeric = (above - below) / (2 * h)
        errors = np.abs(gradient - numeric) / np.maximum(1e-8, np.abs(gradient) + np.abs(numeric))
        errors = np.where(np.isnan(errors), np.inf, errors)
        corner = right_excused(gradient, (here - below) / h, (above - here) / h, tol)
        return np.where(corner, 0.0, errors)


@mistake(
    "absolute-error",
    "Your check fails a right layer whose gradient is large: it compares the plain difference with tol. A "
    "large gradient has a larger rounding error; divide by its size.",
)
class _:
    def entry_errors(gradient, here, below, above, h, tol):
        errors = np.abs(gradient - (above - below) / (2 * h))
        errors = np.where(np.isnan(errors), np.inf, errors)
        corner = right_excused(gradient, (here - below) / h, (above - here) / h, tol)
        return np.where(corner, 0.0, errors)


@mistake(
    "corner-counts-as-error",
    "Your check fails a right layer at a corner. There the slopes on both sides differ, and the central "
    "difference is the mean of the two; any gradient between them is right.",
)
class _:
    def excused(gradient, left, right, tol):
        return np.zeros(gradient.shape, dtype=bool)


@mistake(
    "corner-excuses-all",
    "Your check skips every entry that sits on a corner. The gradient has a choice there, but only "
    "between the slopes on the two sides: beyond them it is wrong.",
)
class _:
    def excused(gradient, left, right, tol):
        return np.abs(right - left) > 1e-3 * np.maximum(1.0, np.abs(gradient))


@mistake(
    "missing-key-ignored",
    "A gradient that backward does not return is never looked at, so the layer passes. Go through the "
    "inputs, not through what came back.",
)
class _:
    def worst_entry(loss, here, x, gradient, h, tol):
        if gradient is None:
            return 0.0, ()
        return right_worst_entry(loss, here, x, gradient, h, tol)


@mistake(
    "shape-broadcast",
    "A gradient of the wrong shape passes, because NumPy stretches it to fit before you subtract. Compare "
    "the shapes first.",
)
class _:
    def worst_entry(loss, here, x, gradient, h, tol):
        if gradient is not None:
            gradient = np.broadcast_to(gradient, np.broadcast_shapes(np.shape(gradient), x.shape)).reshape(-1)
            gradient = gradient[: x.size].reshape(x.shape)
        return right_worst_entry(loss, here, x, gradient, h, tol)


@mistake(
    "nan-passes",
    "A gradient of nan passes your check: every comparison with nan is false, `nan > tol` too. Look for "
    "nan, or ask whether all errors are at most tol.",
)
class _:
    def entry_errors(gradient, here, below, above, h, tol):
        errors = right_entry_errors(gradient, here, below, above, h, tol)
        return np.where(np.isnan(gradient), 0.0, errors)


@mistake(
    "compares-sums",
    "Your check compares the sum of the gradient with the sum of the numeric one. Errors cancel in a sum, "
    "and a transposed gradient has the same: compare entry by entry.",
)
class _:
    def entry_errors(gradient, here, below, above, h, tol):
        a, n = np.array([gradient.sum()]), np.array([(above - below).sum() / (2 * h)])
        error = np.abs(a - n) / np.maximum(1.0, np.maximum(np.abs(a), np.abs(n)))
        left, right = ((here - below) / h).sum(), ((above - here) / h).sum()
        error = np.where(right_excused(a, left, right, tol), 0.0, error)
        return np.full(gradient.shape, np.inf if np.isnan(error) else error)
