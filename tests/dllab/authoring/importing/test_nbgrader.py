"""nbgrader's notebooks: regions, points, and what its tests take for granted."""

import pytest

from dllab.authoring import endless
from grader.errors import UsageError

TOTAL = "def total(x):\n    ### BEGIN SOLUTION\n    return sum(x)\n    ### END SOLUTION"


def test_the_files_of_a_small_notebook(cells, imported):
    cells.prose("## Sums\n\nAdd up.").solution(TOTAL)
    cells.test(
        "adds",
        "assert total([1, 2]) == 3\n### BEGIN HIDDEN TESTS\nassert total([]) == 0\n### END HIDDEN TESTS",
        3,
    )
    result = imported(cells)
    assert result.text("solution.py") == '"""Sums."""\n\n\ndef total(x):\n    return sum(x)\n'
    assert 'raise NotImplementedError("total: write its body first")' in result.text("starter.py")
    assert result.text("lesson.md") == "# Sums\n\n## Sums\n\nAdd up.\n"
    assert result.text("checks.py").count("total([1, 2]) == 3") == 1
    assert "total([])" not in result.text("checks.py")
    assert "total([1, 2])" not in result.text("hidden.py")
    assert result.exercise.provides == ["total"]
    assert result.grade() == {"adds": 0, "adds_hidden": 3}
    assert (result.told.points, result.told.checks, result.told.hidden) == (3, 2, 1)


def test_a_hidden_part_goes_on_where_the_other_ended(cells, imported):
    cells.solution(TOTAL)
    hidden = "### BEGIN HIDDEN TESTS\nassert found == 6\n### END HIDDEN TESTS"
    cells.test("adds", f"found = total([1, 2, 3])\nassert found > 0\n{hidden}")
    result = imported(cells)
    assert "found = total([1, 2, 3])" in result.text("hidden.py")
    assert result.grade("def total(x):\n    return 1\n") == {"adds": 0, "adds_hidden": 0}
    assert result.report("def total(x):\n    return 1\n").checks[1].message == "A hidden test does not hold."


def test_a_cell_without_regions_is_the_solution(cells, imported):
    function = 'def total(x):\n    "The sum of x."\n    return sum(x)'
    method = "class Sums:\n    def add(self, x):\n        return total(x)"
    cells.solution(f"limit = 3\n\n\n{function}\n\n\n{method}")
    cells.test("all", "assert total([limit]) == Sums().add([3])")
    result = imported(cells)
    starter = result.text("starter.py")
    assert "limit = ..." in starter and '"""The sum of x."""' in starter
    assert "Sums: write add first" in starter
    assert result.exercise.provides == ["limit", "total", "Sums"]
    assert result.grade(starter) == {"all": 0}


def test_what_locked_cells_give_cannot_be_changed_by_a_submission(cells, imported):
    given = "import math\n\nRIGHT = [1.0, 2.0]\n\n\ndef near(a, b):\n    return math.isclose(a, b)"
    cells.code(given, solution=False, grade=False, locked=True, grade_id="given")
    cells.solution(TOTAL).test("adds", "assert near(total(RIGHT), 3)")
    result = imported(cells)
    cheat = "RIGHT = [3]\ndef near(a, b):\n    return True\ndef total(x):\n    return 0\n"
    assert result.grade() == {"adds": 1}
    assert result.grade(cheat) == {"adds": 0}


def test_the_last_line_is_a_share_of_the_points(cells, imported):
    cells.solution(TOTAL).test(
        "some", "score = 0\nfor n in range(4):\n    score += total([n]) == n\nscore", 4
    )
    result = imported(cells)
    assert result.grade() == {"some": 4}
    assert result.grade("def total(x):\n    return min(2, *x, 9)\n") == {"some": 3}


def test_what_a_test_prints_is_not_printed(cells, imported, capsys):
    cells.solution(TOTAL).test(
        "loud", "assert total([1]) == 1\nprint('Well done!')\nfor n in 1, 2:\n    print(n)"
    )
    cells.test("last", "assert total([]) == 0\nprint('Success!')").test("only", "print('Hm')")
    result = imported(cells)
    assert result.grade() == {"loud": 1, "last": 1, "only": 1}
    assert "Well done" not in result.text("checks.py") and "Success" not in result.text("checks.py")
    assert capsys.readouterr().out == ""


def test_a_test_uses_what_earlier_tests_left(cells, imported):
    body = "    n = 0\n    def add(self):\n        self.n += 1\n        return self.n"
    cells.solution(f"class Sums:\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION")
    cells.test("first", "sums = Sums()\nassert sums.add() == 1\nsums.add()")
    cells.test("second", "assert sums.add() == 3")
    result = imported(cells)
    # The call within the assertion is no statement of its own: what it did is lost, and said.
    assert result.grade() == {"first": 1}
    assert "the notebook's own solution does not pass it here" in "\n".join(result.remarks)
    assert "assert sums.add() == 3" in result.page


