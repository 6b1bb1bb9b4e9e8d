"""Guests and fork servers are killed, threads share a grader, graders close: the results stay right."""

import os
import signal
import threading

import pytest
from scaling import ALL_RIGHT, ALL_WRONG, CHECKS, HIDDEN, MISTAKES, RIGHT, SOLUTION, WRONG, outcomes

from grader.errors import ExerciseError
from grader.events import CheckDone, CheckStarted, Started
from grader.grade import Grader
from grader.mistakes import load_mistakes
from grader.sandbox.policy import Policy
from grader.submission import from_source


@pytest.fixture
def exercise(tiny):
    return tiny(solution=SOLUTION, checks=CHECKS, hidden=HIDDEN, mistakes=MISTAKES)


# -- faults -------------------------------------------------------------------------------------------


def killer(processes, which, at, done):
    """A listener that kills the guests, or the servers, at an event of that kind; once."""

    def listener(event):
        if type(event) is at and not done:
            victims = processes.guests() if which == "guests" else processes.servers()
            done.extend(victims)
            for victim in victims:
                os.kill(victim, signal.SIGKILL)
            processes.until(lambda: not any(map(processes.alive, victims)))

    return listener


@pytest.fixture(params=[True, False], ids=["in bubblewrap", "by itself"])
def own(request):
    """A grader that a test may break."""
    with Grader(Policy(bubblewrap=request.param)) as grader:
        grader.environment()
        yield grader


@pytest.mark.parametrize(
    ("at", "submission"), [(Started, RIGHT), (CheckStarted, WRONG), (CheckDone, RIGHT), (CheckDone, WRONG)]
)
def test_the_fork_server_is_killed_between_checks(own, exercise, processes, at, submission):
    expected = outcomes(own.grade(exercise, submission))
    done = []
    report = own.grade(exercise, submission, listener=killer(processes, "servers", at, done))
    assert done
    assert outcomes(report) == expected
    assert outcomes(own.grade(exercise, submission)) == expected


def test_a_guest_is_killed_between_checks(own, exercise, processes):
    done = []
    report = own.grade(exercise, RIGHT, listener=killer(processes, "guests", CheckDone, done))
    assert len(done) == 1
    verdicts = [check.verdict for check in report.checks]
    assert verdicts[0] == "passed"
    assert verdicts[1] in ("memory", "passed")  # the check that was asked of the dead one
    assert verdicts[2:] == ["passed", "passed"]
    assert outcomes(own.grade(exercise, RIGHT)) == ALL_RIGHT


KILLS = '''
import os, signal

def kill(which):
    """Kill the guests, or the fork server, that this process has."""
    for pid in which:
        os.kill(pid, signal.SIGKILL)

VICTIMS = []

@check(points=1)
def before(lab):
    "Before."
    expect.matches(lab.f, 1.0)

@check(points=2)
def killed(lab):
    "Killed in a callback."
    lab.call(lambda: kill(VICTIMS.pop()() if VICTIMS else []))
    expect.matches(lab.f, 1.0)

@check(points=4)
def after(lab):
    "After."
    expect.matches(lab.f, 1.0)
'''


def graded_while(own, exercise, submission, victims):
    """Grade, with the check `killed` killing once what `victims()` gives."""
    [check] = [check for check in own._load(exercise, False) if check.name == "killed"]
    check.function.__globals__["VICTIMS"].append(victims)
    return own.grade(exercise, submission)


def test_a_guest_is_killed_in_a_callback(own, tiny, processes):
    exercise = tiny(solution=SOLUTION, checks=KILLS)
    report = graded_while(own, exercise, RIGHT, processes.guests)
    assert [check.verdict for check in report.checks] == ["passed", "memory", "passed"]
    assert report.checks[1].message == "`call` needed more than 512 MB of memory."
    assert own.grade(exercise, RIGHT).full_marks


def test_the_fork_server_is_killed_in_a_callback(own, tiny, processes):
    exercise = tiny(solution=SOLUTION, checks=KILLS, mistakes=MISTAKES)
    report = graded_while(own, exercise, RIGHT, processes.servers)
    assert report.full_marks  # it was not the learner's doing: the check is made once more
    own.grade(exercise, WRONG)
    report = graded_while(own, exercise, WRONG, processes.servers)
    assert [check.mistake for check in report.checks] == ["thrice"] * 3


