"""What an exception during a check means: a verdict and a sentence, or a broken exercise."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from grader import diagnose
from grader.checks import Check, instead_of
from grader.errors import DllabError, ExerciseError
from grader.exercise import Limits
from grader.failure import CheckFailed
from grader.imports import line_in
from grader.report import Verdict
from grader.sandbox.channel import GuestDied, LearnerError
from grader.sandbox.proxy import MissingName, Misuse

_AUTHORS = (NameError, ImportError, SyntaxError)


def verdict_of(
    error: BaseException, check: Check, called: str, limits: Limits, case: Any = None
) -> CheckFailed:
    """The failure that an exception amounts to.

    Args:
        error: what left the check function.
        check: which check it was.
        called: the learner's function called last, as in "`dense_forward`".
        limits: for the sentences about them.
        case: the check's case, if it has such.

    Raises:
        DllabError: it is the exercise's fault.
    """
    if isinstance(error, DllabError):
        raise error
    if isinstance(error, (LearnerError, GuestDied)) and error.trusted:
        why = (
            error.message or f"it ended with the verdict {error.verdict}"
            if isinstance(error, GuestDied)
            else str(error)
        )
        raise ExerciseError(
            f"the reference failed in {check.name}: {why}", check.path, line_in(check.path, error)
        ) from None
    failed = _failure(error, check, called, limits)
    failed.line = line_in(check.path, error)
    if case is not None and check.visibility == "public":
        failed.message += f"\nThis was the case {case!r}."
    elif case is not None:
        failed.details += f"\ncase {case!r}"
    return failed


def _failure(error: BaseException, check: Check, called: str, limits: Limits) -> CheckFailed:
    visible = check.visibility == "public"
    match error:
        case CheckFailed():
            return error
        case LearnerError():
            message, verdict = diagnose.told(error, called, visible)
            return CheckFailed(message, details=f"{error}\n{error.traceback}", verdict=verdict)
        case GuestDied():
            return CheckFailed(_last_words(error, called, limits), verdict=error.verdict)
        case MissingName():
            near = get_close_matches(error.name, error.defined, n=1, cutoff=0.7)
            advice = f" It defines `{near[0]}`: is that it?" if near and visible else ""
            return CheckFailed(f"Your file does not define `{error.name}`.{advice}")
        case Misuse():
            what = f"an object of type {error}" if visible else "an object"
            return CheckFailed(f"{called} gave {what}; numbers or arrays were expected.")
    if isinstance(error, _AUTHORS):
        raise authors(error, check) from None
    # The check could not use what came back; `Grader` asks whether it can use what the solution gives.
    fact = f"{called} returned something that cannot be used as the exercise says"
    return CheckFailed(
        f"{fact}: {error}." if visible else f"{fact}.", details=f"{type(error).__name__}: {error}"
    )


def authors(error: BaseException, check: Check) -> ExerciseError:
    """The exception for a check that is itself wrong."""
    message = f"the check {check.name} is broken: {type(error).__name__}: {error}{instead_of(error)}"
    return ExerciseError(message, check.path, line_in(check.path, error))


def _last_words(died: GuestDied, called: str, limits: Limits) -> str:
    match died.verdict:
        case Verdict.TIMEOUT:
            return f"{called} did not finish within {limits.seconds:g} s: look for a loop that never ends."
        case Verdict.MEMORY:
            return f"{called} needed more than {limits.memory_mb} MB of memory."
        case Verdict.FLOODED:
            return f"{called}: {died.message or f'your code printed more than {limits.output_kb} KB'}."
        case Verdict.REFUSED:
            return f"{called} tried something that is not allowed here: {died.message}."
    return f"{called} crashed: {died.message}."
