"""expect.gradient: a hand-written gradient against central differences of the forward pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader import diagnose
from grader.answers import NotRecorded
from grader.compare import Mismatch, Tolerance
from grader.failure import CheckFailed
from grader.running import Lab, asked, current
from grader.sandbox.proxy import Module, Proxy

Array = np.ndarray[Any, Any]

STEP = 1e-5
TOLERANCE = 1e-6
DIRECTIONS = 3
_LOCATE = 64
_SAMPLE = 16
_FEW = 8


def gradient(
    forward: Callable[..., Any],
    backward: Callable[..., Any],
    args: Mapping[str, Any],
    wrt: Sequence[str] | None = None,
    upstream: bool = True,
    own: bool = False,
) -> None:
    """The learner's gradient is the derivative of the forward pass.

    With g the learner's gradient of a tensor and v a random direction, |<g, v> - numeric| must stay below
    1e-6·max(1, |numeric|, max|g|), where numeric is (f(x + hv) - f(x - hv)) / 2h contracted with the upstream
    gradient, h = 1e-5, for three directions a tensor; entries are looked at only to find the worst.

    Args:
        forward: scenario `(m, **args) -> array or float`.
        backward: scenario `(m, upstream, **args) -> gradients in the order of wrt` (a tuple, a dict by
            name, or the one array); without `upstream` where that is False.
        args: float64 arrays and whatever else the functions take.
        wrt: names of the arguments to differentiate by; all of them when left out.
        upstream: whether backward takes an upstream gradient.
        own: differentiate the learner's own forward, not the reference's.
    """
    lab = current()
    names = list(wrt or args)
    numeric = _Numeric(forward, args, lab, own)
    weight = numeric.weigh(upstream)
    scenario = _scenario(backward, args, weight if upstream else None, names)
    mine = diagnose.outcome_of(lab, scenario, ())
    if mine.missing:
        raise mine.missing
    if mine.error:
        mistake = diagnose.mistake_of(lab, scenario, (), mine, Tolerance())
        raise diagnose.raised(lab, mine.error, diagnose.THE_ANSWER, mistake)
    for name in names:
        problem = _problem(name, mine.value, numeric)
        if problem is not None:
            mistake = diagnose.mistake_of(lab, scenario, (), mine, Tolerance(rtol=1e-5, atol=1e-7))
            raise diagnose.failure(lab, problem, mistake, f"the gradient of {name}")


def _scenario(
    backward: Callable[..., Any], args: Mapping[str, Any], upstream: Array | None, names: list[str]
) -> Callable[[Module], dict[str, Any]]:
    def scenario(m: Module) -> dict[str, Any]:
        gradients = backward(m, **args) if upstream is None else backward(m, upstream, **args)
        return _by_name(gradients, names)

    return scenario


def _by_name(gradients: Any, names: list[str]) -> dict[str, Any]:
    if isinstance(gradients, dict):
        missing = [name for name in names if name not in gradients]
        if missing:
            raise CheckFailed(f"The gradients lack {', '.join(missing)}.")
        return {name: gradients[name] for name in names}
    if len(names) == 1 and not isinstance(gradients, (tuple, list)):
        return {names[0]: gradients}
    if not isinstance(gradients, (tuple, list)) or len(gradients) != len(names):
        raise CheckFailed(f"Expected {len(names)} gradients: {', '.join(names)}, in a tuple of that length.")
    return dict(zip(names, gradients, strict=True))


class _Numeric:
    """Central differences of <upstream, forward(args)>."""

    def __init__(self, forward: Callable[..., Any], args: Mapping[str, Any], lab: Lab, own: bool) -> None:
        self.forward = forward
        self.args = args
        self.weight: Array = np.ones(())
        self.lab = lab
        self.own = own

    def weigh(self, upstream: bool) -> Array:
        """Draw the upstream gradient; without one it is 1."""
        if upstream:
            sizes = self._ask(lambda m: np.shape(self.forward(m, **self.args)), tuple(self.args.values()))
            self.weight = self.lab.rng.normal(size=sizes)
        return self.weight

    def along(self, name: str, direction: Array) -> float:
        """The derivative by argument `name` along a direction."""
        found: float = self._ask(lambda m: self._slope(m, name, direction), (name, direction))
        return found

    def everywhere(self, name: str) -> Array:
        """The derivative by each entry of argument `name`, flat; for small ones."""
        x = np.asarray(self.args[name])
        found: Array = self._ask(
            lambda m: np.array([self._slope(m, name, _unit(x, entry)) for entry in range(x.size)]),
            (name, "each entry"),
            ahead=True,
        )
        return found

    def _ask(self, question: Callable[[Any], Any], given: tuple[Any, ...], ahead: bool = False) -> Any:
        return question(self.lab._module) if self.own else asked(self.lab, question, given, ahead)

    def _slope(self, module: Any, name: str, direction: Array) -> float:
        up, down = self._at(module, name, STEP * direction), self._at(module, name, -STEP * direction)
        return (up - down) / (2 * STEP)

    def _at(self, module: Any, name: str, offset: Array) -> float:
        out = self.forward(module, **{**self.args, name: self.args[name] + offset})
        if isinstance(out, Proxy):
            raise CheckFailed("The forward pass should return numbers or an array; yours returned an object.")
        return float(np.sum(self.weight * out))


def _problem(name: str, gradients: dict[str, Any], numeric: _Numeric) -> Mismatch | None:
    """What is wrong with the gradient of one argument."""
    mine, x = gradients[name], np.asarray(numeric.args[name], dtype=np.float64)
    g = np.asarray(mine) if isinstance(mine, (np.ndarray, np.generic, float, int)) else None
    if g is None or g.dtype.kind not in "fiu":
        return Mismatch("", "type", mine, x)
    if g.shape != x.shape:
        return Mismatch("", "shape", g, x)
    if not np.isfinite(g).all():
        return _not_finite(name, g, x, numeric)
    scale = float(np.max(np.abs(g), initial=1.0))
    for _ in range(DIRECTIONS):
        v = numeric.lab.rng.normal(size=x.shape)
        expected = numeric.along(name, v)
        if not abs(float(np.sum(g * v)) - expected) <= TOLERANCE * max(1.0, abs(expected), scale):
            try:
                return _located(name, g, x, numeric)
            except NotRecorded:  # which entries are wrong is not known here
                return Mismatch("", "slope", float(np.sum(g * v)), expected)
    if numeric.lab._answers.keeps and not numeric.own and x.size <= _LOCATE:
        numeric.everywhere(name)  # for those whose gradient will be wrong
    return None


def _not_finite(name: str, g: Array, x: Array, numeric: _Numeric) -> Mismatch:
    try:
        return _located(name, g, x, numeric)
    except NotRecorded:
        return Mismatch("", "slope", float(g[~np.isfinite(g)][0]), 0.0)


def _located(name: str, g: Array, x: Array, numeric: _Numeric) -> Mismatch:
    """The numeric gradient where it differs: all of a small one, else a few entries with a wrong one."""
    if x.size <= _LOCATE:
        expected = numeric.everywhere(name).reshape(x.shape)
        return Mismatch("", "value", g, expected, _apart(g, expected))
    entries = numeric.lab.rng.choice(x.size, _SAMPLE, replace=False)
    if not _apart(g.flat[entries], _numeric_entries(name, x, entries, numeric)).any():
        entries = _suspects(name, g, x, numeric)
    expected = _numeric_entries(name, x, entries, numeric)
    where = ";".join(str([int(i) for i in np.unravel_index(entry, x.shape)]) for entry in entries)
    return Mismatch(where, "sample", g.flat[entries], expected, _apart(g.flat[entries], expected))


def _numeric_entries(name: str, x: Array, entries: Array, numeric: _Numeric) -> Array:
    return np.array([numeric.along(name, _unit(x, int(entry))) for entry in entries])


def _apart(g: Array, expected: Array) -> Array:
    return np.asarray(~np.isclose(g, expected, rtol=1e-5, atol=1e-6))


def _suspects(name: str, g: Array, x: Array, numeric: _Numeric) -> Array:
    """A few entries among which at least one is wrong, by halving: 2·log2(n) forward pairs."""
    suspects = np.arange(x.size)
    finite = np.where(np.isfinite(g), g, 0.0)
    if not np.isfinite(g).all():
        suspects = np.flatnonzero(~np.isfinite(g))
    while suspects.size > _FEW:
        halves = np.array_split(suspects, 2)
        suspects = max(halves, key=lambda half: _error(name, finite, x, half, numeric))
    return suspects


def _error(name: str, g: Array, x: Array, entries: Array, numeric: _Numeric) -> float:
    """How far <g, v> is from the derivative along v, a random direction within these entries."""
    v = np.zeros(x.shape)
    v.flat[entries] = numeric.lab.rng.normal(size=entries.size)
    return abs(float(np.sum(g * v)) - numeric.along(name, v))


def _unit(x: Array, entry: int) -> Array:
    unit = np.zeros(x.shape)
    unit.flat[entry] = 1.0
    return unit
