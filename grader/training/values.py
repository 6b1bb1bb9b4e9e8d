"""The values in a configuration, each read by the rule of its key.

A reader takes the place that a value stands at and the value, and gives what Keras may get.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.training import allowed
from grader.training.bounded import MAX_NUMBERS, looks_like_weights
from grader.training.refusal import NotAllowed, cannot, quoted

MAX_NAME = 100
_MAX_SECTIONS = 64
_MAX_RANK = 8


@dataclass
class Tally:
    """How many numbers of a network a trained weight could hide in.

    0 and 1 are free: they are what layers start from.
    """

    loose: int = 0

    def count(self, number: float) -> None:
        """Count one more.

        Raises:
            NotAllowed: they are too many.
        """
        self.loose += number not in (0, 1)
        if self.loose > MAX_NUMBERS:
            raise looks_like_weights()


@dataclass(frozen=True)
class Place:
    """Where a value stands.

    Attributes:
        owner: the layer, as a sentence names it.
        key: the key of its configuration.
        tally: of the network.
    """

    owner: str
    key: str = ""
    tally: Tally = field(default_factory=Tally)

    def refused(self, why: str, instead: str = "") -> NotAllowed:
        """The refusal of this value.

        Args:
            why: follows the key: "must be …".
            instead: a sentence.
        """
        return cannot(self.owner, f"its `{quoted(self.key)}` {why}", instead)


Reader = Callable[[Place, Any], Any]


def read_config(owner: str, config: Mapping[str, Any], tally: Tally, extra: Mapping[str, Reader]) -> Any:
    """The cleaned configuration of a layer or an operation.

    Args:
        owner: as a sentence names it.
        config: as Keras wrote it.
        tally: of the network.
        extra: readers of the rules that are not this module's.

    Raises:
        NotAllowed: an unknown key, or a value that its rule refuses.
    """
    for key in config:
        if key not in allowed.RULES:
            raise Place(owner, key).refused(
                "is no setting that the grader knows", "Leave it at Keras' default."
            )
    readers = {**_READERS, **extra}
    return {  # in the order of the rules, so that a layer is met before the one that runs backward
        key: readers[rule](Place(owner, key, tally), config[key])
        for key, rule in allowed.RULES.items()
        if key in config
    }


def name(place: Place, value: Any) -> str:
    """A layer's name: printable, without a slash."""
    if type(value) is not str or not 0 < len(value) <= MAX_NAME or "/" in value or not value.isprintable():
        raise place.refused(
            f"must be a text of 1 to {MAX_NAME} printable characters without /, not {shown(value)}"
        )
    return value


def flag(place: Place, value: Any) -> bool | None:
    """True, False or None."""
    if value is not None and type(value) is not bool:
        raise place.refused(f"must be True or False, not {shown(value)}")
    return value


def sizes(place: Place, value: Any) -> Any:
    """A whole number, None, or a nested list of them."""
    if isinstance(value, list):
        return [sizes(place, item) for item in value]
    if value is not None and type(value) is not int:
        raise place.refused(f"must be a whole number or a list of them, not {shown(value)}")
    return value


def shape(place: Place, value: Any) -> list[int | None]:
    """A list of lengths, None where any length fits."""
    if not isinstance(value, list) or len(value) > _MAX_RANK or not all(map(_is_length, value)):
        raise place.refused(f"must be a list of at most {_MAX_RANK} lengths or None, not {shown(value)}")
    return value


def _is_length(value: Any) -> bool:
    return value is None or (type(value) is int and value >= 0)


def sections(place: Place, value: Any) -> Any:
    """What Keras repeats something for: few."""
    if type(value) is int and not 0 < value <= _MAX_SECTIONS:
        raise place.refused(f"must be a number from 1 to {_MAX_SECTIONS}, not {value}")
    return sizes(place, value)


def loose(place: Place, value: Any) -> Any:
    """A number or a flat list of them, all counted; True and False where a key has both senses."""
    if isinstance(value, list):
        return [_number(place, item, counted=True) for item in value]
    return value if type(value) is bool else _number(place, value, counted=True)


def steering(place: Place, value: Any) -> Any:
    """A number or a pair of them."""
    if isinstance(value, list) and len(value) <= 2:
        return [_number(place, item, counted=False) for item in value]
    return _number(place, value, counted=False)


def _number(place: Place, value: Any, counted: bool) -> float | None:
    if value is not None and type(value) not in (int, float):
        raise place.refused(f"must be one number, not {shown(value)}", no_arrays(value))
    if counted and value is not None:
        place.tally.count(value)
    return value  # type: ignore[no-any-return]


def no_arrays(value: Any) -> str:
    """A sentence where there is an array in a number's place."""
    return "Arrays of numbers do not cross with the architecture." if isinstance(value, (list, dict)) else ""


def word(place: Place, value: Any) -> str | None:
    """One of the words that the key knows."""
    words = allowed.WORDS[place.key]
    if value is not None and value not in words:
        raise place.refused(f"must be one of {', '.join(words)}, not {shown(value)}")
    return value  # type: ignore[no-any-return]


def padding(place: Place, value: Any) -> Any:
    """A word where a convolution pads, sizes where a layer does nothing else."""
    return word(place, value) if isinstance(value, str) else sizes(place, value)


def equation(place: Place, value: Any) -> str:
    """An einsum equation."""
    if type(value) is not str or not re.fullmatch(r"[A-Za-z.,> -]{1,100}", value):
        raise place.refused(f"must be an equation such as ab,bc->ac, not {shown(value)}")
    return value


def seed(place: Place, value: Any) -> None:
    """None, whatever was asked for: the run's seed decides."""
    return


def unroll(place: Place, value: Any) -> bool | None:
    """False where it was True: the result is the same, and no graph of a long sequence is written out."""
    return None if flag(place, value) is None else False


def absent(place: Place, value: Any) -> Any:
    """Something that only a changed network has: quantised, adapted, or with sparse inputs."""
    if value is not None and value is not False:
        raise place.refused("is set, which the grader does not rebuild", "Leave it at Keras' default.")
    return value


def shown(value: Any) -> str:
    """A value as a sentence names it; of an object its class, of a function its name."""
    if isinstance(value, dict) and "class_name" in value:
        inner = value.get("config")
        return f"`{quoted(inner if isinstance(inner, str) else value['class_name'])}`"
    if isinstance(value, (dict, list)):
        return "an array" if isinstance(value, list) else "an object"
    return quoted(repr(value))


_READERS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        *(name, flag, sizes, shape, sections, loose, steering, word, padding, equation),
        *(seed, unroll, absent),
    )
}
