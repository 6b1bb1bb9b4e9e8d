"""The reference solution in the grader's own process, behind the interface that guests' modules have.

Mistakes run in a guest because they may hang. The reference need not: whatever it is asked, a guest was
asked first, and `dllab author check` has put the reference itself through that.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.errors import DllabError, ExerciseError
from grader.imports import execute, line_in
from grader.sandbox.proxy import Stub
from grader.yamlfile import read_text


class LocalModule:
    """A module in this process. Calls get copies of their arguments, as they would over the wire.

    Args:
        namespace: the module's names.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:
        if name not in self._namespace:
            path = Path(self._namespace.get("__file__", "the reference solution"))
            raise ExerciseError(f"the reference does not define {name!r}, which a check uses", path)
        value = self._namespace[name]
        return LocalFunction(value) if isinstance(value, types.FunctionType) else value

    def has(self, name: str) -> bool:
        """Whether the module defines `name`."""
        return name in self._namespace

    def keep(self, value: Any) -> Any:
        """A copy that keeps its state between calls."""
        return Kept(fresh(value)) if isinstance(value, np.random.Generator) else fresh(value)

    def stub(self, target: Any, methods: tuple[str, ...] = ()) -> Stub:
        """As in a guest's module."""
        return Stub(target, methods)

    def load(self, source: str) -> LocalModule:
        """Run helper source of the check's own."""
        return LocalModule(vars(execute(source, "<helper of the check>", "helper")))


class LocalFunction:
    """A function of the reference; its arguments are copied first."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with np.errstate(all="ignore"):
            return self._function(*map(fresh, args), **{key: fresh(value) for key, value in kwargs.items()})

    keep = __call__


class Kept:
    """Marks a generator that moves on from call to call."""

    def __init__(self, value: Any) -> None:
        self.value = value


def fresh(value: Any) -> Any:
    """What would arrive on the other side of the wire: copies of data, the objects behind stubs."""
    match value:
        case np.ndarray():
            return value.copy()
        case list():
            return [fresh(part) for part in value]
        case tuple() if type(value) is tuple:
            return tuple(fresh(part) for part in value)
        case dict():
            return {key: fresh(part) for key, part in value.items()}
        case np.random.Generator():
            bits = type(value.bit_generator)()
            bits.state = value.bit_generator.state
            return np.random.Generator(bits)
        case Kept():
            return value.value
        case Stub():
            return value.target
        case LocalFunction():
            return value._function
    return value


def load_reference(path: Path, source: str, companions: Mapping[str, Path] | None = None) -> LocalModule:
    """The reference solution as a module.

    Args:
        path: for messages.
        source: its text.
        companions: other exercises' reference solutions, by the names under which it and those after them
            import them.

    Raises:
        ExerciseError: it does not load.
    """
    return LocalModule(names_of(path, source, companions))


def names_of(path: Path, source: str, companions: Mapping[str, Path] | None = None) -> dict[str, Any]:
    """What the reference solution defines, as it is; see `load_reference`."""
    private: dict[str, types.ModuleType] = {}
    try:
        for name, companion in (companions or {}).items():
            text, alias = read_text(companion), f"dllab_companion_{name}"
            private[name] = execute(text, str(companion), alias, private)
        return vars(execute(source, str(path), f"dllab_solution_{path.stem}", private))
    except DllabError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an author's file may raise anything
        line = error.lineno if isinstance(error, SyntaxError) else line_in(path, error)
        said = error.msg if isinstance(error, SyntaxError) else error
        raise ExerciseError(
            f"the solution cannot be loaded: {type(error).__name__}: {said}", path, line
        ) from None
