"""class grade --slurm, --attach: the tasks of a cluster grade; this process watches them."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from dllab.cli import terminal
from dllab.cli.classroom.voices import Lines, Voice
from grader.batch import cluster, returns, shard, slurm
from grader.batch.outcome import key
from grader.batch.plan import Plan
from grader.batch.run import Run
from grader.batch.store import Store
from grader.course import Course
from grader.errors import UsageError


@dataclass
class Work:
    """What there is to do.

    Attributes:
        course: whose exercises are graded.
        store: where outcomes go; held for writing.
        plan: what was handed in.
        voice: tells how it goes.
        device: where networks are trained.
        unsandboxed: whether to grade where the kernel does not keep learner code apart.
    """

    course: Course
    store: Store
    plan: Plan
    voice: Voice
    device: str
    unsandboxed: bool

    def begin(self, text: str) -> None:
        """Submit what is not graded yet, as --slurm says, and watch it.

        Raises:
            DllabError: nothing was submitted, and why.
            KeyboardInterrupt: the user does not want to wait; the tasks are cancelled, or go on.
        """
        asked = cluster.wishes(text)
        returns.note(self.store, self.plan.hand_ins)
        todo = self.store.missing(self.plan.hand_ins)
        how = slurm.How(self.device, self.unsandboxed)
        run = slurm.begin(self.course, self.store, todo, asked, how) if todo else None
        self.voice.begin(self.plan, todo)
        if run:
            self._watch(run)

    def attach(self) -> None:
        """Watch the run that was left.

        Raises:
            UsageError: there is none, or its exercises are not this course's.
            DllabError: what got lost cannot be submitted again.
            KeyboardInterrupt: as above.
        """
        runs = slurm.unfinished(self.store.root)
        if not runs:
            raise UsageError(f"{self.store.root} has no Slurm run that could go on: --slurm begins one")
        todo = shard.hand_ins(runs[-1].left(self.store), self.course)
        self.voice.begin(self.plan, todo)
        submitted = {one.key for one in runs[-1].facts.items}
        missing = self.store.missing(self.plan.hand_ins)
        new = sum(key(one) not in submitted for one in missing)
        self.voice.there -= new
        self._watch(runs[-1])
        if new:
            terminal.note(f"{new:,} more were handed in since: the same command without --attach grades them")

    def _watch(self, run: Run) -> None:
        try:
            run.watch(self.store, self.voice, self.voice.hear)
        except KeyboardInterrupt:
            terminal.end_line()
            self.voice.stop(_parted(run, self.voice))
            raise


def _parted(run: Run, voice: Voice) -> str:
    """Cancel the tasks if the user wants that; how it goes on."""
    go_on = "the Slurm tasks go on: --attach in place of --slurm watches them again"
    if not _agreed(voice):
        return go_on
    try:
        run.cancel()
    except cluster.SlurmError as error:
        return str(error)
    return "the same command goes on with the rest"


def _agreed(voice: Voice) -> bool:
    """Whether the user says yes; no answer is a no."""
    if isinstance(voice, Lines) or not (sys.stdin and sys.stdin.isatty()):
        return False
    try:
        return terminal.agreed("Cancel the Slurm tasks, too? If not, they go on. (y/N)", "to cancel")
    except (KeyboardInterrupt, UsageError):
        return False
