"""What Slurm is asked for, and how: submitit submits, squeue tells what runs, scancel ends it.

There need be no accounting (sacct): a task that squeue no longer shows is over, and files tell how it went.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader.errors import DllabError, UsageError, in_words
from grader.layout import Request, Resources
from grader.neutral import plain

_SBATCH = {"cpus": "cpus-per-task"}  # where our name is another one than sbatch's
_PASSED_ON = ("partition", "gres", "time", "cpus", "mem", "account", "qos", "constraint", "reservation")
_KEYS = (*_PASSED_ON, "array")
_VALUE = re.compile(r"[\w.:+/@&|*()\[\]-]+")
_PROGRAMS = ("sbatch", "squeue", "scancel", "srun")
_OVER = (
    *("COMPLETED", "CANCELLED", "FAILED", "TIMEOUT", "PREEMPTED", "OUT_OF_MEMORY", "NODE_FAIL"),
    *("BOOT_FAIL", "DEADLINE", "REVOKED"),
)
_TASKS = 8
_NOTHING = Resources()
_SECONDS = 60.0  # that a command of Slurm's may take


class SlurmError(DllabError):
    """Slurm refused something, or is not there."""


class Wishes(msgspec.Struct, frozen=True):
    """What --slurm says.

    Attributes:
        options: for sbatch, by the names that it has for them.
        array: how many tasks at most are submitted at a time for exercises of one kind; None: as many as
            course.yaml says, or eight.
    """

    options: dict[str, str] = {}
    array: int | None = None

    @property
    def tasks(self) -> int:
        """How many tasks at most are submitted at a time."""
        return self.array or _TASKS

    def of(self, kind: str, resources: Resources = _NOTHING) -> Wishes:
        """What is asked for exercises of a kind: this, and for the rest what course.yaml says.

        Tasks that train nothing get no `gres` by --slurm.
        """
        request: Request = getattr(resources, kind)
        named = {name: str(getattr(request, name)) for name in _PASSED_ON}
        options = {_SBATCH.get(name, name): value for name, value in named.items() if value}
        own = {name: value for name, value in self.options.items() if kind == "keras" or name != "gres"}
        return Wishes(options | own, self.array or request.array)


def wishes(text: str) -> Wishes:
    """Read partition=short,gres=gpu:1,time=30,array=4.

    Raises:
        UsageError: it says something else.
    """
    options, array = dict[str, str](), None
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = part.partition("=")
        if name not in _KEYS:
            near = get_close_matches(name, _KEYS, n=1)
            raise UsageError(f"--slurm knows no {name!r}: " + (f"{near[0]}?" if near else ", ".join(_KEYS)))
        if not equals or not _VALUE.fullmatch(value):
            raise UsageError(f"--slurm: {part!r} should be {name}=VALUE, and VALUE without spaces or quotes")
        if name != "array":
            options[_SBATCH.get(name, name)] = value
        elif not value.isdecimal() or not int(value):
            raise UsageError(f"--slurm: array={value} should say how many tasks, as in array=8")
        else:
            array = int(value)
    return Wishes(options, array)


def require(folder: Path) -> None:
    """Whether there is a Slurm here, to which a folder's name can be told.

    Raises:
        UsageError: there is none, or it cannot.
    """
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if missing:
        raise UsageError(
            f"this machine has no Slurm ({missing[0]} is not found): use --slurm on a login node"
        )
    where = str(folder.absolute())
    if not where.isprintable() or set(where) & set("%'\"\\"):
        raise UsageError(
            f"{plain(where)!r} has signs that Slurm's scripts do not take: choose another folder"
        )


def submit(folder: Path, name: str, asked: Wishes, work: Callable[[str], None], orders: Sequence[str]) -> str:
    """Submit a job array, or a single job; its id.

    Args:
        folder: for submitit's files and logs; others can neither read nor write it.
        name: the job's, known to nobody else.
        asked: options.
        work: what tasks run; it is found again by its name.
        orders: for each task the argument, as JSON.

    Raises:
        SlurmError: Slurm does not take it.
    """
    from submitit import SlurmExecutor  # slow to import, and needed here only
    from submitit.core.utils import FailedJobError, FailedSubmissionError

    folder.mkdir(mode=0o700)
    # -P: what lies in a student's folder is not to be imported.
    executor = SlurmExecutor(folder, python=f"{shlex.quote(sys.executable)} -P")
    executor.update_parameters(
        job_name=name,
        time=None,  # the partition's, unless asked
        wckey=None,
        array_parallelism=len(orders),
        signal_delay_s=0,  # nothing to save: outcomes are files at once
        use_srun=False,  # srun would give each step one core
        additional_parameters={**asked.options, "chdir": str(folder.absolute())},
    )
    try:
        with contextlib.redirect_stderr(io.StringIO()):  # submitit shows there what it also raises
            jobs = executor.map_array(work, orders)
    except (FailedJobError, FailedSubmissionError, OSError) as error:
        wanted = ",".join(f"{name}={value}" for name, value in asked.options.items())
        what = f"a job with {wanted}" if wanted else "the job"
        raise SlurmError(f"Slurm does not take {what}: {_refusal(str(error))}") from None
    return jobs[0].job_id.partition("_")[0]


class Task(msgspec.Struct, frozen=True):
    """A task as squeue shows it.

    Attributes:
        job: its job's name.
        index: its number in the array, 0 for a job without one.
        id: as scancel takes it.
        state: PENDING, RUNNING, FAILED …
        reason: why it waits, in Slurm's words; "" where it does not, or not yet.
    """

    job: str
    index: int
    id: str
    state: str
    reason: str

    @property
    def over(self) -> bool:
        """Whether it has ended, whichever way."""
        return self.state in _OVER


def tasks(names: Sequence[str]) -> list[Task]:
    """This user's tasks of jobs, by their names; Slurm forgets those that ended some minutes ago.

    Raises:
        SlurmError: Slurm does not answer.
    """
    if not names:
        return []
    # Names are for all to see, and others may give them to jobs of their own.
    command = ["squeue", "-h", "-r", "-t", "all", "-u", str(os.getuid()), "-n", ",".join(names)]
    lines = _run([*command, "-o", "%i|%j|%T|%r"]).splitlines()
    return [_task(*line.split("|", 3)) for line in lines if line.count("|") >= 3]


def cancel(names: Sequence[str]) -> None:
    """End jobs, by their names; those that are over already stay as they are.

    Raises:
        SlurmError: they are perhaps not ended, for Slurm does not answer, or Ctrl-C came in between.
    """
    try:
        ids = [task.id for task in tasks(names) if not task.over]
        if ids:
            _run(["scancel", *ids])
    except (SlurmError, KeyboardInterrupt) as error:
        why, jobs = str(error) or "Ctrl-C came in between", " and ".join(names)
        raise SlurmError(f"{why}, so {jobs} may go on: {how_to_cancel(names)} ends it") from None


def how_to_cancel(names: Sequence[str]) -> str:
    """What people may type."""
    return f"`{'; '.join(f'scancel --name={name}' for name in names)}`"


class Lookout:
    """Looks at jobs now and then: seldom enough not to be in Slurm's way.

    Attributes:
        trouble: why the last look failed; "" where it did not.
    """

    trouble = ""

    def __init__(self) -> None:
        self.hurry()

    def hurry(self) -> None:
        """Something was begun: look soon."""
        self._next, self._pause = time.monotonic(), 1.0

    def look(self, names: Sequence[str]) -> list[Task] | None:
        """What squeue shows; None when it is not time yet, or Slurm does not answer."""
        if time.monotonic() < self._next:
            return None
        try:
            found, self.trouble = tasks(names), ""
        except SlurmError as error:
            found, self.trouble = None, str(error)
        self._next = time.monotonic() + self._pause
        self._pause = min(1.3 * self._pause, 30.0)
        return found


def _task(id: str, job: str, state: str, reason: str) -> Task:
    index = id.partition("_")[2]
    reason = "" if reason == "None" else reason
    return Task(job, int(index) if index.isdecimal() else 0, id, state, reason)


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise SlurmError(f"Slurm does not answer: {command[0]} waited for {_SECONDS:.0f} s") from None
    except OSError as error:
        raise SlurmError(f"{command[0]} cannot be run: {in_words(error)}") from None
    if done.returncode:
        raise SlurmError(f"Slurm does not answer: {_refusal(done.stderr.decode(errors='replace'))}")
    return done.stdout.decode(errors="replace")


def _refusal(text: str) -> str:
    """What Slurm's program says last, without its own name."""
    lines = [line.strip() for line in plain(text).split("\n") if line.strip()]
    said = re.sub(r"^\w+: (error|fatal): ", "", lines[-1]) if lines else "it does not say why"
    return said.removeprefix("Batch job submission failed: ")
