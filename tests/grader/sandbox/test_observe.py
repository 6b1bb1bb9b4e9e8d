"""What a guest notes about calls and tells of exceptions, and that each call starts from the same state."""

import numpy as np
import pytest

from grader.sandbox.channel import Budget, LearnerError
from grader.sandbox.proxy import Peer

SOURCE = """
import sys, warnings
import numpy as np

def f(x):
    return x

def log(x):
    return np.log(x)

def sort(x):
    x.sort()
    return len(x)

def fill(d):
    d["a"][0] += 1
    d["b"].append(np.ones(1))
    return None

def view(x):
    return {"half": x[: len(x) // 2], "copy": x.copy()}

def draw(rng, other=None):
    return rng.random()

def warn():
    warnings.warn("mine", UserWarning)
    warnings.warn("mine", UserWarning)
    np.array([1.0]) / 0
    return 1
"""


@pytest.fixture
def noted(load):
    """A function that makes a call and returns what was noted of it."""
    m = load(SOURCE)

    def call(name, *args, look=True, **kwargs):
        m.peer.channel.take_notes()
        m.peer.look = look
        m[name](*args, **kwargs)
        return m.peer.channel.take_notes()

    return call


def test_a_quiet_call_notes_nothing(noted):
    assert noted("f", 1) == {}
    assert noted("f", [np.ones(2), {"a": np.ones(1)}, "x"], look=False) == {}
    assert noted("f", np.ones(0)) == {}


def test_warnings_are_noted_each_once(noted):
    assert noted("log", np.array([0.0, -1.0])) == {
        "warnings": [
            ("RuntimeWarning", "divide by zero encountered in log"),
            ("RuntimeWarning", "invalid value encountered in log"),
        ]
    }
    assert noted("warn")["warnings"] == [
        ("UserWarning", "mine"),
        ("RuntimeWarning", "divide by zero encountered in divide"),
    ]
    assert noted("warn") == noted("warn")  # and again at each call


def test_warnings_that_python_hides_by_default_are_noted_too(load):
    m = load("import warnings\ndef f():\n    warnings.warn('old', DeprecationWarning)\n")
    m.f()
    assert m.peer.channel.take_notes() == {"warnings": [("DeprecationWarning", "old")]}


def test_changed_arguments_are_noted_with_their_place(noted):
    assert noted("sort", np.array([2.0, 1.0]))["changed"] == ["args[0]"]
    assert "changed" not in noted("sort", np.array([1.0, 2.0]))
    assert noted("fill", {"a": np.zeros(2), "b": []})["changed"] == ["args[0]['a']", "args[0]['b']"]
    assert "args[0]['d']['a']" in noted("fill", d={"a": np.zeros(2), "b": []})["changed"]
    assert noted("fill", d={"a": np.zeros(2), "b": []}, look=False) == {}


def test_changed_lists_and_dicts_are_noted_too(noted):
    assert noted("sort", [2, 1])["changed"] == ["args[0]"]
    assert noted("sort", [1, 2]) == {}
    assert noted("fill", {"a": [0], "b": []})["changed"]


def test_nan_is_no_change(noted):
    assert noted("sort", np.array([np.nan])) == {}


def test_outputs_that_share_memory_are_noted(noted):
    assert noted("f", np.ones(3))["aliases"] == [("result", "args[0]")]
    assert noted("view", np.ones(4)) == {"aliases": [("result['half']", "args[0]")]}


def test_generators_that_were_drawn_from_are_noted(noted):
    rng = np.random.default_rng(1)
    assert noted("draw", rng) == {"drew": ["args[0]"]}
    assert noted("f", rng) == {}
    assert noted("draw", rng, other=np.random.default_rng(2)) == {"drew": ["args[0]"]}


STATE = """
import random, sys, warnings
import numpy as np

def spoil():
    np.seterr(all="raise")
    np.set_printoptions(precision=1, threshold=2)
    sys.setrecursionlimit(120)
    warnings.simplefilter("error")
    sys.settrace(None)

def divide():
    return np.array([1.0]) / 0

def show():
    return str(np.arange(1500) / 7)

def deep(n=500):
    return deep(n - 1) + 1 if n else 0

def state():
    return np.geterr(), sys.getrecursionlimit()
"""


def test_global_state_is_reset_around_every_call(load):
    spoilt, fresh = load(STATE), load(STATE)
    spoilt.spoil()
    assert spoilt.state() == fresh.state()
    assert spoilt.divide().tolist() == fresh.divide().tolist() == [np.inf]
    assert spoilt.show() == fresh.show()
    assert spoilt.deep() == 500


# -- exceptions ---------------------------------------------------------------------------------------


def told(module, name, *args) -> LearnerError:
    with pytest.raises(LearnerError) as caught:
        module[name](*args)
    return caught.value


ERRORS = """
import numpy as np
class Mine(KeyError):
    pass
class Awkward(Exception):
    def __str__(self):
        raise ValueError("no")
def outer():
    return inner()
def inner():
    raise Mine("deep " * 2000)
def awkward():
    raise Awkward
def endless(n=0):
    return endless(n + 1)
def numpy_s():
    return np.ones(2) @ np.ones(3)
def chained():
    try:
        inner()
    except Mine:
        raise ValueError("second")
def group():
    raise ExceptionGroup("several", [ValueError(1), TypeError(2)])
def evaluated():
    return eval("1 +")
def base():
    raise BaseException("base")
"""


def test_an_exception_is_told_with_the_learner_s_own_line(load):
    m = load(ERRORS)
    error = told(m, "outer")
    assert (error.type, error.line, error.code) == ("Mine", 11, 'raise Mine("deep " * 2000)')
    assert error.bases == ["KeyError", "LookupError", "Exception", "BaseException", "object"]
    assert error.message.startswith("'deep deep")
    assert len(error.message) <= 2000
    assert error.traceback.count("submission.py") == 2
    assert error.traceback.index("in outer") < error.traceback.index("in inner")


def test_a_line_inside_numpy_is_told_as_the_learner_s_that_led_there(load):
    error = told(load(ERRORS), "numpy_s")
    assert (error.type, error.line, error.code) == ("ValueError", 17, "return np.ones(2) @ np.ones(3)")


def test_exceptions_that_are_awkward(load):
    m = load(ERRORS)
    assert (told(m, "awkward").type, told(m, "awkward").message) == ("Awkward", "")
    assert told(m, "chained").message == "second"
    assert told(m, "group").type == "ExceptionGroup"
    assert told(m, "base").type == "BaseException"
    assert told(m, "evaluated").type == "SyntaxError"
    endless = told(m, "endless")
    assert endless.type == "RecursionError"
    assert endless.traceback.count("\n") < 40


def test_source_that_is_not_python(load):
    with pytest.raises(LearnerError) as caught:
        load("def f(:\n    pass\n")
    error = caught.value
    assert (error.type, error.line, error.code) == ("SyntaxError", 1, "def f(:")
    assert error.message == "invalid syntax"


@pytest.mark.parametrize(
    "source", ["x = '\\0'\x00", "x = 1" + "+1" * 100_000, "(" * 1000, "if 1:\n" + " " * 99]
)
def test_source_that_no_parser_likes(channel, source):
    one = channel()
    one.budget = Budget(20.0, 1000)
    with pytest.raises(LearnerError):
        Peer(one).load("submission", "submission.py", source, [])
