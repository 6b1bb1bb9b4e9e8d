"""What a class's results say, in the words that the command line and the lab share."""

from __future__ import annotations

from dllab.wording import count, one_line
from grader.batch.run import State
from grader.batch.statistics import CheckStatistics


def on_slurm(run: State) -> str:
    """How far a run is: on Slurm: 3 of 10 hand-ins done, 2 tasks running, 1 waiting."""
    jobs = run.jobs
    if jobs.trouble:
        how = f"nobody can tell how its tasks are ({one_line(jobs.trouble)})"
    else:
        why = f" ({one_line(jobs.reason)})" if jobs.reason else ""
        how = f"{count(jobs.running, 'task')} running, {jobs.waiting} waiting{why}"
    return f"on Slurm: {run.done} of {count(run.hand_ins, 'hand-in')} done, {how}"


def check_title(one: CheckStatistics) -> str:
    """A check's title, and whether it is hidden."""
    hidden = "hidden: " if one.visibility == "hidden" else ""
    return hidden + (one_line(one.title) or one_line(one.check))
