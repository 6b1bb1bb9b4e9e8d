"""Collect, grade, give feedback; again and again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from grader import policy
from grader.batch import returns
from grader.batch.batch import Batch
from grader.batch.collect import Collected, best, collect, last, place
from grader.batch.feedback import deliver
from grader.batch.folder import Unfit
from grader.batch.outcome import Listener, key
from grader.batch.plan import Plan, Refused, scan
from grader.batch.register import Register, Seen
from grader.batch.store import Store
from grader.course import Course, load_course
from grader.training.hardware import cores


class Round(msgspec.Struct, frozen=True):
    """One look at the drop folder, and what came of it.

    Attributes:
        collected: what was brought to SUBMISSIONS, and what was refused.
        refused: what cannot be graded, and where no feedback can be left.
        feedback: how many students' feedback is new.
        again: whether there is more to grade at once: attempts of which the best counts.
    """

    collected: Collected
    refused: list[Refused]
    feedback: int
    again: bool


@dataclass
class Watch:
    """What is watched.

    Attributes:
        root: of the course; it is read anew at each look, so it may change.
        dropbox: the drop folder.
        submissions: where hand-ins are collected, and which was graded whole at the first look.
        store: where outcomes go; held for writing.
        listener: hears of each hand-in that was graded.
        jobs, device, unsandboxed: see `Batch`.
        at_work: whether there is something to grade or to bring back, and it is not done yet.
    """

    root: Path
    dropbox: Path
    submissions: Path
    store: Store
    listener: Listener
    jobs: int = field(default_factory=cores)
    device: str = "auto"
    unsandboxed: bool = False
    at_work: bool = False
    _whole: bool = True
    _told: set[tuple[str, str]] = field(default_factory=set)

    def look(self) -> Round:
        """Once.

        Raises:
            DropboxError: the drop folder cannot be read.
            RegisterError: SUBMISSIONS cannot be written.
            StoreError: RESULTS cannot be written.
            ExerciseError: the course or its course.yaml cannot be read.
            SandboxError: learner code cannot be kept apart here.
        """
        course, register = load_course(self.root), Register(self.submissions)
        rules = policy.read(course).policy
        rated = rules.attempts == "best"
        merit = best(self.store, course) if rated else last
        whole, self._whole = self._whole, True  # until this look came to its end
        collected = collect(self.dropbox, self.submissions, course, register, merit, rules.attempts_per_day)
        changed = {one.hand_in.student for one in collected.brought}
        self.at_work = bool(changed)
        plan = Plan([], [])
        if whole or changed:
            plan = scan(self.submissions, course, (), () if whole else changed)
        returns.note(self.store, plan.hand_ins)
        if todo := self.store.missing(plan.hand_ins):
            self.at_work = True
            batch = Batch(course, self.store, self.listener, self.jobs, self.device, self.unsandboxed)
            asyncio.run(batch.run(todo))
        refused = [*plan.refused]
        delivered = self._deliver(course, collected.chosen, refused)
        self._whole = self.at_work = False
        return Round(collected, refused, delivered, rated and bool(collected.brought))

    def _deliver(self, course: Course, chosen: list[Seen], refused: list[Refused]) -> int:
        exercises, number = {one.id: one for one in course}, 0
        for one in chosen:
            work = key(one.work(exercises[one.exercise]))
            if (one.file, work) in self._told or not self.store.has(one.student, one.exercise, work):
                continue
            try:
                number += deliver(self.dropbox, one, self.store.read(one.student, one.exercise, work))
                self._told.add((one.file, work))
            except Unfit as error:
                refused.append(Refused(place(self.dropbox, one), f"no feedback: {error}"))
        return number