def test_a_guest_is_killed_while_it_loads(own, exercise, processes):
    def kill():
        processes.until(lambda: (found := processes.guests()) and processes.entered(found[0]))
        os.kill(processes.guests()[0], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    report = own.grade(exercise, from_source("while True:\n    pass\n"))
    thread.join()
    assert {check.verdict for check in report.checks} == {"memory"}
    assert report.checks[0].message == "Your file could not be loaded: it ran out of memory."
    assert outcomes(own.grade(exercise, RIGHT)) == ALL_RIGHT


def test_the_mistakes_guest_is_killed(own, exercise, processes):
    assert outcomes(own.grade(exercise, WRONG)) == ALL_WRONG
    for guest in processes.guests():  # only the mistakes' own is left
        os.kill(guest, signal.SIGKILL)
    assert outcomes(own.grade(exercise, WRONG)) == ALL_WRONG


def test_interrupted_in_the_middle(own, exercise, processes):
    with pytest.raises(KeyboardInterrupt):
        own.grade(exercise, RIGHT, listener=lambda event: signal.raise_signal(signal.SIGINT))
    assert processes.guests() == []
    assert outcomes(own.grade(exercise, RIGHT)) == ALL_RIGHT


def test_scratch_that_one_fills_is_there_for_the_next(own, tiny):
    checks = '@check()\ndef a(lab):\n    "A."\n    expect.close(lab.f(), 1)\n'
    exercise = tiny(checks=checks, limits={"scratch_mb": 40})
    fills = (
        "def f():\n    for n in range(40):\n        with open(f'{n}', 'wb') as file:\n"
        "            file.write(bytes(20 << 20))\n    return 1\n"
    )
    writes = (
        "def f():\n    with open('x', 'wb') as file:\n        return file.write(bytes(1 << 24)) / (1 << 24)\n"
    )
    first = own.grade(exercise, from_source(fills)).checks[0]
    assert first.verdict in ("error", "flooded")
    assert own.grade(exercise, from_source(writes)).full_marks


# -- several at once ----------------------------------------------------------------------------------


def in_threads(work, count=4):
    """What work(n) gives in as many threads at once; what one raises is raised."""
    results: list = [None] * count

    def run(n):
        try:
            results[n] = work(n)
        except Exception as error:  # noqa: BLE001 - raised below, in the test's own thread
            results[n] = error

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not [result for result in results if isinstance(result, Exception)], results
    return results


def test_one_grader_in_several_threads(own, exercise):
    def work(n):
        submission = (RIGHT, WRONG)[n % 2]
        return [outcomes(own.grade(exercise, submission)) for _ in range(5)]

    for n, results in enumerate(in_threads(work)):
        assert results == [(ALL_RIGHT, ALL_WRONG)[n % 2]] * 5


def test_several_graders_at_once(exercise):
    def work(n):
        with Grader(Policy(bubblewrap=n % 2 == 0)) as grader:
            return [outcomes(grader.grade(exercise, submission)) for submission in (RIGHT, WRONG)]

    assert in_threads(work) == [[ALL_RIGHT, ALL_WRONG]] * 4


def test_the_server_is_killed_under_several_threads(own, exercise, processes):
    def work(n):
        if n:
            return [outcomes(own.grade(exercise, RIGHT)) for _ in range(8)]
        processes.until(processes.guests)  # it is up, and at work
        os.kill(processes.servers()[0], signal.SIGKILL)
        return []

    assert in_threads(work, count=3)[1:] == [[ALL_RIGHT] * 8] * 2


def test_many_exercises_with_one_grader(own, tiny, processes):
    made = [tiny(solution=SOLUTION, checks=CHECKS, hidden=HIDDEN, mistakes=MISTAKES) for _ in range(12)]
    for exercise in (*made, *made[:3]):
        assert outcomes(own.grade(exercise, WRONG)) == ALL_WRONG
    assert len(processes.guests()) < len(made)  # the mistakes' own guests are few


# -- nothing is left ----------------------------------------------------------------------------------


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where this process makes temporary files; its parents let other users pass."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    tmp_path.chmod(0o755)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize("bubblewrap", [True, False])
def test_closing_leaves_nothing(exercise, processes, temporary, bubblewrap):
    before = set(processes.below(os.getpid()))
    grader = Grader(Policy(bubblewrap=bubblewrap))
    assert outcomes(grader.grade(exercise, WRONG)) == ALL_WRONG
    ours = set(processes.below(os.getpid())) - before
    assert ours
    grader.close()
    processes.until(lambda: not any(map(processes.alive, ours)))
    assert list(temporary.iterdir()) == []
    grader.close()  # and once more
    with grader:  # it can even be used again
        assert outcomes(grader.grade(exercise, WRONG)) == ALL_WRONG
    assert list(temporary.iterdir()) == []


def test_a_grader_that_was_never_used_closes(processes):
    before = processes.below(os.getpid())
    Grader().close()
    with Grader():
        pass
    assert processes.below(os.getpid()) == before


def test_broken_exercises_leave_the_grader_usable(own, tiny, exercise):
    broken = tiny(checks='@check()\ndef a(lab):\n    "A."\n    lab.f(1)\n    oops\n')
    with pytest.raises(ExerciseError, match="NameError"):
        own.grade(broken, from_source("def f(x):\n    return x\n"))
    assert outcomes(own.grade(exercise, RIGHT)) == ALL_RIGHT


def test_every_mistake_submission_is_caught_under_its_name(grader, exercise):
    for mistake in load_mistakes(exercise):
        report = grader.grade(exercise, from_source(mistake.as_submission()))
        assert {check.mistake for check in report.checks if check.verdict == "failed"} == {mistake.name}
