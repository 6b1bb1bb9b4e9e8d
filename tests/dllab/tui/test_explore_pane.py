"""Explore: every figure is turned by keys that stand on the screen, and only what changes is drawn."""

import pytest
from driving import drive, seen, until
from textual.geometry import Region

from dllab.explore import FIGURES
from dllab.tui.panes import explore
from dllab.tui.widgets.figure import FigureBoard
from grader.errors import DatasetError


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def play(make_lab):
    """A function: play(exercise, steps, size=…) runs `steps(pilot, board)` with Explore in view."""

    def run(exercise, steps, size=(80, 24)):
        async def opened(pilot):
            pilot.app.open_exercise(exercise)
            await until(pilot, lambda: pilot.app.screen.query("#panes"))
            await pilot.press("f3")
            board = await until(pilot, lambda: pilot.app.screen.query_one(FigureBoard))
            await until(pilot, lambda: pilot.app.focused is board and board.page)
            return await steps(pilot, board)

        return drive(make_lab(), opened, size)

    return run


def says(board):
    return board.page.figure.says()


def test_an_exercise_shows_its_own_figure_and_the_keys(play):
    async def steps(pilot, board):
        screen = seen(pilot.app)
        assert "The logistic unit. Will a team win" in screen
        assert "a = σ(0.02·x − 3.8)" in screen
        assert "▸ w 0.02" in screen
        for keys in (
            "↑↓ choose",
            "←→ turn",
            "Enter type",
            "Backspace reset",
            "Space one step",
            "s ten steps",
        ):
            assert keys in screen
        assert "other figure" not in screen
        await pilot.press("right_square_bracket")
        assert board.page.figure.title == "The logistic unit"

    play("logistic-unit", steps)


def test_without_figures_of_its_own_an_exercise_lists_all(play):
    async def steps(pilot, board):
        listed = f"Of other exercises (1 of {len(FIGURES)}): ▸{'  '.join(FIGURES[:4])}"
        assert listed in seen(pilot.app)
        assert "[ ] other figure" in seen(pilot.app)
        for key, title in (
            ("right_square_bracket", "Bumps"),
            ("left_square_bracket", "The logistic unit"),
            ("left_square_bracket", "Pooling backward"),
            ("tab", "The logistic unit"),
        ):
            await pilot.press(key)
            assert board.page.figure.title == title

    play("softmax", steps)


def test_of_many_figures_the_chosen_one_is_in_sight(play):
    async def steps(pilot, board):
        for number, name in enumerate(FIGURES, 1):
            await pilot.pause()
            assert f"Of other exercises ({number} of {len(FIGURES)}):" in seen(pilot.app)
            assert f"▸{name}" in seen(pilot.app)
            assert "(the picture needs" not in seen(pilot.app)
            await pilot.press("tab")

    play("softmax", steps)


def test_fields_are_chosen_and_turned(play):
    async def steps(pilot, board):
        w, b = board.page.figure.fields
        await pilot.press("right", "right", "left")
        assert w.value == pytest.approx(0.022)
        await pilot.press("down", "shift+right")
        assert (w.value, b.value) == (pytest.approx(0.022), pytest.approx(-2.8))
        await pilot.press("pagedown", "left")
        assert b.value == pytest.approx(-3.9)
        await pilot.pause()
        assert "▸ b −3.9" in seen(pilot.app)
        assert "σ(0.022·x − 3.9)" in seen(pilot.app)
        await pilot.press("up")
        assert board.page.field is w

    play("logistic-unit", steps)


def test_a_figures_own_keys(play):
    async def steps(pilot, board):
        await pilot.press("0")
        assert "with w = 0 there is no boundary" in says(board)
        before = says(board)
        await pilot.press("space")
        assert says(board) != before

    play("logistic-unit", steps)


def test_reset_and_what_other_figures_keep(play):
    async def steps(pilot, board):
        first = says(board)
        await pilot.press("right")
        turned = says(board)
        await pilot.press("right_square_bracket", "left_square_bracket")
        assert says(board) == turned
        await pilot.press("backspace")
        assert says(board) == first

    play("softmax", steps)


