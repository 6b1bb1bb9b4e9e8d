"""What the command palette offers: what can be done here, every exercise, the themes, the lab as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher
from textual.types import IgnoreReturnCallbackType

from dllab.tui.keys import said
from dllab.wording import one_line

if TYPE_CHECKING:
    from dllab.tui.app import Lab


class Command(NamedTuple):
    """One line of the palette, and one below it."""

    name: str
    help: str
    run: IgnoreReturnCallbackType


class _Commands(Provider):
    """A list of commands, in its own order. Their words are text: Textual would take a str for markup."""

    @property
    def lab(self) -> Lab:
        return cast("Lab", self.app)

    def commands(self) -> Iterator[Command]:
        raise NotImplementedError

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, help, run in self.commands():
            yield DiscoveryHit(Content(name), run, name, cast(Any, Content(help)))

    async def search(self, query: str) -> Hits:
        """Those that what was typed may mean."""
        matcher = self.matcher(query)
        for name, help, run in self.commands():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, _highlighted(name, matcher), run, name, cast(Any, Content(help)))


class Actions(_Commands):
    """What keys do on this screen, and in the lab as a whole."""

    def commands(self) -> Iterator[Command]:
        """Every binding that works now and has a sentence; others only move the cursor."""
        offered = {"lab.palette"}
        for key, (node, binding, enabled, tooltip) in self.screen.active_bindings.items():
            if enabled and binding.id and tooltip and binding.id not in offered:
                offered.add(binding.id)  # another key may do the same
                run = partial(self.lab.run_action, binding.action, node)
                yield Command(binding.description, f"{tooltip} ({said(key)})", run)
        yield Command("Theme", "Choose the colours; the choice is kept", self.lab.action_change_theme)


class _Searched(_Commands):
    """What is offered only when something is typed: it would bury the rest."""

    async def discover(self) -> Hits:
        """Nothing yet."""
        for hit in list[DiscoveryHit]():
            yield hit


class Themes(_Searched):
    """Every theme, by its name."""

    def commands(self) -> Iterator[Command]:
        """The one that is chosen is kept."""
        for name in sorted(self.lab.available_themes):
            help = "The colours now" if name == self.lab.theme else "Take these colours, and keep them"
            yield Command(f"Theme: {name}", help, partial(self.lab.choose_theme, name))


class Exercises(_Searched):
    """Every exercise of the course."""

    def commands(self) -> Iterator[Command]:
        """They are found by title and by id."""
        for exercise in self.lab.course:
            name = f"Open {one_line(exercise.title)} ({exercise.id})"
            yield Command(name, one_line(exercise.summary), partial(self.lab.open_exercise, exercise.id))


def _highlighted(name: str, matcher: Matcher) -> Content:
    """A name, and in it what was typed."""
    content = Content(name)
    _, places = matcher.fuzzy_search.match(matcher.query, name)
    for at in places:
        content = content.stylize(matcher.match_style, at, at + 1)
    return content
