"""Public checks of `momentum`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

W = np.array([2.0, -1.0])
V = np.array([0.5, 0.0])
G = np.array([1.0, -3.0])


def two(answer):
    """What alexnet_step returned, which must be a pair: an array of two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`alexnet_step` should return two things, (w2, v2).")
    return answer


def velocity(m, *args, **options):
    """The new velocity alone."""
    return two(m.alexnet_step(*args, **options))[1]


def weights(m, *args, **options):
    """The new weights alone."""
    return two(m.alexnet_step(*args, **options))[0]


def walk(m, settings, params, gradients):
    """The parameters after each step of one optimiser, which gets one dict of gradients a step."""
    optimiser, path = m.Momentum(**settings), []
    for grads in gradients:
        params = optimiser.step(params, grads)
        path.append(params)
    return path


@check(points=2)
def sums_up_the_velocity(lab):
    "The new velocity is the lesson's sum of three terms."
    found = expect.matches(velocity, W, V, G, lr=0.1, mu=0.9, wd=0.5)
    expect.close(found, np.array([0.25, 0.35]), what="v2")


@check(points=1)
def moves_by_the_new_velocity(lab):
    "The weights move by the new velocity."
    found = expect.matches(weights, W, V, G, lr=0.1, mu=0.9, wd=0.5)
    expect.close(found, np.array([2.25, -0.65]), what="w2")


@check(points=1)
def decays_without_a_gradient(lab):
    "With gradient zero weights shrink, and velocities fade."
    still = np.zeros(2)
    found = expect.matches(weights, np.array([4.0, -2.0]), still, still, lr=0.1, mu=0.9, wd=0.5)
    expect.close(found, np.array([3.8, -1.9]), what="w2, from rest and with gradient 0")
    found = expect.matches(velocity, W, V, still, lr=0.1, mu=0.9, wd=0.0)
    expect.close(found, np.array([0.45, 0.0]), what="v2, without gradient and decay")


@check(points=1)
def knows_alexnets_settings(lab):
    "Without settings they are AlexNet's: 0.01, 0.9 and 0.0005."
    w, v, g = np.array([1e6]), np.array([100.0]), np.array([1000.0])
    expect.close(expect.matches(velocity, w, v, g), np.array([90.0 - 5.0 - 10.0]), what="v2")
    path = expect.matches(walk, {}, {"w": w}, [{"w": g}, {"w": 0 * g}])
    expect.close(path[0]["w"] - w, np.array([-15.0]), what="the first step of Momentum")
    expect.close(
        path[1]["w"] - path[0]["w"], np.array([-13.5 - 4.999925]), what="its second, with gradient 0"
    )


@check(points=2)
def gathers_speed(lab):
    "Under a steady gradient Momentum gets faster, up to lr/(1 - mu)."
    start, slope = {"w": np.array([10.0])}, {"w": np.array([1.0])}
    path = expect.matches(walk, {"lr": 0.1, "mu": 0.9, "wd": 0.0}, start, [slope] * 3)
    places = [params["w"] for params in path]
    expect.close(places, [np.array([9.9]), np.array([9.71]), np.array([9.439])], what="w, step by step")
    path = expect.matches(walk, {"lr": 0.1, "mu": 0.5, "wd": 0.0}, start, [slope] * 40)
    expect.close(path[-2]["w"] - path[-1]["w"], np.array([0.2]), what="the length of the 40th step")


@check(points=2)
def one_velocity_for_each_name(lab):
    "Every parameter has a velocity of its own."
    params = {"0.W": np.array([[1.0, 2.0]]), "0.b": np.array([[3.0, -4.0]])}
    grads = {"0.W": np.array([[1.0, -1.0]]), "0.b": np.array([[-2.0, 0.5]])}
    path = expect.matches(walk, {"lr": 0.1, "mu": 0.5, "wd": 0.0}, params, [grads, grads])
    right = {"0.W": np.array([[0.75, 2.25]]), "0.b": np.array([[3.5, -4.125]])}
    expect.close(path[-1], right, what="the parameters after two steps")


@check(points=2)
def makes_new_arrays(lab):
    "Weights, velocities and gradients that you are given stay as they are."
    expect.unchanged(lab.alexnet_step, W, V, G)
    expect.unchanged(one_step, {"0.W": W, "0.b": V}, {"0.W": G, "0.b": W})


def one_step(m, params, grads):
    """The parameters after the first step."""
    return m.Momentum().step(params, grads)
