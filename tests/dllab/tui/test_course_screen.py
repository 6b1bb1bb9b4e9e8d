"""The course screen, used with keys."""

import shutil
from types import SimpleNamespace

import pytest
from driving import drive, seen, until
from small_course import EXERCISE, RIGHT, an_attempt, write_exercise
from textual.events import Key
from textual.widgets import Input

from dllab import attempts
from dllab.tui.runs import Run
from dllab.tui.screens.course import CourseScreen
from dllab.tui.screens.exercise import ExerciseScreen
from dllab.tui.widgets.catalogue import key
from dllab.tui.widgets.exercise_list import ExerciseList
from grader.report import Verdict

DOUBLE = "exercises/01-numbers/double"


@pytest.fixture
def many(tmp_path):
    """The root of a course with eight tracks of ten exercises."""
    root = tmp_path / "many"
    for track in range(8):
        ids = [f"e{track}{number}" for number in range(10)]
        for id in ids:
            facts = EXERCISE.replace("id: double", f"id: {id}").replace("Doubling", f"Doubling {id}")
            write_exercise(
                root / "exercises" / f"{track}-track" / id, facts.replace("renamed_from: [twice]", "")
            )
        (root / "exercises" / f"{track}-track" / "track.yaml").write_text(
            f"title: Track {track}\nexercises: [{', '.join(ids)}]\n"
        )
    return root


def use(lab, steps, size=(80, 24)):
    """Run the lab, and call `steps` once the course is to be seen."""

    async def play(pilot):
        look = Look(lab)
        await until(pilot, lambda: isinstance(lab.screen, CourseScreen) and look.line("Next:"))
        await until(pilot, lambda: size[1] < 16 or look.line("Twice as much."))
        await steps(pilot, look)

    drive(lab, play, size)


class Look(SimpleNamespace):
    """What a learner sees."""

    def __init__(self, lab):
        super().__init__(lab=lab)

    @property
    def lines(self):
        return seen(self.lab).split("\n")

    @property
    def chosen(self):
        return key(self.lab.screen_stack[1].query_one(ExerciseList).chosen)

    @property
    def toasts(self):
        return [toast.message for toast in self.lab._notifications]

    def line(self, text):
        """The first line with some text in it, its words separated by single blanks."""
        return next((" ".join(line.split()) for line in self.lines if text in line), "")


def opened(lab):
    """The id of the exercise that is open."""
    return lab.screen.desk.exercise.id if isinstance(lab.screen, ExerciseScreen) else None


def log(home, *entries):
    for entry in entries:
        attempts.append(home, entry)


def test_a_newcomer_sees_what_there_is_and_what_is_next(make_lab, mini):
    async def steps(pilot, look):
        assert look.line("Next:") == "Next: Doubling · 30 min — press n 0 of 2 solved"
        assert look.line("Numbers") == "Numbers ░░ 0/2"
        assert look.line(" double-open") == "○ Doubling double-open 30 min new"
        assert look.chosen == "double"
        assert look.line("double · 30") == "Doubling · double · 30 min"
        assert {"⏎ Open", "n Next", "/ Filter"} <= {
            part.strip() for part in look.lines[-1].replace("  ", "|").split("|")
        }

    use(make_lab(mini), steps)


def test_progress_is_a_glyph_a_word_and_a_score(make_lab, mini, home):
    failed = {"a": Verdict.FAILED}
    log(home, an_attempt(kind="grade", score=5, max_score=5))
    log(home, an_attempt(exercise="double-open", kind="grade", score=2.5, max_score=3, checks=failed))

    async def steps(pilot, look):
        assert look.line(" double ") == "● Doubling double 30 min solved 5/5"
        assert look.line(" double-open ") == "◐ Doubling double-open 30 min tried 2.5/3"
        assert look.line("Numbers") == "Numbers █░ 1/2"
        assert look.chosen == "double-open"
        assert "tried · best 2.5/3 · 1 attempt, 0 hints" in look.line("· best")

    use(make_lab(mini), steps)


def test_n_opens_what_is_next_and_enter_what_is_chosen(make_lab, mini, home):
    log(home, an_attempt(exercise="double-open", checks={"a": Verdict.FAILED}))
    lab = make_lab(mini)

    async def steps(pilot, look):
        await pilot.press("up", "n")
        await until(pilot, lambda: opened(lab) == "double-open")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(lab.screen, CourseScreen))
        assert look.chosen == "double-open"
        await pilot.press("up", "enter")
        await until(pilot, lambda: opened(lab) == "double")

    use(lab, steps)


