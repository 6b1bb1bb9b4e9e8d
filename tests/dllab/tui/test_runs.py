"""Gradings that outlive screens, with the real grading processes behind them."""

import asyncio
import os
import shutil
import signal

import pytest
from small_course import RIGHT, SQUARED, STARTER, alive, busy, family

from dllab.announced import Known
from dllab.desk import Desk
from dllab.tui import runs as runs_module
from dllab.tui.run import Curve, Run
from dllab.tui.runs import Runs
from grader.events import CheckDone, CheckStarted, Finished, Note, Started, TrainingStep
from grader.report import CheckResult, Verdict

ENDLESS = "while True:\n    pass\n"
TALKATIVE = "def double(x):\n    print('got', x)\n    return x * x + 1\n"


class Recorder(Runs):
    """Runs that remember for which exercise something was told, and what the run was then."""

    def __init__(self, service=None):
        self.told = []
        super().__init__(self._note, service)

    def _note(self, id):
        run = self.latest(id)
        self.told.append((id, run.number, run.phase, len(run.results)))


@pytest.fixture
def desk(course, workspace, started):
    """A function that opens an exercise with some code: desk("double", RIGHT)."""

    def opened(id="double", source=RIGHT):
        started(id, source)
        return Desk(course, workspace, course.exercise(id))

    return opened


def with_runs(use, service=None):
    """Run a test's coroutine with runs, which leave no process behind."""

    async def run():
        runs = Recorder(service)
        try:
            result = await asyncio.wait_for(use(runs), 60)
            relatives = processes(runs)
        finally:
            await runs.close()
        await until_dead(relatives)
        return result

    return asyncio.run(run())


def processes(runs):
    """All that the services have started."""
    heads = [service._process.pid for service in runs._all if getattr(service, "_process", None)]
    return [pid for head in heads for pid in (head, *family(head))]


async def ended(run):
    while run.phase == "running":
        await asyncio.sleep(0.01)
    return run


async def until_busy(runs):
    """Wait until learner code runs; all processes."""
    while not any(map(busy, processes(runs))):
        await asyncio.sleep(0.02)
    return processes(runs)


async def until_dead(pids):
    while any(map(alive, pids)):
        await asyncio.sleep(0.02)


def test_a_run_hears_what_happens_and_ends_with_the_report(desk, workspace):
    async def use(runs):
        run = runs.start(desk(), "test")
        assert (runs.latest("double"), runs.running()) == (run, ["double"])
        await ended(run)
        await asyncio.sleep(0)
        return runs, run

    runs, run = with_runs(use)
    assert (run.phase, run.error, run.unrecorded, runs.running()) == ("done", "", "", [])
    assert run.report.full_marks
    assert run.names == [check.name for check in run.results]
    assert run.known["doubles_three"] == Known("double gives 6 for 3.", 1.0, "public")
    assert runs.told[0] == ("double", 1, "running", 0)
    assert ("double", 1, "running", 1) in runs.told
    assert runs.told[-1] == ("double", 1, "done", 2)
    (attempt,) = workspace.log().entries
    assert (attempt.kind, attempt.partial, attempt.full_marks) == ("test", False, True)


def test_one_check_alone_is_a_partial_attempt_and_the_others_stay_known(desk, workspace):
    async def use(runs):
        one = desk(source=SQUARED)
        await ended(runs.start(one, "grade"))
        return await ended(runs.start(one, "grade", only=("doubles_anything",)))

    run = with_runs(use)
    assert [check.name for check in run.results] == ["doubles_anything"]
    assert list(run.known) == ["doubles_three", "doubles_a_list_of_numbers", "doubles_anything"]
    assert run.known["doubles_anything"].visibility == "hidden"
    assert [attempt.partial for attempt in workspace.log().entries] == [False, True]


def test_cancelling_kills_the_processes_and_nothing_is_recorded(desk, workspace):
    async def use(runs):
        run = runs.start(desk(source=ENDLESS), "test")
        relatives = await until_busy(runs)
        assert runs.cancel("double")
        assert (run.phase, runs.running()) == ("cancelled", [])
        await until_dead(relatives)
        assert not runs.cancel("double")
        return run

    run = with_runs(use)
    assert (run.phase, run.report, run.results) == ("cancelled", None, [])
    assert workspace.log().entries == []


