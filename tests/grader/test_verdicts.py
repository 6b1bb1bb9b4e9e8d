"""The nine verdicts: a submission for each, with its sentence, and the checks around it unharmed."""

import pytest

from grader.report import Verdict, for_learner

CHECKS = """
@check(points=1)
def before(lab):
    "Before."
    expect.close(lab.fine(), 1)

@check(points=2)
def wanted(lab):
    "Wanted."
    expect.matches(lab.f, 2.0)

@check(points=4)
def after(lab):
    "After."
    expect.close(lab.fine(), 1)
"""
LIMITS = {"seconds": 0.4, "memory_mb": 200, "output_kb": 8}

VERDICTS = {
    "return x * x": ("passed", ""),
    "return x + 5": ("failed", "`f`: expected 4, yours is 7."),
    "return x / 0": ("error", "`f` raised ZeroDivisionError: float division by zero (line 8: return x / 0)."),
    "while True: pass": ("timeout", "`f` did not finish within 0.4 s: look for a loop that never ends."),
    "time.sleep(99)": ("timeout", "`f` did not finish within 0.4 s: look for a loop that never ends."),
    "return bytearray(10**10)": ("memory", "`f` ran out of memory."),
    "x = [0]\n    while True: x += x": ("memory", "`f` ran out of memory."),
    "os._exit(0)": ("crashed", "`f` crashed: it ended its process."),
    "ctypes.string_at(0)": ("crashed", "`f` crashed: its process was ended by SIGSEGV."),
    "print('x' * 9000)": ("flooded", "`f`: your code printed more than 8 KB."),
    "while True: print('x')": ("flooded", "`f`: your code printed more than 8 KB."),
    "np.convolve([1], [1])": (
        "refused",
        "`f` tried something that is not allowed here: np.convolve is not allowed in this exercise: "
        "write it yourself (line 8: np.convolve([1], [1])).",
    ),
    "os.fork()": (
        "refused",
        "`f` tried something that is not allowed here: "
        "[Errno 1] Operation not permitted (line 8: os.fork()).",
    ),
    "os.write(3, b'x' * 99)": ("flooded", "`f`: its answer is larger than an answer may be."),
    "os.write(3, bytes(8)); time.sleep(9)": (
        "refused",
        "`f` tried something that is not allowed here: its answer is not plain data.",
    ),
}


@pytest.fixture
def report(graded):
    """A function that grades a submission whose f has that body."""

    def run(body, checks=CHECKS, **keys):
        source = (
            "import ctypes, os, sys, time\nimport numpy as np\n\ndef fine():\n    return 1\n\n"
            f"def f(x):\n    {body}\n"
        )
        limits = LIMITS | keys.pop("limits", {})
        keys = {"solution": "def f(x):\n    return x * x\n", "forbid": ["numpy.convolve"], **keys}
        return graded(source, checks, limits=limits, **keys)

    return run


@pytest.mark.parametrize("body", VERDICTS)
def test_each_verdict_has_its_sentence_and_harms_no_other_check(report, body):
    verdict, message = VERDICTS[body]
    done = report(body)
    before, wanted, after = done.checks
    assert (wanted.verdict, wanted.message.partition("\nThe call: ")[0]) == (verdict, message)
    assert wanted.earned == (2 if verdict == "passed" else 0)
    assert before.verdict == after.verdict == "passed"
    assert (done.score, done.max_score) == (5 + wanted.earned, 7)
    assert done.full_marks == (verdict == "passed")


def test_every_verdict_is_tried():
    assert {verdict for verdict, _ in VERDICTS.values()} | {"not-run"} == set(Verdict)


def test_not_run(report):
    slow = CHECKS.replace("lab.f, 2.0", "lab.f, 2.0)\n    expect.close(1, 1")
    done = report("time.sleep(0.3)", checks=slow, limits={"seconds": 5, "total_seconds": 0.2})
    before, wanted, after = done.checks
    assert before.verdict == "passed"
    assert wanted.verdict == "failed"
    assert (after.verdict, after.earned, after.seconds) == ("not-run", 0, 0)
    assert after.message == "The checks before this one used up all the time there is."


def test_time_of_a_check_that_ran_out_counts(report):
    many = "".join(
        f'@check()\ndef check{n}(lab):\n    "{n}."\n    expect.matches(lab.f, 1.0)\n\n' for n in range(6)
    )
    done = report("while True: pass", checks=many, limits={"seconds": 0.2, "total_seconds": 0.5})
    verdicts = [check.verdict for check in done.checks]
    timeouts = verdicts.count("timeout")  # three; fewer on a busy machine, where each takes longer
    assert 1 <= timeouts <= 3
    assert verdicts == ["timeout"] * timeouts + ["not-run"] * (6 - timeouts)


# -- loading ------------------------------------------------------------------------------------------

