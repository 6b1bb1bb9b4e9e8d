"""class regrade: forget results, so that they are graded anew."""

from __future__ import annotations

from dllab.cli import terminal
from dllab.cli.classroom.results import Class
from dllab.wording import count
from grader.batch import slurm
from grader.batch.outcome import decoded
from grader.errors import UsageError
from grader.sheet import Row


def regrade(found: Class, exercises: list[str], students: list[str], yes: bool) -> int:
    """Forget, after asking; the exit status: 0 done, 1 not wanted.

    Raises:
        UsageError: there is no such thing, nobody answered, or others write RESULTS.
    """
    chosen = _chosen(found, exercises, students)
    what = f"{count(sum(len(ids) for _, ids in chosen), 'grade')} of {count(len(chosen), 'student')}"
    question = f"Forget {what}, with all attempts? Only what lies in SUBMISSIONS can be graded again. [y/N]"
    if not (yes or terminal.agreed(question, "to forget")):
        terminal.write("Nothing was changed.\n")
        return 1
    with found.store as store:
        slurm.require_idle(store.root)
        for row, ids in chosen:
            for id in ids:
                for name in found.names(id):
                    store.forget(decoded(row.student), name)
    terminal.say(f"{what} forgotten: `dllab class grade` grades them anew\n")
    return 0


def _chosen(found: Class, exercises: list[str], students: list[str]) -> list[tuple[Row, list[str]]]:
    """Whose grades, and which.

    Raises:
        UsageError: there are none, or an exercise or a student is not there.
    """
    wanted = {found.exercise(id) for id in exercises}
    rows = [found.student(name) for name in students] or found.sheet.rows
    chosen = [(row, [id for id in row.grades if not wanted or id in wanted]) for row in rows]
    chosen = [(row, ids) for row, ids in chosen if ids]
    if not chosen:
        raise UsageError("there are no such results, so there is nothing to forget")
    return chosen
