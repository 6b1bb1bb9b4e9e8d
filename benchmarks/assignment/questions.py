"""The five questions as data: what is called, with what, and which cases are hidden.

Every grader is given the same ten checks (a public and a hidden one for each question) of the same calls,
with the same expected numbers; the modules in peers/ only write them down in each grader's own format.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SUBMISSIONS = tuple(sorted((HERE / "submissions").glob("*.py")))


@dataclass(frozen=True)
class Check:
    """One check: a function called with several arguments.

    Attributes:
        function: what is called.
        title: what the check establishes.
        hidden: whether learners may not see it.
        arguments: of each call, as Python source.
    """

    function: str
    title: str
    hidden: bool
    arguments: tuple[str, ...]

    @property
    def name(self) -> str:
        """An identifier."""
        return f"{self.function}_{'hidden' if self.hidden else 'public'}"


CHECKS = (
    Check(
        "centre",
        "centre gives every column the mean 0.",
        False,
        (
            "np.array([[1.0, 2.0], [3.0, 6.0]])",
            "np.arange(12.0).reshape(3, 4) ** 2",
            "np.array([[5.0, -5.0, 0.5]])",
        ),
    ),
    Check(
        "centre",
        "centre works for tall and wide arrays.",
        True,
        ("np.cos(np.arange(60.0)).reshape(20, 3)", "np.sin(np.arange(60.0)).reshape(4, 15)"),
    ),
    Check(
        "sigmoid",
        "sigmoid agrees with the formula.",
        False,
        (
            "np.array([-2.0, 0.0, 2.0])",
            "np.linspace(-9.0, 9.0, 24).reshape(4, 6)",
            "np.array([[0.5], [-0.25]])",
        ),
    ),
    Check(
        "sigmoid",
        "sigmoid is right far out.",
        True,
        ("np.array([-1000.0, -30.0, 30.0, 1000.0])", "np.linspace(-700.0, 700.0, 50)"),
    ),
    Check(
        "softmax",
        "softmax turns every row into probabilities.",
        False,
        (
            "np.array([[1.0, 2.0, 3.0]])",
            "np.zeros((2, 5))",
            "np.arange(12.0).reshape(4, 3) % 5",
        ),
    ),
    Check(
        "softmax",
        "softmax is right for large scores.",
        True,
        ("np.array([[1000.0, 1001.0], [-1000.0, -1002.0]])", "np.sin(np.arange(40.0)).reshape(4, 10) * 900"),
    ),
    Check(
        "one_hot",
        "one_hot sets one entry a row.",
        False,
        (
            "np.array([0, 2, 1]), 3",
            "np.array([4]), 5",
            "np.array([1, 1, 0, 1]), 2",
        ),
    ),
    Check(
        "one_hot",
        "one_hot has a column for every class, seen or not.",
        True,
        ("np.arange(20) % 4, 10", "np.array([0, 0, 0]), 3"),
    ),
    Check(
        "distances",
        "distances measures every row of a against every row of b.",
        False,
        (
            "np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]])",
            "np.eye(3), np.zeros((2, 3))",
            "np.arange(6.0).reshape(3, 2), np.arange(4.0).reshape(2, 2)",
        ),
    ),
    Check(
        "distances",
        "distances works in any number of dimensions.",
        True,
        (
            "np.cos(np.arange(24.0)).reshape(8, 3), np.sin(np.arange(15.0)).reshape(5, 3)",
            "np.cos(np.arange(40.0)).reshape(4, 10), np.sin(np.arange(60.0)).reshape(6, 10)",
        ),
    ),
)


def functions() -> list[str]:
    """The names that a submission defines, in order."""
    return list(dict.fromkeys(check.function for check in CHECKS))


def assertions(check: Check) -> list[str]:
    """One line of Python for each call: NumPy's own comparison with the number that is expected."""
    return [
        f"np.testing.assert_allclose({check.function}({arguments}), {_expected(check, arguments)}, "
        "rtol=1e-6, atol=1e-9, strict=True)"
        for arguments in check.arguments
    ]


def _expected(check: Check, arguments: str) -> str:
    """What the solution returns, as source."""
    import numpy as np

    namespace: dict[str, object] = {}
    exec((HERE / "solution.py").read_text(), namespace)
    value = eval(f"{check.function}({arguments})", {**namespace, "np": np})
    return f"np.array({value.tolist()!r})"
