"""How a report looks: what it says, and that nothing in it can take hold of the terminal."""

import io
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from dllab.cli import render
from dllab.wording import one_line, printable
from grader.report import (
    CheckResult,
    Difference,
    Environment,
    ExerciseRef,
    Report,
    Sandbox,
    SubmissionRef,
    Verdict,
)


def a_check(**changes):
    facts = {
        "name": "a",
        "title": "It works.",
        "visibility": "public",
        "points": 2,
        "earned": 0,
        "verdict": "failed",
    }
    return msgspec.convert({**facts, **changes}, CheckResult)


def a_report(*checks, **changes):
    facts = {
        "exercise": ExerciseRef("double", "v"),
        "submission": SubmissionRef("double.py", "0"),
        "score": sum(check.earned for check in checks),
        "max_score": sum(check.points for check in checks),
        "checks": list(checks),
        "environment": Environment("0", Sandbox("kernel"), "cpu", "3", "2"),
        "seconds": 0.1,
    }
    return Report(**{**facts, **changes})


def drawn(*parts, width=80, on_terminal=False):
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=on_terminal, highlight=False, markup=False, emoji=False
    )
    for part in parts:
        console.print(
            part, crop=False, no_wrap=getattr(part, "no_wrap", None), overflow=getattr(part, "overflow", None)
        )
    return out.getvalue()


def report(*checks, width=80, on_terminal=False, **options):
    return drawn(
        *render.report(a_report(*checks), "Doubling", width=width, **options),
        width=width,
        on_terminal=on_terminal,
    )


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_a_glyph_and_a_word(verdict):
    line = drawn(render.checks([a_check(verdict=verdict)], 80))
    assert verdict.value in line
    assert line[0] in "✓✗·"


def test_a_long_title_goes_on_below_itself():
    text = drawn(render.checks([a_check(title="longer " * 15, points=0.5)] * 3, 80))
    lines = [line.rstrip() for line in text.splitlines()]
    assert len(lines) == 6
    assert all(line.startswith("✗ failed  longer") and line.endswith("  0/0.5") for line in lines[::2])
    assert all(line.startswith("            longer") for line in lines[1::2])
    assert {word for line in lines for word in line.split()} == {"✗", "failed", "longer", "0/0.5"}
    assert max(map(len, lines)) <= 80


def test_the_first_failure_is_opened_and_others_on_demand():
    checks = [
        a_check(verdict="passed", earned=2),
        a_check(name="b", message="Why b."),
        a_check(name="c", message="Why c."),
    ]
    assert "Why b." in report(*checks)
    assert "Why c." not in report(*checks)
    assert "Why c." in report(*checks, verbose=True)


def test_how_many_more_failed_and_how_to_see_them():
    checks = [a_check(name=name, message=f"Why {name}.") for name in "abcd"]
    more = "3 more failed: dllab test double -v"
    assert report(*checks, more="dllab test double -v").endswith(f"\n{more}\n")
    assert "more failed" not in report(*checks, more="dllab test double -v", verbose=True)
    assert "more failed" not in report(checks[0], more="dllab test double -v")


def test_details_open_every_failure():
    checks = [a_check(name=name, details=f"saw {name}", visibility="hidden") for name in "abc"]
    text = report(*checks, details=True)
    assert all(f"│ saw {name}" in text for name in "abc")


@pytest.mark.parametrize("verbose", [False, True])
def test_a_file_that_does_not_load_is_said_once(verbose):
    checks = [a_check(name=name, verdict="error", message="Your file is not Python. x") for name in "abc"]
    text = report(*checks, verbose=verbose)
    assert text.count("Your file is not Python.") == 1
    assert text.index("not Python") < text.index("✗ error  all 3 checks: not reached")
    assert "It works." not in text


def test_hidden_checks_are_marked():
    assert "hidden: It works." in report(a_check(visibility="hidden"))


def test_details_only_for_graders():
    check = a_check(details="x was 3.25")
    assert "3.25" not in report(check)
    assert "│ x was 3.25" in report(check, details=True)


def test_much_output_is_cut_with_a_word():
    text = report(a_check(output="line\n" * 500))
    assert text.count("│ line") == render.OUTPUT_LINES
    assert "and 488 more lines" in text


