"""author check: the table of verdicts, and the watch over an exercise's files."""

import os
import signal

import pytest
from small_course import RIGHT, alive, family, json_lines, until

from dllab.authoring.gate.check import Outcome
from dllab.authoring.gate.verdicts import Cell, Column, Row, Table
from dllab.cli.authoring import checking, verdicts
from grader.report import Verdict


def check(dllab, *arguments, **options):
    return dllab("author", "check", "double", "--seeds", "1", *arguments, **options)


def test_one_exercise_comes_with_its_table(dllab):
    done = check(dllab)
    lines = done.out.splitlines()
    assert lines[2:9] == [
        "                  a b  c  points",
        "  the solution    ✓ ✓  ✓       5",
        "  the starter     ! !  !       0",
        "  an empty file   ✗ ✗  ✗       0",
        "  a syntax error  ! !  !       0",
        "  squared         ● ●  ●       0",
        "  ✓ passed   ● failed, by its name   ✗ failed   ! error",
    ]
    assert lines[0] == lines[-2]  # the verdict, where one looks
    assert "  a  doubles_three (1 point): the first to catch squared" not in lines


def test_in_plain_letters(dllab):
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    lines = check(dllab, env=env).out.splitlines()
    assert "  the solution    o o  o       5" in lines
    assert "  squared         N N  N       0" in lines
    assert "  o passed   N failed, by its name   x failed   ! error" in lines


def test_without_the_table(dllab):
    done = check(dllab, "--no-table")
    assert done.out.startswith("✗ double · ")
    assert "  the solution  " not in done.out


def test_several_have_a_table_only_where_it_is_asked_for(dllab):
    once = ("--seeds", "1", "--jobs", "1")
    assert "  the solution  " not in dllab("author", "check", "--all", *once).out
    done = dllab("author", "check", "double", "double-open", "--table", *once)
    assert done.out.count("  the solution    ✓ ✓") == 2


def test_as_json_the_table_is_data(dllab):
    [outcome] = check(dllab, "--json").json["exercises"]
    table = outcome["table"]
    assert table["columns"][0]["name"] == "doubles_three"
    squared = next(row for row in table["rows"] if row["name"] == "squared")
    assert squared["cells"][0] == {"verdict": "failed", "lost": 1, "tried": 1, "named": True}


@pytest.mark.parametrize("which", [["double", "double-open"], ["--all"], ["double", "--all"]])
def test_watch_wants_one_exercise(dllab, which):
    done = dllab("author", "check", "--watch", *which)
    assert done.is_refusal()
    assert "--watch takes one exercise: name it" in done.err


def an_outcome(problems=(), warnings=()):
    return Outcome("double", list(problems), 1, 0.04, list(warnings))


def test_warnings_come_last_and_with_what_to_do(screen):
    read = screen()
    checking._show(an_outcome(["a.py:1: wrong"], ["b.py:2: weak"]), draw=True)
    assert read().splitlines() == [
        "✗ double · 1 problem · 1 warning · 1 mistake proved · 0.0 s",
        "  a.py:1: wrong",
        "  ! b.py:2: weak",
        "    Meant so? Say why in mutants.yaml, under `meant`, by the name of the check.",
    ]


@pytest.mark.parametrize(
    ("outcome", "strict", "good"),
    [
        (an_outcome(), True, True),
        (an_outcome(warnings=["w"]), False, True),
        (an_outcome(warnings=["w"]), True, False),
        (an_outcome(["p"]), False, False),
    ],
)
def test_warnings_count_for_whoever_is_strict(outcome, strict, good):
    assert checking.all_good([an_outcome(), outcome], strict) is good


# --- drawn -----------------------------------------------------------------------------------------


