"""What a class's results say, in the words that the command line and the lab share."""

from __future__ import annotations

from dllab.wording import count, one_line, points
from grader.batch.progress import Progress
from grader.batch.run import State
from grader.batch.statistics import CheckStatistics, ExerciseStatistics
from grader.counting import Grade
from grader.sheet import Column, number, remark


def standing(found: Progress) -> str:
    """How far a run is, and whose it is."""
    if not found.goes_on:
        left = (found.total or 0) - (found.done or 0)
        return f"{left:,} of {found.total:,} to be graded" if left else "nobody is grading now"
    if found.runs:
        return "▶ " + "; ".join(map(on_slurm, found.runs))
    known = f"{found.outcomes:,}" if found.total is None else f"{found.done:,} of {found.total:,}"
    return f"▶ {known} graded, by {one_line(found.holder)}"


def on_slurm(run: State) -> str:
    """How far a run is: on Slurm: 3 of 10 hand-ins done, 2 tasks running, 1 waiting."""
    jobs = run.jobs
    if jobs.trouble:
        how = f"nobody can tell how its tasks are ({one_line(jobs.trouble)})"
    else:
        why = f" ({one_line(jobs.reason)})" if jobs.reason else ""
        how = f"{count(jobs.running, 'task')} running, {jobs.waiting} waiting{why}"
    return f"on Slurm: {run.done:,} of {count(run.hand_ins, 'hand-in')} done, {how}"


def check_title(one: CheckStatistics) -> str:
    """A check's title, and whether it is hidden."""
    hidden = "hidden: " if one.visibility == "hidden" else ""
    return hidden + (one_line(one.title) or one_line(one.check))


def title(column: Column) -> str:
    """An exercise's title, and its id where that is something else."""
    shown = one_line(column.title)
    return shown if shown == column.id else f"{shown} ({column.id})"


def said(grade: Grade | None) -> str:
    """A grade in full: 4.5 of 5: the only attempt; 1 day late, 10 % less than the 5 earned."""
    if grade is None:
        return "nothing handed in, or not graded yet"
    score = "" if grade.score is None else f"{number(grade.score)} of {number(grade.max)}: "
    return score + about(grade)


def about(grade: Grade) -> str:
    """Which attempt counts, and what became of its points."""
    return "; ".join(part for part in (grade.why, remark(grade)) if part)


def summary(one: ExerciseStatistics) -> str:
    """How an exercise went: mean 5.5 of 8; 3 of 10 earned all."""
    lost = f", {one.lost} could not be graded" if one.lost else ""
    return f"mean {points(one.mean)} of {points(one.max)}; {one.full_marks} of {one.graded} earned all{lost}"
