"""submit, feedback: what goes to the teachers, and what comes back.

What they need is imported when they run: every other command starts without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dllab import targets
from dllab.cli import terminal
from dllab.cli.grading import Look, show
from dllab.cli.options import AsJson, CoursePath, Id, Verbose, open_course
from dllab.targets import Target
from dllab.wording import one_line
from dllab.workspace import Workspace
from grader.errors import UsageError, in_words

if TYPE_CHECKING:
    from grader.batch.dropbox import Receipt
    from grader.batch.feedback import Feedback

File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="By default the exercise's in your workspace.")
]


def submit(id: Id, file: File = None, as_json: AsJson = False, course: CoursePath = None) -> int:
    """Hand in your code for an exercise; what you handed in before stays there, too."""
    from dllab import handin
    from grader import policy

    found, workspace = open_course(course), Workspace()
    rules = policy.read(found)
    folder = handin.place(found, rules)
    if file is not None and file.suffix.lower() not in (".py", ".ipynb"):
        raise UsageError(f"{file} is neither a .py nor an .ipynb file")
    target = targets.resolve(found, workspace, str(file or id), id)
    submission, receipt = handin.hand_in(folder, target)
    if as_json:
        terminal.show_json(receipt)
    else:
        late = handin.punctuality(rules, found, target.exercise, receipt)
        _show(target, receipt, late, handin.allowance(rules, target.exercise, receipt))
        terminal.say(f"{handin.reminder(workspace, target, submission)}\n")
        terminal.say(f"when it is graded: dllab feedback {target.exercise.id}\n")
    try:
        handin.keep(workspace, receipt)
    except OSError as error:
        why = f"the receipt is not kept in {workspace.root} ({in_words(error)})"
        terminal.note(f"{why}: the hand-in is where it says, note that yourself")
    return 0


def feedback(id: Id, verbose: Verbose = False, as_json: AsJson = False, course: CoursePath = None) -> int:
    """Show what became of what you handed in for an exercise."""
    from dllab import handin
    from grader.batch import feedback

    exercise, workspace = open_course(course).exercise(id), Workspace()
    receipt = handin.receipts(workspace).get(exercise.id)
    if receipt is None:
        raise UsageError(f"nothing of {exercise.id} was handed in from here: `dllab submit {exercise.id}`")
    found = feedback.read(Path(receipt.path), exercise.id)
    if found is None:
        raise UsageError(f"there is no feedback on {exercise.id} yet: your hand-in of it waits to be graded")
    if as_json:
        terminal.show_json(found)
        return 0
    _introduce(found, receipt)
    if found.report is not None:
        target = Target(Path(receipt.path), exercise)
        show(found.report, target, Look(verbose=verbose, more=f"dllab feedback {exercise.id} -v"))
    return 0


def _show(target: Target, receipt: Receipt, late: str, limit: str) -> None:
    from dllab.handin import moment
    from grader.batch.permissions import group_name

    lines = [
        f"{one_line(str(target.path))} is handed in.",
        f"  exercise  {receipt.exercise}",
        f"  time      {moment(receipt.time)}",
        *([f"  deadline  {late}"] if late else []),
        *([f"  limit     {limit}"] if limit else []),
        f"  sha256    {receipt.sha256[:16]}",
        f"  user      {one_line(receipt.user)}",
        f"  where     {one_line(receipt.path)}",
        f"  readers   you, and the group {one_line(group_name(Path(receipt.path).stat().st_gid))}",
    ]
    terminal.say("".join(f"{line}\n" for line in lines))


def _introduce(found: Feedback, receipt: Receipt) -> None:
    from dllab.handin import moment

    terminal.say(f"handed in {moment(found.handed_in)} · graded {moment(found.graded)}\n")
    if found.sha256 != receipt.sha256:
        terminal.say("This is not about your last hand-in, which waits to be graded.\n")
    if found.error:
        terminal.say(f"{one_line(found.error)}\n")
    terminal.write("\n")
