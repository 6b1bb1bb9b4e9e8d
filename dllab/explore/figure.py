"""What a figure is: fields that can be turned, actions, and a picture of where they stand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dllab.plot import number

if TYPE_CHECKING:
    from rich.text import Text


def _nothing() -> None: ...


@dataclass
class Number:
    """A number that can be turned or typed.

    Attributes:
        name: as it is shown.
        value: as it stands.
        step: of one turn; with `factor`, what one turn multiplies by.
        low, high: its limits.
        factor: whether a turn multiplies.
        changed: called after each change.
    """

    name: str
    value: float
    step: float
    low: float
    high: float
    factor: bool = False
    changed: Callable[[], None] = _nothing

    def turn(self, by: int) -> None:
        """So many steps up, or down."""
        value = self.value * self.step**by if self.factor else self.value + self.step * by
        self.set(round(value, 10))

    def type(self, text: str) -> str:
        """Take what was typed; a sentence where it cannot be."""
        try:
            value = float(text.replace(",", ".").replace("−", "-"))
        except ValueError:
            return f"{text!r} is no number"
        if not self.low <= value <= self.high:
            return f"{self.name} lies between {number(self.low)} and {number(self.high)}"
        self.set(value)
        return ""

    def set(self, value: float) -> None:
        """Take a value, or the limit that it is beyond."""
        self.value = min(max(value, self.low), self.high) + 0.0  # no minus before a zero
        self.changed()

    @property
    def shown(self) -> str:
        """Its value in a few digits."""
        return number(self.value)


class Whole(Number):
    """A whole number."""

    def set(self, value: float) -> None:
        """Take the nearest whole number, or the limit."""
        super().set(round(value))

    @property
    def count(self) -> int:
        """Its value, to count with."""
        return int(self.value)


@dataclass
class Choice:
    """One of several words.

    Attributes:
        name: as it is shown.
        options: the words.
        index: of the one that is chosen.
        changed: called after each change.
    """

    name: str
    options: Sequence[str]
    index: int = 0
    changed: Callable[[], None] = _nothing

    def turn(self, by: int) -> None:
        """So many words on, round and round."""
        self.set((self.index + by) % len(self.options))

    def type(self, text: str) -> str:
        """Take the word that begins so; a sentence where none does."""
        found = [n for n, option in enumerate(self.options) if option.lower().startswith(text.lower())]
        if not found:
            return f"{self.name} is one of {', '.join(self.options)}"
        self.set(found[0])
        return ""

    def set(self, index: int) -> None:
        """Take the word at that place."""
        self.index = index
        self.changed()

    @property
    def value(self) -> str:
        """The chosen word."""
        return self.options[self.index]

    @property
    def shown(self) -> str:
        """The chosen word."""
        return self.value


Field = Number | Choice


@dataclass(frozen=True)
class Action:
    """Something that a key does.

    Attributes:
        key: as Textual names it, e.g. "space", "n"; not the arrows, Enter or r, which all figures share.
        label: one or two words for the line of keys.
        run: does it.
    """

    key: str
    label: str
    run: Callable[[], None]


class Figure(ABC):
    """A figure. Subclasses are called `Explorer`, one a module, and begin in a state worth looking at.

    Attributes:
        title: a line.
        about: one or two sentences: what to try, and what to look for.
        fields: what can be turned, in the order of the arrow keys.
        actions: what else keys do.
        columns: in how many columns the last fields are best laid out: 3 for the entries of a kernel.
        in_columns: how many of the last fields those are.
    """

    title: str
    about: str
    fields: list[Field]
    actions: Sequence[Action] = ()
    columns: int = 1
    in_columns: int = 0

    @abstractmethod
    def picture(self, width: int, height: int) -> Text:
        """The figure as it stands, no larger than so many columns and lines (at least 60 × 10)."""

    @abstractmethod
    def says(self) -> str:
        """What is to be read off it now, a sentence with numbers: also for who cannot see the picture."""
