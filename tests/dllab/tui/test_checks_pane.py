"""The Checks pane: what was checked, and how it went; with the real grading process behind it."""

import shutil

import msgspec
import pytest
from driving import drive, seen, until
from small_course import EXERCISE, RIGHT, SQUARED, an_attempt, write_exercise

from dllab import attempts
from dllab.tui.panes.checks import ChecksPane
from dllab.tui.panes.code import CodePane
from dllab.tui.run import Run
from dllab.tui.widgets.failure import Failure
from dllab.tui.widgets.hints import HintsScreen
from dllab.tui.widgets.results import ResultList, rows
from dllab.tui.widgets.training import TrainingView
from dllab.tui.widgets.verdict import Surroundings, verdict
from grader.events import CheckStarted, Started, TrainingStep
from grader.report import (
    CheckResult,
    Environment,
    ExerciseRef,
    Report,
    Sandbox,
    SubmissionRef,
    Verdict,
)
from grader.submission import from_source

ENDLESS = "while True:\n    pass\n"
ERROR = "def double(x):\n    return undefined\n"
NOT_PYTHON = "def double(x:\n"
VERBOSE = "def double(x):\n    print('[bold]line[/bold]\\n' * 30)\n    return 0.0\n"


@pytest.fixture
def play(make_lab, mini, started):
    """A function that runs the lab at the Checks pane of an exercise: play(steps, source).

    `steps(pilot, pane)` does what a learner does.
    """

    def run(steps, source=SQUARED, id="double", size=(80, 24)):
        started(id, source)
        lab = make_lab(mini)

        async def begin(pilot):
            lab.open_exercise(id)
            pane = await opened(pilot)
            return await steps(pilot, pane)

        return drive(lab, begin, size)

    return run


async def opened(pilot):
    """The pane, once it is shown and has the focus."""
    await until(pilot, lambda: pilot.app.screen.query("#tabs"))
    await pilot.press("f5")
    pane = await until(pilot, lambda: pilot.app.screen.query_one(ChecksPane))
    await until(pilot, lambda: isinstance(pilot.app.focused, ResultList))
    return pane


def latest(pane):
    return pane.app.runs.latest(pane.desk.exercise.id)


async def finished(pilot, pane, number=1):
    """Wait for the end of a run, and for the screen to show it."""
    await until(pilot, lambda: (run := latest(pane)) and run.number >= number and run.phase != "running")
    await pilot.pause()
    await pilot.pause()
    return latest(pane)


def said(pane, part="verdict"):
    return str(pane.query_one(f"#{part}").content)


def detail(pane):
    return "\n".join(str(one.content) for one in pane.query_one(Failure).query("Static") if one.display)


def lines(pane):
    return [(row.name, row.mark, row.earned) for row in pane.query_one(ResultList)._rows]


def test_before_any_run_the_public_checks_are_listed(play):
    async def steps(pilot, pane):
        assert said(pane) == "Ctrl+R runs the public checks, Ctrl+G all of them."
        assert lines(pane) == [
            ("doubles_three", "· not run", "–/1"),
            ("doubles_a_list_of_numbers", "· not run", "–/2"),
        ]
        assert latest(pane) is None
        return seen(pilot.app)

    assert "· not run double gives 6 for 3." in play(steps)


def test_the_first_failure_is_opened(play):
    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        assert said(pane) == "Public checks: Score 0 of 3 · 0 of 2 checks passed"
        assert [mark for _, mark, _ in lines(pane)] == ["✗ failed", "✗ failed"]
        assert pane.query_one(ResultList).chosen.name == "doubles_three"
        assert detail(pane).startswith("double gives 6 for 3.\nYou multiply x by itself")
        assert "expected 6, yours is 9" in detail(pane)
        assert "(a known mistake: squared)" in detail(pane)
        assert "›✗ failed  double gives 6" in seen(pilot.app)
        await pilot.press("down")
        await pilot.pause()
        assert "›✗ failed  double takes" in seen(pilot.app)
        assert seen(pilot.app).count("›") == 1
        assert "yours is 2.25" in detail(pane)
        await pilot.press("up")
        await pilot.pause()
        assert "yours is 9" in detail(pane)

    play(steps)


