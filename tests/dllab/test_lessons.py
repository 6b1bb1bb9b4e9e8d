import io

import pytest
from rich.console import Console

from dllab import lessons
from dllab.explore import FIGURES
from dllab.lessons import Embedded, parts, printed, prose, with_goals
from grader.course import load_course

LESSON = "# A unit\n\nBefore.\n\n```explore logistic\nThe curve\nof a unit.\n```\n\nAfter.\n"


def drawn(*what, width=60):
    console = Console(width=width, file=io.StringIO(), color_system=None, _environ={})
    for one in what:
        console.print(one, crop=False, no_wrap=getattr(one, "no_wrap", None), overflow="ignore")
    return console.file.getvalue()


def test_a_lesson_comes_apart_at_its_figures():
    before, figure, after = parts(LESSON)
    assert (before, after) == ("# A unit\n\nBefore.\n\n", "\nAfter.\n")
    assert figure == Embedded("logistic", "The curve of a unit.", line=5)


def test_other_code_blocks_are_no_figures():
    text = "```text\nexplore logistic\n```\n\n    ```explore logistic\n"
    assert parts(text) == [text]


def test_a_figure_may_end_the_text():
    assert parts("```explore logistic\nThe curve.\n```") == [Embedded("logistic", "The curve.", 1)]


def test_goals_come_below_the_title():
    text = with_goals("# A unit\n\nBefore.\n", ["Do this.", "Do that."])
    assert text.startswith("# A unit\n\nYou will be able to\n\n- Do this.\n- Do that.\n\n\nBefore.")
    assert with_goals("# A unit\n", []) == "# A unit\n"
    assert "Before." in with_goals("Before.", ["Do this."])


def test_a_printed_lesson_has_picture_and_caption():
    text = drawn(*printed(LESSON, 80), width=80)
    picture = Embedded("logistic", "", 1).picture(80).plain.split("\n")
    assert len(picture) <= lessons.HEIGHT
    assert all(line.rstrip() in text for line in picture)
    assert text.index("Before.") < text.index(picture[0].rstrip()) < text.index("The curve of a unit.")
    assert "F3" in text


def test_where_there_is_no_room_the_caption_must_do():
    assert not Embedded("logistic", "", 1).fits(59)
    assert Embedded("logistic", "", 1).fits(60)
    assert not Embedded("trees", "", 1).fits(80)
    assert "The curve of a unit." in drawn(*printed(LESSON, 40), width=40)


def test_drawings_are_never_folded():
    line = "a" + " " * 90 + "b"
    assert f"  {line}\n" in drawn(prose(f"```\n{line}\n```\n"), width=40)
    assert f"  {line}\n" in drawn(prose(f"Text:\n\n    {line}\n"), width=40)


def test_links_are_text_and_terminals_get_no_orders():
    text = drawn(prose("[a page](https://example.org/x) \x1b[31mred"))
    assert "a page (https://example.org/x)" in text
    assert "\x1b" not in text
    assert "red" in text


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_fits_into_a_lesson(name):
    for width in (60, 80):
        picture = Embedded(name, "", 1).picture(width)
        lines = picture.split("\n")
        assert len(lines) <= lessons.HEIGHT
        assert max(line.cell_len for line in lines) <= width


def test_the_course_embeds_only_figures_that_exist(request):
    course = load_course(request.config.rootpath)
    found = [
        part.name
        for exercise in course
        for part in parts(exercise.text("lesson.md"))
        if isinstance(part, Embedded)
    ]
    assert len(found) >= 4
    assert set(found) <= set(FIGURES)
