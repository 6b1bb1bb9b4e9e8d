"""Calls of what a new exercise provides: in its checks, and in its lesson's session."""

from __future__ import annotations

from dllab.authoring.new.signatures import Parameter, Signature
from grader.running import is_of_lab


def of_kind(parameter: Parameter) -> str:
    """What a docstring says of a parameter, as far as its annotation tells."""
    if parameter.name == "rng" and not parameter.kind:
        return "a numpy.random.Generator"
    return _DESCRIBED.get(parameter.kind, parameter.kind or "array of floats, of any shape")


def returned(one: Signature) -> str:
    """What a docstring says of the answer."""
    arrays = [each.name for each in one.parameters if not each.kind and each.name != "rng"]
    array = f"an array of the shape of {arrays[0]}" if arrays else "a float"
    return _RETURNED.get(one.returns, one.returns or array)


def public_check(one: Signature) -> str:
    """A check that the learner can follow: small numbers, and room for the answer written out."""
    arguments, lines = _arguments(one), _values(one, _PUBLIC)
    if one.is_class:
        return _scenario_check(one, "takes_the_worked_numbers", "the lesson's numbers", lines, arguments)
    return _check(
        f"{one.name}_gives_the_worked_numbers",
        f"{one.name} gives the lesson's numbers.",
        [
            *lines,
            f"answer = expect.matches({_call(one)}{arguments})",
            "# [write: the answer itself, so that a wrong solution cannot prove itself: "
            "expect.close(answer, …)]",
        ],
    )


def hidden_check(one: Signature) -> str:
    """A check on inputs that are drawn anew for each grading."""
    arguments, lines = _arguments(one), _values(one, _HIDDEN)
    if one.is_class:
        return _scenario_check(one, "takes_random_numbers", "random numbers", lines, arguments)
    return _check(
        f"{one.name}_agrees_on_random_inputs",
        f"{one.name} agrees with the lesson's formula on random inputs.",
        [*lines, f"expect.matches({_call(one)}{arguments})", *_with_options(one, arguments)],
    )


def _with_options(one: Signature, arguments: str) -> list[str]:
    """The same call with other numbers than the defaults."""
    numbers = [each.name for each in one.parameters if not each.is_needed and each.kind == "float"]
    if not numbers:
        return []
    given = ", ".join(f"{name}=float(lab.rng.uniform(0.5, 2))" for name in numbers)
    return [f"expect.matches({_call(one)}{arguments}, {given})"]


def session(one: Signature) -> str:
    """The public check's call as a Python session, with room for what it prints."""
    lines = [f">>> {line}" for line in _values(one, _SESSION)]
    arguments = handed_on(one.needed)
    if one.is_class:
        lines += [f">>> made = {one.name}({arguments})", ">>> vars(made)"]
    else:
        lines.append(f">>> {one.name}({arguments})")
    return "\n".join([*lines, "[write: what that prints]"])


def handed_on(parameters: list[Parameter]) -> str:
    """Parameters as a call hands them on to another function that has them."""
    return ", ".join(f"{one.name}={one.name}" if one.by_name else one.name for one in parameters)


_DESCRIBED = {
    "float": "a float",
    "int": "an int",
    "bool": "True or False, a bool",
    "str": "a str",
    "np.ndarray": "array of floats, of any shape",
}
_RETURNED = {"float": "a float", "int": "an int", "bool": "a bool", "np.ndarray": "an array of floats"}

_PUBLIC, _HIDDEN, _SESSION = range(3)
_VALUES = {
    "float": ("2.0", "float(lab.rng.normal())", "2.0"),
    "int": ("3", "int(lab.rng.integers(1, 10))", "3"),
    "bool": ("True", "bool(lab.rng.integers(2))", "True"),
    "str": ('"a"', '"a"', '"a"'),
    "rng": ("lab.generator()", "lab.generator()", "np.random.default_rng(0)"),
}
_RANDOM = "lab.rng.normal(size=5)"
_NUMBERS = ("np.array([1.0, -2.0, 0.5])", "np.array([2.0, 1.0, -1.0])", "np.array([0.5, 3.0, -2.0])")


def _values(one: Signature, where: int) -> list[str]:
    """A line for each needed parameter; arrays differ, so that none can stand for another."""
    lines, arrays = [], 0
    for parameter in one.needed:
        known = _VALUES.get(parameter.kind if parameter.kind in _VALUES else parameter.name)
        value = known[where] if known else _RANDOM if where == _HIDDEN else _NUMBERS[arrays % len(_NUMBERS)]
        arrays += known is None
        lines.append(f"{parameter.name} = {value}")
    return lines


def _arguments(one: Signature) -> str:
    """What follows the function in a call."""
    given = handed_on(one.needed)
    return f", {given}" if given else ""


def _call(one: Signature) -> str:
    """`lab.rng` is the check's own, also where a submission defines `rng`."""
    return f'lab["{one.name}"]' if is_of_lab(one.name) else f"lab.{one.name}"


def _scenario_check(one: Signature, what: str, numbers: str, lines: list[str], arguments: str) -> str:
    scenario = [
        "def used(m):",
        f"    made = m.{one.name}({arguments.removeprefix(', ')})",
        "    return None  # [write: calls of its methods, and a tuple of what they gave]",
    ]
    return _check(
        f"{one.name.lower()}_{what}",
        f"{one.name} works as the lesson says on {numbers}.",
        [*lines, "", *scenario, "", "expect.matches(used)"],
    )


def _check(name: str, title: str, lines: list[str]) -> str:
    body = "\n".join(f"    {line}" if line else "" for line in lines)
    return f'@check(points=1)\ndef {name}(lab):\n    "{title}"\n{body}'