def test_when_all_is_solved_it_says_so(make_lab, mini, home):
    log(home, an_attempt(kind="grade"), an_attempt(exercise="double-open"))
    lab = make_lab(mini)

    async def steps(pilot):
        await until(pilot, lambda: "Everything is solved." in seen(lab))
        await pilot.press("n")
        assert isinstance(lab.screen, CourseScreen)

    drive(lab, steps)


def test_the_cursor_is_on_what_one_comes_back_from(make_lab, mini):
    lab = make_lab(mini)

    async def steps(pilot, look):
        last = [exercise.id for exercise in lab.course][-1]
        lab.open_exercise(last)
        await until(pilot, lambda: opened(lab) == last)
        await pilot.press("escape", "enter")
        await until(pilot, lambda: opened(lab) == last)

    use(lab, steps)


def test_what_was_done_meanwhile_shows_on_coming_back(make_lab, mini, home):
    lab = make_lab(mini)

    async def steps(pilot, look):
        await pilot.press("enter")
        await until(pilot, lambda: opened(lab) == "double")
        log(home, an_attempt(kind="grade", score=5, max_score=5))
        await pilot.press("escape")
        await until(pilot, lambda: "solved 5/5" in look.line(" double "))
        assert look.line("Next:") == "Next: Doubling · 30 min — press n 1 of 2 solved"
        assert look.line("Numbers") == "Numbers █░ 1/2"

    use(lab, steps)


def test_a_grading_in_the_background_carries_running(make_lab, mini, home, started):
    started("double", RIGHT)
    lab = make_lab(mini)

    async def steps(pilot, look):
        run = lab.runs._latest["double"] = Run(1, "test", ())
        lab.screen.run_changed("double")
        await until(pilot, lambda: look.line(" double ") == "▶ Doubling double 30 min running")
        log(home, an_attempt(checks={"a": Verdict.FAILED}))
        run.phase = "done"
        lab.screen.run_changed("double")
        await until(pilot, lambda: "◐ Doubling double 30 min tried" in look.line(" double "))

    use(lab, steps)


def test_news_of_a_run_that_goes_on_cost_nothing(make_lab, mini, monkeypatch):
    lab = make_lab(mini)

    async def steps(pilot, look):
        lab.runs._latest["double"] = Run(1, "test", ())
        lab.screen.run_changed("double")
        monkeypatch.setattr(lab.workspace, "log", lambda: pytest.fail("the log was read"))
        lab.screen.run_changed("double")
        assert "running" in look.line(" double ")

    use(lab, steps)


def test_letters_filter_by_title_and_id(make_lab, many):
    lab = make_lab(many)

    async def steps(pilot, look):
        await pilot.press("slash", *"e3 DOUB")
        await until(pilot, lambda: look.chosen == "e30")
        assert not look.line("Track 2")
        await pilot.press("down", "down")
        assert look.chosen == "e32"
        await pilot.press("backspace")
        assert look.chosen == "e32"
        await pilot.press("enter")
        await until(pilot, lambda: opened(lab) == "e32")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(lab.screen, CourseScreen))
        await pilot.press("escape")
        await until(pilot, lambda: look.line("Next:") and look.line("Doubling e29"))
        assert look.chosen == "e32"

    use(lab, steps)


def test_a_filter_without_hits_says_so(make_lab, mini):
    async def steps(pilot, look):
        await pilot.press("slash", "x", "[", "n")
        await until(pilot, lambda: look.line("No exercise has “x[n”"))
        await pilot.press("enter", "down", "pagedown")  # nothing to open, nowhere to go
        await pilot.press("escape")
        await until(pilot, lambda: look.line(" double-open "))
        assert look.chosen == "double"
        await pilot.press("down")
        assert look.chosen == "double-open"

    use(make_lab(mini), steps)


def test_p_shows_the_whole_preview_and_arrows_go_on(make_lab, many):
    lab = make_lab(many)

    async def steps(pilot, look):
        assert not look.line("2 · 3 = 6.")
        await pilot.press("p")
        await until(pilot, lambda: look.line("2 · 3 = 6."))
        assert not look.line("Track 0")
        await pilot.press("down")
        await until(pilot, lambda: look.line("e01 · 30 min"))
        await pilot.press("escape", "down")
        await until(pilot, lambda: look.line("Track 0"))
        assert look.chosen == "e02"

    (many / "exercises/0-track/e00/lesson.md").write_text("# D\n" + "Line.\n" * 8 + "2 · 3 = 6.\n")
    use(lab, steps)


