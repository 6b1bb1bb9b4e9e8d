"""The same kinds from other draws: uniform numbers for xavier and he, one number at a time for the rest."""

import math

import numpy as np

WAYS = {}


def way(f):
    """Enter a kind of weights under its name."""
    WAYS[f.__name__] = f
    return f


def init(shape, kind, rng, std=0.01):
    """Look the kind up; each gets the shape, the generator and std."""
    if kind not in WAYS:
        raise ValueError(kind)
    return WAYS[kind](shape, rng, std)


@way
def zeros(shape, rng, std):
    """All zero, as floats."""
    return np.full(shape, 0.0)


@way
def normal(shape, rng, std):
    """Standard normal numbers, stretched."""
    return std * rng.standard_normal(shape)


@way
def truncated_normal(shape, rng, std):
    """Collect enough numbers that lie inside, then give them the shape."""
    needed = math.prod(shape)
    inside = np.empty(0)
    while len(inside) < needed:
        z = rng.standard_normal(2 * needed + 10)
        inside = np.concatenate([inside, z[np.abs(z) < 2]])
    return std * inside[:needed].reshape(shape)


@way
def xavier(shape, rng, std):
    """Uniform up to √(6 / (fan_in + fan_out)), which has the variance 2 / (fan_in + fan_out)."""
    return uniform(shape, rng, lambda fan_in, fan_out: 6 / (fan_in + fan_out))


@way
def he(shape, rng, std):
    """Uniform up to √(6 / fan_in)."""
    return uniform(shape, rng, lambda fan_in, fan_out: 6 / fan_in)


def uniform(shape, rng, limit_squared):
    """Numbers between the root of limit_squared(fan_in, fan_out) and minus that; biases are zero."""
    if len(shape) == 1:
        return np.zeros(shape)
    area = math.prod(shape[2:])
    ins, outs = (shape[1], shape[0]) if len(shape) == 4 else shape
    limit = math.sqrt(limit_squared(ins * area, outs * area))
    return rng.uniform(-limit, limit, shape)
