import pytest
from driving import drive, seen, until
from small_course import RIGHT, SQUARED, an_attempt

from dllab import attempts, locations
from dllab.attempts import HintShown
from dllab.tui.panes.history import HistoryPane
from dllab.tui.widgets.ask import Ask
from dllab.tui.widgets.moments import Moments
from dllab.workspace import Workspace
from grader.course import load_course
from grader.report import Verdict
from grader.submission import from_source

PASSED, FAILED = Verdict.PASSED, Verdict.FAILED
CUBED = "def double(x):\n    return x * x * x\n"


@pytest.fixture
def history(mini, home, make_lab):
    """A function that takes steps in the history of two attempts, a hint and a present text."""
    workspace = Workspace(home)
    double = load_course(mini).exercise("double")

    def attempt(text, **changes):
        workspace.keep_snapshot(double, text)
        attempts.append(home, an_attempt(sha256=from_source(text).sha256, **changes))

    def play(steps, size=(80, 24), begin=True):
        home.mkdir()
        if begin:
            attempt(SQUARED, checks={"a": PASSED, "b": FAILED})
            attempts.append(home, HintShown(exercise="double", number=1))
            attempt(RIGHT, checks={"a": PASSED, "b": PASSED}, score=3.0)
            path = locations.attempts(home)
            kept = [line for line in path.read_text().splitlines(True) if '"kept"' not in line]
            path.write_text("".join(kept))
        workspace.write(double, CUBED)

        async def go(pilot):
            pilot.app.open_exercise("double")
            await until(pilot, lambda: "%" in seen(pilot.app))
            await pilot.press("f6")
            await until(pilot, lambda: isinstance(pilot.app.focused, Moments))
            await until(pilot, lambda: "ttempt" in seen(pilot.app))
            await steps(pilot)

        drive(make_lab(mini), go, size)

    return play


def lines_with(pilot, *words):
    return [line for line in seen(pilot.app).splitlines() if all(word in line for word in words)]


def test_attempts_and_hints_the_latest_first(history):
    async def steps(pilot):
        rows = [line for line in seen(pilot.app).splitlines()[3:] if "hint 1" in line or "/3" in line]
        assert [word in row for word, row in zip(("3/3", "hint 1", "1/3"), rows, strict=True)] == [True] * 3
        assert "passed, 1 fixed" in rows[0]
        assert lines_with(pilot, "Attempt 2", "3 of 3 points", "all public checks passed")
        assert lines_with(pilot, "fixed: b")

    history(steps)


def test_scores_over_time(history):
    async def steps(pilot):
        assert lines_with(pilot, "100%")
        assert lines_with(pilot, "t: test")

    history(steps)


def test_what_changed_since_the_chosen_one(history):
    async def steps(pilot):
        assert lines_with(pilot, "Since attempt 2:")
        assert lines_with(pilot, "2 -     return 2 * x")
        assert lines_with(pilot, "2 +     return x * x * x")
        await pilot.press("down", "down")
        await until(pilot, lambda: lines_with(pilot, "2 -     return x * x"))
        assert lines_with(pilot, "Since attempt 1:")
        assert lines_with(pilot, "known mistake") == []

    history(steps)


def test_what_changed_since_the_last_pass(history):
    async def steps(pilot):
        await pilot.press("down", "down", "d")
        await until(pilot, lambda: lines_with(pilot, "Since attempt 2, the last to pass"))
        assert lines_with(pilot, "Attempt 1")
        assert lines_with(pilot, "2 -     return 2 * x")
        await pilot.press("d")
        await until(pilot, lambda: lines_with(pilot, "Since attempt 1:"))

    history(steps)


def test_a_hint_says_what_it_said(history):
    async def steps(pilot):
        await pilot.press("down")
        await until(pilot, lambda: lines_with(pilot, "Twice."))
        assert lines_with(pilot, "Hint 1, seen")
        await pilot.press("enter")
        assert not isinstance(pilot.app.screen, Ask)

    history(steps)


