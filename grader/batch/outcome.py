"""What became of one hand-in, as it is kept in a file, and as a listener hears of it."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from urllib.parse import quote_from_bytes, unquote_to_bytes

import msgspec

from grader import __version__
from grader.batch.plan import HandIn
from grader.report import Report

SCHEMA = 1
_PLAIN = " ()+,=@"  # besides letters, digits and _.-


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One hand-in's result; everything that a gradebook needs.

    Attributes:
        student: the folder's name, percent-encoded: it need not be text (see `name`).
        exercise: its id.
        key: what was graded by what; see `key`.
        handed_in: seconds since 1970, as of when this text was first seen.
        again: likewise, when the student came back to it from another one; see `grader.batch.returns`.
        graded: seconds since 1970.
        sha256: of the file's bytes.
        report: None where it could not be graded.
        error: why.
    """

    student: str
    exercise: str
    key: str
    handed_in: float
    graded: float
    again: tuple[float, ...] = ()
    sha256: str = ""
    report: Report | None = None
    error: str = ""
    schema: int = SCHEMA

    @property
    def name(self) -> str:
        """The student's folder name as the file system has it."""
        return decoded(self.student)


class Graded(msgspec.Struct, frozen=True, tag="graded"):
    """A listener hears: a hand-in is done, and `outcome` is kept."""

    outcome: Outcome


class Skipped(msgspec.Struct, frozen=True, tag="skipped"):
    """Likewise: a hand-in is not graded in this run, and why.

    Its file or its exercise changed meanwhile, or the exercise cannot be graded here.
    """

    student: str
    exercise: str
    why: str


Event = Graded | Skipped
Listener = Callable[[Event], None]


def encoded(student: str) -> str:
    """A folder's name as plain text that cannot be mistaken for another's."""
    return quote_from_bytes(os.fsencode(student), safe=_PLAIN).replace("~", "%7E")  # see store.safe_name


def decoded(student: str) -> str:
    """The folder's name as the file system has it."""
    return os.fsdecode(unquote_to_bytes(student))


def key(hand_in: HandIn) -> str:
    """24 hex digits: the same text, graded by the same version of the same exercise, is the same work."""
    parts = hand_in.sha256, hand_in.exercise.id, hand_in.exercise.version, __version__
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def seed(secret: str, key: str) -> str:
    """The seed to grade it with: that of any run of the batch, and known to nobody without the secret."""
    return hmac.digest(secret.encode(), key.encode(), "sha256").hex()[:16]
