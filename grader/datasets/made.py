"""The generated data sets: what they are, which program draws them, how many samples they have."""

from __future__ import annotations

import functools
import platform

from grader.datasets import glyphs, pictures, points, sequences, shapes, tables, text
from grader.datasets.hashes import HASHES
from grader.datasets.kinds import Generated
from grader.datasets.records import Record


def _record(
    name: str,
    title: str,
    shape: tuple[int, ...],
    sizes: tuple[int, int],
    target: str,
    classes: int | tuple[str, ...] | None = None,
) -> Record:
    names = classes if isinstance(classes, tuple) else ()
    return Record(
        name=name,
        title=title,
        source="drawn by a program of dllab",
        licence="MIT",
        synthetic=True,
        shape=shape,
        sizes=sizes,
        target=target,
        classes=len(names) or (classes if isinstance(classes, int) else None),
        class_names=names,
        sha256=HASHES[name][0],
    )


_SIDES = (shapes.SIDE, shapes.SIDE)
_SCENE = (shapes.SCENE_SIDE, shapes.SCENE_SIDE)

_PICTURES = (
    Generated(
        _record("glyphs", "Drawn digits", (28, 28), (3000, 1000), "digit", 10),
        glyphs.draw,
        keep=True,
    ),
    Generated(
        _record("shapes", "A shape", _SIDES, (2000, 500), "fields label, box, mask", shapes.PLAIN_NAMES),
        shapes.plain,
        keep=True,
    ),
    Generated(
        _record("shapes-textured", "Stripes on stripes", _SIDES, (1000, 300), "mask"),
        shapes.textured,
        keep=True,
    ),
    Generated(
        _record(
            "shapes-scenes",
            "One to four shapes",
            _SCENE,
            (1000, 300),
            "fields count, label, box",
            shapes.PLAIN_NAMES,
        ),
        shapes.scenes,
        keep=True,
    ),
    Generated(
        _record(
            "shapes-colour", "Shapes in colour", (*_SIDES, 3), (3000, 1000), "outline", shapes.COLOUR_NAMES
        ),
        shapes.colour,
        keep=True,
    ),
    Generated(
        _record(
            "test-images",
            "Test pictures",
            (pictures.HEIGHT, pictures.WIDTH),
            (32, 16),
            "kind",
            pictures.NAMES,
        ),
        pictures.draw,
    ),
)

_TABLES = (
    Generated(
        _record(
            "home-runs", "Baseball seasons", (), (400, 400), "fields rate, winning", ("losing", "winning")
        ),
        tables.home_runs,
    ),
    Generated(
        _record("height-weight", "Heights and weights", (2,), (300, 300), "group", 2), tables.height_weight
    ),
)

_POINTS = tuple(
    Generated(_record(name, title, (2,), (400, 400), "class", 2), draw)
    for name, title, draw in (
        ("spiral", "Two spiral arms", points.spiral),
        ("moons", "Two half moons", points.moons),
        ("rings", "A disk within a ring", points.rings),
        ("xor", "Exclusive or", points.xor),
    )
)

_SEQUENCES = (
    Generated(
        _record("first-bit", "Bits: the first", (sequences.FIRST_BITS, 1), (2000, 1000), "first bit", 2),
        sequences.first_bit,
        functools.partial(sequences.first_bit, held_out=True),
    ),
    Generated(
        _record("majority", "Bits: most of them", (sequences.MAJORITY_BITS, 1), (2000, 1000), "majority", 2),
        sequences.majority,
        functools.partial(sequences.majority, held_out=True),
    ),
    Generated(
        _record("parity", "Bits: odd or even", (sequences.PARITY_BITS, 1), (2000, 500), "parity", 2),
        sequences.parity,
    ),
    Generated(
        _record("adding", "A sum of two", (sequences.ADDING_STEPS, 2), (3000, 1000), "sum"),
        sequences.adding,
    ),
    Generated(
        _record(
            "delayed-copy", "Bits, 3 steps late", (sequences.COPY_STEPS, 1), (1000, 500), "bit a step", 2
        ),
        sequences.delayed_copy,
        functools.partial(sequences.delayed_copy, held_out=True),
    ),
    Generated(
        _record("sines", "Sums of two waves", (sequences.SINE_STEPS, 1), (1000, 500), "next value"),
        sequences.sines,
    ),
)

_TEXT = Generated(
    Record(
        name="stdlib-text",
        title="Docstrings",
        source=f"the standard library of Python {platform.python_version()}",
        licence="PSF-2.0",
        synthetic=False,
        shape=(text.STEPS,),
        sizes=(10_000, 2_000),
        target="next character",
        classes=len(text.ALPHABET),
        class_names=tuple(text.ALPHABET),
    ),
    text.draw,
    functools.partial(text.draw, held_out=True),
)

MADE = (*_PICTURES, *_TABLES, *_POINTS, *_SEQUENCES, _TEXT)
