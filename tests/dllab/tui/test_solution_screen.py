import pytest
from driving import drive, seen, until
from small_course import RIGHT, an_attempt

from dllab import attempts
from dllab.desk import Desk
from dllab.tui.screens.solution import SolutionScreen, refusal
from dllab.workspace import Workspace
from grader.course import load_course
from grader.report import Verdict

MINE = 'def double(x):\n    """Mine."""\n    return x + x\n'


@pytest.fixture
def double(mini):
    return load_course(mini).exercise("double")


@pytest.fixture
def solved(mini, home, double, make_lab):
    """A function that takes steps on the screen of an exercise that is solved, or was graded otherwise."""

    def play(steps, size=(80, 24), **changes):
        facts = {"kind": "grade", "checks": {"a": Verdict.PASSED}, **changes}
        home.mkdir()
        attempts.append(home, an_attempt(**facts))
        Workspace(home).write(double, MINE)

        async def go(pilot):
            pilot.app.open_exercise("double")
            await until(pilot, lambda: "%" in seen(pilot.app))
            await steps(pilot)

        drive(make_lab(mini), go, size)

    return play


async def opened(pilot):
    await pilot.press("f7")
    await until(pilot, lambda: isinstance(pilot.app.screen, SolutionScreen))
    await until(pilot, lambda: "return" in seen(pilot.app))
    return seen(pilot.app)


def test_yours_and_the_reference_below_each_other(solved):
    async def steps(pilot):
        text = await opened(pilot)
        assert "- yours" in text
        assert text.index("2 -     return x + x") < text.index("2 +     return 2 * x")
        assert "1   def double(x):" in text
        assert "│" not in text

    solved(steps)


def test_side_by_side_where_there_is_room(solved):
    async def steps(pilot):
        text = await opened(pilot)
        (line,) = (line for line in text.splitlines() if "x + x" in line)
        left, right = line.split("│")
        assert "-     return x + x" in left
        assert "+     return 2 * x" in right
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: "│" not in seen(pilot.app))
        assert "2 +     return 2 * x" in seen(pilot.app)

    solved(steps, size=(120, 30))


def test_docstrings_are_left_out_until_asked_for(solved):
    async def steps(pilot):
        assert "Mine." not in await opened(pilot)
        assert "docstrings left out" in seen(pilot.app)
        await pilot.press("a")
        await until(pilot, lambda: '-     """Mine."""' in seen(pilot.app))
        assert "docstrings left out" not in seen(pilot.app)

    solved(steps)


def test_the_same_code_is_a_sentence(solved, home):
    async def steps(pilot):
        pilot.app.screen.desk.buffer.edit(RIGHT)
        await pilot.press("f7")
        await until(pilot, lambda: "Yours is the reference, line for line." in seen(pilot.app))

    solved(steps)


def test_spaces_at_the_ends_of_lines_make_no_difference(solved):
    async def steps(pilot):
        pilot.app.screen.desk.buffer.edit(RIGHT.replace("\n", "  \n"))
        await pilot.press("f7")
        await until(pilot, lambda: "Yours is the reference, line for line." in seen(pilot.app))

    solved(steps)


def test_escape_goes_back(solved):
    async def steps(pilot):
        before = pilot.app.screen
        await opened(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is before)

    solved(steps)


def test_before_all_checks_passed_it_is_refused(solved):
    async def steps(pilot):
        said, before = [], pilot.app.screen
        pilot.app.notify = lambda sentence, **options: said.append((sentence, options.get("markup")))
        await pilot.press("f7")
        await until(pilot, lambda: said)
        assert "1 of 2 checks did not pass at your last attempt" in said[0][0]
        assert said[0][1] is False
        assert pilot.app.screen is before

    solved(steps, checks={"a": Verdict.PASSED, "b": Verdict.FAILED})


def test_an_install_without_solutions_says_so(mini, home, double):
    double.solution.unlink()
    attempts.append(home, an_attempt(kind="grade"))
    desk = Desk(load_course(mini), Workspace(home), double)
    assert "no solutions" in refusal(desk)


def test_a_solution_that_is_gone_is_a_sentence(solved, double):
    async def steps(pilot):
        await opened(pilot)
        double.solution.unlink()
        await pilot.press("a")
        await until(pilot, lambda: "double.py" in seen(pilot.app))

    solved(steps)
