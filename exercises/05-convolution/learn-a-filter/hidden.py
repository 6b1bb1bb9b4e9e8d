"""Hidden checks of learn-a-filter."""

import numpy as np
from checks import learn, maps

from grader import check, expect

SHAPES = [(1, 3, 4), (2, 5, 7), (3, 4, 8), (5, 6, 3), (4, 9, 5), (2, 8, 6), (7, 3, 5), (3, 7, 4)]


@check(points=2)
def any_images(lab):
    "Kernel and losses are right for random images, maps and rates."
    for N, H, W in SHAPES:
        X, Y = lab.rng.normal(size=(N, H, W)), lab.rng.normal(size=(N, H - 2, W - 2))
        expect.matches(learn, X, Y, lab.rng.uniform(0.01, 0.1), 3, lab.generator())


@check(points=2)
def finds_any_kernel(lab):
    "It finds kernels that no slide has ever shown."
    K = lab.rng.normal(size=(3, 3))
    X = lab.rng.normal(size=(4, 8, 7))
    found = expect.matches(learn, X, maps(X, K), 0.2, 100, lab.generator())
    expect.close(found["K"], K, rtol=0.0, atol=1e-3, what="K")


@check(points=1)
def flat_images_teach_only_the_sum(lab):
    "From flat images it learns what can be learned, and no more."
    X = np.broadcast_to(lab.rng.normal(size=(5, 1, 1)), (5, 4, 6)).copy()
    K = lab.rng.normal(size=(3, 3))
    rng = lab.generator()
    start = learn(lab, X, maps(X, K), 0.02, 0, rng)["K"]
    found = expect.matches(learn, X, maps(X, K), 0.02, 5, rng)
    change = np.asarray(found["K"]) - start
    expect.close(change, np.full((3, 3), change[0, 0]), what="what was added to the start")


@check(points=1)
def noise_remains(lab):
    "With noisy maps the loss stops above zero."
    X = lab.rng.normal(size=(3, 6, 7))
    Y = maps(X, lab.rng.normal(size=(3, 3))) + lab.rng.normal(size=(3, 4, 5))
    expect.matches(learn, X, Y, 0.1, 30, lab.generator())


@check(points=1)
def only_this_generator(lab):
    "The same generator gives the same kernel, another gives another."
    X = lab.rng.normal(size=(2, 5, 6))
    Y = maps(X, lab.rng.normal(size=(3, 3)))
    first = expect.matches(learn, X, Y, 0.1, 1, np.random.default_rng(1))
    again = learn(lab, X, Y, 0.1, 1, np.random.default_rng(1))
    expect.close(again["K"], first["K"], what="K for the same generator")
    other = expect.matches(learn, X, Y, 0.1, 1, np.random.default_rng(2))
    expect.that(not np.allclose(other["K"], first["K"]), "Another generator should give another kernel.")


@check(points=1)
def leaves_its_arguments_alone(lab):
    "X and Y stay as they are."
    X, Y = lab.rng.normal(size=(2, 5, 6)), lab.rng.normal(size=(2, 3, 4))

    def learn_from(m, X, Y):
        return learn(m, X, Y, 0.1, 2, lab.generator())

    expect.unchanged(learn_from, X, Y)
