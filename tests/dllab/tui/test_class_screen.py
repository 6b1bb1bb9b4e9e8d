"""The class screen: grades as a map, reports, common mistakes, and a run that is followed."""

import os
import subprocess
import sys

import pytest
from driving import drive, seen, until
from gradings import a_check
from msgspec.structs import replace
from small_class import DEADLINE, POLICY, squared
from small_course import RIGHT, SQUARED

from dllab.classes import standing
from dllab.cli.app import main
from dllab.tui.screens.classroom import ClassScreen
from dllab.tui.screens.report import ReportScreen
from dllab.tui.screens.statistics import StatisticsScreen
from dllab.tui.widgets import grades
from dllab.tui.widgets.grades import NAME, TOP, Grades, head
from grader.batch.progress import Onlooker, Progress
from grader.batch.run import Jobs, State
from grader.batch.store import Store
from grader.course import load_course

HOSTILE = "\x1b[31mred [bold]x[/bold] \u202e" + "é" * 30
WRONG = squared(message="You multiply x by itself: [b]x * x[/b].", output="\x1b[2Jhello")
HIDDEN = a_check("more", points=3.0, earned=3.0, visibility="hidden")


@pytest.fixture
def open_class(make_lab, mini, results):
    """A function that opens the screen and plays: open_class(steps, size=…, submissions=…)."""

    def play(steps, size=(80, 24), submissions=None):
        async def read(pilot):
            screen = await until(
                pilot, lambda: isinstance(pilot.app.screen, ClassScreen) and pilot.app.screen
            )
            await until(pilot, lambda: screen.has_class("-read") or screen.query_one("#trouble.-there"))
            await pilot.pause()
            return await steps(pilot)

        return drive(make_lab(mini, results=results, submissions=submissions), read, size)

    return play


async def text_of(pilot, text):
    await until(pilot, lambda: text in seen(pilot.app))
    return seen(pilot.app)


async def told(pilot, text):
    """A sentence for a while."""
    await until(pilot, lambda: any(text in one.message for one in pilot.app._notifications))


def line_of(app, name):
    """The words of a student's line, without the cursor's sign."""
    line = next(line for line in seen(app).splitlines() if line.startswith(name))
    return line.replace("›", " ").split()


def test_a_share_of_the_points_or_a_sign(open_class, give, mini):
    (mini / "course.yaml").write_text(f"title: Spring\n{POLICY}")
    give("anna", checks=[WRONG, HIDDEN])
    give("anna", exercise="elsewhere")
    give("ben", handed_in=DEADLINE + 60)
    give("cleo", checks=[])
    give("dora", score=4.995)

    async def steps(pilot):
        await text_of(pilot, "Spring · 4 students, 2 exercises")
        assert line_of(pilot.app, "anna") == ["anna", "61", "37", "100"]  # 8 of 13; 3 of 8, 5 of 5
        assert line_of(pilot.app, "ben") == ["ben", "34", "90*", "–"]
        assert line_of(pilot.app, "cleo") == ["cleo", "0", "!", "–"]
        assert line_of(pilot.app, "dora") == ["dora", "38", "100", "–"]  # 5.00 after rounding to hundredths
        assert "anna · 3 of 8: the only attempt" in seen(pilot.app)
        await pilot.press("down")
        await text_of(pilot, "ben · 4.5 of 5: the only attempt; 1 day late, 10 % less than the 5 earned")
        await pilot.press("right")
        await text_of(pilot, "ben · nothing handed in, or not graded yet")
        await pilot.press("enter")
        await told(pilot, "ben has no result for elsewhere")
        await pilot.press("left", "down", "enter")
        await told(pilot, "cleo's double could not be graded: the process that graded it ended")
        assert isinstance(pilot.app.screen, ClassScreen)

    open_class(steps)


