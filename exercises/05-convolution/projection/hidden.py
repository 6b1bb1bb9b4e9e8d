"""Hidden checks of projection."""

import numpy as np
from checks import lines, variances

from grader import check, expect

SIZES = [(5, 3, 2), (4, 2, 3), (7, 5, 4), (3, 4, 6), (6, 3, 5), (2, 5, 3), (9, 4, 2), (1, 6, 3)]


def drawn_cloud(lab, N, D):
    """N samples around a point far from 0, spread differently along slanted axes."""
    slant = np.linalg.qr(lab.rng.normal(size=(D, D)))[0]
    spread = np.arange(D, 0.0, -1.0) * lab.rng.uniform(0.9, 1.1, size=D)
    return lab.rng.normal(size=(N, D)) * spread @ slant + lab.rng.normal(size=D) * 10.0


@check(points=2)
def transforms_anything(lab):
    "transform agrees with its formula on random features."
    for N, D, M in SIZES:
        expect.matches(
            lab.transform, lab.rng.normal(size=(N, D)), lab.rng.normal(size=(M, D)), lab.rng.normal(size=M)
        )


@check(points=1)
def projects_anything(lab):
    "project agrees with its formula on random directions."
    for N, D, M in SIZES:
        expect.matches(lab.project, lab.rng.normal(size=(N, D)) + 3.0, lab.rng.normal(size=(M, D)))


@check(points=2)
def pairs_of_any_length(lab):
    "orthogonal_pair depends on directions only, not on lengths."
    for D, long in [(2, 1.0), (3, 1e-6), (4, 1e5), (5, 30.0)]:
        rows = np.linalg.qr(lab.rng.normal(size=(D, D)))[0] * lab.rng.uniform(0.5, 2.0, size=(D, 1)) * long
        expect.matches(lab.orthogonal_pair, rows)
        slanted = rows + np.eye(D)[[1, 0, *range(2, D)]] @ rows * 1e-3
        expect.raises(ValueError, lab.orthogonal_pair, slanted)
        expect.raises(ValueError, lab.orthogonal_pair, slanted * -np.sign(np.arange(D) - 0.5)[:, None])
    nearly = np.array([[2.0, 0.0, 0.0], [0.0, 3.0, 0.0]])
    expect.matches(lab.orthogonal_pair, nearly + np.array([[0.0, 1.4e-9, 0.0], [0.0, 0.0, 0.0]]))
    expect.raises(ValueError, lab.orthogonal_pair, nearly + np.array([[0.0, 3e-9, 0.0], [0.0, 0.0, 0.0]]))


@check(points=2)
def variances_of_random_clouds(lab):
    "The variances of random clouds, from the largest to the smallest."
    for N, D in [(30, 2), (25, 3), (40, 4), (12, 5), (3, 4)]:
        expect.matches(variances, drawn_cloud(lab, N, D), atol=1e-8)


@check(points=2)
def axes_of_random_clouds(lab):
    "The axes of random clouds: length 1, orthogonal, in the right order."
    for N, D in [(60, 2), (50, 3), (70, 4)]:
        axes = expect.matches(lines, drawn_cloud(lab, N, D), rtol=1e-5, atol=1e-7)
        expect.close(axes @ axes.T, np.eye(D), what="the products of the axes with each other")


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No argument is changed, and the answers are new arrays."
    X, W = lab.rng.normal(size=(4, 3)), np.diag([2.0, 3.0, 4.0])
    expect.unchanged(lab.transform, X, W, np.ones(3))
    expect.unchanged(lab.orthogonal_pair, W)
    expect.not_aliased(lab.orthogonal_pair, np.eye(3))
    expect.unchanged(lab.project, X, W)
    expect.unchanged(variances, X)
