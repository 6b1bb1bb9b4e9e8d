"""class grade: everything that was handed in; what is done already is not done again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli.options import CoursePath, Device, Slurm, complete_id, open_course, report_problems
from grader.errors import UsageError

if TYPE_CHECKING:
    from dllab.cli.classroom.voices import Voice
    from grader.batch.batch import Batch
    from grader.batch.plan import HandIn, Plan
    from grader.batch.store import Store

Submissions = Annotated[
    Path, typer.Argument(metavar="SUBMISSIONS", help="A folder with a folder for each student.")
]
Out = Annotated[
    Path, typer.Option("--out", metavar="RESULTS", help="Where results are kept, and looked for first.")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes that grade; all cores if left out."),
]
Exercises = Annotated[
    list[str] | None,
    typer.Option(
        "--exercise", "-e", metavar="ID", help="Only this one; may be repeated.", autocompletion=complete_id
    ),
]
Students = Annotated[
    list[str] | None, typer.Option("--student", metavar="NAME", help="Only this folder; may be repeated.")
]
JsonLines = Annotated[
    bool, typer.Option("--json-lines", help="For programs: each event as a line of JSON on stdout.")
]
Unsandboxed = Annotated[
    bool, typer.Option("--allow-unsandboxed", help="Grade even where the kernel keeps nothing apart.")
]
Attach = Annotated[
    bool, typer.Option("--attach", help="Go on with the Slurm tasks that were left to themselves.")
]
Everything = Annotated[bool, typer.Option("--verbose", "-v", help="Name every file that is not graded.")]


def grade(
    submissions: Submissions,
    out: Out,
    jobs: Jobs = None,
    exercise: Exercises = None,
    student: Students = None,
    device: Device = "auto",
    slurm: Slurm = None,
    attach: Attach = False,
    json_lines: JsonLines = False,
    allow_unsandboxed: Unsandboxed = False,
    verbose: Everything = False,
    course: CoursePath = None,
) -> int:
    """Grade what a class handed in: SUBMISSIONS/<student>/<exercise>.py or .ipynb.

    What RESULTS has already is not graded again: after Ctrl-C, a crash or new hand-ins, the same command
    goes on. Exit statuses: 0 everything is graded; 1 something could not be; 2 nothing was begun, or
    results cannot be written; 3 interrupted.
    """
    from dllab.cli.classroom.voices import Lines, Words
    from grader.batch.plan import require_apart, scan
    from grader.batch.store import Store
    from grader.training.hardware import cores

    _refuse_nonsense(slurm, attach, jobs)
    found = open_course(course)
    report_problems([str(problem) for problem in found.problems])
    require_apart(submissions, out)
    plan = scan(submissions, found, exercise or (), student or ())
    voice = Lines() if json_lines else Words(submissions, out, verbose)
    with Store(out) as store:
        if slurm is not None or attach:
            from dllab.cli.classroom import slurm as cluster

            work = cluster.Work(found, store, plan, voice, device, allow_unsandboxed)
            work.attach() if slurm is None else work.begin(slurm)
        elif todo := _begun(plan, store, voice):
            from grader.batch.batch import Batch  # asyncio, NumPy and more

            _run(Batch(found, store, voice, jobs or cores(), device, allow_unsandboxed), todo, voice)
    voice.end()
    return 1 if voice.lost else 0


def _begun(plan: Plan, store: Store, voice: Voice) -> list[HandIn]:
    """What is to do on this machine.

    Raises:
        UsageError: Slurm's tasks are at it.
        StoreError: results cannot be written.
    """
    from grader.batch import returns, slurm

    slurm.require_idle(store.root)
    returns.note(store, plan.hand_ins)
    todo = store.missing(plan.hand_ins)
    voice.begin(plan, todo)
    return todo


def _refuse_nonsense(slurm: str | None, attach: bool, jobs: int | None) -> None:
    if slurm is not None and attach:
        raise UsageError("--slurm begins a run and --attach goes on with one: leave out one of them")
    if (slurm is not None or attach) and jobs:
        raise UsageError("--jobs is for this machine: for Slurm say --slurm cpus=N,array=N")


def _run(batch: Batch, todo: list[HandIn], voice: Voice) -> None:
    import asyncio

    try:
        asyncio.run(batch.run(todo))
    except KeyboardInterrupt:
        voice.stop()
        raise