def test_down_to_a_report_with_what_only_graders_see(open_class, give):
    give("anna", checks=[HIDDEN, WRONG])
    give("ben")

    async def steps(pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))
        text = await text_of(pilot, "the secret input is 3")
        assert "anna · Doubling (double)" in text
        assert "1 of 2 checks passed" in text
        assert "›✗ failed" in text  # the first failure, not the first check
        assert "hidden: It does more." in text
        assert "[b]x * x[/b]" in text  # no markup
        assert "│ hello" in text
        assert "\x1b" not in text
        await pilot.press("up")
        await text_of(pilot, "Passed: there is nothing to say about it.")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClassScreen))

    open_class(steps)


def test_common_mistakes_and_checks_by_pass_rate(open_class, give):
    for student in ("anna", "ben"):
        give(student, checks=[WRONG, HIDDEN])
    give("cleo", checks=[a_check("doubles", earned=5.0, points=5.0), HIDDEN])
    give("cleo", exercise="elsewhere", checks=[a_check("other", earned=0.0, mistake="odd", message="Odd.")])

    async def steps(pilot):
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, StatisticsScreen))
        text = await text_of(pilot, "2 of 3  squared")
        assert "You multiply x by itself: [b]x * x[/b]." in text
        assert "odd" not in text
        await pilot.press("a")
        text = await text_of(pilot, "elsewhere · odd")
        assert text.index("squared") < text.index("odd")  # the most common first
        await pilot.press("a", "c")
        text = await text_of(pilot, "1 of 3  doubles")
        assert text.index("doubles") < text.index("hidden: It does more.")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClassScreen))

    open_class(steps)


