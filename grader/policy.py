"""How grades are counted: `policy` in course.yaml. All of it may be left out.

policy:
  attempts: last                    # or best
  attempts_per_day: 3               # what is handed in beyond that does not count; without a limit all counts
  late: {grace_minutes: 15, percent_per_day: 10, at_most_days: 5}
  deadlines:
    02-neuron: 2026-03-31T23:59:00+02:00
    softmax: 2026-04-07 23:59 Europe/Berlin
  extensions:
    anna: {softmax: 2026-04-14 23:59 Europe/Berlin}
    ben: {all: 2026-04-30 23:59 Europe/Berlin}
"""

from __future__ import annotations

import datetime
import math
import zoneinfo
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from grader.course import Course
from grader.errors import ExerciseError
from grader.layout import NAME, Layout
from grader.yamlfile import line_of, read_yaml, unknown

EVERYTHING = "all"

_FORM = "2026-03-31T23:59:00+02:00 or 2026-03-31 23:59 Europe/Berlin"
# In the file a text or what YAML takes for a time; a datetime with a zone when it was read.
Time = Annotated[Any, msgspec.Meta(description=f"A time with a zone: {_FORM}")]


class Late(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What handing in late costs; see `grader.counting`.

    Attributes:
        grace_minutes: after the deadline, in which nothing is late.
        percent_per_day: of the earned points, for each day that has begun since.
        at_most_days: what is later than that does not count; None: everything does.
    """

    grace_minutes: float = 0
    percent_per_day: float = 0
    at_most_days: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.grace_minutes < math.inf:
            raise ValueError("grace_minutes must not be below 0")
        if not 0 <= self.percent_per_day <= 100:
            raise ValueError("percent_per_day must lie between 0 and 100")
        if self.at_most_days is not None and self.at_most_days < 0:
            raise ValueError("at_most_days must not be below 0")


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How grades are counted.

    Attributes:
        attempts: which of several attempts counts: the last, or the best after penalties.
        attempts_per_day: how many for an exercise within 24 hours count; None: all do.
        late: what handing in late costs.
        deadlines: by id of an exercise, or of a track for those of its exercises that have none of their own.
        extensions: by student, then by id of an exercise or a track, or "all".
    """

    attempts: Literal["last", "best"] = "last"
    attempts_per_day: int | None = None
    late: Late = Late()
    deadlines: dict[str, Time] = {}
    extensions: dict[str, dict[str, Time]] = {}

    def __post_init__(self) -> None:
        if self.attempts_per_day is not None and self.attempts_per_day < 1:
            raise ValueError("attempts_per_day must not be below 1")

    def deadline(self, student: Collection[str], exercise: Sequence[str]) -> datetime.datetime | None:
        """Until when a student may hand in an exercise; None: there is no deadline.

        The exercise's own deadline stands before its track's. Of that and of all extensions that apply the
        latest counts, so that an extension never takes time away.

        Args:
            student: the names that they may have in the file.
            exercise: the ids that it may have in the file, the most particular first, the track's last.
        """
        times: list[datetime.datetime] = [self.deadlines[id] for id in exercise if id in self.deadlines][:1]
        if not times:
            return None
        granted = [extension for name, extension in self.extensions.items() if name in student]
        times += [time for one in granted for id, time in one.items() if id in (*exercise, EVERYTHING)]
        return max(times)


class CourseFile(Layout, frozen=True, kw_only=True):
    """What course.yaml says.

    Attributes:
        policy: how grades are counted.
    """

    policy: Policy = Policy()


def read(course: Course) -> CourseFile:
    """A course's course.yaml, or what holds where there is none.

    Raises:
        ExerciseError: it is not well-formed, or names what the course does not have; with file and line.
    """
    path = course.root / NAME
    if not path.exists():
        return CourseFile()
    file = read_yaml(path, CourseFile)
    known = _known(course)
    deadlines = _times(path, ("policy", "deadlines"), file.policy.deadlines, known)
    extensions = {
        student: _times(path, ("policy", "extensions", student), times, (*known, EVERYTHING))
        for student, times in file.policy.extensions.items()
    }
    policy = msgspec.structs.replace(file.policy, deadlines=deadlines, extensions=extensions)
    return msgspec.structs.replace(file, policy=policy)


def _known(course: Course) -> tuple[str, ...]:
    """The ids of exercises and tracks: also of broken ones, and former ones."""
    former = [id for exercise in course for id in exercise.renamed_from]
    return (*(folder.name for folder in course.folders()), *course.order, *former)


def _times(
    path: Path, place: tuple[str, ...], times: dict[str, Any], known: tuple[str, ...]
) -> dict[str, datetime.datetime]:
    found = {}
    for id, value in times.items():
        if id not in known:
            what = unknown(id, known, "exercise or track")
            raise ExerciseError(what, path, line_of(path, *place, id))
        try:
            found[id] = _time(value)
        except ValueError as error:
            what = f"{'.'.join((*place, id))}: {error}: write {_FORM}"
            raise ExerciseError(what, path, line_of(path, *place, id)) from None
    return found


def _time(value: Any) -> datetime.datetime:
    """A time with a zone.

    Raises:
        ValueError: it is none.
    """
    if isinstance(value, str):
        value = _parsed(value)
    if not isinstance(value, datetime.datetime):
        raise ValueError(f"{value!r} is no time" if not isinstance(value, datetime.date) else "a date only")
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return value


def _parsed(text: str) -> datetime.datetime:
    clock, _, zone = text.strip().rpartition(" ")
    named = bool(clock) and zone[:1].isalpha()
    try:
        time = datetime.datetime.fromisoformat(clock if named else text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no time") from None
    if not named:
        return time
    try:
        return time.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"this machine knows no time zone {zone!r}") from None
