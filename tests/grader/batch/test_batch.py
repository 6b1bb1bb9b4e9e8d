"""A whole run: everybody gets what they would get alone, whatever happens to the coordinator."""

import asyncio
import os
import random
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from handed_in import ROOT, coordinate, files, hand_in, known, timeless, verdicts, works

from grader.batch.batch import Batch
from grader.batch.outcome import Graded, Skipped
from grader.batch.plan import scan
from grader.batch.store import Store
from grader.course import load_course
from grader.errors import SandboxError
from grader.report import Sandbox
from grader.submission import read

IDS = ["logistic-unit", "softmax"]
SPIN = "import time\nend = time.process_time() + 1\nwhile time.process_time() < end: pass\n"
QUICK = '@check()\ndef only(lab):\n    "It works."\n    expect.matches(lab.f, 1.0)\n'


@pytest.fixture
def submissions(tmp_path):
    return tmp_path / "submissions"


@pytest.fixture
def results(tmp_path):
    return tmp_path / "results"


def run(course, submissions, results, listener=None, **settings):
    """Grade what is to do; the events."""
    events = []

    def hear(event):
        events.append(event)
        if listener:
            listener(event)

    with Store(results) as store:
        todo = store.missing(scan(submissions, course).hand_ins)
        asyncio.run(Batch(course, store, hear, **settings).run(todo))
    return events


def everybody_gets_their_own(grader, course, submissions, results, number):
    several = works(course, IDS)
    expected = known(grader, course, several)
    handed_in = hand_in(submissions, several, number)
    events = run(course, submissions, results, jobs=2)
    assert [type(event) for event in events] == [Graded] * number
    outcomes = {(one.student, one.exercise): one.report for one in Store(results).outcomes()}
    assert outcomes.keys() == handed_in.keys()
    lucky = [who for who, work in handed_in.items() if not as_known(outcomes[who], work, expected)]
    for who in lucky:  # one seed in a thousand does not show a mistake; alone, it does not either
        exercise, report = course.exercise(handed_in[who].exercise), outcomes[who]
        alone = grader.grade(exercise, read(report.submission.path), report.seed)
        assert verdicts(report) == verdicts(alone)
    assert len(lucky) <= 1 + number // 500


def as_known(report, work, expected):
    named = not work.mistake or work.name in {check.mistake for check in report.checks}
    right = report.full_marks == (work.name == "solution")
    return named and right and verdicts(report) == expected[work.exercise, work.name]


def test_everybody_gets_what_they_would_get_alone(grader, course, submissions, results):
    everybody_gets_their_own(grader, course, submissions, results, 60)


@pytest.mark.sweep
def test_two_thousand_get_what_they_would_get_alone(grader, course, submissions, results):
    everybody_gets_their_own(grader, course, submissions, results, 2000)


def killed_and_run_again(course, submissions, results, times, number):
    hand_in(submissions, works(course, IDS, attacks=()), number)
    chance = random.Random(7)
    kept, killed = {}, 0
    for _ in range(times):
        moment = chance.randrange(1, 8), f"{chance.uniform(1e-6, 0.2):.6f}"
        killed += coordinate(ROOT, submissions, results, "die", *moment).returncode == -signal.SIGALRM
        now = files(results)
        assert now.items() >= kept.items()
        kept = now
    assert killed > times // 2
    assert len(kept) < number
    assert coordinate(ROOT, submissions, results).returncode == 0
    final = files(results)
    assert final.items() >= kept.items()
    undisturbed = results.parent / "undisturbed"
    undisturbed.mkdir()
    shutil.copy(results / "batch.json", undisturbed)
    assert coordinate(ROOT, submissions, undisturbed).returncode == 0
    assert len(final) == number
    assert all_timeless(final) == all_timeless(files(undisturbed))


def all_timeless(found):
    return {name: timeless(data) for name, data in found.items()}


def test_killed_at_any_moment_and_run_again(course, submissions, results):
    killed_and_run_again(course, submissions, results, times=4, number=100)


@pytest.mark.sweep
def test_killed_fifty_times_and_run_again(course, submissions, results):
    killed_and_run_again(course, submissions, results, times=50, number=1000)


def test_a_full_disk_ends_the_run_and_spoils_nothing(course, submissions, results):
    hand_in(submissions, works(course, IDS, attacks=()), 20)
    done = coordinate(ROOT, submissions, results, "full", 5)
    assert done.returncode == 1
    assert "cannot be written: File too large; what is there stays" in done.stderr
    assert done.stderr.count("\n") == 1
    kept = files(results)
    assert 5 <= len(kept) <= 6  # of two workers, one may have been at it
    assert [path.name for path in (results / "reports").rglob(".*")] == []
    assert coordinate(ROOT, submissions, results).returncode == 0
    assert len(files(results)) == 20
    assert files(results).items() >= kept.items()


def test_a_second_coordinator_is_refused_and_the_first_goes_on(course, submissions, results):
    hand_in(submissions, works(course, ["softmax"], attacks=()), 3)
    refused = []

    def second(event):
        if not refused:
            refused.append(coordinate(ROOT, submissions, results))

    run(course, submissions, results, second)
    assert refused[0].returncode == 1
    assert f"is being written by process {os.getpid()} on" in refused[0].stderr
    assert len(files(results)) == 3


