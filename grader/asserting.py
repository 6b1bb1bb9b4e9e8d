"""Tests that were written as plain assertions, or as a session with what it shows, as checks.

Learner code's exceptions are then caught by their own names, and its sets are sets: the tests were written
for code that runs in their own process.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import linecache
import textwrap
import traceback
from collections.abc import Iterator
from typing import Any

from grader import diagnose
from grader.failure import CheckFailed
from grader.running import current
from grader.sandbox.channel import LearnerError
from grader.sandbox.proxy import Proxy

_MOST_LINES = 8


@contextlib.contextmanager
def assertions(hint: str = "") -> Iterator[None]:
    """An `assert` in here (or NumPy's `np.testing`) that does not hold fails the check.

    The learner reads the assertion and its message; of a hidden check the message alone, and only where it
    is written out in the test, so that it cannot hold a value. `except ValueError` catches a learner's
    ValueError. Where numbers are compared, an object of the learner's fails: its `<` and `in` could say
    anything.

    Args:
        hint: a sentence that learners read first when something in here fails.
    """
    lab = current()
    peer = lab._module.peer
    answers: list[Any] = []

    def natural(answer: Any) -> Any:
        found = _natural(answer)
        answers[:] = [] if isinstance(answer, LearnerError) else [found]
        return found

    peer.natural = natural
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # nobody reads what a test prints
            yield
    except AssertionError as error:
        if isinstance(error, LearnerError):
            raise  # the learner's own: what it says is told as of any other exception
        failed = _failed(error, lab._visible)
        if lab._visible and answers and peer.last:
            failed.message += f"\n`{peer.last}` gave {diagnose._short(answers[0])}."
        raise _hinted(failed, hint) from None
    except CheckFailed as failed:
        raise _hinted(failed, hint) from None
    finally:
        peer.natural = None


def shows(value: Any, expected: str) -> None:
    """A Python session would show the value so, as a doctest compares it.

    Args:
        value: what the learner's code gave.
        expected: the text, `repr(value)`; empty for None.
    """
    shown = "" if value is None else f"{value!r}"
    if isinstance(value, Proxy):
        shown = f"{value!r} (an object: what it looks like is for its own code to say)"
    _compare(shown, expected)


@contextlib.contextmanager
def output(expected: str) -> Iterator[None]:
    """What the check itself prints in here is this text, as a doctest compares it.

    Args:
        expected: the text.
    """
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        yield
    _compare(printed.getvalue(), expected)


def _compare(shown: str, expected: str) -> None:
    import doctest  # 50 ms that nearly no check needs

    want, got = (text.rstrip("\n") + "\n" if text else "" for text in (expected, shown))
    if doctest.OutputChecker().check_output(want, got, 0):
        return
    if not current()._visible:
        raise CheckFailed("A hidden test shows something else than it should.", details=f"shown: {shown}")
    raise CheckFailed(f"Expected:\n{_block(expected)}\nYours shows:\n{_block(shown or 'nothing')}")


def _hinted(failed: CheckFailed, hint: str) -> CheckFailed:
    failed.message = f"{hint}\n{failed.message}" if hint else failed.message
    return failed


def _failed(error: AssertionError, visible: bool) -> CheckFailed:
    statement = _statement(error)
    text = str(error).strip()
    if not visible:
        return CheckFailed(_written_out(statement) or "A hidden test does not hold.", details=text)
    said = [text] if text else []
    if isinstance(statement, ast.Assert):
        said.append(f"This should hold, and does not:\n{_block(ast.unparse(statement.test))}")
    elif isinstance(statement, ast.Expr):
        said.append(f"The test:\n{_block(ast.unparse(statement))}")
    return CheckFailed("\n".join(said) or "A test does not hold.")


def _written_out(statement: ast.stmt | None) -> str:
    """The message where it is a literal of the test's, which cannot hold a value; else nothing."""
    match statement:
        case ast.Assert(msg=ast.Constant(said)) | ast.Raise(exc=ast.Call(args=[ast.Constant(said)])):
            return str(said).strip()
    return ""


def _statement(error: AssertionError) -> ast.stmt | None:
    """The assertion, or in a check's own helper the call of it: as the check's file has it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.endswith(("checks.py", "hidden.py"))]
    for frame in reversed(own):
        tree = ast.parse("".join(linecache.getlines(frame.filename)))
        line = frame.lineno or 0
        around = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and _covers(node, line)]
        return min(around, key=lambda node: (node.end_lineno or 0) - node.lineno, default=None)
    return None


def _covers(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)


def _block(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    more = ["…"] if len(lines) > _MOST_LINES else []
    return textwrap.indent("\n".join([*lines[:_MOST_LINES], *more]), "    ")


def _natural(answer: Any) -> Any:
    """What learner code gave or raised, in the terms of a test that runs beside it."""
    if isinstance(answer, LearnerError):
        return _as_builtin(answer)
    if isinstance(answer, Proxy) and answer._type_name in _SETS:
        return _SETS[answer._type_name](answer)
    return answer


_SETS = {"set": set, "frozenset": frozenset}


def _as_builtin(error: LearnerError) -> LearnerError:
    """The same exception, which is also the built-in one that it derives from."""
    for name in error.bases:
        base = getattr(builtins, name, None)
        if isinstance(base, type) and issubclass(base, Exception) and base not in _NOT_TO_BE_CAUGHT:
            kind: Any = type(base.__name__, (LearnerError, base), {"__str__": lambda self: self.message})
            same: LearnerError = kind.__new__(kind)
            vars(same).update(vars(error))
            return same
    return error


# The second and third would end a test's own loop as if it had come to its end; the others take no subclass
# that is made of two.
_NOT_TO_BE_CAUGHT = (Exception, StopIteration, StopAsyncIteration, MemoryError, ExceptionGroup)
