"""Public checks of `adam`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

USUAL = {
    "RMSProp": {"lr": 0.001, "rho": 0.9, "eps": 1e-8},
    "Adam": {"lr": 0.001, "b1": 0.9, "b2": 0.999, "eps": 1e-8},
}
STEEP_AND_FLAT = {"w": np.array([5.0, 5.0])}, {"w": np.array([3.0, -0.003])}


def path(m, optimiser, settings, params, gradients):
    """The parameters after each step of a new optimiser, which gets one dict of gradients a step."""
    steps, made = [], m[optimiser](**settings)
    for grads in gradients:
        params = made.step(params, grads)
        steps.append(params)
    return steps


def steps_of_one(lab, optimiser, settings, gradients):
    """How far one number moves in each step, from 0."""
    start, slopes = {"w": np.zeros(1)}, [{"w": np.array([g])} for g in gradients]
    walked = expect.matches(path, optimiser, settings, start, slopes, atol=1e-14)
    places = [0.0, *(float(params["w"][0]) for params in walked)]
    return np.diff(places)


@check(points=2)
def rmsprop_divides_by_the_usual_size(lab):
    "RMSProp gives the lesson's steps, with the sizes of the gradients divided out."
    walked = expect.matches(path, "RMSProp", {"lr": 0.1}, STEEP_AND_FLAT[0], [STEEP_AND_FLAT[1]])
    expect.close(walked[0]["w"], np.array([4.683772, 5.316224]), rtol=1e-6, what="w after one step")
    found = steps_of_one(lab, "RMSProp", {"lr": 0.1, "rho": 0.5, "eps": 1.0}, [2.0, -4.0])
    expect.close(found, np.array([-0.0828427, 0.1]), rtol=1e-6, what="two steps with rho = 0.5 and eps = 1")


@check(points=2)
def adams_first_step(lab):
    "Adam's first step is lr long, whatever the size of the gradient."
    walked = expect.matches(path, "Adam", {"lr": 0.1}, STEEP_AND_FLAT[0], [STEEP_AND_FLAT[1]])
    expect.close(walked[0]["w"], np.array([4.9, 5.1]), rtol=1e-6, what="w after one step")


@check(points=2)
def adam_remembers(lab):
    "Adam gives the lesson's three steps for the gradients 2, -4 and 0."
    found = steps_of_one(lab, "Adam", {"lr": 0.1, "b1": 0.5, "b2": 0.75, "eps": 1.0}, [2.0, -4.0, 0.0])
    right = np.array([-0.0666667, 0.0465656, 0.0246138])
    expect.close(found, right, rtol=1e-5, what="the three steps")


@check(points=1)
def eps_beside_tiny_gradients(lab):
    "eps is added to the corrected root: where g = eps, the first step is lr/2."
    found = steps_of_one(lab, "Adam", {"lr": 0.1, "eps": 1e-6}, [1e-6])
    expect.close(found, np.array([-0.05]), what="Adam's first step")
    found = steps_of_one(lab, "RMSProp", {"lr": 0.1, "rho": 0.75, "eps": 1e-6}, [1e-6])
    expect.close(found, np.array([-0.0666666667]), rtol=1e-6, what="RMSProp's first step")


@check(points=2)
def every_name_has_its_own_means(lab):
    "Parameters do not disturb each other, and a step counts once for all."
    params = {"0.W": np.array([[1.0, 2.0]]), "0.b": np.array([[3.0, -4.0]])}
    first = {"0.W": np.array([[1.0, -1.0]]), "0.b": np.array([[-20.0, 0.5]])}
    second = {"0.W": np.array([[0.0, 2.0]]), "0.b": np.array([[5.0, 0.5]])}
    for optimiser in ("RMSProp", "Adam"):
        expect.matches(path, optimiser, {"lr": 0.1}, params, [first, second])


@check(points=1)
def knows_the_usual_settings(lab):
    "Settings that are left out are the usual ones."
    start, gradients = {"w": np.zeros(3)}, [{"w": np.array(g)} for g in ([2e-8, 1.0, 0.0], [-1e-8, 2.0, 0.0])]
    for optimiser, settings in USUAL.items():
        found = expect.matches(path, optimiser, {}, start, gradients, atol=1e-14)
        said = expect.matches(path, optimiser, settings, start, gradients, atol=1e-14)
        expect.close(found, said, atol=1e-14, what=f"two steps of {optimiser}()")


@check(points=1)
def nothing_to_do(lab):
    "Gradients of zero from the start move nothing, and warn of nothing."
    still = {"w": np.zeros((2, 3))}
    params = {"w": np.arange(6.0).reshape(2, 3)}
    for optimiser in ("RMSProp", "Adam"):
        walked = expect.no_warnings(path, optimiser, {}, params, [still, still])
        expect.close(walked[-1], params, what=f"the parameters after two steps of {optimiser}")


@check(points=1)
def makes_new_arrays(lab):
    "Parameters and gradients that you are given stay as they are."
    for optimiser in ("RMSProp", "Adam"):
        expect.unchanged(path, optimiser, {}, *STEEP_AND_FLAT[:1], [STEEP_AND_FLAT[1]])