LOADING = {
    "def f(x:\n    pass\n": (
        "error",
        "Your file is not Python. tiny.py, line 1: '(' was never closed: def f(x:",
    ),
    "import numpy as np\nnp.convolve([1], [1])\n": ("refused", None),
    "1 / 0\n": ("error", "Loading tiny.py raised ZeroDivisionError: division by zero (line 1: 1 / 0)."),
    "while True: pass\n": (
        "timeout",
        "Your file could not be loaded: it does not come to an end: "
        "keep calls that run long inside functions.",
    ),
    "x = bytearray(10**11)\n": ("memory", "Loading tiny.py ran out of memory."),
    "print('x' * 10**6)\n": ("flooded", None),
    "import os; os._exit(0)\n": (
        "crashed",
        "Your file could not be loaded: it ended its process.",
    ),
    "raise SystemExit\n": ("error", "Loading tiny.py raised SystemExit (line 1: raise SystemExit)."),
    "import scipy\n": (
        "refused",
        "Loading tiny.py tried something that is not allowed here: scipy is not allowed in this exercise: "
        "write it yourself (line 1: import scipy).",
    ),
    "import no_such_module\n": (
        "error",
        "Loading tiny.py raised ModuleNotFoundError: No module named 'no_such_module' "
        "(line 1: import no_such_module).",
    ),
    "": ("failed", "Your file does not define `fine`."),
    "x = '": ("error", None),
}


@pytest.mark.parametrize("source", LOADING)
def test_a_file_that_does_not_load_says_so_in_every_check(graded, source):
    verdict, message = LOADING[source]
    done = graded(
        source,
        CHECKS,
        limits=LIMITS,
        forbid=["numpy.convolve", "scipy"],
        solution="def f(x):\n    return x\n",
    )
    first = done.checks[0]
    assert first.verdict == verdict
    assert message is None or first.message == message
    assert done.score == 0
    if source:
        assert {(check.verdict, check.message) for check in done.checks} == {(first.verdict, first.message)}
    assert done.seconds < 5 * LIMITS["seconds"] + 2  # it is loaded once, not once a check


# -- output -------------------------------------------------------------------------------------------


def test_output_is_shown_with_the_check_that_caused_it(graded):
    source = """
        import sys
        print("loading")
        def fine():
            print("fine")
            return 1
        def f(x):
            print("f of", x)
            print("oops", file=sys.stderr)
            return x * x
        """
    outputs = [
        check.output for check in graded(source, CHECKS, solution="def f(x):\n    return x * x\n").checks
    ]
    assert outputs == ["loading\nfine\n", "f of 2.0\noops\n", "fine\n"]


def test_output_is_capped_and_harmless(report):
    done = report("print('\\x1b[31mred\\x1b[0m\\x07[bold]' * 100); return x * x", limits={"output_kb": 64})
    output = done.checks[1].output
    assert "\x1b" not in output
    assert "\x07" not in output
    assert "red" in output
    assert len(output) < 1000


def test_messages_are_harmless_too(report):
    done = report("raise ValueError('\\x1b]0;title\\x07 \\u202eabc\\n\\nsecond line\\r' + 'y' * 100_000)")
    message = done.checks[1].message
    assert message.startswith("`f` raised ValueError: ")
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(message)
    assert len(message) < 3000


# -- cases --------------------------------------------------------------------------------------------

CASES = """
@check(cases=[1, 2, {"x": 3}])
def each(lab, case):
    "Each case."
    expect.matches(lab.f, case["x"] if isinstance(case, dict) else case)
"""


def test_the_first_case_that_fails_is_named(report):
    assert report("return x * x", checks=CASES).checks[0].verdict == "passed"
    [found] = report("return 4 if x > 1 else 1", checks=CASES).checks
    assert found.message.endswith("This was the case {'x': 3}.")
    [found] = report("return x + 1 / (x - 1)", checks=CASES).checks
    assert (found.verdict, found.message.split("\n")[-1]) == ("error", "This was the case 1.")


def test_the_case_of_a_hidden_check_is_for_graders(report):
    public = '@check()\ndef a(lab):\n    "A."\n'
    found = report("return 0", checks=public, hidden=CASES).checks[1]
    assert "case" not in found.message
    assert "case 1" in found.details


# -- what a learner is shown --------------------------------------------------------------------------


def test_hidden_checks_leak_nothing(graded):
    hidden = """
        @check()
        def compares(lab):
            "It is right."
            expect.matches(lab.f, 7391.25)

        @check(cases=[7391.25])
        def with_cases(lab, case):
            "It is right in each case."
            expect.matches(lab.f, case)
        """
    for body in (
        "print(x, 'seen'); return x",
        "raise ValueError(x)",
        "import warnings; warnings.warn(str(x)); return [x]",
        "import time; time.sleep(x / 1e6); return 0",
    ):
        done = graded(
            f"def f(x):\n    {body}\n",
            '@check()\ndef a(lab):\n    "A."\n',
            hidden=hidden,
            solution="def f(x):\n    return 2 * x\n",
        )
        shown = for_learner(done)
        assert [check.verdict for check in shown.checks] == [check.verdict for check in done.checks]
        assert shown.seed == ""
        for check in shown.checks[1:]:
            assert check.verdict != "passed"
            assert check.message
            assert (check.output, check.details, check.difference, check.seconds) == ("", "", None, 0)
            assert "7391" not in check.message
        assert (
            "7391" in "".join(check.details + check.output + check.message for check in done.checks)
            or "sleep" in body
        )