def test_one_check_alone_and_then_all_again(play):
    async def steps(pilot, pane):
        await pilot.press("down", "o")
        run = await finished(pilot, pane)
        assert (run.kind, run.only) == ("test", ("doubles_a_list_of_numbers",))
        assert said(pane).startswith("This check alone: Score 0 of 2")
        assert [mark for _, mark, _ in lines(pane)] == ["· not run", "✗ failed"]
        await pilot.press("up")
        await pilot.pause()
        assert "not part of this run" in detail(pane)
        await pilot.press("enter")  # it names no line: the check alone
        run = await finished(pilot, pane, 2)
        assert run.only == ("doubles_three",)
        await pilot.press("t")
        run = await finished(pilot, pane, 3)
        assert (run.kind, run.only) == ("test", ())
        await pilot.press("g")
        run = await finished(pilot, pane, 4)
        assert (run.kind, len(run.results)) == ("grade", 3)

    play(steps)


def test_a_hidden_check_is_marked_and_can_be_run_alone(play):
    async def steps(pilot, pane):
        await pilot.press("ctrl+g")
        await finished(pilot, pane)
        assert "✗ failed  hidden: double agrees on random inputs." in seen(pilot.app)
        await pilot.press("down", "down", "o")
        run = await finished(pilot, pane, 2)
        assert (run.kind, run.only, run.report.max_score) == ("grade", ("doubles_anything",), 2)

    play(steps)


def test_what_passes_leads_on(play):
    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        assert said(pane).endswith("All public checks pass. Next: Ctrl+G, all checks")
        pane.screen.action_solution = lambda: asked.append(True)
        asked = []
        await pilot.press("s")
        assert asked == []  # not before it is solved
        await pilot.press("ctrl+g")
        await finished(pilot, pane, 2)
        assert said(pane).splitlines() == [
            "All checks: Score 5 of 5 · 3 of 3 checks passed",
            "Solved. n: next exercise · s: the solution beside yours",
        ]
        await pilot.press("s")
        assert asked == [True]
        await pilot.press("n")
        await until(pilot, lambda: pilot.app.screen.desk.exercise.id == "double-open")
        assert len(pilot.app.screen_stack) == 3  # the former exercise is not below it

    play(steps, RIGHT)


def test_a_file_that_does_not_load_is_one_finding(play, monkeypatch):
    asked = []
    monkeypatch.setattr(CodePane, "go_to", lambda pane, line: asked.append(line))

    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        assert lines(pane) == [("", "✗ error", "")]
        assert "all 2 checks: not reached" in seen(pilot.app)
        assert detail(pane).startswith("all 2 checks: not reached")
        assert "Your file is not Python." in detail(pane)
        await pilot.press("o")  # there is no such check
        await pilot.pause()
        assert latest(pane).number == 1
        await pilot.press("enter")

    play(steps, NOT_PYTHON)
    assert asked == [1]


@pytest.mark.parametrize("key", ["l", "enter"])
def test_the_line_of_an_error_is_gone_to(play, monkeypatch, key):
    asked = []
    monkeypatch.setattr(CodePane, "go_to", lambda pane, line: asked.append(line))

    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        assert "Enter line 2" in said(pane, "choices")
        await pilot.press(key)
        await pilot.pause()
        return pane.display, pilot.app.screen.query_one(CodePane).display

    assert play(steps, ERROR) == (False, True)
    assert asked == [2]


def test_long_output_is_text_and_is_scrolled_while_the_list_has_the_focus(play):
    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        assert detail(pane).count("│ [bold]line[/bold]") == 30
        assert pane.query_one(Failure).scroll_offset.y == 0
        await pilot.press("pagedown")
        await pilot.pause()
        assert pane.query_one(Failure).scroll_offset.y > 3
        assert "│ [bold]line[/bold]" in seen(pilot.app)
        assert pane.query_one(ResultList).highlighted == 0
        await pilot.press("pageup")
        await pilot.pause()
        assert pane.query_one(Failure).scroll_offset.y == 0
        await pilot.press("pagedown", "down")
        await pilot.pause()
        assert pane.query_one(Failure).scroll_offset.y == 0  # another check begins at its beginning

    play(steps, VERBOSE)


