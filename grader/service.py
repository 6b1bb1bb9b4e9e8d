"""Grading behind JSON lines on standard input and output: one warm process for the lab and for --watch.

    python -m grader.service

A request is one line: {"id": 1, "op": "grade", "course": PATH, "exercise": ID, "path": FILE, "seed": "",
"only": [], "public_only": true, "device": "auto", "companions": {},
"learner": false}; `source` may stand in for `path`'s
content, `companions` has the sources of the learner's own modules that it imports, and with `learner` the
answers leave out what learners may not see.
The answers are the events of grader/events.py, one a line, each with the request's id.
{"id": 2, "op": "ping"} is answered by {"id": 2, "type": "pong"}. Whoever wants to cancel kills the process
group; the service ends with its input.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from grader import submission
from grader.course import load_course
from grader.errors import DllabError
from grader.events import CheckDone, Event, Failed, Finished
from grader.grade import Grader
from grader.report import check_for_learner, for_learner


class Request(msgspec.Struct):
    """One line of input; see the module's docstring."""

    id: int
    op: str = "grade"
    course: str = ""
    exercise: str = ""
    path: str = ""
    source: str | None = None
    seed: str = ""
    only: list[str] = []
    public_only: bool = True
    device: str = "auto"
    companions: dict[str, str] = {}
    learner: bool = False


class Service:
    """Answers requests until its input ends.

    Args:
        requests: JSON lines.
        answers: JSON lines.
    """

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self.requests = requests
        self.answers = answers

    def run(self) -> None:
        """Serve; the fork server is warm before the first request comes."""
        with contextlib.suppress(BrokenPipeError), Grader() as grader:  # its reader may simply go
            grader.start()
            for line in self.requests:
                self.answer(line, grader)

    def answer(self, line: bytes, grader: Grader) -> None:
        """Answer one request; nothing in it ends the service."""
        id = 0
        try:
            request = msgspec.json.decode(line, type=Request)
            id = request.id
            if request.op == "ping":
                self.write({"id": id, "type": "pong"})
            elif request.op == "grade":
                self.grade(request, grader)
            else:
                self.say(id, Failed("UsageError", f"unknown op {request.op!r}: grade or ping"))
        except msgspec.DecodeError as error:
            self.say(id, Failed("UsageError", f"not a request: {error}"))
        except BrokenPipeError:
            raise
        except (DllabError, OSError, UnicodeError) as error:
            self.say(id, Failed(type(error).__name__, str(error)))

    def grade(self, request: Request, grader: Grader) -> None:
        """Grade what was asked for; the events go out as they happen."""
        exercise = load_course(Path(request.course)).exercise(request.exercise)
        if request.source is None:
            handed_in = submission.read(request.path)
        else:
            handed_in = submission.from_source(request.source, request.path or f"{exercise.id}.py")
        grader.device = request.device
        grader.grade(
            exercise,
            msgspec.structs.replace(handed_in, companions=request.companions),
            request.seed,
            request.only,
            request.public_only,
            listener=lambda event: self.say(request.id, _for_learner(event) if request.learner else event),
        )

    def say(self, id: int, event: Event) -> None:
        """Send an event of a request."""
        self.write({"id": id, **msgspec.to_builtins(event)})

    def write(self, answer: dict[str, object]) -> None:
        """Send a line."""
        self.answers.write(msgspec.json.encode(answer) + b"\n")
        self.answers.flush()


def _for_learner(event: Event) -> Event:
    """Without what only graders may see, which is then in no memory of the lab's."""
    if isinstance(event, CheckDone):
        return CheckDone(check_for_learner(event.result))
    return Finished(for_learner(event.report)) if isinstance(event, Finished) else event


def main() -> None:
    """Serve standard input and output; whatever else prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    Service(sys.stdin.buffer, answers).run()


if __name__ == "__main__":
    main()
