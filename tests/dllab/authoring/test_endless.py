"""What never ends in this process is ended, and told with its line."""

import pytest

from dllab.authoring import endless
from dllab.authoring.bundle.recording import record

LOOP = "    while True:\n        pass\n"


@pytest.fixture
def bench(bench, monkeypatch):
    """Little processor time is enough here: a check of the tiny exercise takes none."""
    monkeypatch.setattr(endless, "SPARE_SECONDS", 0.3)
    bench.replace("exercise.yaml", "kind:", "limits: {seconds: 0.2}\nkind:")
    return bench


def test_a_check_that_never_ends(bench):
    bench.replace("hidden.py", "    expect.", f"{LOOP}    expect.")
    [problem] = bench.problems()
    line, _, what = problem.removeprefix("hidden.py:").partition(": ")
    assert line in ("8", "9")
    what_is_said = "the check 'random_numbers' computes for more than 0.5 s: look for a loop that never ends"
    assert what == what_is_said


def test_a_helper_that_never_ends_is_told_by_its_own_line(bench):
    helper = "def helper():\n    while True: pass\n\n\n@check(points=2)"
    bench.replace("hidden.py", "@check(points=2)", helper)
    bench.replace("hidden.py", "    expect.", "    helper()\n    expect.")
    [problem] = bench.problems()
    assert problem.startswith("hidden.py:6: the check 'random_numbers' computes for more than 0.5 s")


def test_a_file_that_never_loads(bench):
    bench.replace("checks.py", "@check", "while True: pass\n\n\n@check")
    [problem] = bench.problems()
    assert problem.startswith("checks.py:6: the file, as it is loaded, computes for more than 0.5 s")


def test_a_solution_that_never_ends_in_the_lesson(bench):
    bench.replace("solution.py", "    return", "    while True: pass\n    return")
    said = [problem for problem in bench.problems() if "computes" in problem]
    assert said[0].startswith("solution.py:6: 'mean' computes for more than 0.5 s")


def test_a_public_check_that_never_ends_is_not_recorded(bench):
    bench.replace("checks.py", "    expect.", f"{LOOP}    expect.")
    course = bench.course()
    [problem] = record(course, course.exercise("mean"), bench.grader).problems
    assert "the check 'the_worked_number' computes for more than 0.5 s" in problem


def test_each_check_has_the_time_for_itself(bench):
    for file in ("checks.py", "hidden.py"):
        burn = (
            "    from time import process_time as now\n    end = now() + 0.3\n    while now() < end: pass\n"
        )
        bench.replace(file, "    expect.", f"{burn}    expect.")
    assert not [problem for problem in bench.problems() if "computes" in problem]
