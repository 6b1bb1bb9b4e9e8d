"""class collect, watch, dropbox: from the drop folder to SUBMISSIONS.

What they need is imported when they run: every other command starts without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.classroom.grading import Everything, Jobs, Out, Unsandboxed
from dllab.cli.options import AsJson, CoursePath, Device, open_course, report_problems
from dllab.wording import count, one_line
from grader.errors import DllabError, UsageError, in_words

if TYPE_CHECKING:
    from grader.batch.collect import Collected
    from grader.batch.permissions import Findings
    from grader.course import Course

Dropbox = Annotated[
    Path | None,
    typer.Option("--dropbox", metavar="D", help="The drop folder, if not $DLLAB_DROPBOX or course.yaml's."),
]
DropboxArgument = Annotated[
    Path | None, typer.Argument(metavar="[D]", help="By default $DLLAB_DROPBOX, or course.yaml's.")
]
Target = Annotated[
    Path, typer.Argument(metavar="SUBMISSIONS", help="Where hand-ins go; it is made if it is not there.")
]
Watched = Annotated[Path, typer.Option("--submissions", metavar="S", help="Where hand-ins are collected.")]
Best = Annotated[
    Path | None,
    typer.Option("--best", metavar="RESULTS", help="The one with the most points there, not the last one."),
]
Interval = Annotated[
    float, typer.Option("--interval", metavar="SECONDS", min=0.05, help="Between two looks.")
]
Create = Annotated[bool, typer.Option("--create", help="Make it.")]
Group = Annotated[
    str | None, typer.Option("--group", metavar="GROUP", help="With --create: who may read hand-ins.")
]

_LINES = 20  # without --verbose


def collect(
    submissions: Target,
    dropbox: Dropbox = None,
    best: Best = None,
    as_json: AsJson = False,
    verbose: Everything = False,
    course: CoursePath = None,
) -> int:
    """Bring what students handed in, of each exercise the last, to SUBMISSIONS/<student>/<exercise>.py.

    Exit statuses: 0 done; 1 something could not be taken; 2 nothing could.
    """
    from grader import policy
    from grader.batch import collect as collecting
    from grader.batch.register import Register
    from grader.batch.store import Store

    found = open_course(course)
    folder = place(found, dropbox)
    prepare(folder, submissions)
    register = Register(submissions)
    report_problems(register.problems)
    merit = collecting.best(Store(best), found) if best else collecting.last
    most = policy.read(found).policy.attempts_per_day
    done = collecting.collect(folder, submissions, found, register, merit, most)
    _show_json(done) if as_json else _show(done, verbose)
    return 1 if any(not one.stray for one in done.refused) else 0


def watch(
    submissions: Watched,
    out: Out,
    dropbox: Dropbox = None,
    interval: Interval = 30,
    jobs: Jobs = None,
    device: Device = "auto",
    allow_unsandboxed: Unsandboxed = False,
    course: CoursePath = None,
) -> int:
    """Collect and grade what is handed in, and leave feedback for each student, until Ctrl-C.

    Exit statuses: 0 stopped while nothing was to do; 3 stopped in the middle: the next time goes on.
    """
    from dllab.cli.classroom import watching
    from grader.batch import slurm
    from grader.batch.plan import require_apart
    from grader.batch.store import Store
    from grader.batch.watch import Watch
    from grader.training.hardware import cores

    found = open_course(course)
    folder = place(found, dropbox)
    prepare(folder, submissions)
    require_apart(submissions, out)
    with Store(out) as store:
        slurm.require_idle(out)
        voice = watching.Voice()
        options = jobs or cores(), device, allow_unsandboxed
        return watching.run(Watch(found.root, folder, submissions, store, voice, *options), voice, interval)


def dropbox(
    folder: DropboxArgument = None,
    create: Create = False,
    group: Group = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Say who can read and write what in the drop folder, and how to mend what is wrong; or make it.

    Exit statuses: 0 all is as it should be; 1 it is not; 2 it cannot be looked at.
    """
    from grader.batch import permissions

    where = folder.absolute() if folder else place(open_course(course), None)
    if create:
        if not group:
            raise UsageError("who may read what is handed in? Add --group GROUP (`id` names yours)")
        permissions.create(where, group)
    elif group:
        raise UsageError(f"--group goes with --create; to change it: chgrp {group} FOLDER; chmod 3773 FOLDER")
    found = permissions.inspect(where)
    if as_json:
        terminal.show_json({"schema": 1, "dropbox": one_line(str(where)), **_facts(found)})
    else:
        _explain(where, found)
    return 1 if found.problems else 0