def test_start_cancels_what_runs_and_the_old_result_is_never_applied(desk, started, workspace):
    async def use(runs):
        one = desk(source=ENDLESS)
        first = runs.start(one, "test")
        relatives = await until_busy(runs)
        started("double", RIGHT)
        second = runs.start(one, "grade")
        assert runs.latest("double") is second
        await ended(second)
        await until_dead(relatives)
        return first, second, runs.told

    first, second, told = with_runs(use)
    assert (first.phase, first.report) == ("cancelled", None)
    assert (second.phase, second.report.full_marks, len(second.results)) == ("done", True, 3)
    assert {number for _, number, _, _ in told[told.index(("double", 2, "running", 0)) :]} == {2}
    assert [attempt.kind for attempt in workspace.log().entries] == ["grade"]


@pytest.mark.parametrize("pauses", range(6))
def test_start_and_cancel_at_once_again_and_again(desk, pauses):
    """Wherever the cancelled one was: before its first step, while its process starts, while it reads."""

    async def use(runs):
        one = desk()
        former = []
        for _ in range(3):
            former.append(runs.start(one, "test"))
            for _ in range(pauses):
                await asyncio.sleep(0)
            assert runs.cancel("double")
        last = await ended(runs.start(one, "test"))
        await runs.settled()
        return former, last

    former, last = with_runs(use)
    assert {(run.phase, run.report) for run in former} == {("cancelled", None)}
    assert last.report.full_marks


def test_a_grading_process_that_dies_is_a_sentence_and_the_next_run_works(desk, started):
    async def use(runs):
        one = desk(source=ENDLESS)
        run = runs.start(one, "test")
        relatives = await until_busy(runs)
        os.kill(runs._all[0]._process.pid, signal.SIGKILL)
        await ended(run)
        await until_dead(relatives)
        started("double", RIGHT)
        return run, await ended(runs.start(one, "test"))

    dead, next_one = with_runs(use)
    assert dead.phase == "failed"
    assert "the grading process ended unexpectedly" in dead.error
    assert next_one.report.full_marks


def test_two_exercises_at_once_do_not_disturb_each_other(desk):
    async def use(runs):
        endless = runs.start(desk("double", ENDLESS), "test")
        await until_busy(runs)
        other = await ended(runs.start(desk("double-open", SQUARED), "test"))
        assert (endless.phase, runs.running()) == ("running", ["double"])
        return other, endless

    other, endless = with_runs(use)
    assert (other.phase, other.report.exercise.id) == ("done", "double-open")
    assert endless.phase == "cancelled"  # by close


def test_warm_processes_are_used_again(desk):
    async def use(runs):
        one = desk()
        await ended(runs.start(one, "test"))
        await asyncio.sleep(0)
        first = processes(runs)
        await ended(runs.start(one, "test"))
        return first[0], processes(runs)[0], len(runs._all)

    first, second, services = with_runs(use)
    assert (first, services) == (second, 1)


def test_what_only_graders_may_see_never_arrives(desk):
    async def use(runs):
        heard = []
        run = runs.start(desk(source=TALKATIVE), "grade")
        run.hear = lambda event: (heard.append(event), Run.hear(run, event))
        await ended(run)
        return run, heard

    run, heard = with_runs(use)
    results = [event.result for event in heard if isinstance(event, CheckDone)]
    (report,) = [event.report for event in heard if isinstance(event, Finished)]
    assert report is run.report
    hidden = [check for check in (*results, *report.checks) if check.visibility == "hidden"]
    assert len(hidden) == 2
    assert {(one.details, one.output, one.difference, one.seconds) for one in hidden} == {("", "", None, 0.0)}
    assert {one.details for one in (*results, *report.checks)} == {""}
    assert report.seed == ""
    public = [one for one in results if one.visibility == "public"]
    assert all("got" in one.output for one in public)  # so there was something to hide


def test_an_exercise_that_is_removed_meanwhile_is_a_sentence(desk, course):
    async def use(runs):
        one = desk()
        shutil.rmtree(one.exercise.folder)
        return await ended(runs.start(one, "test"))

    run = with_runs(use)
    assert run.phase == "failed"
    assert "double" in run.error


@pytest.mark.parametrize(("make", "what"), [("unlink", "no such file"), ("binary", "not text")])
def test_a_file_that_cannot_be_read_is_a_sentence(desk, make, what):
    async def use(runs):
        one = desk()
        path = one.workspace.file(one.exercise)
        path.unlink() if make == "unlink" else path.write_bytes(b"x = 1\0\n")
        return await ended(runs.start(one, "test"))

    run = with_runs(use)
    assert run.phase == "failed"
    assert what in run.error


def test_an_attempt_that_cannot_be_recorded_is_graded_all_the_same(desk, workspace):
    async def use(runs):
        one = desk()
        (workspace.root / ".dllab").write_text("in the way")
        return await ended(runs.start(one, "test"))

    run = with_runs(use)
    assert run.report.full_marks
    assert "this attempt was not recorded" in run.unrecorded