def test_no_clock_is_trusted(course, submissions, results):
    handed_in = hand_in(submissions, works(course, ["softmax"], attacks=()), 2)
    first, second = sorted(submissions.glob("*/*.py"))
    os.utime(first, (4e9, 4e9))
    os.utime(second, (1, 1))
    run(course, submissions, results)
    found = {one.student: one for one in Store(results).outcomes()}
    assert len(found) == len(handed_in)
    assert sorted(one.handed_in for one in found.values()) == [1, 4e9]
    os.utime(first)
    os.utime(second)
    assert run(course, submissions, results) == []


def test_the_same_text_twice_counts_from_its_first_time(course, submissions, results):
    (work,) = works(course, ["softmax"], attacks=())[:1]
    for name, moment in (("softmax.py", 20), ("Softmax.py", 10)):
        path = submissions / "anna" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(work.source)
        os.utime(path, (moment, moment))
    (event,) = run(course, submissions, results)
    assert event.outcome.handed_in == 10


def strike(processes, times):
    """Kill the workers of this process, so many times, whenever one grades what computes for long."""
    seen = set()

    def busy_guests():
        guests = {pid for worker in workers() for pid in processes.below(worker)} - seen
        return list(filter(has_computed, guests))

    def has_computed(pid):
        try:
            return processes.entered(pid) and processes.computed(pid) >= 0.5
        except OSError:  # it ended meanwhile
            return False

    for _ in range(times):
        seen.update(processes.until(busy_guests))
        for worker in workers():
            os.kill(worker, signal.SIGKILL)


def workers():
    """This process's workers."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [pid for pid in map(int, children) if b"grader.batch.worker" in command_line(pid)]


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return b""


@pytest.mark.parametrize("times", [1, 2])
def test_what_kills_its_worker_is_tried_once_more_alone(tiny, processes, submissions, results, times):
    exercise = tiny(checks=QUICK, limits={"seconds": 30})
    for number in range(6):
        path = submissions / f"s{number}" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text(f"def f(x):\n    return x\n# {number}\n" + (SPIN if number == 2 else ""))
    course = load_course(exercise.folder.parents[2])
    with ThreadPoolExecutor() as pool:
        struck = pool.submit(strike, processes, times)
        events = run(course, submissions, results, jobs=1)
        struck.result()
    found = {event.outcome.student: event.outcome for event in events}
    assert set(found) == {f"s{number}" for number in range(6)}
    killer = found.pop("s2")
    assert all(outcome.report.full_marks for outcome in found.values())
    if times == 1:
        assert killer.report.full_marks
    else:
        assert killer.report is None
        assert "ended, when it was graded with others and when it was graded alone" in killer.error
    assert run(course, submissions, results) == []
    assert workers() == []


def test_a_broken_exercise_does_not_stop_others(tmp_path, course, submissions, results):
    root = tmp_path / "course"
    for part in ("exercises", "solutions"):
        shutil.copytree(ROOT / part / "02-neuron", root / part / "02-neuron")
    (root / "exercises/02-neuron/line-fit/hidden.py").write_text("def")
    hand_in(submissions, works(course, ["line-fit", "logistic-unit"], attacks=()), 30)
    events = run(load_course(root), submissions, results, jobs=2)
    skipped = [event for event in events if isinstance(event, Skipped)]
    assert {event.exercise for event in skipped} == {"line-fit"}
    assert len({event.why for event in skipped}) == 1
    assert "hidden.py" in skipped[0].why
    assert {event.outcome.exercise for event in events if isinstance(event, Graded)} == {"logistic-unit"}
    assert len(events) == 30


def test_without_a_backend_the_rest_is_graded(course, submissions, results, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "abacus")
    right = [work for work in works(course, ["softmax", "keras-first"], ()) if work.name == "solution"]
    hand_in(submissions, right, 4)
    events = run(course, submissions, results, jobs=2)
    skipped = [event for event in events if isinstance(event, Skipped)]
    assert [event.exercise for event in skipped] == ["keras-first"] * 2
    assert "abacus" in skipped[0].why
    assert len(files(results)) == 2


def test_what_changes_meanwhile_waits_for_the_next_run(course, submissions, results):
    hand_in(submissions, works(course, ["softmax"], attacks=())[:1], 2)
    with Store(results) as store:
        todo = store.missing(scan(submissions, course).hand_ins)
        todo[0].path.write_text("changed")
        todo[1].path.unlink()
        todo[1].path.symlink_to("/etc/passwd")
        events = []
        asyncio.run(Batch(course, store, events.append).run(todo))
    assert [event.why.partition(" changed")[0] for event in events] == ["its file"] * 2
    assert files(results) == {}


def test_without_a_sandbox_nothing_is_graded(course, results):
    batch = Batch(course, Store(results), print)
    with pytest.raises(SandboxError, match="--allow-unsandboxed"):
        batch._require(Sandbox(level="limits"))
    Batch(course, Store(results), print, unsandboxed=True)._require(Sandbox(level="none"))


def memory_is_flat(tiny, submissions, results, number):
    exercise = tiny(checks=QUICK)
    for index in range(number):
        path = submissions / f"student-number-{index:06d}" / "tiny.py"
        path.parent.mkdir(parents=True)
        path.write_text(f"def f(x):\n    return x\n# {index}\n")
    done = coordinate(exercise.folder.parents[2], submissions, results)
    assert done.returncode == 0
    assert done.stdout.count("Graded") == number
    assert int(done.stdout.split()[-1]) < 200_000  # KiB


def test_memory_of_the_coordinator(tiny, submissions, results):
    memory_is_flat(tiny, submissions, results, 200)


@pytest.mark.sweep
def test_memory_of_the_coordinator_with_ten_thousand(tiny, submissions, results):
    memory_is_flat(tiny, submissions, results, 10_000)
