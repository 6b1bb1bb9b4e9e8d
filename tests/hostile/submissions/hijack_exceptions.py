# CHEATS 36: raises exceptions that control a test runner, this grader's own among them.
# Harm: a check is skipped, passed, or the grader is ended.
# verdicts: error, refused, failed, memory
import sys, unittest

import grader.sandbox.wire as wire


class GuestDied(Exception):
    verdict, message, trusted, server_lost = "passed", "", True, True


class Passed(BaseException):
    pass


CONTROL = [
    unittest.SkipTest("skip"), KeyboardInterrupt(), GeneratorExit(), StopIteration(30), SystemExit(0), GuestDied(),
    type("CheckFailed", (Exception,), {"earned": 30})(), type("ExerciseError", (Exception,), {})("x"), Passed(), wire.WireError(""),
    AssertionError(), StopAsyncIteration(), BaseExceptionGroup("both", [KeyboardInterrupt()]), NotImplementedError(),
]


def sigmoid(*args):
    CONTROL.append(CONTROL.pop(0))
    raise CONTROL[0]


logistic = boundary = dsigmoid = sigmoid
