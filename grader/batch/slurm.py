"""The class on Slurm: a run is begun, found again, and looked at.

RESULTS/slurm/<run>/ has what coordinator and tasks tell each other (see grader/batch/shard.py). It is a
folder of mode 0700, since submitit's files in it are code; what tasks write is JSON, and no pickle of theirs
is ever read.
"""

from __future__ import annotations

import contextlib
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
from grader.errors import UsageError
from grader.exercise import Course


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
        SlurmError: Slurm does not take it.
        StoreError: nothing can be written.
    """
    cluster.require(store.root)
    _clear(store.root)
    _ = store.secret  # drawn once, before several tasks ask for it
    home = shard.private(store.root / "slurm")
    folder = shard.private(home / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}")
    run = Run(folder, _facts(course, store, todo, asked, how))
    try:
        for kind in ("numpy", "keras"):
            numbers = [number for number, one in enumerate(todo) if one.exercise.kind == kind]
            if numbers:
                run.submit(kind, 1, shard.split(numbers, asked.array))
    except BaseException:
        with contextlib.suppress(cluster.SlurmError):
            run.cancel()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return run


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
        options=asked.options,
        array=asked.array,
        items=[shard.item(one) for one in todo],
    )


def _clear(results: Path) -> None:
    """Runs that are over go; one that is not may not have another one beside it."""
    for run in unfinished(results):
        if run.alive():
            name = f"the Slurm run {run.folder.name}, whose tasks are not over"
            raise UsageError(f"{results} has {name}: --attach goes on with it, in place of --slurm")
    for path in results.glob("slurm/*/run.json"):
        shutil.rmtree(path.parent, ignore_errors=True)
