"""otter's notebooks: blocks, marks, points, both formats of tests."""

import pytest

from dllab.authoring.importing.otterlines import handed_out, solved
from grader.errors import UsageError

GAP = "raise NotImplementedError()  # a gap"


def question(cells, settings, solution, *tests):
    cells.raw(f"# BEGIN QUESTION\n{settings}", "# BEGIN SOLUTION").code(solution)
    cells.raw("# END SOLUTION", "# BEGIN TESTS")
    for source, shown in tests:
        cells.code(source, shown)
    return cells.raw("# END TESTS", "# END QUESTION")


DOUBLE = "def double(x):\n    return 2 * x # SOLUTION"


def worths(result):
    return {check.name: check.points for check in result.report().checks}


POINTS = {
    "name: q": {"q_1": pytest.approx(1 / 3), "q_2": pytest.approx(1 / 3), "q_3": pytest.approx(1 / 3)},
    "name: q\npoints: 6": {"q_1": 2, "q_2": 2, "q_3": 2},
    "name: q\npoints: [1, 2, 0]": {"q_1": 1, "q_2": 2, "q_3": 0},
    "name: q\npoints: {each: 0.5}": {"q_1": 0.5, "q_2": 0.5, "q_3": 0.5},
    "name: q\npoints: 3\nall_or_nothing: true": {"q_1": 0, "q_2": 0, "q_3": 3},
}


@pytest.mark.parametrize("settings", POINTS)
def test_points(settings, cells, imported):
    tests = (("double(1)", "2"), ("# HIDDEN\ndouble('a')", "'aa'"), ("# hidden\nassert double(0) == 0", ""))
    result = imported(question(cells, settings, DOUBLE, *tests))
    assert worths(result) == POINTS[settings]
    assert result.report().score == result.report().max_score
    wrong = result.grade("def double(x):\n    return 2 if x == 1 else 'aa'\n")
    whole = "all_or_nothing" in settings
    assert wrong == {**POINTS[settings], "q_3": 0} | ({"q_1": 0, "q_2": 0} if whole else {})


def test_points_of_single_tests_and_a_hint(cells, imported):
    said = "points: 2\nhidden: true\nfailure_message: Think of words"
    config = f'""" # BEGIN TEST CONFIG\n{said}\n""" # END TEST CONFIG\n'
    tests = ((f"{config}double('a')", "'aa'"), ("double(1)", "2"))
    result = imported(question(cells, "name: q\npoints: 5", DOUBLE, *tests))
    assert worths(result) == {"q_2": 3, "q_1": 2}
    failed = result.report("def double(x):\n    return 2\n").checks[1]
    assert failed.message.startswith("Think of words.\n") and "aa" not in failed.message


def test_what_a_session_shows(cells, imported):
    tests = (
        ("x = double(3)\nx", "6"),
        ("print(double(4))\n", "8\n"),
        ("for n in (1, 2):\n    print(double(n))", "2\n4\n"),
        ("import numpy as np\ndouble(np.ones(2))", "array([2., 2.])"),
        ('double("""a\nb""")', repr("a\nba\nb")),
    )
    result = imported(question(cells, "name: q\npoints: {each: 1}", DOUBLE, *tests))
    assert result.grade() == dict.fromkeys(["q_1", "q_2", "q_3", "q_4", "q_5"], 1)
    failed = result.report("def double(x):\n    return x + x if x is None else x * 2.0 if x == 3 else None\n")
    assert failed.score == 0
    assert failed.checks[0].message == "Expected:\n    6\nYours shows:\n    6.0"
    assert "str(double(4)) == '8'\n`double` gave None." in failed.checks[1].message


def test_tests_that_are_functions(cells, imported):
    cells.raw("# ASSIGNMENT CONFIG\ntests:\n  ok_format: false\nseed: {variable: s}\nfiles: [a.csv]")
    tests = (
        ("def test_it(double):\n    assert double(2) == 4\n\ntest_it(double)", ""),
        ("# HIDDEN\ndef test_env(env):\n    assert env['double'](0) == 0", ""),
    )
    result = imported(question(cells, "name: q\npoints: 2", DOUBLE, *tests))
    assert result.grade() == {"q_1": 1, "q_2": 1}
    assert result.grade("def double(x):\n    return 4\n") == {"q_1": 1, "q_2": 0}
    assert any("`files`" in one for one in result.remarks) and any("`seed`" in one for one in result.remarks)


