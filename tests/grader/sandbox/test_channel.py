"""One guest and the conversation with it: what it may spend, and every way in which it ends."""

import os
import signal
import threading

import pytest
from frames import ending

from grader.report import Verdict
from grader.sandbox.channel import Budget, GuestDied, LearnerError
from grader.sandbox.proxy import Peer
from grader.sandbox.wire import WireError


def kill(processes, channel):
    """Kill the one guest there is from outside, and wait until it is dead."""
    [guest] = processes.guests()
    os.kill(guest, signal.SIGKILL)
    processes.until(lambda: not processes.alive(guest))


# -- questions and answers ----------------------------------------------------------------------------


def test_answers_values_and_exceptions(load):
    m = load(
        """
        def half(x):
            return x / 2
        """
    )
    assert m.half(3) == 1.5
    with pytest.raises(LearnerError) as caught:
        m.half("three")
    error = caught.value
    assert (error.type, error.line, error.code) == ("TypeError", 3, "return x / 2")
    assert error.bases == ["TypeError", "Exception", "BaseException", "object"]
    assert error.message.startswith("unsupported operand")
    assert "half" in error.traceback
    assert "guest.py" not in error.traceback
    assert m.half(5) == 2.5


def test_what_cannot_be_sent_leaves_the_guest_as_it_was(load):
    m = load("def f(x):\n    return x\n")
    with pytest.raises(WireError, match="not data"):
        m.f({1, 2})
    assert m.f(1) == 1


def test_output_is_kept_in_order_and_taken_once(load):
    m = load(
        """
        import os, sys
        def f():
            print("one")
            print("two", file=sys.stderr)
            os.write(1, b"three \\xff")
            print(" four", end="")
        """
    )
    m.f()
    channel = m.peer.channel
    assert channel.take_output() == b"one\ntwo\nthree \xff four"
    assert channel.take_output() == b""


def test_output_before_the_end_is_not_lost(load):
    m = load("import os\ndef f():\n    print('last words', end='', flush=True)\n    os.abort()\n")
    ending(m.f)
    assert m.peer.channel.take_output() == b"last words"


def test_handles_that_nobody_holds_are_dropped_in_the_guest(load):
    m = load(
        """
        alive = 0
        class Thing:
            def __init__(self):
                global alive
                alive += 1
            def __del__(self):
                global alive
                alive -= 1
        def count():
            return alive
        """
    )
    things = [m.Thing() for _ in range(5)]
    assert m.count() == 5
    del things[1:]
    assert m.count() == 1


# -- how a guest ends ---------------------------------------------------------------------------------

ENDS = {
    "os._exit(0)": (Verdict.CRASHED, "it ended its process"),
    "os._exit(3)": (Verdict.CRASHED, "it ended its process"),
    "ctypes.string_at(0)": (Verdict.CRASHED, "its process was ended by SIGSEGV"),
    "os.close(3)": (Verdict.CRASHED, "it ended its process"),
    "os.close(3); spin()": (Verdict.CRASHED, "it closed its connection to the grader"),
    "os.closerange(0, 100); spin()": (Verdict.CRASHED, "it closed its connection to the grader"),
    "spin()": (Verdict.TIMEOUT, ""),
    "time.sleep(1000)": (Verdict.TIMEOUT, ""),
    "stubborn()": (Verdict.TIMEOUT, ""),
    "print('x' * 70_000)": (Verdict.FLOODED, ""),
    "chatter()": (Verdict.FLOODED, ""),
}


@pytest.mark.parametrize("act", ENDS)
def test_a_guest_that_ends_gets_its_verdict(load, act):
    m = load(
        """
        import ctypes, os, time
        def spin():
            while True:
                pass
        def stubborn():
            while True:
                try:
                    spin()
                except BaseException:
                    pass
        def chatter():
            while True:
                print("again " * 100)
        def f(what):
            exec(what)
        """
    )
    channel = m.peer.channel
    channel.budget.seconds = 0.2 if ENDS[act][0] is Verdict.TIMEOUT else 20

    def act_and_look():
        m.f(act)
        channel.take_output()  # a flood may be seen only now

    died = ending(act_and_look)
    verdict, message = ENDS[act]
    assert died.verdict is verdict
    assert message is None or died.message == message
    assert not died.server_lost
    assert not channel.alive
    assert ending(m.f, "pass") is died  # and it says so to whoever asks again


@pytest.mark.parametrize("server", ["by itself"], indirect=True)
def test_processor_time_is_limited_by_the_kernel_too(load):
    m = load("def f():\n    while True:\n        pass\n", seconds=60, cpu_seconds=1)
    assert ending(m.f).verdict is Verdict.TIMEOUT


def test_memory_is_limited(load):
    m = load("def f(mb):\n    return len(bytearray(mb << 20))\n", memory_mb=64)
    assert m.f(16) == 16 << 20
    with pytest.raises(LearnerError) as caught:
        m.f(128)
    assert caught.value.type == "MemoryError"
    assert caught.value.traceback == ""
    assert m.f(16) == 16 << 20  # a guest survives that


def test_answers_are_bounded(load):
    m = load("import numpy as np\ndef f(n):\n    return np.zeros(n)\n", reply_mb=1)
    assert m.f(1 << 17).nbytes == 1 << 20
    with pytest.raises(LearnerError, match="cannot be sent: it is too large"):
        m.f((1 << 17) + 1)
    assert m.f(1).tolist() == [0]


