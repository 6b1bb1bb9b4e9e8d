"""A worker of a crew: grades one hand-in after the other with fork servers that stay warm.

    python -m grader.batch.worker

The first line of its input says what the work is, {"course": PATH, "device": "auto"}, and is answered by
what the sandbox enforces. Every other line is a job, {"exercise": ID, "path": FILE, "sha256": …, "seed": …}
(the path as bytes in hexadecimal), answered by one line: {"report": …}, {"changed": true} or {"error": …}.
It ends with its input.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from grader.errors import DllabError, SubmissionError
from grader.exercise import Exercise, load_course
from grader.grade import Grader
from grader.report import Report
from grader.submission import read


class Work(msgspec.Struct, frozen=True):
    """The first line; see the module's docstring."""

    course: str
    device: str = "auto"


class Job(msgspec.Struct, frozen=True):
    """One hand-in to grade."""

    exercise: str
    path: str
    sha256: str
    seed: str


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of it.

    Attributes:
        report: the outcome.
        changed: whether the file is no longer the one that was meant.
        error: why nothing can be graded for this exercise here.
    """

    report: Report | None = None
    changed: bool = False
    error: str = ""


def main() -> None:
    """Work through standard input; whatever else prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    work = msgspec.json.decode(sys.stdin.buffer.readline(), type=Work)
    course = load_course(Path(work.course))
    exercises = {exercise.id: exercise for exercise in course}
    decoder = msgspec.json.Decoder(Job)
    with contextlib.suppress(BrokenPipeError), Grader(device=work.device) as grader:
        _say(answers, grader.environment().sandbox)
        for line in sys.stdin.buffer:
            job = decoder.decode(line)
            _say(answers, _answer(grader, exercises[job.exercise], job))


def _answer(grader: Grader, exercise: Exercise, job: Job) -> Answer:
    try:
        submission = read(os.fsdecode(bytes.fromhex(job.path)))
    except (SubmissionError, OSError):
        return Answer(changed=True)
    if submission.sha256 != job.sha256:
        return Answer(changed=True)
    try:
        return Answer(grader.grade(exercise, submission, job.seed))
    except DllabError as error:
        return Answer(error=str(error))


def _say(answers: BinaryIO, answer: msgspec.Struct) -> None:
    answers.write(msgspec.json.encode(answer) + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
