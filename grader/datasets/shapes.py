"""Pictures of shapes: one with its class, box and mask; striped ones; several at once; ten in colour."""

from __future__ import annotations

import numpy as np

from grader.datasets.outlines import OUTLINES, boxes, masks
from grader.datasets.records import Array, Split

SIDE = 32
SCENE_SIDE = 48
MOST_OBJECTS = 4
PLAIN_NAMES = ("square", "disk", "triangle")
COLOUR_NAMES = tuple(OUTLINES)


def plain(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 32, 32) uint8. y: fields `label` int64, `box` (4,) float32 x0 y0 x1 y1, `mask` (32, 32) uint8.

    A box has the edges of what is drawn, in pixels: a single one in the upper left corner has 0 0 1 1.
    """
    label = rng.integers(0, len(PLAIN_NAMES), count)
    size = 4.5 + 5.5 * rng.random(count)
    mask = _masks(PLAIN_NAMES, label, _centres(rng, size, SIDE), size, _turns(rng, count), SIDE)
    ground, ink = _two_levels(rng, count, apart=0.25)
    light = np.where(mask, ink[:, None, None], ground[:, None, None])
    y = np.zeros(count, [("label", "<i8"), ("box", "<f4", (4,)), ("mask", "u1", (SIDE, SIDE))])
    y["label"], y["box"], y["mask"] = label, boxes(mask), mask
    return Split(_noisy(rng, light, 0.06), y)


def textured(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 32, 32) uint8. y: (N, 32, 32) uint8, 1 where the stripes rise to the right.

    Inside and outside have the same mean, contrast and width of stripes: no threshold tells them apart.
    """
    label = rng.integers(0, len(PLAIN_NAMES), count)
    size = 5.5 + 4 * rng.random(count)
    mask = _masks(PLAIN_NAMES, label, _centres(rng, size, SIDE), size, _turns(rng, count), SIDE)
    falling, rising = (_stripes(rng, count, direction) for direction in (0.75, 0.25))
    light = np.where(mask, rising, falling)
    return Split(_noisy(rng, light, 0.08), mask.astype(np.uint8))