def place(course: Course, chosen: Path | None) -> Path:
    """The drop folder, after what is wrong with the course was said.

    Raises:
        UsageError: there is none.
    """
    from dllab import handin
    from grader import policy

    report_problems([str(problem) for problem in course.problems])
    return handin.place(course, policy.read(course), chosen)


def prepare(dropbox: Path, submissions: Path) -> None:
    """Make SUBMISSIONS, apart from the drop folder.

    Raises:
        DllabError: it cannot be made, or everybody can write it.
    """
    from grader.batch.folder import require_own

    one, other = dropbox.resolve(), submissions.resolve()
    if one == other or one in other.parents or other in one.parents:
        why = f"{submissions} and the drop folder {dropbox} lie in each other"
        raise UsageError(f"{why}: choose another folder for SUBMISSIONS")
    try:
        submissions.mkdir(0o700, parents=True, exist_ok=True)
        require_own(submissions)
    except OSError as error:
        raise DllabError(f"{submissions} cannot be made: {in_words(error)}") from None


def _show(done: Collected, verbose: bool) -> None:
    complain([f"not taken: {one_line(str(one.path))}: {one.why}" for one in done.refused], verbose)
    from dllab.handin import moment

    lines = [
        f"{one_line(brought.hand_in.student)}/{brought.hand_in.exercise}  {brought.what}"
        f"  {moment(brought.hand_in.time)}\n"
        for brought in done.brought
    ]
    shown = lines if verbose else lines[:_LINES]
    more = len(lines) - len(shown)
    terminal.say("".join(shown) + (f"and {more:,} more: --verbose names all\n" if more else ""))
    new = sum(brought.what == "new" for brought in done.brought)
    before = len(done.chosen) - len(done.brought)
    terminal.say(f"{count(new, 'hand-in')} new, {len(done.brought) - new} changed, {before} as before\n")


def complain(sentences: list[str], verbose: bool = False) -> None:
    """Say each on stderr, or the first of many."""
    shown = sentences if verbose else sentences[:_LINES]
    report_problems(shown)
    if len(shown) < len(sentences):
        terminal.note(f"and {len(sentences) - len(shown):,} more: --verbose names all")


def _show_json(done: Collected) -> None:
    from grader.batch.outcome import encoded

    brought = [
        {
            "student": encoded(one.hand_in.student),
            "exercise": one.hand_in.exercise,
            "what": one.what,
            "time": one.hand_in.time,
            "sha256": one.hand_in.sha256,
            "file": one.hand_in.file,
        }
        for one in done.brought
    ]
    refused = [
        {"path": one_line(str(one.path)), "why": one_line(one.why), "stray": one.stray}
        for one in done.refused
    ]
    terminal.show_json({"schema": 1, "chosen": len(done.chosen), "brought": brought, "refused": refused})


def _facts(found: Findings) -> dict[str, object]:
    problems = [{"what": one_line(one.what), "mend": one_line(one.mend)} for one in found.problems]
    return {"group": found.group, "members": found.members, "students": found.students, "problems": problems}


def _explain(where: Path, found: Findings) -> None:
    members = f" ({', '.join(found.members)})" if found.members else ""
    readers = f"its owner and the group {one_line(found.group)}{one_line(members)}"
    terminal.say(f"{one_line(str(where))}\n{count(found.students, 'student')} handed in.\n")
    terminal.say(f"As it should be, a file can be read by {readers}, and by nobody else but root.\n")
    for problem in found.problems[:_LINES]:
        terminal.say(f"✗ {one_line(problem.what)}\n")
    if len(found.problems) > _LINES:
        terminal.say(f"✗ and {len(found.problems) - _LINES:,} more: --json names all\n")
    mends = dict.fromkeys(problem.mend for problem in found.problems[:_LINES] if problem.mend)
    if mends:
        terminal.say("To mend it, as the owner or root:\n")
        terminal.say("".join(f"    {one_line(mend)}\n" for mend in mends))
    if not found.problems:
        terminal.say("It is as it should be.\n")
