"""A course of 80 exercises, made of copies of the real ones, and a workspace that has seen some work."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from dllab.attempts import Attempt, append
from grader.report import Verdict

TRACKS, EACH = 8, 10
FIRST = "logistic-unit"  # its figure belongs to its id, so that it must be the original
SOLVED, TRIES = 20, 20


def make_course(root: Path, to: Path) -> Path:
    """Copy the exercises of the course at `root` below `to`, as often as it takes; returns `to`."""
    folders = [path.parent for path in (root / "exercises").glob("*/*/exercise.yaml")]
    folders.sort(key=lambda folder: (folder.name != FIRST, folder))
    for track in range(TRACKS):
        name = f"{track + 1:02}-track"
        numbers = range(track * EACH, (track + 1) * EACH)
        ids = [_copy(folders[n % len(folders)], n // len(folders), root, to, name) for n in numbers]
        about = f"title: Track {track + 1}\nsummary: Ten exercises.\nexercises: [{', '.join(ids)}]\n"
        (to / "exercises" / name / "track.yaml").write_text(about)
    return to


def make_workspace(course: Path, home: Path) -> Path:
    """A learner has solved twenty exercises in twenty tries each, but not the first; returns `home`."""
    ids = [path.parent.name for path in sorted((course / "exercises").glob("*/*/exercise.yaml"))]
    home.mkdir()
    for id in [id for id in ids if id != FIRST][:SOLVED]:
        (home / f"{id}.py").write_text("# done\n")
        for attempt in range(TRIES):
            verdicts = {f"check_{n}": Verdict.FAILED if n > attempt else Verdict.PASSED for n in range(8)}
            facts = {"kind": "grade", "version": "0", "sha256": "0" * 64, "max_score": 8.0}
            append(home, Attempt(exercise=id, checks=verdicts, score=min(attempt, 8), **facts))
    return home


def _copy(folder: Path, number: int, root: Path, to: Path, track: str) -> str:
    """Copy an exercise into a track; the id of the copy."""
    ending = f"-{number + 1}" if number else ""
    id = folder.name + ending
    copy = to / "exercises" / track / id
    shutil.copytree(folder, copy)
    about = (copy / "exercise.yaml").read_text()
    about = re.sub(r"^(id|title): (.*)", rf"\1: \2{ending}", about, flags=re.MULTILINE)
    about = re.sub(r"^renamed_from: .*", "renamed_from: []", about, flags=re.MULTILINE)
    (copy / "exercise.yaml").write_text(about)
    solution = to / "solutions" / track / f"{id}.py"
    solution.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / "solutions" / folder.parent.name / f"{folder.name}.py", solution)
    return id
