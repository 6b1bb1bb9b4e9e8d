import pytest
from driving import drive, seen, until
from textual.color import Color

from dllab.tui.widgets.diff import DiffView
from dllab.tui.widgets.page import Page

LESSON = (
    "# Doubling\n\n2 · 3 = 6.\n\n{above}```explore logistic\nTurn the weight.\n```\n\n{below}\n\nThe end.\n"
)
LINES = "".join(f"Line {number}.\n\n" for number in range(40))


@pytest.fixture
def read(mini, make_lab):
    """A function that opens a lesson of its own making and takes steps there."""

    def open_lesson(lesson, steps, size=(80, 24)):
        (mini / "exercises/01-numbers/double/lesson.md").write_text(lesson)

        async def play(pilot):
            pilot.app.open_exercise("double")
            await until(pilot, lambda: isinstance(pilot.app.focused, Page) and "%" in seen(pilot.app))
            await steps(pilot, pilot.app.focused)

        drive(make_lab(mini), play, size)

    return open_lesson


def test_the_lesson_begins_with_what_one_will_be_able_to_do(mini, read):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    path.write_text(path.read_text() + "objectives: [Double a number.]\n")

    async def steps(pilot, page):
        lines = [line.strip() for line in seen(pilot.app).splitlines()]
        order = [lines.index(line) for line in ("You will be able to", "• Double a number.", "2 · 3 = 6.")]
        assert order == sorted(order)

    read("# Doubling\n\n2 · 3 = 6.\n", steps)


def test_it_ends_with_what_to_do_next(read):
    async def steps(pilot, page):
        assert "Next:" not in seen(pilot.app)
        await pilot.press("end")
        await until(pilot, lambda: "Next: F4, write the code" in seen(pilot.app))
        assert "100 %" in seen(pilot.app)

    read(LESSON.format(above="", below=LINES), steps)


def test_keys_scroll_and_pages_overlap(read):
    async def steps(pilot, page):
        for key, where in (("down", 1), ("up", 0), ("space", page.size.height - 2), ("pageup", 0)):
            await pilot.press(key)
            await until(pilot, lambda where=where: page.scroll_offset.y == where)
        await pilot.press("end")
        await until(pilot, lambda: page.scroll_offset.y == page.max_scroll_y > 0)
        await pilot.press("home")
        await until(pilot, lambda: page.scroll_offset.y == 0)

    read(LESSON.format(above="", below=LINES), steps)


def test_a_figure_is_a_picture_with_its_caption(read):
    async def steps(pilot, page):
        await until(pilot, lambda: "⣀" in seen(pilot.app))
        text = seen(pilot.app)
        assert text.index("⣀") < text.index("Turn the weight. F3: play with it.")
        assert "explore" not in text.replace("Explore", "")

    read(LESSON.format(above="", below=""), steps)


def test_pictures_are_drawn_when_they_are_seen(read, monkeypatch):
    from dllab.lessons import Embedded

    drawn, picture = [], Embedded.picture
    monkeypatch.setattr(Embedded, "picture", lambda self, width: drawn.append(1) or picture(self, width))

    async def steps(pilot, page):
        assert drawn == []
        await pilot.press("end")
        await until(pilot, lambda: drawn)
        await until(pilot, lambda: "Turn the weight." in seen(pilot.app))
        assert drawn == [1]

    read(LESSON.format(above=LINES, below=""), steps)


def test_where_it_is_narrow_the_caption_must_do(read):
    async def steps(pilot, page):
        assert "Turn the weight." in seen(pilot.app)
        assert "⣀" not in seen(pilot.app)

    read(LESSON.format(above="", below=""), steps, size=(50, 24))


def test_the_place_is_remembered(read):
    async def steps(pilot, page):
        await pilot.press("space", "space")
        await until(pilot, lambda: page.scroll_offset.y == 2 * (page.size.height - 2))
        top, shown = page.scroll_offset.y, seen(pilot.app)
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.screen.query(Page))
        pilot.app.open_exercise("double")
        again = await until(pilot, lambda: pilot.app.screen.query_one(Page))
        await until(pilot, lambda: again.scroll_offset.y == top)
        assert again is not page
        await until(pilot, lambda: seen(pilot.app) == shown)

    read(LESSON.format(above=LINES, below=LINES), steps)


def test_another_width_stays_at_the_same_text(read):
    async def steps(pilot, page):
        await pilot.press("end")
        await until(pilot, lambda: page.scroll_offset.y == page.max_scroll_y)
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: page.size.width == 60 and "Line 3" in seen(pilot.app))

    read(LESSON.format(above="", below=LINES), steps)


def test_a_wide_drawing_stays_whole_and_can_be_reached(read):
    async def steps(pilot, page):
        assert "← → sideways" in seen(pilot.app)
        await pilot.press(*["right"] * 60)
        await until(pilot, lambda: "the right end" in seen(pilot.app))
        assert "left" not in seen(pilot.app)

    read(f"# Doubling\n\n```\nleft{'─' * 90}the right end\n```\n", steps)


def test_wide_screens_have_the_text_in_the_middle(read):
    async def steps(pilot, page):
        line = next(line for line in seen(pilot.app).splitlines() if "word word" in line)
        margin = (page.size.width - 80) // 2
        assert margin >= 5
        assert line[:margin].strip() == ""
        assert line[margin : margin + 4] == "word"

    read("# Doubling\n\n" + "word " * 60, steps, size=(110, 30))


def test_a_lesson_that_cannot_be_read_is_a_sentence(read, mini):
    async def steps(pilot, page):
        (mini / "exercises/01-numbers/double/lesson.md").unlink()
        page.rebuild()
        await until(pilot, lambda: "The lesson cannot be read" in seen(pilot.app))

    read("# Doubling\n", steps)


@pytest.mark.parametrize("theme", ["dllab-dark", "dllab-light"])
def test_all_inks_can_be_read(read, theme):
    async def steps(pilot, page):
        pilot.app.theme = theme
        await pilot.pause()
        view = DiffView()
        await page.parent.mount(view)
        for widget in (page, view):
            for name in type(widget).COMPONENT_CLASSES:
                style = widget.get_component_rich_style(name)
                ink, ground = (Color.from_rich_color(color) for color in (style.color, style.bgcolor))
                assert contrast(ink, ground) >= 4.5, (name, ink, ground)

    read("# Doubling\n", steps)


def contrast(one, other):
    """As WCAG 2 has it."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(color):
    parts = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in color.normalized
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
