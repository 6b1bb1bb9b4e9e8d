"""All data sets that are not drawn by a program, and with those the list of all."""

from __future__ import annotations

from grader.datasets import cifar, handwriting
from grader.datasets.hashes import HASHES
from grader.datasets.kinds import Real, Recipe, Vendored
from grader.datasets.made import MADE
from grader.datasets.published import PUBLISHED
from grader.datasets.records import Record

_DIGITS = Vendored(
    Record(
        name="digits",
        title="Handwritten digits",
        source="Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak (UCI), via scikit-learn",
        licence="CC BY 4.0",
        synthetic=False,
        shape=(8, 8),
        sizes=(1442, 355),
        target="digit",
        classes=10,
        sha256=HASHES["digits"][0],
    ),
    "digits.npz",
)

_MNIST = Real(
    Record(
        name="mnist",
        title="Handwritten digits",
        source="Y. LeCun, C. Cortes, C. Burges, The MNIST database, 1998",
        licence="CC BY-SA 3.0",
        synthetic=False,
        shape=(28, 28),
        sizes=(60_000, 10_000),
        target="digit",
        classes=10,
    ),
    PUBLISHED["mnist"],
    handwriting.candidates,
    handwriting.splits,
    handwriting.TEST_PARTS,
)

_FASHION_MNIST = Real(
    Record(
        name="fashion-mnist",
        title="Garments",
        source="H. Xiao, K. Rasul, R. Vollgraf (Zalando Research), 2017",
        licence="MIT",
        synthetic=False,
        shape=(28, 28),
        sizes=(60_000, 10_000),
        target="kind of garment",
        classes=10,
        class_names=(
            *("T-shirt", "trouser", "pullover", "dress", "coat"),
            *("sandal", "shirt", "sneaker", "bag", "ankle boot"),
        ),
    ),
    PUBLISHED["fashion-mnist"],
    handwriting.candidates,
    handwriting.splits,
    handwriting.TEST_PARTS,
)

_CIFAR_10 = Real(
    Record(
        name="cifar-10",
        title="Small photographs",
        source="A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
        licence="none stated",
        synthetic=False,
        shape=(32, 32, 3),
        sizes=(50_000, 10_000),
        target="kind of thing",
        classes=10,
        class_names=cifar.NAMES,
    ),
    PUBLISHED["cifar-10"],
    cifar.candidates,
    cifar.splits,
    frozenset(PUBLISHED["cifar-10"].content),
)

_ALL: tuple[Recipe, ...] = (_DIGITS, *MADE, _MNIST, _FASHION_MNIST, _CIFAR_10)

RECIPES: dict[str, Recipe] = {recipe.record.name: recipe for recipe in _ALL}
"""By name, in the order in which they are listed."""
