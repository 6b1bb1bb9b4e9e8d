"""The lines of the course's list and the preview's text, without a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dllab.progress import Standing
from dllab.tui.widgets.entries import Entry, Heading
from dllab.tui.widgets.preview import about, about_damage, about_track, opening
from dllab.wording import GLYPHS

LONG = "A title 数学 \x1b[31mwith [b]everything[/b]\n in it, and longer than any line"


@given(st.integers(0, 200), st.sampled_from(list(GLYPHS)), st.text(max_size=80))
def test_a_line_is_exactly_as_wide_as_its_place(width, state, title):
    lines = [Entry(state, title, "some-id", 30, "4.5/10"), Entry("damaged", title), Heading(title, 3, 12)]
    for line in lines:
        shown = line.text(width).truncate(width, pad=True)
        assert shown.cell_length == width
        assert "\n" not in shown.plain


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (79, "◐ Softmax softmax 30 min tried 4.5/10"),
        (60, "◐ Softmax 30 min tried 4.5/10"),
        (40, "◐ Softmax tried"),
        (20, "◐ Soft… tried"),
    ],
)
def test_what_there_is_room_for(width, shown):
    line = Entry("tried", "Softmax", "softmax", 30, "4.5/10").text(width)
    assert " ".join(line.plain.split()) == shown
    assert line.cell_length == width - 1  # a margin


def test_a_long_title_ends_in_dots():
    assert "…  some-id" in Entry("new", LONG, "some-id", 30).text(79).plain


def test_text_from_elsewhere_is_text():
    shown = Entry("new", LONG, "x", 30).text(150).plain
    assert "with [b]everything[/b] in it" in shown
    assert "\x1b" not in shown


def test_a_heading_counts_what_is_solved():
    assert Heading("Training", 1, 3).text(24).plain.split() == ["Training", "█░░", "1/3"]
    assert Heading("broken", 0, 0).text(24).plain.strip() == "broken"


def test_a_track_says_what_one_can_do_afterwards():
    shown = about_track(LONG, "About it.", ["Do this.", "Do\nthat."]).plain
    assert shown.endswith("\nAbout it.\n\nYou will be able to\n• Do this.\n• Do that.")
    assert "\x1b" not in shown
    assert about_track("A", "b", []).plain == "A\nb"


def test_what_is_damaged_is_red_all_over():
    line = Entry("damaged", "x").text(60)
    assert any(
        (span.start, span.end) == (0, len(line)) and "$text-error" in str(span.style) for span in line.spans
    )


def test_the_cursor_has_one_ink():
    line = Entry("solved", "Softmax")
    assert [span.style for span in line.text(60).spans] == ["$text-success"] * 2
    line.chosen = True
    assert not any(span.style for span in line.text(60).spans)


@pytest.mark.parametrize(
    ("lesson", "shown"),
    [
        (
            "# Doubling\n\nTwo *things*, **both** dear.\n\nMore.\n\n## Now\n",
            "Two things, both dear.\n\nMore.",
        ),
        ("Only 2*x and y*z, a * b.\n", "Only 2*x and y*z, a * b."),
        ("# D\nFirst\n    code\n", "First"),
        ("# D\nFirst\n```explore slide\nx\n```\n", "First"),
        ("# D\n\n    code\n", ""),
    ],
)
def test_the_lesson_begins_with_its_prose(course, lesson, shown):
    exercise = course.exercise("double")
    (exercise.folder / "lesson.md").write_text(lesson)
    assert opening(exercise) == shown


def test_a_lesson_that_cannot_be_read_says_why(course):
    exercise = course.exercise("double")
    (exercise.folder / "lesson.md").unlink()
    assert opening(exercise).endswith("lesson.md: missing file")


def test_the_preview_begins_with_what_matters(course):
    standing = Standing("tried", 2, 1, 1.0, 5.0, best="grade")
    text = about(course.exercise("double"), standing, [("Softmax", "solved")], "Two.", ["the id is taken"])
    assert text.plain.split("\n") == [
        "Doubling · double · 30 min",
        "◐ tried · best 1/5 · 2 attempts, 1 hint",
        "✗ the id is taken",
        "Twice as much.",
        "After: Softmax (● solved)",
        "",
        "The lesson begins",
        "Two.",
    ]


def test_damage_is_said_with_what_helps():
    lines = about_damage("double", ["exercises/x.yaml:2: no"]).plain.split("\n")
    assert lines[:2] == ["double · ✗ damaged", "exercises/x.yaml:2: no"]
    assert "press r" in lines[2]