def test_a_wide_screen_has_the_preview_beside_the_list(make_lab, mini):
    async def steps(pilot, look):
        assert "Doubling · double · 30 min" in look.line("Numbers")
        assert look.line("2 · 3 = 6.")

    use(make_lab(mini), steps, (120, 30))


def test_headings_can_be_seen_again_and_tracks_be_jumped_to(make_lab, many):
    async def steps(pilot, look):
        await pilot.press("end")
        await until(pilot, lambda: look.line("Track 7"))
        assert look.chosen == "e79"
        await pilot.press("left")
        assert look.chosen == "e70"
        await pilot.press("left", "left", "right")
        assert look.chosen == "e60"
        await pilot.press("home")
        await until(pilot, lambda: look.line("Track 0"))
        await pilot.press("left")
        assert look.chosen == "e00"

    use(make_lab(many), steps)


def test_a_move_draws_two_lines_and_builds_nothing(make_lab, many, monkeypatch):
    lab = make_lab(many)

    async def steps(pilot, look):
        await pilot.press("down")
        listed, drawn = lab.screen.query_one(ExerciseList), []
        render = listed.render_line
        monkeypatch.setattr(listed, "render_line", lambda y: (drawn.append(y), render(y))[1])
        monkeypatch.setattr(ExerciseList, "fill", lambda *_: pytest.fail("the list was built again"))
        await pilot.press("down")
        await until(pilot, lambda: look.line("e02 · 30 min"))
        assert sorted(set(drawn)) == [2, 3]

    use(lab, steps)


def test_a_damaged_exercise_is_a_row_that_says_why(make_lab, mini):
    path = mini / DOUBLE / "exercise.yaml"
    path.write_text(path.read_text().replace("title:", "titel:"))
    lab = make_lab(mini)

    async def steps(pilot, look):
        assert look.line("✗") == "✗ double damaged"
        await pilot.press("down")
        await until(pilot, lambda: look.line(f"{DOUBLE}/exercise.yaml:2: "))
        await pilot.press("enter")
        await until(pilot, lambda: look.toasts)
        assert "did you mean 'title'?" in look.toasts[0]
        assert isinstance(lab.screen, CourseScreen)
        path.write_text(path.read_text().replace("titel:", "title:"))
        await pilot.press("r")
        await until(pilot, lambda: look.line("Next:") == "Next: Doubling · 30 min — press n 0 of 2 solved")
        assert look.chosen == "double"
        assert not look.line("damaged")

    use(lab, steps)


@pytest.mark.parametrize("press", ["enter", "n"])
def test_an_exercise_damaged_while_the_lab_is_open(make_lab, mini, press):
    lab = make_lab(mini)
    hidden = mini / "hidden"

    async def steps(pilot, look):
        (mini / DOUBLE).rename(hidden)
        await pilot.press(press)
        await until(pilot, lambda: look.line(" double ") == "✗ Doubling double 30 min damaged")
        assert "missing file" in look.toasts[0]
        assert look.line(f"{DOUBLE}/exercise.yaml: missing file")
        await pilot.press("n")  # goes on with the other one
        await until(pilot, lambda: opened(lab) == "double-open")
        await pilot.press("escape")
        hidden.rename(mini / DOUBLE)
        await until(pilot, lambda: isinstance(lab.screen, CourseScreen))
        await pilot.press("up", "enter")
        await until(pilot, lambda: opened(lab) == "double")

    use(lab, steps)


def test_a_course_removed_while_the_lab_is_open(make_lab, mini):
    lab = make_lab(mini)

    async def steps(pilot, look):
        shutil.rmtree(mini)
        await pilot.press("r")
        await until(pilot, lambda: any("no course here" in toast for toast in look.toasts))
        await pilot.press("enter")
        await until(pilot, lambda: "damaged" in look.line(" double "))
        assert look.line(" double-open ") == "○ Doubling double-open 30 min new"

    use(lab, steps)


def test_an_empty_course_says_so_and_may_be_filled(make_lab, mini):
    kept = mini.rename(mini.with_name("kept"))
    (mini / "exercises").mkdir(parents=True)
    lab = make_lab(mini)

    async def steps(pilot):
        look = Look(lab)
        await until(pilot, lambda: look.line("There are no exercises in"))
        await pilot.press("n", "enter", "down", "p", "p", "slash", "x", "escape")
        assert isinstance(lab.screen, CourseScreen)
        shutil.copytree(kept, mini, dirs_exist_ok=True)
        await pilot.press("r")
        await until(pilot, lambda: look.line(" double "))
        await pilot.press("down", "enter")
        await until(pilot, lambda: opened(lab) == "double-open")

    drive(lab, steps)