def test_a_filter_of_students(open_class, give):
    for student in ("anna", "ben", "joanna"):
        give(student)

    async def steps(pilot):
        await pilot.press("slash", *"ann")
        await text_of(pilot, "1–2 of 2 students")
        assert "ben" not in seen(pilot.app)
        await pilot.press("down")
        await text_of(pilot, "joanna · 5 of 5")
        await pilot.press("q")
        await text_of(pilot, "No student has “annq” in the name.")
        await pilot.press("escape")
        await text_of(pilot, "1–3 of 3 students")
        assert pilot.app.screen.query_one(Grades).has_focus
        await pilot.press("slash", *"be", "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))

    open_class(steps)


def test_names_are_text_and_columns_stay_aligned(open_class, give):
    for student in (HOSTILE, "李雷" * 12, "zoë"):
        give(student)

    async def steps(pilot):
        strips = [pilot.app.screen.query_one(Grades).render_line(TOP + n) for n in range(3)]
        assert [strip.cell_length for strip in strips] == [80] * 3
        for strip in strips:
            assert strip.crop(NAME, 80).text.replace("›", " ").split() == ["100", "100"]
        text = seen(pilot.app)
        assert "red [bold]x[/bold]" in text
        assert not {"\x1b", "\u202e"} & set(text)

    open_class(steps)


def test_it_scrolls_both_ways_and_the_cursor_stays_in_sight(open_class, give):
    for number in range(40):
        give(f"s{number:02}", score=number % 6)
    for number in range(20):
        give("s00", exercise=f"extra-{number:02}")

    async def steps(pilot):
        map = pilot.app.screen.query_one(Grades)
        await pilot.press("pagedown", "pagedown", "end")
        await until(pilot, lambda: map.exercise.id == "extra-19")
        assert "›" in seen(pilot.app)
        assert map.student.name in seen(pilot.app)
        assert "extra-19" in seen(pilot.app)  # in full, below
        await pilot.press("ctrl+end")
        await text_of(pilot, "of 40 students")
        assert map.student.name == "s39"
        await pilot.resize_terminal(44, 12)
        await until(pilot, lambda: map.size.width == 44 and "›" in seen(pilot.app))
        assert "s39" in seen(pilot.app)
        await pilot.press("ctrl+home", "home")
        await until(pilot, lambda: (map.student.name, map.exercise.id) == ("s00", "double"))

    open_class(steps)


def test_only_what_is_seen_is_made(open_class, give, monkeypatch):
    for number in range(60):
        give(f"s{number:02}")
    made = []
    monkeypatch.setattr(grades, "cell", lambda grade: made.append(grade) or "100 ")

    async def steps(pilot):
        map = pilot.app.screen.query_one(Grades)
        made.clear()
        for y in range(map.size.height):
            map.render_line(y)
        assert 0 < len(made) == map.size.height - TOP < 60

    open_class(steps)


@pytest.mark.parametrize(("colors", "grounds"), [("truecolor", 3), ("", 0)])
def test_a_ground_by_value_where_there_are_colours(open_class, give, monkeypatch, colors, grounds):
    monkeypatch.setenv("COLORTERM", colors)
    if not colors:
        monkeypatch.setenv("NO_COLOR", "1")
    for number, student in enumerate(("anna", "ben", "cleo", "dora")):
        give(student, score=number)

    async def steps(pilot):
        map = pilot.app.screen.query_one(Grades)
        await pilot.press("down")
        plain = map.render_line(TOP).crop(NAME, NAME + 5)
        ground = {segment.style.bgcolor for segment in plain if segment.style}
        found = set()
        for y in (0, 2, 3):  # the cursor is on the second
            line = map.render_line(TOP + y)
            found |= {segment.style.bgcolor for segment in line if segment.style} - ground
        assert len(found) == grounds
        assert [line_of(pilot.app, name)[-1] for name in ("anna", "ben")] == ["0", "20"]

    open_class(steps)


def test_a_run_is_followed(open_class, give, results, tmp_path, monkeypatch):
    monkeypatch.setattr("dllab.tui.screens.classroom.POLL", 0.01)
    submissions = tmp_path / "submissions"
    for student in ("anna", "ben"):
        (submissions / student).mkdir(parents=True)
        (submissions / student / "double.py").write_text(RIGHT)
    (submissions / "ben/double.py").write_text(SQUARED)

    async def steps(pilot):
        await text_of(pilot, "2 of 2 to be graded")
        with Store(results):
            await text_of(pilot, f"▶ 0 of 2 graded, by process {os.getpid()}")
            give("anna")
            await text_of(pilot, "anna")
            assert line_of(pilot.app, "anna")[-1] == "100"
        await until(pilot, lambda: "▶" not in seen(pilot.app))
        give("ben")  # nobody holds it: that is seen when it is read again
        await pilot.press("r")
        await text_of(pilot, "ben")

    give("zoë")
    open_class(steps, submissions=submissions)


def test_nothing_is_drawn_or_read_where_nothing_happens(open_class, give, monkeypatch):
    monkeypatch.setattr("dllab.tui.screens.classroom.POLL", 0.001)
    monkeypatch.setattr("dllab.tui.screens.classroom.BACK_OFF", 0)
    looks, reads = [], []
    look, read = Onlooker.look, ClassScreen._read
    monkeypatch.setattr(Onlooker, "look", lambda self: looks.append(1) or look(self))
    monkeypatch.setattr(ClassScreen, "_read", lambda self, known: reads.append(1) or read(self, known))
    give("anna")

    async def steps(pilot):
        before = len(looks)
        refreshed = []
        map = pilot.app.screen.query_one(Grades)
        monkeypatch.setattr(map, "refresh", lambda *_, **__: refreshed.append(1))
        await until(pilot, lambda: len(looks) > before + 10)
        assert (len(reads), refreshed) == (1, [])

    open_class(steps)


def test_damaged_results_are_a_line_and_the_rest_is_shown(open_class, give, results):
    give("anna")
    give("ben")
    next(results.glob("reports/ben/double/*.json")).write_text("{")

    async def steps(pilot):
        text = await text_of(pilot, "✗ ")
        assert "reports/ben/double" in text.replace("\n", "")
        assert line_of(pilot.app, "anna")[-1] == "100"
        next(results.glob("reports/ben/double/*.json")).unlink()
        await pilot.press("r")
        await until(pilot, lambda: "✗" not in seen(pilot.app))

    open_class(steps, size=(140, 24))


def test_a_course_file_that_is_wrong_is_a_line_until_it_is_mended(open_class, give, mini):
    give("anna")
    (mini / "course.yaml").write_text("policy:\n  late: {percent_per_day: much}\n")

    async def steps(pilot):
        await text_of(pilot, "course.yaml:2")
        (mini / "course.yaml").unlink()
        await pilot.press("r")
        await text_of(pilot, "anna")
        assert "✗" not in seen(pilot.app)

    open_class(steps, size=(140, 24))


def test_a_report_that_is_gone_is_a_sentence(open_class, give, results):
    give("anna")

    async def steps(pilot):
        next(results.glob("reports/anna/double/*.json")).unlink()
        await pilot.press("enter")
        await told(pilot, "is not there: grade first")

    open_class(steps, size=(140, 24))


def test_nobody_is_asked_for_the_lock_while_nothing_happens(give, results, mini, monkeypatch):
    with Store(results):
        give("anna")
    onlooker = Onlooker(Store(results), load_course(mini))
    first = onlooker.look()
    assert (first.outcomes, first.holder, first.goes_on) == (1, "", False)
    asked = []
    monkeypatch.setattr(Store, "holder", lambda self: asked.append(1) or "")
    assert onlooker.look() == first
    assert asked == []
    with Store(results):
        onlooker.look()
    assert asked == [1]


def test_how_far_a_run_is():
    here = Progress("process 12 on login1", [], 312, None, None, 1)
    assert standing(here) == "▶ 312 graded, by process 12 on login1"
    assert standing(replace(here, done=312, total=1000)) == "▶ 312 of 1,000 graded, by process 12 on login1"
    assert standing(replace(here, holder="", done=1, total=1000)) == "999 of 1,000 to be graded"
    assert standing(replace(here, holder="")) == "nobody is grading now"
    there = State("a", 0.0, 1000, 312, Jobs(running=2, waiting=1, reason="Priority"))
    assert standing(replace(here, runs=[there])) == (
        "▶ on Slurm: 312 of 1,000 hand-ins done, 2 tasks running, 1 waiting (Priority)"
    )


def test_a_run_that_cannot_be_looked_at_is_a_line_and_grades_are_shown(open_class, give, tmp_path):
    give("anna")

    async def steps(pilot):
        text = await text_of(pilot, "nowhere cannot be read")
        assert "✗" in text
        await text_of(pilot, "anna")

    open_class(steps, size=(140, 24), submissions=tmp_path / "nowhere")


def test_heads():
    assert [head(one) for one in ("softmax", "logistic-unit", "a-b-c", "xor")] == [
        ("soft", "max"),
        ("logi", "unit"),
        ("a", "c"),
        ("xor", ""),
    ]


# --- the command -------------------------------------------------------------------------------------


def test_without_a_screen_it_is_the_table(give, results, mini, capsys):
    give("anna")
    assert main(["class", "open", str(results), "--course", str(mini), "--plain"]) == 0
    opened = capsys.readouterr().out
    assert main(["class", "gradebook", str(results), "--course", str(mini)]) == 0
    assert opened == capsys.readouterr().out
    assert "anna" in opened


def test_no_results_are_a_sentence(tmp_path, mini, capsys, monkeypatch):
    monkeypatch.setattr("dllab.cli.screen.is_there", lambda: True)
    assert main(["class", "open", str(tmp_path / "nowhere"), "--course", str(mini)]) == 2
    assert "holds no results: make some with `dllab class grade`" in capsys.readouterr().err


def test_neither_numpy_nor_networks_are_needed_for_it():
    code = (
        "import sys, dllab.tui.screens.classroom, dllab.tui.app;"
        "print({'numpy', 'tensorflow', 'keras', 'submitit', 'typer'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