def test_restoring_asks_first(history, home):
    async def steps(pilot):
        screen = pilot.app.screen
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert "attempt 1" in seen(pilot.app)
        await pilot.press("n")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert (home / "double.py").read_text() == CUBED

    history(steps)


def test_restoring_keeps_the_present_text(history, home):
    async def steps(pilot):
        told = []
        pane = pilot.app.screen.query_one(HistoryPane)
        pilot.app.screen.code_changed = lambda: (told.append(1), pane.code_changed())
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("y")
        await until(pilot, lambda: lines_with(pilot, "kept text"))
        assert (home / "double.py").read_text() == SQUARED
        assert pane.desk.buffer.text == SQUARED
        assert told
        await until(pilot, lambda: "Nothing: your code is as it was." in seen(pilot.app))
        assert Workspace(home).snapshot(from_source(CUBED).sha256) == CUBED

    history(steps)


def test_a_damaged_snapshot_is_a_sentence(history, home):
    async def steps(pilot):
        (locations.snapshots(home) / f"{from_source(SQUARED).sha256}.py").unlink()
        await pilot.press("down", "down")
        await until(pilot, lambda: lines_with(pilot, "the text of this moment is gone"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await pilot.press("y")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Ask))
        assert (home / "double.py").read_text() == CUBED

    history(steps)


def test_without_attempts_it_says_how_to_make_one(history):
    async def steps(pilot):
        assert lines_with(pilot, "No attempts yet.")
        assert "Ctrl+R" in seen(pilot.app)
        assert not lines_with(pilot, "100%")

    history(steps, begin=False)


def test_a_new_attempt_comes_to_the_top(history, home):
    async def steps(pilot):
        attempts.append(home, an_attempt(sha256="?", checks={"a": FAILED, "b": FAILED}, mistakes=["squared"]))
        pilot.app.screen.run_changed("double")
        await until(pilot, lambda: lines_with(pilot, "Attempt 3"))
        assert lines_with(pilot, "broken: a, b")
        assert lines_with(pilot, "known mistake: squared")

    history(steps)


def test_who_looks_at_an_older_attempt_goes_on_looking_at_it(history, home):
    async def steps(pilot):
        await pilot.press("down", "down")
        await until(pilot, lambda: lines_with(pilot, "Attempt 1"))
        attempts.append(home, an_attempt(sha256="?"))
        pilot.app.screen.run_changed("double")
        await until(pilot, lambda: lines_with(pilot, "1/3"))
        await until(pilot, lambda: len(pilot.app.screen.query_one(Moments).options) == 4)
        await pilot.pause()
        assert lines_with(pilot, "Attempt 1")

    history(steps)


def test_pages_scroll_what_changed(history, home):
    async def steps(pilot):
        pane = pilot.app.screen.query_one(HistoryPane)
        pane.desk.buffer.edit("".join(f"line{number} = {number}\n" for number in range(60)))
        pane.code_changed()
        await until(pilot, lambda: lines_with(pilot, "+ line0"))
        await pilot.press("pagedown", "pagedown")
        await until(pilot, lambda: lines_with(pilot, "+ line10"))
        assert not lines_with(pilot, "+ line0 ")

    history(steps)


def test_a_narrow_pane_has_the_chart_below(history):
    async def steps(pilot):
        chart = pilot.app.screen.query_one("#scores").region
        assert chart.y >= pilot.app.screen.query_one(Moments).region.bottom

    history(steps, size=(60, 45))


def test_texts_are_no_markup_and_no_orders(history):
    async def steps(pilot):
        pane = pilot.app.screen.query_one(HistoryPane)
        pane.desk.buffer.edit("[red]x[/red] = '\x1b[31m'\n")
        pane.code_changed()
        await until(pilot, lambda: lines_with(pilot, "+ [red]x[/red] = ''"))

    history(steps)
