"""The class on Slurm: a run is begun, found again, and looked at.

RESULTS/slurm/<run>/ has what coordinator and tasks tell each other (see grader/batch/shard.py). It is a
folder of mode 0700, since submitit's files in it are code; what tasks write is JSON, and no pickle of theirs
is ever read.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.batch import cluster, shard
from grader.batch.cluster import Wishes
from grader.batch.plan import HandIn
from grader.batch.run import Run, State
from grader.batch.shard import Facts
from grader.batch.store import Store
from grader.course import Course
from grader.errors import UsageError

KINDS = ("numpy", "keras")  # of exercises; tasks of one kind are an array apart


class How(msgspec.Struct, frozen=True):
    """What tasks are told besides.

    Attributes:
        device: where networks are trained.
        unsandboxed: whether to grade where the kernel does not keep learner code apart.
    """

    device: str = "auto"
    unsandboxed: bool = False


def begin(
    course: Course,
    store: Store,
    todo: Sequence[HandIn],
    asked: Wishes,
    how: How,
) -> Run:
    """Submit these to Slurm; networks and the rest are shards apart.

    Raises:
        UsageError: there is no Slurm here, or an earlier run still goes on.
        SlurmError: Slurm does not take it, or what it took can perhaps not be cancelled again.
        StoreError: nothing can be written.
    """
    cluster.require(store.root)
    _clear(store.root)
    _ = store.secret  # drawn once, before several tasks ask for it
    home = shard.private(store.root / "slurm")
    folder = shard.private(home / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}")
    run = Run(folder, _facts(course, store, todo, asked, how))
    try:
        for kind in KINDS:
            numbers = [number for number, one in enumerate(todo) if one.exercise.kind == kind]
            if numbers:
                run.submit(kind, 1, shard.split(numbers, run.facts.asked[kind].tasks))
    except BaseException:
        run.cancel()  # if that fails the run stays, so that it is found again
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return run


def require_idle(results: Path) -> None:
    """No task of an earlier run may be at work where others begin.

    Raises:
        UsageError: one is, or nobody can tell.
        StoreError: a run is damaged.
    """
    for run in unfinished(results):
        has = f"{results} has the Slurm run {run.folder.name}"
        try:
            alive = run.alive()
        except cluster.SlurmError as error:
            why = f"nobody can tell whether its tasks are over ({error})"
            advice = f"ask on the login node, or delete {run.folder} if none of them runs"
            raise UsageError(f"{has}, and {why}: {advice}") from None
        if alive:
            ends = cluster.how_to_cancel(run.names)
            raise UsageError(f"{has}, whose tasks are not over: --attach goes on with it, {ends} ends it")


def unfinished(results: Path) -> list[Run]:
    """Runs that were left before they were through, the latest last.

    Raises:
        StoreError: one is damaged.
    """
    runs = [Run(path.parent, shard.read(path.parent)) for path in sorted(results.glob("slurm/*/run.json"))]
    return [run for run in runs if not run.facts.over]


def state(results: Path) -> list[State]:
    """How unfinished runs are.

    Raises:
        StoreError: one is damaged.
    """
    return [run.state for run in unfinished(results)]


def _facts(course: Course, store: Store, todo: Sequence[HandIn], asked: Wishes, how: How) -> Facts:
    return Facts(
        course=shard.hexed(course.root),
        results=shard.hexed(store.root),
        directory=shard.hexed(Path()),
        began=round(time.time(), 3),
        device=how.device,
        unsandboxed=how.unsandboxed,
        asked={kind: asked.of(kind, course.file.resources) for kind in KINDS},
        items=[shard.item(one) for one in todo],
    )


def _clear(results: Path) -> None:
    """Runs that are over go; one that is not may not have another one beside it."""
    require_idle(results)
    for path in results.glob("slurm/*/run.json"):
        shutil.rmtree(path.parent, ignore_errors=True)