def test_cancelled_with_escape(play):
    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await until(pilot, lambda: latest(pane).current)
        await until(pilot, lambda: "Esc cancels" in said(pane))
        assert said(pane).startswith("▸ running the public checks · 0 of 2 done")
        assert ("doubles_three", "▸ running", "–/1") in lines(pane)
        await pilot.press("escape")
        await finished(pilot, pane)
        assert latest(pane).phase == "cancelled"
        assert said(pane) == "Cancelled. Ctrl+R runs them again."
        assert "esc Back" in seen(pilot.app)
        assert "▸" not in seen(pilot.app)

    play(steps, ENDLESS)


def test_who_leaves_while_it_runs_and_comes_back_finds_all_as_it_is(play, started):
    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await until(pilot, lambda: latest(pane).current)
        await until(pilot, lambda: "Ctrl+O leaves it running" in said(pane))
        await until(pilot, lambda: "esc Cancel" in seen(pilot.app))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 2)
        pilot.app.open_exercise("double")
        again = await opened(pilot)
        assert again is not pane
        assert said(again).startswith("▸ running the public checks")
        pilot.app.runs.cancel("double")
        started("double", SQUARED)
        again.desk.buffer.poll()
        await pilot.press("ctrl+r")
        await finished(pilot, again, 2)
        pilot.app.screen.dismiss()
        await until(pilot, lambda: len(pilot.app.screen_stack) == 2)
        pilot.app.open_exercise("double")
        again = await opened(pilot)
        await until(pilot, lambda: "Score 0 of 3" in said(again))
        assert "yours is 9" in detail(again)

    play(steps, ENDLESS)


def test_what_cannot_be_graded_is_a_sentence(play, mini):
    async def steps(pilot, pane):
        shutil.rmtree(mini / "exercises" / "01-numbers" / "double")
        await pilot.press("ctrl+r")
        run = await finished(pilot, pane)
        assert run.phase == "failed"
        assert said(pane).startswith("✗ The checks could not be run: ")
        assert said(pane).endswith("Ctrl+R tries again.")

    play(steps)


def test_results_of_an_earlier_text_say_so(play):
    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        assert "changed since" not in said(pane)
        pane.desk.buffer.edit(RIGHT)
        pane.screen.code_changed()
        assert "Your code has changed since: Ctrl+R runs the checks again." in said(pane)

    play(steps)


def test_hints_come_one_by_one(play, workspace, started):
    async def steps(pilot, pane):
        await pilot.press("h")
        shown = await until(pilot, lambda: isinstance(pilot.app.screen, HintsScreen) and seen(pilot.app))
        assert "Hint 1 of 3: Twice." in shown
        assert "Hint 2" not in shown
        await pilot.press("h")
        await until(pilot, lambda: not isinstance(pilot.app.screen, HintsScreen))
        await pilot.press("h")
        shown = await until(pilot, lambda: isinstance(pilot.app.screen, HintsScreen) and seen(pilot.app))
        assert "Hint 2" not in shown
        assert "comes after another attempt" in shown
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, HintsScreen))
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        await pilot.press("h")
        return await until(pilot, lambda: isinstance(pilot.app.screen, HintsScreen) and seen(pilot.app))

    shown = play(steps)
    assert "Hint 1 of 3: Twice." in shown
    assert "Hint 2 of 3: Two times x." in shown


def test_a_damaged_log_is_a_sentence_and_the_hint_is_shown(play, workspace):
    async def steps(pilot, pane):
        (workspace.root / ".dllab").mkdir(exist_ok=True)
        (workspace.root / ".dllab" / "attempts.jsonl").write_text("not json\n")
        await pilot.press("h")
        return await until(pilot, lambda: isinstance(pilot.app.screen, HintsScreen) and seen(pilot.app))

    shown = play(steps)
    assert "Hint 1 of 3" in shown
    assert "a damaged line was skipped" in " ".join(shown.replace("│", " ").split())


def a_training_run(number=1):
    run = Run(number, "grade", ())
    run.hear(Started("double", ["a", "b"]))
    run.hear(CheckStarted("a", "Learns the digits."))
    for epoch in (1, 2, 3):
        numbers = {"loss": 2.0 / epoch, "val_loss": 2.1 / epoch, "accuracy": epoch / 4}
        run.hear(TrainingStep("a", "digits", 1, 3, epoch, 5, 10 * epoch, 50, "cpu:0", numbers))
    return run


