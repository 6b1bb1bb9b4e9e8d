"""The table of the gate's verdicts: which check catches what."""

import pytest

from dllab.authoring.gate.verdicts import Cell, Subject, Table, table
from grader.checks import load_checks
from grader.report import CheckResult, Verdict


@pytest.fixture
def checks(tiny):
    """Three checks of one, two and four points; the last one is hidden."""
    one = '@check(points={1})\ndef {0}(lab):\n    "It works."\n'
    return load_checks(tiny(checks=one.format("a", 1) + one.format("b", 2), hidden=one.format("c", 4)))


def graded(*verdicts, mistake=None, earned=None):
    """One grading: a verdict a check."""
    points = [1.0, 2.0, 4.0]
    results = []
    for index, verdict in enumerate(verdicts):
        passed = verdict == "passed"
        got = (earned or points)[index] if passed else 0.0
        name = None if passed else mistake
        facts = ("abc"[index], "It works.", "public", points[index], got, Verdict(verdict), "", name)
        results.append(CheckResult(*facts))
    return results


def cells(found: Table, row: int):
    return found.rows[row].cells


def test_a_row_sums_up_its_gradings(checks):
    always, once = graded("passed", "failed", "error"), graded("passed", "passed", "error")
    found = table(checks, {Subject("mistake", "m"): [always, once]})
    assert [column.name for column in found.columns] == ["a", "b", "c"]
    assert [column.visibility for column in found.columns] == ["public", "public", "hidden"]
    assert found.rows[0].earned == 3
    assert cells(found, 0) == [
        Cell(Verdict.PASSED, 0, 2),
        Cell(Verdict.FAILED, 1, 2),
        Cell(Verdict.ERROR, 2, 2),
    ]


def test_a_mistake_is_named_if_it_is_each_time(checks):
    right = graded("failed", "passed", "passed", mistake="m")
    other = graded("failed", "passed", "passed", mistake="n")
    both = table(checks, {Subject("mistake", "m"): [right, right], Subject("mistake", "n"): [right, other]})
    assert [row.cells[0].named for row in both.rows] == [True, False]
    assert not any(cell.named for row in both.rows for cell in row.cells[1:])
    assert not cells(table(checks, {Subject("starter"): [right]}), 0)[0].named


def test_points_of_what_is_right_are_those_of_the_worst_seed(checks):
    gradings = [graded("passed", "passed", "passed"), graded("passed", "failed", "passed")]
    found = table(checks, {Subject("solution"): gradings, Subject("starter"): gradings})
    assert [row.earned for row in found.rows] == [5, 7]


def test_passed_without_all_points(checks):
    found = table(checks, {Subject("solution"): [graded("passed", "passed", "passed", earned=[1, 1.5, 4])]})
    assert cells(found, 0)[1] == Cell("partly", 1, 1)


def test_who_catches_first(checks):
    found = table(
        checks,
        {
            Subject("starter"): [graded("failed", "failed", "failed")],
            Subject("mistake", "late"): [graded("passed", "not-run", "failed")],
            Subject("mistake", "early"): [graded("failed", "passed", "failed")],
            Subject("mistake", "never"): [graded("passed", "passed", "passed")],
        },
    )
    assert [found.first_to_catch(index) for index in range(3)] == [["early"], [], ["late"]]
    assert [found.caught(index) for index in range(3)] == [["early"], [], ["late", "early"]]


def test_right_ones_come_first_and_mistakes_in_their_order(checks):
    subjects = [
        Subject("mistake", "z"),
        Subject("hollow", "returns None"),
        Subject("mistake", "a"),
        Subject("starter"),
        Subject("solution"),
    ]
    found = table(checks, {subject: [graded("passed", "passed", "passed")] for subject in subjects})
    names = ["", "", "z", "a", "returns None"]
    assert [row.name for row in found.rows] == names
    assert [row.kind for row in found.rows[:2]] == ["solution", "starter"]


def test_checks_that_were_not_asked(checks):
    found = table(checks, {Subject("mistake", "m"): [graded("passed")]})
    assert cells(found, 0)[1:] == [None, None]


def test_what_the_gate_saw(bench):
    found = bench.outcome(seeds=2).table
    assert found is not None
    assert [row.name or row.kind for row in found.rows] == [
        "solution",
        "starter",
        "empty file",
        "syntax error",
        "sum-only",
        "n-1",
        "median",
    ]
    assert [[cell.tried for cell in row.cells] for row in found.rows] == [[4, 4]] + 3 * [[1, 1]] + 3 * [
        [2, 2]
    ]
    assert all(cell.named for row in found.rows[4:] for cell in row.cells)
    assert found.first_to_catch(0) == ["sum-only", "n-1", "median"]


def test_which_mistakes_come_as_far_as_a_check(bench):
    needs = '@check(points=2, needs=["the_worked_number"])'
    bench.replace("hidden.py", "@check(points=2)", needs)
    found = bench.outcome().table
    assert found.mistakes == 3
    assert [found.asked(0), found.asked(1)] == [["sum-only", "n-1", "median"], []]
    assert [row.cells[1].verdict for row in found.rows[4:]] == ["not-run"] * 3


def test_the_gate_grades_nothing_for_the_table_alone(bench):
    """What it graded before there was a table, and not once more."""
    heard = []
    course = bench.course()
    from dllab.authoring.gate.check import examine

    examine(course, course.exercise("mean"), bench.grader, 2, heard.append)
    kinds = [subject.kind for subject in heard]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "solution": 4,
        "empty file": 1,
        "syntax error": 1,
        "starter": 1,
        "mistake": 6,
    }


@pytest.mark.parametrize(
    ("subject", "grading", "wrong"),
    [
        (Subject("solution"), graded("passed", "failed", "passed"), [False, True, False]),
        (Subject("empty file"), graded("failed", "passed", "error"), [False, True, False]),
        (Subject("mistake", "m"), graded("passed", "failed", "failed"), [False, True, False]),
        (Subject("mistake", "m"), graded("failed", "failed", "passed", mistake="m"), [False, False, False]),
        (Subject("starter"), graded("error", "passed", "failed"), [False, False, False]),
    ],
)
def test_a_check_that_says_what_it_should_not(checks, subject, grading, wrong):
    found = table(checks, {subject: [grading]})
    assert [found.is_wrong(column) for column in range(3)] == wrong