def test_learners_exceptions_and_sets_are_what_they_are(cells, imported):
    body = "    if not x:\n        raise Empty('nothing')\n    return set(x)"
    function = f"def parts(x):\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
    cells.solution(f"class Empty(ValueError):\n    pass\n\n\n{function}")
    cells.test(
        "raises",
        "try:\n    parts([])\nexcept ValueError as e:\n    assert 'nothing' in str(e)\nelse:\n    1 / 0",
    )
    cells.test("a_set", "assert parts([1, 1]) == {1}")
    result = imported(cells)
    assert result.grade() == {"raises": 1, "a_set": 1}
    wrong = "def parts(x):\n    if not x: raise KeyError('nothing')\n    return list(x)\n"
    assert result.grade(wrong) == {"raises": 0, "a_set": 0}


LOST = {
    "assert isinstance(Sums(), Sums)": "it cannot be run apart from its notebook: TypeError",
    "from nowhere_at_all import right\nassert right(total)": "No module named",
    "assert totale([1]) == 1": "nothing here defines totale",
    "assert get_ipython().kernel": "nothing here defines get_ipython",
    "lab = total([1])\nassert lab": "it uses the name lab",
    "assert total([1) == 1": "not Python",
    "assert total([2]) == 3": "does not pass it here",
    "import sys\nassert 'total' in vars(sys.modules['__main__'])": "does not pass it here",
    "global total\nassert total([1]) == 1": "not Python",
    "# to be written": "there is nothing in it",
    "%timeit total([1])": "there is nothing in it",
}


@pytest.mark.parametrize("test", LOST)
def test_what_cannot_be_carried_over_is_said_with_its_cell(test, cells, imported):
    cells.solution(TOTAL + "\n\n\nclass Sums:\n    pass").test("lost", test, 2).test(
        "kept", "assert total([2]) == 2"
    )
    result = imported(cells)
    [remark] = [one for one in result.remarks if "the test lost is not carried over" in one]
    assert remark.startswith("cell 2: ")
    assert LOST[test] in remark
    assert result.grade() == {"kept": 1}


def test_a_test_that_never_ends_is_left_out(cells, imported, monkeypatch):
    monkeypatch.setattr(endless, "SPARE_SECONDS", -4.5)  # beyond the 5 that learner code has
    cells.solution(TOTAL).test("endless", "while True: pass").test("kept", "assert total([2]) == 2")
    result = imported(cells)
    [remark] = [one for one in result.remarks if "the test endless is not carried over" in one]
    assert "computes for more than 0.5 s" in remark
    assert result.grade() == {"kept": 1}


def test_everything_else_that_is_lost_is_said(cells, imported):
    cells.prose("# Sums\n\n![a](attachment:a.png) $x$ <b>bold</b>", attachments={"a.png": {}})
    cells.code("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1])")
    cells.code("def show(x):\n    plt.plot(x)")
    cells.code("answer = await ask()\nx = (")
    cells.solution(TOTAL).code("print(total([1]))").code("three = total([1, 2])")
    cells.code("words", grade_id="words", solution=True, grade=True, points=2)
    cells.test("three", "import random\nrandom.seed(1)\nassert three == 3 and total([1]) == 1")
    result = imported(cells, widgets={})
    for said in (
        *("widgets:", "cell 1: a picture", "cell 1: TeX", "cell 1: HTML", "cell 1: the attachment a.png"),
        *(
            "cell 2: magics",
            "cell 2: imports matplotlib",
            "cell 3: show uses plt",
            "cell 4: left out: not Python",
        ),
        *("cell 6: `print(total([1]))` is left out", "cell 7: three is computed by total"),
        *("cell 8: graded by hand (2 points)", "cell 9: three seeds a generator"),
    ):
        assert any(remark.startswith(said) for remark in result.remarks), said
        assert said in result.page
    assert result.grade() == {"three": 1}


def test_a_variable_that_changes_later_is_said(cells, imported):
    cells.solution("### BEGIN SOLUTION\nx = 1\n### END SOLUTION").test("one", "assert x > 0")
    cells.solution("### BEGIN SOLUTION\nx = 2\n### END SOLUTION").test("two", "assert x == 2")
    assert any("cell 2: one looks at x" in remark for remark in imported(cells).remarks)


PROBLEMS = {
    "def f():\n    ### BEGIN SOLUTION\n    return 1": "cell 1: `### BEGIN SOLUTION` without its",
    "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION": "cell 1: `### BEGIN SOLUTION` without its",
}


@pytest.mark.parametrize("source", PROBLEMS)
def test_a_region_that_does_not_close(source, cells, imported):
    with pytest.raises(UsageError, match=PROBLEMS[source]):
        imported(cells.solution(source).test("one", "assert f() == 1"))


def test_nothing_to_grade(cells, imported, tmp_path):
    with pytest.raises(UsageError, match="nothing to grade"):
        imported(cells.solution("1 + 1").prose("# Hello"))
    assert not (tmp_path / "course").exists()