def test_expected_and_yours_stand_side_by_side():
    found = Difference([[1.0, 22.5], [3.0, "nan"]], [[1.0, 22.25], [3.0, 0.0]], "[0:2, 0:2]")
    assert drawn(render.difference(found, 80)).splitlines() == [
        "",
        "  expected   │   yours",
        "  1  22.5    │   1   22.25*",
        "  3   nan    │   3       0*",
        "  [0:2, 0:2]; * differs",
    ]


def test_or_one_above_the_other_where_the_terminal_is_narrow():
    found = Difference([[1.0] * 6], [[2.0] * 6], "")
    lines = drawn(render.difference(found, 24), width=24).splitlines()
    assert lines == [
        "",
        "  expected",
        "  1  1  1  1  1  1",
        "",
        "  yours",
        "  2*  2*  2*  2*  2*  2*",
        "  * differs",
    ]


@pytest.mark.parametrize(
    ("expected", "yours", "shown"),
    [
        (0.5, 0.5000001, "0.5"),
        (0.5, 0.500002, "0.500002*"),
        (1234567.0, 1234568.0, "1234568*"),
        (0.25, 0.125, "0.125*"),
    ],
)
def test_as_many_digits_as_show_the_difference(expected, yours, shown):
    text = drawn(render.difference(Difference([[expected]], [[yours]], ""), 80))
    assert shown in text.splitlines()[2]


HOSTILE = (
    "\x1b[2J\x1b]52;c;AAAA\x07\x9b31m\r\b\x00\u202e\u200e\ud800 [bold red]x[/] [link=http://x]y[/link] :+1:"
)


@pytest.mark.parametrize("on_terminal", [False, True])
def test_nothing_in_a_report_takes_hold_of_the_terminal(on_terminal):
    words = dict.fromkeys(("name", "title", "message", "mistake", "output", "details"), HOSTILE)
    check = a_check(**words, difference=Difference([[1.0]], [[2.0]], HOSTILE))
    hostile = a_report(
        check, exercise=ExerciseRef(HOSTILE, "v"), submission=SubmissionRef(HOSTILE, "0"), seed=HOSTILE
    )
    text = drawn(*render.report(hostile, HOSTILE, verbose=True, details=True), on_terminal=on_terminal)
    tame = drawn(*render.report(a_report(check), "t", verbose=True), on_terminal=on_terminal)
    # As a list of escapes: a failure must be printable itself.
    forbidden = ("\x1b[2J", "\x1b]", "\x9b", "\r", "\b", "\x00", "\u202e", "\u200e", "\ud800")
    assert [ascii(one) for one in forbidden if one in text + tame] == []
    assert "[bold red]x[/] [link=http://x]y[/link] :+1:" in text


@given(st.text())
def test_whatever_text_is_shown_is_printable(text):
    shown = printable(text)
    obeyed = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [
        character for character in shown if unicodedata.category(character) in obeyed and character != "\n"
    ]
    assert "\n" not in one_line(text)
    shown.encode()


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=120), st.text(max_size=10)), min_size=1))
def test_a_grid_has_a_line_a_row_or_more_and_fits(rows):
    cells = [[Text(one_line(cell)) for cell in row] for row in rows]
    fixed = max(row[0].cell_len for row in cells) + max(row[2].cell_len for row in cells) + 4
    grid = render.grid(cells, 60)
    lines = grid.plain.split("\n")
    assert len(lines) >= len(rows)
    assert all(Text(line).cell_len <= max(60, fixed + 10) for line in lines)


def test_a_remark_on_a_check_that_passed_is_shown():
    best = a_check(name="b", verdict="passed", earned=2)
    band = a_check(verdict="passed", earned=1.5, message="0.934 of the test; full marks from 0.95.")
    text = report(band, best)
    assert "✓ passed  It works.  1.5/2" in text
    lines = [line.rstrip() for line in text.splitlines()]
    assert lines[-3:] == ["", "a: It works.", "  0.934 of the test; full marks from 0.95."]
    assert "more failed" not in report(band, best, more="dllab test double -v")