def scenes(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 48, 48) uint8. y: fields `count` int64, `label` (4,) int64, `box` (4, 4) float32 x0 y0 x1 y1.

    One to four shapes that hardly overlap; behind the last, labels are -1 and boxes 0.
    """
    y = np.zeros(count, [("count", "<i8"), ("label", "<i8", (4,)), ("box", "<f4", (4, 4))])
    y["label"] = -1
    ground, _ = _two_levels(rng, count, apart=0.25)
    light = np.repeat(ground[:, None], SCENE_SIDE**2, 1).reshape(count, SCENE_SIDE, SCENE_SIDE)
    taken = np.zeros(light.shape, bool)
    wanted = rng.integers(1, MOST_OBJECTS + 1, count)
    for number in range(MOST_OBJECTS):
        label = rng.integers(0, len(PLAIN_NAMES), count)
        size = 4.5 + 4 * rng.random(count)
        mask = _free_masks(rng, label, size, taken)
        ink = ground + np.where(ground < 0.5, 1, -1) * (0.25 + 0.25 * rng.random(count))
        placed = mask.any(axis=(1, 2)) & (number < wanted)
        mask &= placed[:, None, None]
        light = np.where(mask, ink[:, None, None], light)
        taken |= mask
        rows, slot = np.nonzero(placed)[0], y["count"][placed]
        y["label"][rows, slot], y["box"][rows, slot] = label[placed], boxes(mask[placed])
        y["count"] += placed
    return Split(_noisy(rng, light, 0.05), y)


def colour(rng: np.random.Generator, count: int) -> Split:
    """x: (N, 32, 32, 3) uint8, y: (N,) int64: ten outlines in any colour on a mottled ground of any other."""
    label = rng.integers(0, len(COLOUR_NAMES), count)
    size = 8.5 + 4.5 * rng.random(count)
    mask = _masks(COLOUR_NAMES, label, _centres(rng, size, SIDE), size, _turns(rng, count), SIDE)
    ground, ink = _two_colours(rng, count)
    light = np.where(mask[..., None], ink[:, None, None, :], ground[:, None, None, :])
    light += 0.1 * _mottle(rng, count)[..., None]
    return Split(_noisy(rng, light, 0.06), label)


def _masks(names: tuple[str, ...], label: Array, centre: Array, size: Array, turn: Array, side: int) -> Array:
    """(N, side, side) bool, each image its own outline."""
    found = np.zeros((len(label), side, side), bool)
    for number, name in enumerate(names):
        rows = label == number
        found[rows] = masks(OUTLINES[name], centre[rows], size[rows], turn[rows], side)
    return found


_PLACES = 6  # tries to find a free one


def _free_masks(rng: np.random.Generator, label: Array, size: Array, taken: Array) -> Array:
    """The first of a few random places where at most a tenth of the shape is taken; else nothing."""
    found = np.zeros(taken.shape, bool)
    for _ in range(_PLACES):
        centre = _centres(rng, size, SCENE_SIDE)
        mask = _masks(PLAIN_NAMES, label, centre, size, _turns(rng, len(label)), SCENE_SIDE)
        overlap = (mask & taken).sum(axis=(1, 2))
        usable = (10 * overlap <= mask.sum(axis=(1, 2))) & ~found.any(axis=(1, 2))
        found |= mask & usable[:, None, None]
    return found


def _centres(rng: np.random.Generator, size: Array, side: int) -> Array:
    """(N, 2): such that the shape stays inside."""
    return size[:, None] + (side - 2 * size[:, None]) * rng.random((len(size), 2))


def _turns(rng: np.random.Generator, count: int) -> Array:
    return rng.normal(0, 0.2, count)


def _two_levels(rng: np.random.Generator, count: int, apart: float) -> tuple[Array, Array]:
    """Light of ground and ink, 0 … 1, either of them the brighter one."""
    low = 0.1 + 0.3 * rng.random(count)
    high = low + apart + 0.25 * rng.random(count)
    swap = rng.integers(0, 2, count) == 1
    return np.where(swap, high, low), np.where(swap, low, high)


def _two_colours(rng: np.random.Generator, count: int) -> tuple[Array, Array]:
    """(N, 3) each: a random colour, and one that differs from it by at least 0.4 in one channel."""
    ground = 0.1 + 0.8 * rng.random((count, 3))
    ink = 0.1 + 0.8 * rng.random((count, 3))
    channel = rng.integers(0, 3, count)
    rows = np.arange(count)
    ink[rows, channel] = (ground[rows, channel] + 0.4 + 0.2 * rng.random(count)) % 1
    return ground, ink


def _stripes(rng: np.random.Generator, count: int, direction: float) -> Array:
    """(N, 32, 32), 0 … 1: stripes about four pixels apart, across `direction` (half turns), give or take."""
    slope = direction * np.pi + rng.normal(0, 0.15, count)
    wave = 2 * np.pi / (3.6 + 0.8 * rng.random(count))
    phase = 2 * np.pi * rng.random(count)
    pixels = np.arange(SIDE, dtype=float)
    right, down = np.cos(slope)[:, None, None] * pixels, np.sin(slope)[:, None, None] * pixels[:, None]
    light = 0.5 + 0.35 * np.sin(wave[:, None, None] * (right + down) + phase[:, None, None])
    return np.asarray(light)


def _mottle(rng: np.random.Generator, count: int) -> Array:
    """(N, 32, 32): soft patches of four pixels."""
    coarse = rng.normal(size=(count, SIDE // 4, SIDE // 4))
    return coarse.repeat(4, axis=1).repeat(4, axis=2)


def _noisy(rng: np.random.Generator, light: Array, amount: float) -> Array:
    """uint8 of light 0 … 1 with noise of that standard deviation."""
    noisy = light + rng.normal(0, amount, light.shape)
    return np.asarray(np.rint(255 * noisy.clip(0, 1)), np.uint8)
