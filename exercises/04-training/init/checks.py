"""Public checks of `init`. Random weights are judged by their statistics, five standard errors to each side."""

import numpy as np

from grader import check, expect

DENSE = (200, 300)  # fan_in, fan_out; 60 000 weights
KERNELS = (40, 12, 5, 7)  # fan_in 12·5·7 = 420, fan_out 40·5·7 = 1400
WAYS_TO_MISS = {  # what the variance is then, as a share of what it should be
    ("he", DENSE): {
        "fan-out-for-fan-in": 2 / 3,
        "he-without-two": 1 / 2,
        "limit-is-not-std": 1 / 3,
        "std-vs-var": 2 / 200,
    },
    ("xavier", DENSE): {"fan-out-forgotten": 5 / 4, "limit-is-not-std": 1 / 3, "std-vs-var": 2 / 500},
    ("he", KERNELS): {"kernel-area-forgotten": 35, "dense-rule-for-kernels": 42 / 4, "he-without-two": 1 / 2},
    ("xavier", KERNELS): {"kernel-area-forgotten": 35, "dense-rule-for-kernels": 35},
}


def weights(lab, shape, kind, *std):
    """Weights drawn from a fresh generator, in one piece and in float64."""
    W = lab.init(shape, kind, lab.generator(), *std)
    expect.shape(W, shape, what="the array of weights")
    expect.dtype(W, np.float64, what="the array of weights")
    copied = len(shape) == 2 and bool((W[:, :1] == W).all())
    expect.that(not copied, f"All units of the {kind} layer are equal.", mistake="one-unit-copied")
    return W


def has_variance(W, variance, formula, others):
    """The variance of W, as a share of what it should be, with the ranges of known mistakes."""
    share = float(np.var(W) / variance)
    margin = 5 * np.sqrt(2 / W.size)
    around = {name: (r * (1 - margin), r * (1 + margin)) for name, r in others.items()}
    expect.between(share, 1 - margin, 1 + margin, what=f"the variance divided by {formula}", mistakes=around)
    error = 5 * np.sqrt(variance / W.size)
    expect.between(float(W.mean()), -error, error, what="the mean")


@check(points=2)
def zeros_and_plain_normals(lab):
    "Zeros are zeros; normal weights have the standard deviation asked for."
    expect.close(expect.matches(lab.init, (3, 4), "zeros", None), np.zeros((3, 4)), what="zeros")
    W = weights(lab, DENSE, "normal", 0.5)
    has_variance(W, 0.25, "0.25", {"std-ignored": 0.0004, "std-vs-var": 0.25})
    W = weights(lab, DENSE, "normal")
    has_variance(W, 0.0001, "0.0001", {"std-vs-var": 0.0001})


@check(points=2)
def he_and_xavier_for_a_dense_layer(lab):
    "Dense weights have the variance 2/fan_in, or 2/(fan_in + fan_out)."
    W = weights(lab, DENSE, "he")
    has_variance(W, 2 / 200, "2 / 200", WAYS_TO_MISS["he", DENSE])
    W = weights(lab, DENSE, "xavier")
    has_variance(W, 2 / 500, "2 / 500", WAYS_TO_MISS["xavier", DENSE])


@check(points=2)
def counts_the_cells_of_a_kernel(lab):
    "For kernels, every cell of the window counts; biases are zeros."
    W = weights(lab, KERNELS, "he")
    has_variance(W, 2 / 420, "2 / 420", WAYS_TO_MISS["he", KERNELS])
    W = weights(lab, KERNELS, "xavier")
    has_variance(W, 2 / 1820, "2 / 1820", WAYS_TO_MISS["xavier", KERNELS])
    for kind in ("he", "xavier"):
        b = lab.init((5,), kind, lab.generator())
        drawn = isinstance(b, np.ndarray) and b.shape == (5,) and b.any()
        expect.that(not drawn, f"The biases of {kind} should be zeros.", mistake="random-biases")
        expect.close(b, np.zeros(5), what=f"the biases of {kind}")


@check(points=2)
def truncated_means_drawn_again(lab):
    "Truncated weights lie within 2·std, have .774 of its variance, no heaps."
    W = weights(lab, DENSE, "truncated_normal", 0.1)
    heap = np.mean(np.isclose(np.abs(W), 0.2, rtol=1e-9, atol=0))
    expect.that(
        heap < 0.001,
        f"{heap:.1%} of the weights lie at -0.2 or at 0.2 exactly.",
        mistake="clip-not-resample",
    )
    outside = np.mean(np.abs(W) > 0.2)
    text = f"No weight should be further than 0.2 from 0; a share of {outside:.4f} is."
    # One more draw leaves .0455 · .0455 = .0021 outside, none leaves .0455 there.
    expect.that(not 0.0011 < outside < 0.0031, text, mistake="redraws-once")
    expect.that(outside == 0, text)
    ways = {"truncates-at-one-std": 0.2911 / 0.7737, "std-ignored": 0.01}
    has_variance(W, 0.7737 * 0.01, "(0.7737 · 0.01)", ways)


@check(points=2)
def draws_from_rng_alone(lab):
    "The same state of rng gives the same weights, another state others."
    one, other = lab.generator(), lab.generator()
    for kind in ("normal", "truncated_normal", "xavier", "he"):
        first, again = lab.init((6, 5), kind, one), lab.init((6, 5), kind, one)
        same = np.array_equal(first, again)
        expect.that(same, f"{kind}: two calls with rng in one state differ.", mistake="global-rng")
        different = not np.array_equal(first, lab.init((6, 5), kind, other))
        expect.that(different, f"{kind}: another rng gives the same weights.", mistake="fixed-seed")


@check(points=1)
def refuses_other_kinds(lab):
    "An unknown kind raises ValueError."
    expect.raises(ValueError, lab.init, (3, 4), "glorot", lab.generator())
    expect.raises(ValueError, lab.init, (5,), "HE", lab.generator())
