"""Memory of the processes that grade: the host as it goes on, the fork server, a guest between two checks."""

from __future__ import annotations

from pathlib import Path

from common.alone import alone
from common.processes import family
from common.results import Result

PART = "Memory"
_MB = 1024


def measure(course: Path, passes: int) -> list[Result]:
    """All lines.

    Args:
        course: the repository, whose exercises are graded.
        passes: how often the whole mix is graded.
    """
    return alone(_grade, course, passes)


def _grade(course: Path, passes: int) -> list[Result]:
    from grader.events import CheckDone, Event
    from grader.grade import Grader
    from parts import mix

    items = mix.of_course(course)
    seen: list[dict[str, float]] = []

    def look(event: Event) -> None:
        if isinstance(event, CheckDone):
            seen.append(_looked())

    with Grader() as grader:
        peaks = [peak()]
        for _ in range(passes):
            for item in items:
                grader.grade(item.exercise, item.submission)
            peaks.append(peak())
        for item in items:
            grader.grade(item.exercise, item.submission, listener=look)
    return _lines(len(items), peaks, seen)


def _lines(count: int, peaks: list[float], seen: list[dict[str, float]]) -> list[Result]:
    names = ("fork server, private", "fork server, share", "a guest, private", "a guest, share", "all, share")
    lines = [
        Result(PART, "host before the first, peak", "MB", peaks[:1], note="Python, NumPy and the grader"),
        Result(PART, f"host after {count}, peak", "MB", peaks[1:2]),
        Result(PART, f"host after {count * (len(peaks) - 1)}, peak", "MB", peaks[-1:]),
    ]
    for name in names:
        samples = [look[name] for look in seen if name in look]
        note = "" if samples else "may not be read by this user, or not on this system"
        lines.append(Result(PART, name, "MB", samples, note=note))
    return lines


def _looked() -> dict[str, float]:
    """What the processes hold at this moment, MB; of several guests, the one that a submission is in."""
    members = family()
    servers = [member for member in members if member.is_server]
    guests = [member for member in members if member.is_guest]
    found = {}
    for name, member in (("fork server", servers[:1]), ("a guest", guests[-1:])):
        rolled = rollup(str(member[0].pid)) if member else {}
        if rolled:
            found[f"{name}, private"] = rolled["Private_Clean"] + rolled["Private_Dirty"]
            found[f"{name}, share"] = rolled["Pss"]
    every = [rollup(pid).get("Pss", 0.0) for pid in ("self", *(str(member.pid) for member in members))]
    if len(found) == 4:
        found["all, share"] = sum(every)
    return found


def rollup(pid: str) -> dict[str, float]:
    """What a process holds by kind, MB, as smaps_rollup has it; {} where that may not be read."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {line.split(":")[0]: int(line.split()[1]) / _MB for line in lines}


def peak(pid: str = "self") -> float:
    """The largest resident size of a process so far, MB; 0 where nobody knows, or when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / _MB for line in lines if line.startswith("VmHWM")), 0.0)