def test_two_exercises_of_one_id_are_two_rows_and_a_remark(make_lab, mini):
    shutil.copytree(mini / "exercises/01-numbers/double", mini / "exercises/02-more/double")
    (mini / "exercises/02-more/track.yaml").write_text("title: More\nexercises: [double]\n")

    async def steps(pilot, look):
        assert sum(" double " in line and "new" in line for line in look.lines) == 2
        await pilot.press("end")
        await until(pilot, lambda: "the id 'double' is also that of" in look.line("✗"))

    use(make_lab(mini), steps)


def test_what_is_wrong_with_the_log_is_said_once(make_lab, mini, home):
    log(home, an_attempt(kind="grade"))
    with (home / ".dllab/attempts.jsonl").open("a") as file:
        file.write("no json\nnor this\n")
    lab = make_lab(mini)

    async def steps(pilot, look):
        await until(pilot, lambda: look.toasts)
        await pilot.press("enter")
        await until(pilot, lambda: opened(lab))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(lab.screen, CourseScreen))
        (said,) = [toast for toast in look.toasts if "damaged line" in toast]
        assert "attempts.jsonl:2: a damaged line was skipped" in said
        assert said.endswith("(and 1 more)")
        assert "solved" in look.line(" double ")

    use(lab, steps)


def test_titles_are_text(make_lab, mini):
    path = mini / DOUBLE / "exercise.yaml"
    path.write_text(path.read_text().replace("title: Doubling", 'title: "[b]x[/b] \\e[31mred\\e[0m"'))

    async def steps(pilot, look):
        assert look.line(" double ") == "○ [b]x[/b] red double 30 min new"
        assert "[b]x[/b] red" in look.line("Next:")

    use(make_lab(mini), steps)


@pytest.mark.parametrize("size", [(40, 10), (44, 14), (80, 15), (99, 24), (100, 10), (200, 60)])
def test_sizes(make_lab, many, size):
    async def steps(pilot, look):
        await pilot.press("end")
        await until(pilot, lambda: look.line("Doubling e79"))
        assert len(look.lines) == size[1]

    use(make_lab(many), steps, size)


def test_the_cursor_stays_in_sight_when_the_screen_changes(make_lab, many):
    async def steps(pilot, look):
        await pilot.press(*["down"] * 12)
        for size in [(60, 12), (120, 40), (80, 24)]:
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: look.line("○ Doubling e12"))

    use(make_lab(many), steps, (80, 40))


def test_the_filter_has_the_focus_while_it_is_shown(make_lab, mini):
    lab = make_lab(mini)

    async def steps(pilot, look):
        await pilot.press("slash")
        assert isinstance(lab.focused, Input)
        await pilot.press("n", "p", "r")
        assert lab.screen.query_one(Input).value == "npr"
        await pilot.press("escape")
        assert isinstance(lab.focused, ExerciseList)
        assert lab.screen.query_one(Input).value == ""

    use(lab, steps)


def test_what_is_typed_at_once_after_the_filter_key_is_no_command(make_lab, mini):
    lab = make_lab(mini)

    async def steps(pilot, look):
        for letter in ("slash", "n", "o"):  # not `press`, which waits between keys
            lab.post_message(Key(letter, "/" if letter == "slash" else letter))
        await until(pilot, lambda: look.line("No exercise has “no”"))
        assert isinstance(lab.screen, CourseScreen)

    use(lab, steps)


def test_without_colours_the_cursor_is_reversed(make_lab, mini, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    lab = make_lab(mini)

    async def steps(pilot, look):
        lines = lab.screen._compositor.render_strips()
        reversed_ = [line.text for line in lines if any(part.style.reverse for part in list(line)[:1])]
        assert [" ".join(text.split()) for text in reversed_] == ["○ Doubling double 30 min new"]

    use(lab, steps)


def test_a_heading_above_the_cursor_comes_into_sight_with_it(make_lab, many):
    lab = make_lab(many)

    async def steps(pilot, look):
        await pilot.press("down")
        lab.screen.query_one(ExerciseList).scroll_to(y=1, animate=False, immediate=True)
        await until(pilot, lambda: not look.line("Track 0"))
        await pilot.press("up")
        await until(pilot, lambda: look.line("Track 0"))
        assert look.chosen == "e00"

    use(lab, steps)
