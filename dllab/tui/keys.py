"""Keys as users want them: which bindings there are, and what of their wishes can be followed."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.binding import Binding as TextualBinding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key, key_to_character
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from dllab import tui
from dllab.settings import Settings
from grader.yamlfile import nearest

if TYPE_CHECKING:
    from dllab.tui.app import Lab

ALL = "docs/lab.md lists what there is"
MODIFIERS = ("ctrl", "shift", "alt", "meta", "super", "hyper")
_NAMES = {key.value for key in Keys if not key.value.startswith("<")}


class Binding(NamedTuple):
    """What is known of a binding that has an id.

    Attributes:
        keys: those that it has by default.
        kind: the class that it is declared in.
        tooltip: a sentence about it; "" for those that move a cursor.
    """

    keys: set[str]
    kind: type[DOMNode]
    tooltip: str = ""


def keymap(settings: Settings) -> dict[str, str]:
    """The wishes that can be followed, as Textual wants them; the others become problems of the settings."""
    if not settings.keys:
        return {}
    now, followed = bindings(), dict[str, str]()
    for id, wish in settings.keys.items():
        keys = [_normal(key) for key in wish.split(",")]
        if problem := _problem(id, keys, now):
            settings.reject(problem, "keys", id)
        else:
            now[id], followed[id] = now[id]._replace(keys=set(keys)), ",".join(keys)
    return followed


def bindings() -> dict[str, Binding]:
    """Every binding of the lab that has an id. Imports all of the lab."""
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        if not module.name.endswith((".driver", ".browser")):
            import_module(module.name)
    found: dict[str, Binding] = {}
    for kind in _subclasses(DOMNode):
        if kind.__module__.startswith(f"{tui.__name__}."):
            for binding in TextualBinding.make_bindings(vars(kind).get("BINDINGS", ())):
                if binding.id:
                    new = Binding(set(), kind, binding.tooltip)
                    found.setdefault(binding.id, new).keys.add(binding.key)
    return found


def bound(node: Widget, id: str) -> str:
    """The key of a binding that works in a widget or around it, as people say it; the user's own first."""
    if wish := cast("Lab", node.app).wishes.get(id):
        return said(wish.partition(",")[0])
    for place in node.ancestors_with_self:
        for kind in type(place).__mro__:
            for binding in TextualBinding.make_bindings(vars(kind).get("BINDINGS", ())):
                if binding.id == id:
                    return said(binding.key)
    return ""


def said(key: str) -> str:
    """A key as people say it: Ctrl+R, F1, ?."""
    modifiers, name = _split(key)
    sign = key_to_character(name)
    plain = sign.upper() if sign and modifiers else sign
    shown = _SAID.get(name) or (plain if plain and plain.isprintable() and plain != " " else name.title())
    return "+".join([modifier.title() for modifier in modifiers] + [shown])


_SAID = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "underscore": "_",
    "slash": "/",
}


def _subclasses(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    below: list[type[DOMNode]] = kind.__subclasses__()
    for one in below:
        yield one
        yield from _subclasses(one)


def _problem(id: str, keys: list[str], now: dict[str, Binding]) -> str:
    if id not in now:
        return f"unknown binding {id!r}: {nearest(id, now, ALL)}"
    for key in keys:
        if not _exists(key):
            return f"{id}: there is no key {key!r}: {nearest(key, _NAMES, ALL)}"
        for other in now:
            if other != id and key in now[other].keys and _meet(id, other, now):
                return f"{id}: {key} is already that of {other}, so this is not changed"
    return ""


def _meet(one: str, other: str, known: dict[str, Binding]) -> bool:
    """Whether two may be wanted at the same moment: each screen has its own, the lab's are everywhere.

    What is no screen, and is not named after one, is a part of the exercise screen.
    """
    places = {id.partition(".")[0] for id in (one, other)}
    if len(places) == 1:
        return True
    screens = {
        id.partition(".")[0]: found.kind for id, found in known.items() if issubclass(found.kind, Screen)
    }
    if "lab" in places:
        return not any(issubclass(screens.get(place, Screen), ModalScreen) for place in places - {"lab"})
    return "exercise" in places and not places <= set(screens)


def _exists(key: str) -> bool:
    modifiers, name = _split(key)
    return all(one in MODIFIERS for one in modifiers) and (name in _NAMES or _is_character(name))


def _is_character(name: str) -> bool:
    import unicodedata

    try:
        return len(name) == 1 or bool(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return False


def _normal(key: str) -> str:
    modifiers, name = _split(key.strip())
    return "+".join([*modifiers, _character_to_key(name) if len(name) == 1 else name])


def _split(key: str) -> tuple[list[str], str]:
    """ctrl+shift+x: the modifiers, and x; + alone is no modifier."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    return modifiers, name
