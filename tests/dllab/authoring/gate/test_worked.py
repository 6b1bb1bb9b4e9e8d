"""The worked examples of a lesson are run again: what is wrong is said with its line."""

import numpy as np
import pytest

from dllab.authoring.gate import worked

LESSON = """\
# The mean

{}
"""


def found(bench, text):
    (bench.folder / "lesson.md").write_text(LESSON.format(text), encoding="utf-8")
    return list(worked.problems(bench.course().exercise("mean")))


def session(*lines):
    return "\n".join(["```python", *lines, "```"])


@pytest.mark.parametrize(
    "lines",
    [
        (">>> mean(np.array([1, 2, 6]))", "3.0"),
        (">>> mean(np.array([1, 1, 2]))", "1.3333"),
        (">>> mean(np.array([1, 1, 2]))", "1.3"),
        (">>> mean(np.array([-1, -1, -3])) / 1e6", "-1.67e-06"),
        (">>> np.array([0.5, 2 / 3, -1e-20])", "array([ 0.5 ,  0.667, -0.  ])"),
        (">>> x = np.arange(5)", ">>> mean(x)", "2.0", ">>> x[0] = 5", ">>> mean(x)", "3.0"),
        (">>> for k in range(2):", "...     print(mean(k + np.zeros(3)))", "0.0", "1.0"),
        (">>> mean(None)", "Traceback (most recent call last):", "AttributeError: ..."),
    ],
)
def test_what_the_reference_gives_too(bench, lines):
    assert found(bench, session(*lines)) == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ((">>> mean(np.ones(3))", "1.1"), "`mean(np.ones(3))` gives 1.0, the lesson says 1.1"),
        (
            (">>> mean(np.array([1, 1, 2]))", "1.3334"),
            "`mean(np.array([1, 1, 2]))` gives 1.3333333333333333,",
        ),
        ((">>> len(np.ones(3))", "4"), "`len(np.ones(3))` gives 3, the lesson says 4"),
        ((">>> -mean(np.ones(3))", "1.0"), "`-mean(np.ones(3))` gives -1.0, the lesson says 1.0"),
        ((">>> [1.0, 2.0]", "[1.0]"), "`[1.0, 2.0]` gives [1.0, 2.0], the lesson says [1.0]"),
        ((">>> mean(np.ones(3)) > 0", "False"), "gives True, the lesson says False"),
        ((">>> mean(np.ones(3))",), "gives 1.0, the lesson says nothing"),
        ((">>> median(np.ones(3))", "1.0"), "raises NameError: name 'median' is not defined"),
        ((">>> mean(np.ones(3)", "1.0"), "raises SyntaxError"),
    ],
)
def test_what_the_reference_contradicts(bench, lines, problem):
    [(line, what)] = found(bench, session(*lines))
    assert line == 4
    assert problem in what


def test_a_generator_moves_on_as_in_a_session_of_one_s_own(bench):
    bench.replace(
        "solution.py", "def mean(x):", "def draw(rng):\n    return rng.integers(9)\n\n\ndef mean(x):"
    )
    both = [np.random.default_rng(0).integers(9, size=2).tolist()]
    lines = [">>> rng = np.random.default_rng(0)", ">>> [[int(draw(rng)), int(draw(rng))]]", f"{both}"]
    assert both[0][0] != both[0][1]
    assert found(bench, session(*lines)) == []


def test_what_a_lesson_builds_on_is_there_as_well(bench):
    bench.replace("exercise.yaml", "requires: [zero]", "requires: [zero]\nuses: [zero]")
    bench.write(bench.root / "solutions/01-basics/zero.py", "def zero():\n    return 0\n")
    assert found(bench, session(">>> mean(zero() * np.ones(3))", "0.0")) == []


@pytest.mark.parametrize(
    "prose", ["It is 1.33 here.", "| 1.333 |", "```text\n 1.3 \n```", "−1.33", "2.5 and 9.5"]
)
def test_numbers_that_an_example_or_a_public_check_has(bench, prose):
    bench.replace("checks.py", "1.0, 2.0, 6.0", "2.5, 9.5")
    assert found(bench, prose + "\n\n" + session(">>> mean(np.array([1, 1, 2]))", "1.3333")) == []


def test_a_number_that_nothing_proves(bench):
    said = found(bench, "The mean\nis 1.34.\n" + session(">>> mean(np.array([1, 1, 2]))", "1.3333"))
    assert said == [(4, "1.34 is in no worked example and in no public check: nothing proves it")]


def test_a_lesson_without_an_example(bench):
    [(line, what)] = found(bench, "The mean is 3.")
    assert (line, what[:17]) == (1, "no worked example")


def test_what_is_not_written_yet_is_for_others_to_say(bench):
    lines = [">>> mean(np.ones(3))", "[write: what that prints]", ">>> mean(np.ones(3))", "2.0"]
    assert [line for line, _ in found(bench, session(*lines))] == [6]
