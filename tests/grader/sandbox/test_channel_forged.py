"""A guest that writes to the wire by itself: forged, malformed, unfinished and endless frames."""

import pytest
from frames import ending

from grader.report import Verdict
from grader.sandbox import wire
from grader.sandbox.channel import LearnerError

FRAME = """
import os, struct, sys, time
import numpy as np

def frame(raw):
    from grader.sandbox import wire
    return wire.encode(raw, lambda value: None)

def asked():
    "The id of the question that is being answered."
    found = sys._getframe()
    while type(found.f_locals.get("self")).__name__ != "Guest" or "request" not in found.f_locals:
        found = found.f_back
    return found.f_locals["request"][0]

def send(data):
    os.write(3, data)

def wait():
    while True:
        time.sleep(1)

def f(what):
    exec(what, globals())
    return "the honest answer"
"""
NOT_ASKED = "it answered a question that was not asked"
MALFORMED = "its answer is malformed"
BY_ITSELF = "it wrote to the grader's connection by itself"

FORGED = {
    "send(bytes(8))": "its answer is not plain data",
    "send(struct.pack('<II', 1, 0) + b'\\xc1')": "its answer is not plain data",
    "send(struct.pack('<II', 1, 0) + b'\\xc0')": NOT_ASKED,
    "send(frame(5))": NOT_ASKED,
    "send(frame(()))": NOT_ASKED,
    "send(frame([asked(), 'ok', 1, {}]))": NOT_ASKED,
    "send(frame((0, 'ok', 'forged', {})))": NOT_ASKED,
    "send(frame((asked() + 1, 'ok', 'forged', {})))": NOT_ASKED,
    "send(frame((asked(), 'ok', 'forged')))": MALFORMED,
    "send(frame((asked(), 'ok', 'forged', {}, 1)))": MALFORMED,
    "send(frame((asked(), 'ok', 'forged', [])))": MALFORMED,
    "send(frame((asked(), 'verdict', 'passed', {})))": MALFORMED,
    "send(frame((asked(), ['ok'], 'forged', {})))": MALFORMED,
    "send(frame((asked(), 'raised', 'x', {})))": MALFORMED,
    "send(frame((asked(), 'unsendable', 'x', {})))": MALFORMED,
    "send(frame((asked(), 'call', 0, '__call__', [], {})))": MALFORMED,
    "send(frame((asked(), 'call', '0', '__call__', (), {})))": MALFORMED,
    "send(frame((asked(), 'call', 0, '__call__', (), {1: 2})))": (
        "it called a function of the check with malformed arguments"
    ),
    "send(frame((asked(), 'ok', 'forged', {})) * 2)": BY_ITSELF,
    "send(frame((asked(), 'ok', 'forged', {})) + b'x')": BY_ITSELF,
}


@pytest.mark.parametrize("act", FORGED)
def test_frames_of_its_own(load, act):
    m = load(FRAME)
    died = ending(m.f, f"{act}; wait()")
    assert died.verdict is Verdict.REFUSED
    assert died.message.startswith(FORGED[act])


def test_without_frames_of_its_own_all_is_well(load):
    m = load(FRAME)
    assert m.f("asked()") == "the honest answer"


def test_a_forged_answer_is_this_call_s_own_and_never_the_next_one_s(load):
    m = load(FRAME)
    m.f("pass")

    def ask():
        assert m.f("send(frame((asked(), 'ok', 'forged', {})))") == "forged"
        m.f("pass")  # the honest answer came too, and nobody asked for it

    assert ending(ask).verdict is Verdict.REFUSED


@pytest.mark.parametrize("reason", [-1, len(wire.REASONS), 2**62])
def test_reasons_that_are_none(load, reason):
    m = load(FRAME)
    with pytest.raises(LearnerError, match="what it returned cannot be sent: it cannot be read"):
        m.f(f"send(frame((asked(), 'unsendable', {reason}, {{}}))); wait()")


@pytest.mark.parametrize(
    ("header", "verdict"),
    [
        ((wire.MAX_STRUCTURE + 1, 0), Verdict.FLOODED),
        ((0, (8 << 20) + 1), Verdict.FLOODED),
        ((2**32 - 1, 2**32 - 1), Verdict.FLOODED),
        ((100, 0), Verdict.TIMEOUT),
        ((100, 100), Verdict.TIMEOUT),
    ],
)
def test_lengths_that_are_too_large_or_never_come(load, header, verdict):
    m = load(FRAME, seconds=0.5)
    # After a frame that is never finished, nothing else comes.
    act = f"send(struct.pack('<II', *{header})); wait()"
    assert ending(m.f, act).verdict is verdict


def test_a_wire_that_trickles_is_out_of_time(load):
    m = load(FRAME, seconds=0.3)
    trickle = "[(send(b'x'), time.sleep(0.01)) for _ in range(500)]"
    act = f"send(struct.pack('<II', 10**6, 0)); {trickle}; os._exit(0)"
    assert ending(m.f, act).verdict is Verdict.TIMEOUT  # it is not waited for to the end


def test_callbacks_without_pause_are_out_of_time(load):
    calls = []
    m = load("def f(g):\n    while g() < 50_000:\n        pass\n", seconds=0.3)
    assert ending(m.f, lambda: calls.append(1) or len(calls)).verdict is Verdict.TIMEOUT
    assert calls


def test_short_answers_without_end_are_out_of_time(load):
    m = load("def f():\n    return 1\n", seconds=0.3)
    assert ending(lambda: [m.f() for _ in range(50_000)]).verdict is Verdict.TIMEOUT


def test_a_wire_that_is_flooded_ends_at_once(load):
    m = load(FRAME, seconds=60)
    died = ending(m.f, "while True: send(bytes(100_000))")
    assert died.verdict in (Verdict.REFUSED, Verdict.FLOODED)


def test_a_guest_that_does_not_read_is_out_of_time(load):
    m = load(FRAME + "\ndef g(tell):\n    tell()\n", seconds=0.5)
    # The answer to the callback fills the socket, and nobody takes it.
    act = "send(frame((asked(), 'call', 0, '__call__', (), {}))); wait()"
    m.peer._stubs[0] = (lambda: bytes(1_000_000), ("__call__",))
    m.peer.look = False
    assert ending(m.f, act).verdict is Verdict.TIMEOUT


@pytest.mark.parametrize(
    "told", ["{}", "{'type': 5, 'bases': 7, 'line': 'x'}", "{'bases': [1, 'A'], 'line': True}"]
)
def test_exceptions_told_in_nonsense(load, told):
    m = load(FRAME)
    with pytest.raises(LearnerError) as caught:
        m.f(f"send(frame((asked(), 'raised', {told}, {{}}))); wait()")
    error = caught.value
    assert type(error.type) is type(error.message) is type(error.code) is type(error.traceback) is str
    assert type(error.line) is int
    assert all(type(base) is str for base in error.bases)


@pytest.mark.parametrize("notes", ["{'warnings': 5}", "{'warnings': [1, None]}", "{1: 2}", "{'x': 'y'}"])
def test_notes_of_nonsense(load, notes):
    m = load(FRAME)
    act = f"send(frame((asked(), 'ok', 'value', {notes}))); wait()"
    assert m.f(act) == "value"
    assert all(type(value) is list for value in m.peer.channel.take_notes().values())
