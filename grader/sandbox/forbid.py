"""Modules and functions that an exercise forbids: using one raises `Forbidden`, with its name.

This is a rule of the game, told plainly to those who play it; it is not what keeps the machine safe.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class Forbidden(PermissionError):
    """A learner used what the exercise asks them to write."""


class _Importer:
    """First on sys.meta_path: refuses forbidden modules."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        forbidden = next((f for f in self.names if name == f or name.startswith(f + ".")), None)
        if forbidden:
            raise Forbidden(f"{forbidden} is not allowed in this exercise: write it yourself")
        return None


def install(names: list[str]) -> None:
    """Make each of `names` ("scipy", "numpy.convolve") raise when used.

    Functions are replaced wherever NumPy's modules hold them.
    """
    functions = {name: found for name in names if (found := _function(name)) is not None}
    for name, function in functions.items():
        _replace(function, _refusal(name, function))
    modules = set(names) - set(functions)
    for name in modules:
        _empty(name)
    if modules:
        for loaded in [key for key in sys.modules if key.split(".")[0] in modules]:
            del sys.modules[loaded]
        sys.meta_path.insert(0, _Importer(modules))


def _empty(name: str) -> None:
    """A part of NumPy is loaded already: its public functions refuse."""
    module = sys.modules.get(name)
    for key, value in list(vars(module).items()) if module and "." in name else []:
        if callable(value) and not key.startswith("_"):
            setattr(module, key, _refusal(name, value))


def _function(name: str) -> Any:
    """The function of that dotted name, if its module is loaded; None for modules."""
    module_name, _, attribute = name.rpartition(".")
    module = sys.modules.get(module_name)
    if module is None and module_name.startswith("numpy"):
        module = importlib.import_module(module_name)
    found = getattr(module, attribute, None)
    return None if isinstance(found, ModuleType) else found


def _refusal(name: str, function: Any) -> Any:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        if str(sys._getframe(1).f_globals.get("__name__")).startswith("numpy."):
            return function(*args, **kwargs)  # NumPy's own use: np.median takes a np.mean
        raise Forbidden(
            f"{name.replace('numpy.', 'np.', 1)} is not allowed in this exercise: write it yourself"
        )

    return refuse


def _replace(function: Any, substitute: Any) -> None:
    for module, key in _HOMES.get(id(function), ()):
        setattr(module, key, substitute)


_HOMES: dict[int, list[tuple[ModuleType, str]]] = {}


def index() -> None:
    """Note where NumPy's modules hold which function; once, in the fork server."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "numpy" and isinstance(module, ModuleType):
            for key, value in list(vars(module).items()):
                if callable(value):
                    _HOMES.setdefault(id(value), []).append((module, key))
