"""Public checks of projection. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

# Height, reach and weight of four people, as distances from an average person.
PEOPLE = np.array([[1.0, 2.0, 0.0], [-1.0, 0.5, 2.0], [0.0, -1.0, 1.0], [2.0, 0.0, -3.0]])
FACTORS = np.array([[1.0, 0.8, 0.0], [-0.8, 1.0, 0.0], [0.0, 0.0, 0.0]])
CROSS = np.array([[8.0, 14.0], [2.0, 6.0], [6.6, 8.8], [3.4, 11.2]])  # long in one direction


def two(answer):
    """The answer of principal_axes, which must be a pair."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`principal_axes` should return two things, (axes, variances).")
    return answer


def variances(m, X):
    return two(m.principal_axes(X))[1]


def lines(m, X):
    """The axes, each turned so that its largest entry is positive: their sign is free."""
    axes = np.asarray(two(m.principal_axes(X))[0], dtype=float)
    if axes.ndim != 2:
        return axes
    largest = axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)]
    return axes * np.where(largest < 0, -1.0, 1.0)[:, None]


@check(points=2)
def rows_are_new_features(lab):
    "transform gives the lesson's features; rows of W choose and mix."
    shuffle = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [1.0, -2.0, 0.0]])
    found = expect.matches(lab.transform, PEOPLE, shuffle, np.array([0.0, 0.0, 10.0]))
    expect.close(found, np.array([[1.0, 0.0, 7.0], [-1.0, 2.0, 8.0], [0.0, 1.0, 12.0], [2.0, -3.0, 12.0]]))
    mixed = expect.matches(lab.transform, PEOPLE, FACTORS, np.zeros(3))
    rows = [[2.6, 1.2, 0.0], [-0.6, 1.3, 0.0], [-0.8, -1.0, 0.0], [2.0, -1.6, 0.0]]
    expect.close(mixed, np.array(rows))
    expect.matches(lab.transform, PEOPLE, FACTORS[:2], np.array([0.5, -1.0]))


@check(points=2)
def a_pair_of_directions(lab):
    "orthogonal_pair makes both rows as long as 1, and refuses slanted ones."
    Q = expect.matches(lab.orthogonal_pair, FACTORS)
    expect.close(Q, np.array([[0.78086881, 0.62469505, 0.0], [-0.62469505, 0.78086881, 0.0]]))
    Q = expect.matches(lab.orthogonal_pair, np.array([[3.0, 0.0, 4.0], [0.0, 2.0, 0.0]]))
    expect.close(Q, np.array([[0.6, 0.0, 0.8], [0.0, 1.0, 0.0]]))
    expect.raises(ValueError, lab.orthogonal_pair, np.array([[1.0, 0.8, 0.0], [0.8, 1.0, 0.0]]))
    expect.raises(ValueError, lab.orthogonal_pair, np.array([[1.0, 0.8, 0.0], [-0.8, -1.0, 0.0]]))


@check(points=1)
def coordinates(lab):
    "project gives coordinates, and moves nothing to the centre."
    Q = np.array([[0.6, 0.0, 0.8], [0.0, 1.0, 0.0]])
    expect.close(
        expect.matches(lab.project, PEOPLE, Q), np.array([[0.6, 2.0], [1.0, 0.5], [0.8, -1.0], [-1.2, 0.0]])
    )


@check(points=2)
def the_largest_variance_first(lab):
    "principal_axes finds the lesson's variances 12.5 and 2, and their axes."
    found = expect.matches(variances, CROSS)
    expect.close(found, np.array([12.5, 2.0]), what="the variances")
    axes = expect.matches(lines, CROSS)
    expect.close(axes, np.array([[0.6, 0.8], [0.8, -0.6]]), what="the axes, up to their sign")


@check(points=1)
def what_is_dropped_is_lost(lab):
    "Two axes of correlated heights, reaches and weights keep all but the smallest variance."
    height = lab.rng.normal(170.0, 9.0, size=40)
    reach = height + lab.rng.normal(2.0, 3.0, size=40)
    weight = 0.9 * height - 85.0 + lab.rng.normal(0.0, 6.0, size=40)
    X = np.stack([height, reach, weight], axis=1)
    spread = expect.matches(variances, X)
    axes = expect.matches(lines, X)
    centred = X - X.mean(axis=0)
    restored = expect.matches(lab.project, centred, axes[:2]) @ axes[:2]
    lost = float(((centred - restored) ** 2).sum(axis=1).mean())
    expect.close(lost, float(spread[2]), what="the mean squared distance to the plane of two axes")
