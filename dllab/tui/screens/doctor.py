"""The doctor screen: what `dllab doctor` finds, and what the terminal is."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from dllab import machine
from dllab.tui.widgets.footer import Footer
from dllab.wording import one_line
from grader.errors import DllabError, in_words
from grader.report import Environment
from grader.training.devices import Training

if TYPE_CHECKING:
    from dllab.tui.app import Lab

MULTIPLEXERS = {"TMUX": "tmux", "STY": "screen", "ZELLIJ": "zellij"}


class Diagnosis(msgspec.Struct):
    """What `dllab doctor --json` says."""

    version: str
    workspace: str
    course: str
    problems: list[str]
    environment: Environment
    training: Training


class DoctorScreen(Screen[None]):
    """Findings, and a sentence for each problem."""

    HELP = """
    What this machine enforces around submissions, found by trying, what networks can be trained with,
    and what the lab knows about your terminal. It takes a few seconds: a grader is started for it.
    """
    DEFAULT_CSS = """
    DoctorScreen {
        #heading { height: 1; text-style: bold; }
        #findings { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "look", "Look again", id="doctor.refresh", tooltip="Find out once more"),
        Binding("escape", "dismiss", "Back", id="doctor.back"),
    ]
    app: Lab

    def compose(self) -> ComposeResult:
        """A heading, and what was found."""
        yield Static("Doctor", id="heading")
        with VerticalScroll(id="findings"):
            yield Static(id="problems", markup=False)
            yield Static(id="terminal", markup=False)
            yield Static(id="machine", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Begin to look."""
        self.action_look()

    def on_resize(self) -> None:
        """The terminal's size is a finding."""
        self.query_one("#terminal", Static).update(_table("Terminal", self._terminal()))

    def action_look(self) -> None:
        """Find out; what is being found out already is dropped."""
        self.run_worker(self._look(), exclusive=True)

    async def _look(self) -> None:
        machine_part, problems = self.query_one("#machine", Static), self.query_one("#problems", Static)
        machine_part.update("\nLooking at this machine …")
        problems.update("")
        try:
            found = await diagnose(str(self.app.course.root))
        except DllabError as error:
            machine_part.update(Content.styled(f"\n✗ {one_line(str(error))}", "$error"))
            return
        problems.update(_problems([*found.environment.sandbox.missing, *found.problems]))
        places = [("dllab", found.version), ("workspace", found.workspace), ("course", found.course)]
        tables = [
            _table("Machine", [*places, *machine.findings(found.environment)]),
            _table("Training", machine.training_findings(found.training)),
        ]
        machine_part.update(Content("\n").join(tables))

    def _terminal(self) -> Iterator[tuple[str, str]]:
        app, where = self.app, os.environ
        yield "size", f"{app.size.width} × {app.size.height}"
        yield "TERM", where.get("TERM", "not set")
        colors = {"standard": "16", "256": "256", "truecolor": "16 million"}.get(
            str(app.console.color_system)
        )
        yield "colours", "none (NO_COLOR)" if app.no_color else colors or "none"
        yield "theme", app.theme
        yield "mouse", "listened to" if app.settings.mouse else "left to the terminal"
        yield "encoding", getattr(sys.__stderr__, "encoding", None) or "unknown"
        yield "locale", where.get("LC_ALL") or where.get("LC_CTYPE") or where.get("LANG") or "not set"
        yield "multiplexer", next((name for key, name in MULTIPLEXERS.items() if where.get(key)), "none")
        yield "where from", "another machine, over SSH" if where.get("SSH_CONNECTION") else "this machine"


async def diagnose(course: str) -> Diagnosis:
    """What `dllab doctor` finds, in a process of its own: it loads what this one must not.

    Raises:
        DllabError: it could not be asked.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "dllab", "doctor", "--json", "--course", course),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise DllabError(f"`dllab doctor` could not be started: {in_words(error)}") from None
    try:
        out, complaints = await process.communicate()
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    try:
        return msgspec.json.decode(out, type=Diagnosis)
    except msgspec.DecodeError:
        why = one_line(complaints.decode(errors="replace")) or f"it ended with status {process.returncode}"
        raise DllabError(f"`dllab doctor` gave no answer: {why[-500:]}") from None


def _table(title: str, findings: Iterable[tuple[str, str]]) -> Content:
    rows = list(findings)
    width = max(len(name) for name, _ in rows)
    lines = [Content.styled(f"\n{title}", "bold")]
    for name, finding in rows:
        glyph, color = machine.MARKS.get(finding, ("", ""))
        shown = (
            f"{glyph} {one_line(finding)}".lstrip(),
            {"green": "$success", "red": "$error"}.get(color, ""),
        )
        lines.append(Content.assemble(f"  {name:{width}}  ", shown))
    return Content("\n").join(lines)


def _problems(sentences: list[str]) -> Content:
    if not sentences:
        return Content.styled("✓ nothing is missing or broken", "$success")
    lines = [
        Content.styled("✗ Missing or broken", "$error"),
        *(Content(f"- {one_line(one)}") for one in sentences),
    ]
    return Content("\n").join(lines)