def test_a_training_is_drawn_while_it_trains_and_goes_when_it_is_over(play):
    async def steps(pilot, pane):
        run = pilot.app.runs._latest["double"] = a_training_run()
        pane.run_changed()
        await until(pilot, lambda: "seed 1: epoch 3 of 5" in seen(pilot.app))
        shown = seen(pilot.app)
        assert "budget ████░" in shown
        assert "loss: ⠒⠒ train  o validation" in shown
        assert "▸ running Learns the digits." in shown
        assert not pane.query_one(Failure).display
        run.phase = "cancelled"
        pane.run_changed()
        await pilot.pause()
        assert not pane.query_one(TrainingView).display
        assert pane.query_one(Failure).display

    play(steps)


def test_who_chooses_a_check_that_has_ended_reads_it_although_it_trains(play):
    async def steps(pilot, pane):
        run = pilot.app.runs._latest["double"] = a_training_run()
        run.results.append(CheckResult("a", "A.", "public", 1, 0, Verdict.FAILED, "What is wrong."))
        run.hear(CheckStarted("b", "B."))
        pane.run_changed()
        await pilot.pause()
        assert pane.query_one(TrainingView).display
        await pilot.press("up")
        await pilot.pause()
        assert "What is wrong." in detail(pane)
        pane.run_changed()  # more news: the cursor stays where it was put
        await pilot.pause()
        assert pane.query_one(ResultList).chosen.name == "a"

    play(steps)


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (140, 45)])
def test_other_sizes(play, size):
    async def steps(pilot, pane):
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        pilot.app.runs._latest["double"] = a_training_run(9)
        pane.run_changed()
        await pilot.pause()
        return seen(pilot.app)

    assert "▸ running" in play(steps, size=size)


def test_a_course_without_hints_or_checks_to_announce(play, mini):
    track = mini / "exercises" / "01-numbers"
    write_exercise(
        track / "bare",
        EXERCISE.replace("id: double", "id: bare")
        .replace("renamed_from: [twice]", "")
        .replace("hints: [Twice., Two times x., 2 * x]\n", ""),
    )
    (track / "track.yaml").write_text("title: Numbers\nsummary: s\nexercises: [double, double-open, bare]\n")
    (track / "bare" / "checks.py").write_text("this is no Python\n")

    async def steps(pilot, pane):
        assert lines(pane) == []
        await pilot.press("o", "l", "enter", "s", "n", "pagedown")
        await pilot.press("ctrl+r")
        run = await finished(pilot, pane)
        assert (run.phase, "not Python" in run.error) == ("failed", True)
        await pilot.press("h")
        shown = await until(pilot, lambda: isinstance(pilot.app.screen, HintsScreen) and seen(pilot.app))
        assert "This exercise has no hints." in shown

    play(steps, id="bare")


AROUND = Surroundings(lambda id: f"<{id}>", solved=False, has_hidden=True, stale=False)


def a_report(*checks, level="kernel", **changes):
    facts = {
        "exercise": ExerciseRef("double", "v"),
        "submission": SubmissionRef("double.py", "0"),
        "score": sum(check.earned for check in checks),
        "max_score": sum(check.points for check in checks),
        "checks": list(checks),
        "environment": Environment("0", Sandbox(level), "cpu", "3", "2"),
        "seconds": 0.1,
    }
    return Report(**{**facts, **changes})


def a_run(*verdicts, kind="grade", only=(), **changes):
    checks = [
        CheckResult(f"c{n}", f"C{n}.", "public", 2, 2 * (one is Verdict.PASSED), one)
        for n, one in enumerate(verdicts)
    ]
    names = [check.name for check in checks]
    return Run(1, kind, only, phase="done", names=names, results=checks, report=a_report(*checks, **changes))


def test_whose_code_was_used_and_what_the_sandbox_lacked():
    run = a_run(Verdict.FAILED, level="limits", companions={"softmax": "yours"})
    assert verdict(run, AROUND).plain.splitlines() == [
        "All checks: Score 0 of 2 · 0 of 1 checks passed",
        "with `softmax`, your own",
        "Run at sandbox level 'limits', not 'kernel': `dllab doctor` says what is missing.",
    ]


def test_an_attempt_that_was_not_recorded_says_so_and_notes_are_told():
    run = a_run(Verdict.PASSED, Verdict.FAILED)
    run.unrecorded, run.notes = "the disk is full", ["all GPUs are busy"]
    assert verdict(run, AROUND).plain.splitlines()[1:] == ["all GPUs are busy", "the disk is full"]