def a_table(checks, rows):
    """So many checks, half of them hidden; so many mistakes."""
    columns = [
        Column(f"check_{index}", "It works.", "public" if 2 * index < checks else "hidden", 1.0)
        for index in range(checks)
    ]
    seen = [Cell(Verdict.PASSED, 0, 2), Cell(Verdict.FAILED, 2, 2, True), Cell(Verdict.FAILED, 1, 2)]
    seen += [Cell(Verdict.FAILED, 2, 2), Cell("partly", 2, 2), Cell(Verdict.TIMEOUT, 2, 2), None]
    signs = [seen[index % len(seen)] for index in range(checks)]
    names = [f"a-mistake-with-quite-a-long-name-{index}" for index in range(rows)]
    return Table(columns, [Row("mistake", name, 1.5, signs) for name in names])


@pytest.mark.parametrize("checks", [1, 15, 24, 35, 45])
def test_it_fits_into_80_columns(screen, checks):
    screen()
    drawn = [part.plain for part in verdicts.drawn(a_table(checks, 20), 80)]
    table = drawn[0].split("\n")
    assert len(table) == 21
    assert all(len(line) <= 80 for line in table)
    assert len({len(line) for line in table}) == 1
    assert table[1].startswith("  a-mistake-with-")
    signs = table[1].partition("  ")[2].split("  ", 1)[1].rpartition("  ")[0]
    assert len(signs.replace(" ", "")) == checks


def test_each_verdict_has_a_sign_of_its_own(screen):
    screen()
    table, meanings = (part.plain for part in verdicts.drawn(a_table(7, 1), 80))
    assert table.split("\n")[1].split("  ", 2)[2].split() == ["·", "●", "◐", "✗", "½", "!", "-", "1.5"]
    assert meanings.split("   ") == [
        "  · passed",
        "● failed, by its name",
        "✗ failed",
        "! error",
        "◐ on some seeds",
        "½ not all points",
        "- not run",
    ]


def test_what_each_check_is_good_for(screen):
    screen()
    sentences = list(verdicts.explained(a_table(4, 2)))
    assert sentences[0] == "  a  check_0 (1 point): catches no mistake"
    names = "a-mistake-with-quite-a-long-name-0, a-mistake-with-quite-a-long-name-1"
    assert sentences[1] == f"  b  check_1 (1 point): the first to catch {names}"
    assert sentences[2] == "  c  check_2 (hidden, 1 point): catches 2 mistakes, none of them first"
    last = list(verdicts.explained(a_table(7, 2)))[-1]
    assert last == "  g  check_6 (hidden, 1 point): no mistake comes so far"


def test_where_something_is_wrong_only_that_is_explained(screen):
    screen()
    sentences = list(verdicts.explained(a_table(4, 2), brief=True))
    assert [sentence.split()[1] for sentence in sentences] == ["check_0"]


# --- watched ---------------------------------------------------------------------------------------


@pytest.fixture
def watching(running):
    """The watch over `double`, and a function that reads the next outcome."""
    process = running("author", "check", "double", "--watch", "--seeds", "1", "--json")
    following = json_lines(process)
    return process, lambda: following()["exercises"][0]


def test_each_save_is_checked(watching, mini):
    process, following = watching
    first = following()
    assert first["mistakes_proved"] == 1
    track = mini / "exercises/01-numbers"
    mistakes = track / "double/mistakes.py"
    mistakes.write_text(mistakes.read_text().replace("x * x", "2 * x"))
    assert following()["mistakes_proved"] == 0
    (mini / "solutions/01-numbers/double.by-adding.py").write_text(RIGHT.replace("2 * x", "x + x"))
    assert "double.by-adding.py" in [row["name"] for row in following()["table"]["rows"]]
    about = track / "double/exercise.yaml"
    good = about.read_text()
    about.write_text("id: [")
    os.set_blocking(process.stderr.fileno(), False)
    said = b""

    def complaint():
        nonlocal said
        said += process.stderr.read() or b""
        return b"double/exercise.yaml:" in said and b"not YAML" in said

    until(complaint)
    about.write_text(good)
    assert following()["exercise"] == "double"
    assert b"Traceback" not in said


def test_ctrl_c_ends_it_in_order(watching):
    process, following = watching
    following()
    relatives = family(process.pid)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert all(line.startswith(b"dllab: ") for line in err.splitlines())
    until(lambda: not any(map(alive, relatives)))