@pytest.mark.parametrize(
    "value",
    [
        "np.broadcast_to(np.ones(1), (10**6, 10**6))",
        "type('D', (dict,), {'items': lambda self: 1 / 0})(a=1)",
        "type('T', (tuple,), {'_fields': property(lambda self: 1 / 0)})()",
    ],
)
def test_an_answer_that_cannot_be_written_down_is_an_error_not_the_end(load, value):
    m = load(f"import numpy as np\ndef f():\n    return {value}\ndef g():\n    return 1\n")
    with pytest.raises(LearnerError):
        m.f()
    assert m.g() == 1


def test_the_budget_is_for_all_requests_together(load):
    m = load("import time\ndef f(s):\n    time.sleep(s)\n")
    channel = m.peer.channel
    channel.budget = Budget(0.5, 1000)
    died = ending(lambda: [m.f(0.2) for _ in range(5)])
    assert died.verdict is Verdict.TIMEOUT
    assert channel.budget.seconds <= 0


def test_an_endless_iteration_is_cut_off(load):
    m = load("def f():\n    while True:\n        yield 1\n")
    m.peer.channel.budget = Budget(20, 1000, items=1000)
    with pytest.raises(LearnerError, match="far too many items"):
        list(m.f())


# -- killed from outside ------------------------------------------------------------------------------


def test_killed_before_it_has_entered(channel, processes):
    one = channel()
    kill(processes, one)
    died = ending(Peer(one).load, "submission", "submission.py", "", [])
    assert died.server_lost  # learner code never ran: not the learner's doing, to be tried once more


def test_killed_while_loading(channel, processes):
    one = channel()

    def kill_when_it_loads():
        processes.until(lambda: (found := processes.guests()) and processes.entered(found[0]))
        kill(processes, one)

    killer = threading.Thread(target=kill_when_it_loads)
    killer.start()
    died = ending(Peer(one).load, "submission", "submission.py", "while True:\n    pass\n", [])
    killer.join()
    assert (died.verdict, died.server_lost) == (Verdict.MEMORY, False)


def test_killed_in_a_call(load, processes):
    m = load("def f(tell):\n    tell()\n    while True:\n        pass\n")
    killers = []

    def tell():
        killers.append(threading.Thread(target=kill, args=(processes, m.peer.channel)))
        killers[0].start()

    assert ending(m.f, tell).verdict is Verdict.MEMORY
    killers[0].join()


def test_killed_in_a_callback(load, processes):
    m = load("def f(tell):\n    return tell()\n")
    assert ending(m.f, lambda: kill(processes, m.peer.channel)).verdict is Verdict.MEMORY


def test_killed_between_two_questions(load, processes):
    m = load("def f():\n    print('here')\n    return 1\n")
    assert m.f() == 1
    kill(processes, m.peer.channel)
    assert m.peer.channel.take_output() == b"here\n"
    assert ending(m.f).verdict is Verdict.MEMORY


def test_killed_while_it_answers(load, processes):
    m = load("def f():\n    return b'x' * 1_000_000\n")

    def ask():
        while True:
            m.f()

    killer = threading.Timer(0.05, kill, args=(processes, m.peer.channel))
    killer.start()
    assert ending(ask).verdict is Verdict.MEMORY
    killer.join()


def test_a_stopped_guest_is_out_of_time(load, processes):
    m = load("def f(tell):\n    tell()\n")
    m.peer.channel.budget.seconds = 0.3
    [guest] = processes.guests()
    assert ending(m.f, lambda: os.kill(guest, signal.SIGSTOP)).verdict is Verdict.TIMEOUT
    assert not processes.alive(guest)


def test_closing_kills_and_can_be_done_twice(load, processes):
    m = load("def f():\n    return 1\n")
    [guest] = processes.guests()
    m.peer.channel.close()
    assert not processes.alive(guest)
    m.peer.channel.close()
    assert ending(m.f).verdict is Verdict.NOT_RUN


# -- the host's own side ------------------------------------------------------------------------------


def test_a_callback_that_raises_tells_the_guest_what(load):
    m = load(
        "def f(g):\n    try:\n        g()\n    except RuntimeError as error:\n        return str(error)\n"
    )
    assert m.f(lambda: {}["key"]) == "the function of the check raised KeyError: 'key'"
    assert (
        m.f(lambda: {1, 2})
        == "the function of the check raised Unsendable: it contains something that is not data"
    )


def test_a_callback_may_ask_the_guest_and_be_called_again(load):
    m = load("def f(g, n):\n    return g(n)\n\ndef double(x):\n    return 2 * x\n")

    def g(n):
        return m.double(n) + (m.f(g, n - 1) if n else 0)

    assert m.f(g, 20) == 2 * sum(range(21))


def test_callbacks_without_end_are_an_error_of_somebody(load):
    m = load("def f(g):\n    return g()\n")

    def g():
        return m.f(g)

    with pytest.raises((LearnerError, GuestDied, RecursionError)):
        m.f(g)


def test_scratch_is_bounded(load, server):
    source = """
        def f():
            with open("big", "wb") as file:
                while True:
                    file.write(bytes(1 << 20))
        """
    m = load(source, scratch_mb=8, file_mb=400)
    with pytest.raises((LearnerError, GuestDied)) as caught:
        m.f()
    if server.bubblewrap:  # a file system of fixed size
        assert "No space left on device" in caught.value.message
    else:
        assert caught.value.verdict is Verdict.FLOODED


def test_scratch_is_empty_for_the_next_guest(load):
    source = "import os\ndef f():\n    open('left', 'w').close()\n    return os.listdir(), os.getcwd()\n"
    (first, one), (second, other) = load(source).f(), load(source).f()
    assert first == second == ["left"]
    assert one != other
