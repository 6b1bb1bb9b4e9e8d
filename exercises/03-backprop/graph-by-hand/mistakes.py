"""What learners get wrong when they carry gradients through a graph by hand."""

import numpy as np
from solution import backward as right_backward
from solution import fanout_backward as right_fanout_backward
from solution import unit_backward as right_unit_backward

from grader import mistake


@mistake(
    "ignores-upstream",
    "You return the local derivatives alone and never use the upstream gradient. This graph is a piece of "
    "a longer one: what arrives from behind is multiplied in.",
)
class _:
    def backward(cache, upstream=1.0):
        return right_backward(cache)

    def fanout_backward(cache, upstream):
        return right_fanout_backward(cache, 1.0)

    def unit_backward(cache, upstream):
        return right_unit_backward(cache, 1.0)


@mistake(
    "upstream-added",
    "You add the upstream gradient to the local derivative. Along a path they are multiplied; only where "
    "paths meet is something added.",
)
class _:
    def backward(cache, upstream=1.0):
        return tuple(local + upstream for local in right_backward(cache))

    def fanout_backward(cache, upstream):
        return right_fanout_backward(cache, 1.0) + upstream

    def unit_backward(cache, upstream):
        return tuple(local + upstream for local in right_unit_backward(cache, 1.0))


@mistake(
    "own-factor",
    "In your product each factor receives its own value. It is the other one that counts: "
    "2·3 grows by 3 when the 2 grows by 1.",
)
class _:
    def backward(cache, upstream=1.0):
        q, z = cache
        dq = upstream * q
        return dq, dq, upstream * z

    def unit_backward(cache, upstream):
        dx, dw, db = right_unit_backward(cache, upstream)
        return dw, dx, db


@mistake(
    "sum-shares-out",
    "Your sum divides what it receives among its inputs. Each input of a sum moves the result just as far "
    "as it moves itself, so each receives the whole.",
)
class _:
    def backward(cache, upstream=1.0):
        dx, dy, dz = right_backward(cache, upstream)
        return dx / 2, dy / 2, dz


@mistake(
    "overwrites-fan-out",
    "One of the two reused values, a or b, has been paid only once: your da is half of what it should be. "
    "A value that is used twice adds up both contributions, and that goes for a and for b.",
)
class _:
    def fanout_backward(cache, upstream):
        b = cache
        db = upstream * b
        db = upstream * b  # the second use, in place of the first
        return db + db


@mistake(
    "overwrites-both",
    "Both reused values have been paid only once: your da is a quarter of what it should be. Where a value "
    "is used twice, the second contribution is added to the first, it does not replace it.",
)
class _:
    def fanout_backward(cache, upstream):
        return upstream * cache


@mistake(
    "local-grad-at-wrong-point",
    "You apply σ once more before you take its slope. The derivative a(1 - a) is written in terms of the "
    "output, so insert the output itself.",
)
class _:
    def unit_backward(cache, upstream):
        w, x, a = cache
        s = 1 / (1 + np.exp(-a))
        dz = upstream * s * (1 - s)
        return dz * x, dz * w, dz


@mistake(
    "slope-at-the-input",
    "You insert z into the formula a(1 - a). It is written in terms of the output of σ, not of its input.",
)
class _:
    def unit_backward(cache, upstream):
        w, x, a = cache
        z = np.log(a / (1 - a))
        dz = upstream * z * (1 - z)
        return dz * x, dz * w, dz


@mistake(
    "sigma-skipped",
    "Your gradients pass through σ as if it were not there. Every node on the path multiplies by its own "
    "local derivative, σ too.",
)
class _:
    def unit_backward(cache, upstream):
        w, x, _ = cache
        return upstream * x, upstream * w, upstream * 1.0


_last = {}


@mistake(
    "one-cache-for-all",
    "Your backward pass uses what the latest forward pass left behind, not what belongs to the cache it "
    "was given. Put everything that it needs into the cache, and nothing into a global variable.",
)
class _:
    def forward(x, y, z):
        _last["graph"] = (x + y, z)
        return (x + y) * z, None

    def backward(cache, upstream=1.0):
        return right_backward(_last["graph"], upstream)


@mistake(
    "sum-in-place",
    "You form x + y inside x itself, so the caller's x is no longer what it was. Make a new array.",
)
class _:
    def forward(x, y, z):
        x += y
        return x * z, (x, z)
