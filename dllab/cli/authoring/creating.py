"""author new: ask what an exercise is to be, and write its folder."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar, get_args

import typer

from dllab import locations
from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath
from dllab.wording import one_line
from grader.errors import UsageError

if TYPE_CHECKING:
    from dllab.authoring.new.creating import Created
    from dllab.authoring.new.signatures import Signature
    from grader.course import Course

Kind = Literal["numpy", "keras"]
MINUTES = "30"
FIRST_TRACK = "01-first"

_T = TypeVar("_T")


def new(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Small letters, digits and hyphens.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="What learners see.")] = None,
    track: Annotated[
        str | None, typer.Option("--track", metavar="NAME", help="A folder; a new one is begun.")
    ] = None,
    provides: Annotated[
        list[str] | None,
        typer.Option("--provides", metavar="'f(x)'", help="What learners write; may be repeated."),
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What submissions may import.")] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=1, help="How long it takes a learner.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask; defaults for the rest.")] = False,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Begin an exercise: write its folder, with a mark at each place that is yours to write.

    Where --course names an empty or a missing folder, a course is begun in it.
    """
    from dllab.authoring.new import creating
    from dllab.authoring.new.skeleton import Plan
    from grader.exercise import module_name

    root = own_course(course)
    found = creating.course_at(root)
    ask = _Questions(not (yes or as_json) and sys.stdin is not None and sys.stdin.isatty())
    id = ask("Its id, such as cosine-similarity:", id, "", lambda text: creating.new_id(text, found))
    title = ask("Its title", title, creating.default_title(id), _title)
    sort = ask("Its kind, numpy or keras", kind, "numpy", _kind)
    default = "build_model()" if sort == "keras" else f"{module_name(id)}(x)"
    signatures = _provided(ask, provides, default)
    length = ask("Minutes that it takes", str(minutes) if minutes else None, MINUTES, _minutes)
    track = ask("Its track", track, _default_track(found), creating.track_name)
    created = creating.create(root, track, Plan(id, title, sort, length, signatures))
    terminal.abbreviate_course(root)
    if as_json:
        terminal.show_json({"schema": 1, "exercise": id, **_paths(created)})
    else:
        _show(id, created, course)
    return 0


def own_course(course: Path | None) -> Path:
    """The course that was named.

    Raises:
        UsageError: none was: the one that came with dllab is not meant.
    """
    if course is None and not os.environ.get("DLLAB_COURSE"):
        how = "--course FOLDER, or set DLLAB_COURSE; in an empty or a new folder a course is begun"
        raise UsageError(f"which course is it for? Say {how}")
    return locations.course(course)


class _Questions:
    """Asks for what the options leave open; where nobody can be asked, takes the defaults.

    Args:
        may_ask: whether somebody is there.
    """

    def __init__(self, may_ask: bool) -> None:
        self.may_ask = may_ask

    def __call__(self, question: str, given: str | None, default: str, read: Callable[[str], _T]) -> _T:
        """What was given, or the answer, or the default, as `read` understands it; it raises UsageError."""
        if given is not None or not self.may_ask:
            return read(default if given is None else given)
        while True:
            whole = f"{question} [{default}]:" if default else question
            text = terminal.answer(whole, "nobody answered, so nothing was written")
            try:
                return read(text or default)
            except UsageError as error:
                terminal.note(str(error))


def _provided(ask: _Questions, given: list[str] | None, default: str) -> list[Signature]:
    """The signatures, each of another name."""
    from dllab.authoring.new.signatures import parse, together

    if given is not None or not ask.may_ask:
        return together([parse(one) for one in given or [default]])
    found = [ask("What learners write, one signature at a time", None, default, parse)]

    def one_more(text: str) -> list[Signature]:
        return together([*found, parse(text)]) if text else []

    while more := ask("And (Enter: nothing more):", None, "", one_more):
        found = more
    return found


def _title(text: str) -> str:
    if not one_line(text):
        raise UsageError("a title has letters in it")
    return one_line(text)


def _kind(text: str) -> Kind:
    for kind in get_args(Kind):
        if text == kind:
            return kind  # type: ignore[no-any-return]
    raise UsageError(f"{text!r} is no kind: numpy or keras")


def _minutes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10_000:
        raise UsageError(f"{text!r} is no number of minutes")
    return int(text)


def _default_track(course: Course | None) -> str:
    """The last one that is the course's own: a course grows at its end."""
    own = [id for id in course.order if (course.root / "exercises" / id).is_dir()] if course else []
    return own[-1] if own else FIRST_TRACK


def _paths(created: Created) -> dict[str, object]:
    return {
        "folder": str(created.folder),
        "solution": str(created.solution),
        "began": list(map(str, created.began)),
    }


def _show(id: str, created: Created, course: Path | None) -> None:
    """What is there now, and what to do with it."""
    for path in created.began:
        terminal.say(f"{path} is new\n")
    terminal.say(f"{created.solution} is yours to write first: the right answer.\n")
    terminal.say(f"{created.folder}/ comes then, best in this order:\n\n")
    terminal.say("".join(f"  {name:{_WIDTH}}  {what}\n" for name, what in _STEPS))
    chosen = f" --course {shlex.quote(str(course))}" if course else ""
    terminal.say("\nEach place to write at says so: [write: …]. What is left, after each save:\n")
    terminal.say(f"dllab author check {id} --watch{chosen}\n")


_STEPS = (
    ("starter.py", "what is promised of it: types, shapes, errors"),
    ("checks.py", "the checks that learners see"),
    ("hidden.py", "the checks on inputs that nobody knows before"),
    ("mistakes.py", "wrong answers that people give, and a sentence for each"),
    ("lesson.md", "what it is about"),
    ("exercise.yaml", "summary, objectives, hints"),
)
_WIDTH = max(len(name) for name, _ in _STEPS)