def test_a_process_that_cannot_be_started_is_a_sentence(desk, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")

    run = with_runs(lambda runs: ended(runs.start(desk(), "test")))
    assert (run.phase, run.error) == (
        "failed",
        "the grading process could not be started: No such file or directory",
    )


def test_a_mistake_of_the_labs_own_is_no_silence(desk, monkeypatch, caplog):
    def stumble(*_):
        raise KeyError("oops")

    monkeypatch.setattr(runs_module, "_recorded", stumble)

    async def use(runs):
        run = await ended(runs.start(desk(), "test"))
        return run, runs.told[-1]

    run, last = with_runs(use)
    assert (run.phase, last[2]) == ("failed", "failed")
    assert run.error.startswith(
        "the lab itself made a mistake, please report it: KeyError: 'oops' (test_runs.py:"
    )
    assert caplog.records == []


def a_step(step=1, run=1, **changes):
    facts = {
        "check": "learns",
        "data": "digits",
        "runs": 2,
        "epoch": 1,
        "epochs": 2,
        "steps": 20,
        "device": "cpu:0",
        "numbers": {"loss": 2.0},
    }
    return TrainingStep(**{**facts, "run": run, "step": step, **changes})


class Talkative:
    """A grading that says a hundred words at once, as a training does, and then nothing."""

    async def grade(self, *_, **__):
        for step in range(1, 101):
            yield a_step(step, steps=100)
            await asyncio.sleep(0)
        await asyncio.Event().wait()

    def kill(self):
        """There is no process."""

    async def close(self):
        """Nor will there be."""


def test_the_last_word_of_a_training_is_told_and_not_every_one(desk, monkeypatch):
    """A hundred words at once, then silence: one is told soon, and it shows the last."""
    monkeypatch.setattr(runs_module, "TELL_SECONDS", 0.3)

    async def use(runs):
        shown = []
        runs._tell = lambda id: shown.append([one.step.step for one in runs.latest(id).curves.values()])
        runs.start(desk(), "test")
        while [100] not in shown:
            await asyncio.sleep(0.01)
        return shown

    shown = with_runs(use, Talkative)
    assert len(shown) <= 3
    assert shown[-1] == [100]


def test_curves_are_by_epoch_and_seed():
    run = Run(1, "grade", ())
    for event in (
        Started("x", ["learns", "again"]),
        CheckStarted("learns", "Learns."),
        a_step(3),
        a_step(10, numbers={"loss": 1.0, "val_loss": "inf"}),
        a_step(10, run=2, numbers={"loss": 3.0, "val_loss": 4.0}),
        a_step(12, epoch=2, numbers={"loss": 0.5}),
        a_step(20, epoch=2, numbers={"loss": 0.4, "val_loss": 0.7}),
    ):
        run.hear(event)
    assert run.curves[1].epochs["loss"] == [1.0, 0.4]
    assert str(run.curves[1].epochs["val_loss"]) == "[nan, 0.7]"
    assert run.curves[2].epochs == {"loss": [3.0], "val_loss": [4.0]}
    assert (run.curves[1].ended, run.curves[2].ended) == (True, False)


def test_an_epoch_that_nobody_told_of_is_a_gap():
    curve = Curve(a_step())
    curve.hear(a_step(20, epoch=2, numbers={"loss": 0.4}))
    assert str(curve.epochs["loss"]) == "[nan, 0.4]"


@pytest.mark.parametrize("other", [{"check": "again"}, {"data": "glyphs"}, {"step": 2}])
def test_another_training_begins_with_curves_of_its_own(other):
    run = Run(1, "grade", ())
    for event in (a_step(10), a_step(10, run=2), a_step(**{"step": 11, **other})):
        run.hear(event)
    assert list(run.curves) == [1]
    assert run.curves[1].epochs == {}


def test_curves_stay_while_later_checks_run():
    run = Run(1, "grade", ())
    done = CheckResult("learns", "Learns.", "public", 1, 1, Verdict.PASSED)
    for event in (CheckStarted("learns", "Learns."), a_step(10), CheckDone(done), CheckStarted("b", "B.")):
        run.hear(event)
    assert list(run.curves) == [1]
    assert run.current == ("b", "B.")


def test_a_note_is_kept_once():
    run = Run(1, "grade", ())
    for _ in range(2):
        run.hear(Note("all GPUs are busy"))
    assert run.notes == ["all GPUs are busy"]


def test_the_starter_fails_and_is_recorded_like_any_code(desk, workspace):
    with_runs(lambda runs: ended(runs.start(desk(source=STARTER), "test")))
    assert not workspace.log().entries[0].full_marks