@pytest.mark.parametrize(
    ("run", "around", "following"),
    [
        (a_run(Verdict.PASSED), {"solved": True}, "Solved."),
        (
            a_run(Verdict.PASSED, kind="test"),
            {},
            "All public checks pass. Next: <exercise.grade>, all checks",
        ),
        (a_run(Verdict.PASSED, kind="test"), {"solved": True, "has_hidden": False}, "Solved."),
        (a_run(Verdict.PASSED, kind="test", only=("c0",)), {}, "Now all of them: <exercise.test>"),
        (a_run(Verdict.PASSED, only=("c0",)), {"solved": True}, "Now all of them: <exercise.grade>"),
    ],
)
def test_what_comes_after_full_marks(run, around, following):
    assert verdict(run, AROUND._replace(**around)).plain.splitlines()[1].startswith(following)


@pytest.mark.parametrize("one", Verdict)
def test_every_verdict_is_a_glyph_and_a_word(one):
    (row,) = rows(a_run(one), {})
    assert row.mark[0] in "✓✗·"
    assert one.value.replace("-", " ") in row.mark
    assert row.text(60).plain.startswith(f" {row.mark}")


def test_a_line_fits_and_points_stand_at_its_end():
    run = a_run(Verdict.FAILED)
    run.results = [msgspec.structs.replace(run.results[0], title="longer " * 30)]
    (row,) = rows(run, {})
    assert [len(row.text(width).plain) for width in (40, 79)] == [39, 78]  # a margin on either side
    assert row.text(79).plain.endswith("… 0/2")


def logged(home, exercise, source, **checks):
    """Log an attempt, as an earlier lab would have."""
    entry = an_attempt(
        exercise=exercise.id,
        version=exercise.version,
        sha256=from_source(source).sha256,
        checks={name: Verdict(verdict) for name, verdict in checks.items()},
    )
    attempts.append(home, entry)


@pytest.mark.parametrize(("source", "age"), [(SQUARED, "last time"), (RIGHT, "older code")])
def test_an_earlier_labs_verdicts_are_shown_with_their_age(play, course, home, source, age):
    double = course.exercise("double")
    logged(home, double, SQUARED, doubles_three="passed", doubles_a_list_of_numbers="failed")
    logged(home, double, SQUARED, doubles_anything="timeout")

    async def steps(pilot, pane):
        assert lines(pane) == [
            ("doubles_three", "✓ passed", age),
            ("doubles_a_list_of_numbers", "✗ failed", age),
            ("doubles_anything", "✗ timeout", age),
        ]
        assert ": 1 of 3 checks passed." in said(pane)
        assert said(pane).startswith("Last time, ")
        assert ("Your code has changed since." in said(pane)) == (age == "older code")
        assert pane.query_one(ResultList).chosen.name == "doubles_a_list_of_numbers"
        assert "Ctrl+R runs it, and says more." in detail(pane)
        await pilot.press("ctrl+r")
        await finished(pilot, pane)
        assert {earned for _, _, earned in lines(pane)}.isdisjoint({"last time", "older code"})

    play(steps, source)


def test_checks_of_another_version_that_nobody_knows_are_left_out(play, course, home):
    attempts.append(home, an_attempt(checks={"gone": Verdict.FAILED, "doubles_three": Verdict.PASSED}))

    async def steps(pilot, pane):
        assert [name for name, _, _ in lines(pane)] == ["doubles_three", "doubles_a_list_of_numbers"]

    play(steps)


def test_one_check_alone_leaves_what_the_others_said(play):
    async def steps(pilot, pane):
        await pilot.press("ctrl+g")
        await finished(pilot, pane)
        before = lines(pane)
        await pilot.press("o")
        await finished(pilot, pane, 2)
        assert latest(pane).only == ("doubles_three",)
        assert lines(pane) == before
        await pilot.press("down")
        await until(pilot, lambda: "expected" in detail(pane))
        pane.desk.buffer.edit(RIGHT)
        await pilot.press("up", "o")
        await finished(pilot, pane, 3)
        assert lines(pane) == [
            ("doubles_three", "✓ passed", "1/1"),
            *((name, mark, "older code") for name, mark, _ in before[1:]),
        ]
        assert latest(pane).earlier["doubles_anything"].number == 1
        assert not latest(pane).earlier["doubles_anything"].earlier

    play(steps)
