"""A worker of a crew: grades one hand-in after the other with fork servers that stay warm.

    python -m grader.batch.worker

It reads and writes what grader/batch/messages.py describes: the first line is the work, every
other line a job; answers come in the order of the jobs. It ends with its input, at once: whoever asked is
gone.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import msgspec

from grader.batch.messages import Answer, Job, Ready, Work
from grader.course import load_course
from grader.errors import DllabError, SubmissionError
from grader.exercise import Exercise
from grader.grade import Grader
from grader.sandbox.server import Server
from grader.submission import read


def main() -> None:
    """Work through standard input; whatever else prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    work = msgspec.json.decode(sys.stdin.buffer.readline(), type=Work)
    if work.core is not None:
        with contextlib.suppress(OSError):  # it was taken from us meanwhile: any will do
            os.sched_setaffinity(0, {work.core})
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        try:
            course = load_course(Path(work.course))
            grader = Grader(server=Server(course=course.root), device=work.device)
            ready = Ready(grader.environment().sandbox)
        except DllabError as error:
            _say(answers, Ready(error=str(error)))
            return
        with grader:
            _say(answers, ready)
            _serve(grader, {exercise.id: exercise for exercise in course}, answers)


def _serve(grader: Grader, exercises: dict[str, Exercise], answers: BinaryIO) -> None:
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=[lines], daemon=True).start()
    decoder = msgspec.json.Decoder(Job)
    while True:
        job = decoder.decode(lines.get())
        _say(answers, _answer(grader, exercises.get(job.exercise), job))


def _listen(lines: queue.SimpleQueue[bytes]) -> None:
    """In a thread, so that the end of the input is noticed while a network trains for hours."""
    for line in sys.stdin.buffer:
        lines.put(line)
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def _answer(grader: Grader, exercise: Exercise | None, job: Job) -> Answer:
    if exercise is None or exercise.version != job.version:
        return Answer(changed="exercise")
    try:
        submission = read(os.fsdecode(bytes.fromhex(job.path)))
    except (SubmissionError, OSError):
        return Answer(changed="file")
    if submission.sha256 != job.sha256:
        return Answer(changed="file")
    try:
        return Answer(grader.grade(exercise, submission, job.seed))
    except DllabError as error:
        return Answer(error=str(error))


def _say(answers: BinaryIO, answer: msgspec.Struct) -> None:
    answers.write(msgspec.json.encode(answer) + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