def test_prompts_fences_and_ignored_cells(cells, imported):
    cells.prose("# Twice\n\n```otter\n# BEGIN QUESTION\nname: 1\n```\n\nWrite it.").code(
        "# IGNORE\nassert False"
    )
    cells.raw("# BEGIN PROMPT").code('def double(x):\n    "2x"\n    ...').raw(
        "# END PROMPT", "# BEGIN SOLUTION"
    )
    cells.code("# BEGIN SOLUTION NO PROMPT\ndef double(x):\n    return 2 * x\n# END SOLUTION")
    cells.raw("# END SOLUTION", "# BEGIN TESTS").code("double(2)", "4").raw("# END TESTS", "# END QUESTION")
    result = imported(cells)
    assert result.text("lesson.md") == "# Twice\n\nWrite it.\n"
    assert 'raise NotImplementedError("double: write its body first")' in result.text("starter.py")
    assert result.grade() == {"test_1_1": 1}


PROBLEMS = {
    ("# BEGIN QUESTION\nname: q",): "`# BEGIN QUESTION` is never closed",
    ("# BEGIN QUESTION\npoints: 1",): "a question without a `name`",
    ("# BEGIN QUESTION\nname: [",): "settings that are not YAML",
    ("# BEGIN QUESTION\n- q",): "settings that are no keys with values",
    ("# BEGIN TESTS",): "outside of a question",
    ("# END QUESTION",): "without its beginning",
    ("# BEGIN QUESTION\nname: q", "# BEGIN QUESTION\nname: r"): "within another block",
    ("# BEGIN QUESTION\nname: q", "# BEGIN TESTS", "text"): "a cell of tests that is no code",
}


@pytest.mark.parametrize("raws", PROBLEMS)
def test_blocks_that_make_no_sense(raws, cells, imported, tmp_path):
    with pytest.raises(UsageError, match=PROBLEMS[raws]) as told:
        imported(cells.raw(*raws))
    assert "cell " in str(told.value)
    assert not (tmp_path / "course").exists()


@pytest.mark.parametrize("points", ["-1", "[1]", "two", ".nan", "{each: x}", "true"])
def test_points_that_make_no_sense(points, cells, imported):
    tests = (("double(1)", "2"), ("double(2)", "4"))
    with pytest.raises(UsageError, match="question q: "):
        imported(question(cells, f"name: q\npoints: {points}", DOUBLE, *tests))


def test_a_question_may_not_be_worth_less_than_its_tests(cells, imported):
    config = '""" # BEGIN TEST CONFIG\npoints: 2\n""" # END TEST CONFIG\n'
    with pytest.raises(UsageError, match="worth more than the question"):
        imported(question(cells, "name: q\npoints: 1", DOUBLE, (f"{config}double(1)", "2")))


@pytest.mark.parametrize(
    ("source", "given", "solution"),
    [
        ("x = 1 # SOLUTION", "x = ...", "x = 1"),
        ("a.b['c'] = f(1) #SOLUTION", "a.b['c'] = ...", "a.b['c'] = f(1)"),
        ("    return 1 # SOLUTION", f"    {GAP}", "    return 1"),
        ("import a # SOLUTION NO PROMPT\nb", "b", "import a\nb"),
        ("# BEGIN SOLUTION\nx\ny\n# END SOLUTION\nz", f"{GAP}\nz", "x\ny\nz"),
        ("  # BEGIN SOLUTION NO PROMPT\n  x\n  # END SOLUTION\nz", "z", "  x\nz"),
        ("x # IGNORE\n# BEGIN IGNORE\ny\n# END IGNORE\nz", "z", "z"),
        ("np.random.seed(1) # SEED\nz", "z", "np.random.seed(1)\nz"),
        ("a[0], b[1] = 1, 2 # SOLUTION", "a[0], b[1] = ...", "a[0], b[1] = 1, 2"),
        ("x = y[0] = [1, 2]  # SOLUTION", "x = ...", "x = y[0] = [1, 2]"),
        ("plain", "plain", "plain"),
        (f"x{'[0]' * 40} + 1", f"x{'[0]' * 40} + 1", f"x{'[0]' * 40} + 1"),
    ],
)
def test_marks(source, given, solution):
    assert handed_out(source) == given
    assert solved(source) == solution