def test_a_value_is_typed(play):
    async def steps(pilot, board):
        field = board.page.field
        await pilot.press("enter", *"five", "enter")
        await pilot.pause()
        assert "✗ 'five' is no number. Enter takes the value" in seen(pilot.app)
        assert field.value == 0.02
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.focused is board)
        await pilot.press("enter", *"-0.1", "enter")
        await until(pilot, lambda: pilot.app.focused is board)
        assert field.value == -0.1
        assert "w −0.1" in seen(pilot.app)
        assert "Space one step" in seen(pilot.app)

    play("logistic-unit", steps)


def test_escape_leaves_the_value_and_the_pane(play):
    async def steps(pilot, board):
        await pilot.press("enter", "9", "escape")
        await until(pilot, lambda: pilot.app.focused is board)
        assert board.page.field.value == 0.02
        assert not pilot.app.screen.query_one("#typed").display

    play("logistic-unit", steps)


def test_keys_are_letters_while_a_value_is_typed(play):
    async def steps(pilot, board):
        await pilot.press("enter", "r", "s", "right_square_bracket", "space")
        assert pilot.app.screen.query_one("#typed").value == "rs] "
        assert "σ(0.02·x − 3.8)" in says(board)

    play("logistic-unit", steps)


def test_coming_back_ends_typing(play):
    async def steps(pilot, board):
        await pilot.press("enter", "9", "f2", "f3")
        await until(pilot, lambda: pilot.app.focused is board)
        assert not pilot.app.screen.query_one("#typed").display

    play("logistic-unit", steps)


def test_a_key_draws_only_what_it_changes(play, monkeypatch):
    async def steps(pilot, board):
        drawn = []
        monkeypatch.setattr(board, "refresh", lambda *regions, **options: drawn.extend(regions))
        await pilot.press("down")
        last = board.size.height - 1
        assert {region.y for region in drawn} == {last}
        drawn.clear()
        await pilot.press("right")
        assert drawn
        assert all(isinstance(region, Region) and region.height == 1 for region in drawn)
        # The teams, the frame and the numbers below the curve stay.
        rows = {region.y for region in drawn}
        frame = [
            y for y in range(last) if "┌" in board.render_line(y).text or "└" in board.render_line(y).text
        ]
        assert len(frame) == 2
        assert not rows & {0, 1, *frame, frame[0] + 1, frame[1] + 1, frame[1] + 2}
        drawn.clear()
        await pilot.press("up", "left", "right")
        board.draw()
        drawn.clear()
        board.draw()
        assert drawn == []

    play("logistic-unit", steps)


def test_what_is_on_the_screen_is_what_is_drawn_anew(play):
    async def steps(pilot, board):
        for key in ("right", "space", "right_square_bracket", "f", "right", "right_square_bracket", "space"):
            await pilot.press(key)
        await pilot.pause()
        patched = seen(pilot.app)
        board.refresh()
        await pilot.pause()
        assert seen(pilot.app) == patched
        assert board.page.lines(*board.size)[0].plain in patched

    play("softmax", steps)


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
def test_the_picture_fills_the_pane(play, size):
    async def steps(pilot, board):
        lines = [board.render_line(y).text.rstrip() for y in range(board.size.height)]
        canvas = [line for line in lines if line.endswith("│")]
        assert len(canvas) >= 8
        assert max(map(len, lines)) == board.size.width
        assert "▸ w 0.02" in lines[-1]

    play("logistic-unit", steps, size)


def test_it_follows_the_size_of_the_terminal(play):
    async def steps(pilot, board):
        for size, sentence in (
            ((40, 16), "(the picture needs 60"),
            ((40, 12), "▸ w 0.02"),
            ((20, 5), ""),
            ((80, 24), "≤ 24 teams a mark"),
            ((130, 40), "teams a mark"),
        ):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda want=sentence: want in seen(pilot.app))
        assert pilot.app.is_running

    play("logistic-unit", steps)


def test_a_figure_that_cannot_be_made_is_a_sentence(play, monkeypatch):
    def broken(name):
        raise DatasetError(f"the data of {name} is damaged: dllab data verify")

    monkeypatch.setattr(explore, "figure", broken)

    async def opened(pilot):
        pilot.app.open_exercise("logistic-unit")
        await until(pilot, lambda: pilot.app.screen.query("#panes"))
        await pilot.press("f3")
        await until(pilot, lambda: "the data of logistic is damaged: dllab data verify" in seen(pilot.app))
        await pilot.press("right", "down", "enter", "r", "space")
        assert pilot.app.is_running

    from dllab.tui.app import Lab

    drive(Lab(), opened)
