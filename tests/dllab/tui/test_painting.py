"""What is left out of an update must not change what the terminal shows."""

import random

from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from dllab.tui.painting import Painted, _of_chops, _of_layout

WIDTH, HEIGHT = 12, 4
RED, BLUE = Style(color="red"), Style(color="blue")


def a_strip(choose, width):
    """A line of so many columns, of a few segments; some characters are two columns wide."""
    segments, left = [], width
    while left:
        text = choose.choice(["a", "bb", "ccc", "界"])
        segment = Segment(text, choose.choice([RED, BLUE]))
        if segment.cell_length <= left:
            segments.append(segment)
            left -= segment.cell_length
    return Strip(segments)


def a_chop(choose):
    """A line in pieces, and where they end."""
    cut = choose.choice([0, 5, 8])
    ends = [cut, WIDTH] if cut else [WIDTH]
    starts = [0, cut] if cut else [0]
    return {x: a_strip(choose, end - x) for x, end in zip(starts, ends, strict=True)}, ends


def draw(screen, pieces):
    for x, y, strip in pieces:
        for segment in strip:
            for character in segment.text:
                screen[x, y] = (character, segment.style)
                if character == "界":
                    screen[x + 1, y] = ("", segment.style)
                x += 2 if character == "界" else 1


def test_the_terminal_shows_the_same_with_less():
    choose = random.Random(0)
    painted, ours, theirs = Painted(), {}, {}
    sent = all_of_it = 0
    chops = [a_chop(choose) for _ in range(HEIGHT)]
    for _ in range(400):
        for y in range(HEIGHT):
            if choose.random() < 0.2:
                chops[y] = a_chop(choose)
        if choose.random() < 0.3:
            lines = [list(line.values()) for line, _ in chops]
            update = LayoutUpdate(lines, Region(0, 0, WIDTH, HEIGHT))
            whole = list(_of_layout(update))
        else:
            spans = [(y, 0, WIDTH) for y in range(HEIGHT)]
            update = ChopsUpdate([line for line, _ in chops], spans, [ends for _, ends in chops])
            whole = list(_of_chops(update))
        less = painted.news(update).pieces
        draw(ours, less)
        draw(theirs, whole)
        assert ours == theirs
        sent += sum(piece.strip.cell_length for piece in less)
        all_of_it += sum(piece.strip.cell_length for piece in whole)
    assert sent < all_of_it / 2


def test_after_another_program_had_the_terminal_all_is_sent():
    painted = Painted()
    update = LayoutUpdate([[Strip([Segment("ab")])]], Region(0, 0, 2, 1))
    assert painted.news(update).pieces
    assert not painted.news(update).pieces
    painted.forget()
    assert painted.news(update).pieces


def test_spans_are_respected():
    strip = Strip([Segment("abcdef")])
    update = ChopsUpdate([{0: strip}], [(0, 0, 3)], [[6]])
    assert [piece.strip.text for piece in Painted().news(update).pieces] == ["abc"]


def test_of_a_long_line_only_the_places_that_differ_are_sent():
    painted = Painted()
    before, after = "1" * 30 + "数" + "." * 60 + "2" + "." * 40, "1" * 30 + "学" + "." * 60 + "3" + "." * 40
    for text in (before, after):
        strip = Strip([Segment(text)])
        news = painted.news(LayoutUpdate([[strip]], Region(4, 2, strip.cell_length, 1)))
    assert [(piece.x, piece.y, piece.strip.text) for piece in news.pieces] == [(34, 2, "学"), (96, 2, "3")]
    near = after.replace("..........3", "....x.....4")
    news = painted.news(LayoutUpdate([[Strip([Segment(near)])]], Region(4, 2, strip.cell_length, 1)))
    assert [(piece.x, piece.strip.text) for piece in news.pieces] == [(90, "x.....4")]
