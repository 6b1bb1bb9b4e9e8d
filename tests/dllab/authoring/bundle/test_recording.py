"""The record of an exercise, and the proof that it is enough."""

import pytest

from dllab.authoring.bundle.recording import record
from grader.course import load_course


@pytest.fixture
def recorded(tiny, grader):
    """A function that records an exercise made on the spot: recorded(solution=…, checks=…) -> Recording."""

    def make(with_mistakes=False, **sources):
        exercise = tiny(**sources)
        (exercise.folder / "lesson.md").write_text("# Tiny\n")
        (exercise.folder / "starter.py").write_text("def f(x):\n    raise NotImplementedError('f: x')\n")
        return record(load_course(exercise.root), exercise, grader, with_mistakes=with_mistakes)

    return make


CHECK = '@check()\ndef is_right(lab):\n    "It is."\n    {}\n'
MISTAKE = '@mistake("minus", "You subtract.")\nclass _:\n    def f(x):\n        return -x\n'


def test_solution_and_mistakes_are_judged_alike(recorded):
    found = recorded(checks=CHECK.format("expect.matches(lab.f, 3.0)"), mistakes=MISTAKE)
    assert (found.problems, found.answers, found.judged) == ([], 1, 2)
    assert found.data


def test_a_check_that_asks_nothing(recorded):
    found = recorded(checks=CHECK.format("expect.close(lab.f(3.0), 3.0)"), mistakes=MISTAKE)
    assert (found.problems, found.answers, found.judged) == ([], 0, 2)


def test_a_check_that_judges_otherwise_without_the_solution(recorded):
    start = "def start():\n    return 2.0\n\ndef f(x):\n    return x\n"
    mistake = '@mistake("three", "Three.")\nclass _:\n    def start():\n        return 3.0\n'
    found = recorded(
        solution=start, checks=CHECK.format("expect.matches(lab.f, lab.start())"), mistakes=mistake
    )
    (problem,) = found.problems
    assert (
        "checks.py:2: without the solution, the mistake 'three' gets the verdict not-run, not passed"
        in problem
    )
    assert problem.endswith("ask in a scenario, which does all steps on one module")
    assert found.data == b""


def test_a_check_that_asks_only_after_a_failure(recorded):
    check = CHECK.format("if lab.f(3.0) != 3.0:\n        expect.matches(lab.f, 3.0)")
    (problem,) = recorded(checks=check, mistakes=MISTAKE).problems
    assert "the mistake 'minus' gets the verdict not-run, not failed" in problem
    assert "a public check must ask the reference about its own inputs alone, and not only after" in problem


def test_a_solution_that_does_not_pass(recorded):
    found = recorded(checks=CHECK.format("expect.close(lab.f(3.0), 4.0)"))
    assert found.problems[0].endswith(
        "the solution does not earn is_right with the seed 'public': failed: `f`: expected 4, yours is 3."
    )


def test_an_exercise_that_is_not_written_yet(recorded):
    source = 'def f(x):\n    raise NotImplementedError("[write: the right answer]")\n'
    found = recorded(solution=source, checks=CHECK.format("expect.matches(lab.f, 3.0)"))
    [problem] = found.problems
    assert problem.endswith("tiny.py:2: not written yet: the right answer")
    assert found.data == b""


def test_an_object_of_the_solution(recorded):
    solution = "class Adam:\n    pass\n\ndef f(x):\n    return x\n"
    found = recorded(solution=solution, checks=CHECK.format("lab.reference.Adam()"))
    assert "checks.py:5: the reference gives an object of type Adam" in found.problems[0]


def test_mistakes_can_be_told_by_name_on_request(recorded):
    spied = """
    @check()
    def spies(lab):
        "It calls once."
        seen = []
        expect.unchanged(lambda m: m.g(lambda: seen.append(1)))
        expect.that(len(seen) == 1, "once", mistake="twice")

    @check()
    def is_right(lab):
        "It is."
        expect.matches(lab.f, 3.0)
        expect.raises(ValueError, lab.f, -1.0)
    """
    solution = (
        "def f(x):\n    if x < 0:\n        raise ValueError\n    return x\n\ndef g(call):\n    call()\n"
    )
    mistakes = """
    @mistake("twice", "You call twice.")
    class _:
        def g(call):
            call(), call()

    @mistake("minus", "You subtract.")
    class _:
        def f(x):
            if x < 0:
                raise ValueError
            return -x

    @mistake("silent", "You take anything.")
    class _:
        def f(x):
            return x
    """
    found = recorded(True, solution=solution, checks=spied, mistakes=mistakes, provides=["f", "g"])
    assert (found.problems, found.judged, found.named) == ([], 4, 3)
    for name in (b"twice", b"minus", b"silent", b"You subtract."):
        assert name in found.data
    found = recorded(solution=solution, checks=spied, mistakes=mistakes, provides=["f", "g"])
    assert (found.problems, found.judged, found.named) == ([], 4, None)
    assert not any(name in found.data for name in (b"twice", b"minus", b"You subtract."))


def test_code_that_learners_cannot_bring(recorded):
    found = recorded(checks=CHECK.format("expect.matches(lab.f, 3.0)"), uses=["softmax"])
    assert "exercise.yaml:9: tiny uses code of softmax, which is not in the course" in found.problems[0]


@pytest.mark.sweep
def test_the_built_in_course_can_be_recorded(built_in, grader):
    for exercise in built_in:
        found = record(built_in, exercise, grader)
        assert found.problems == [] and found.data, exercise.id
        if exercise.id != "train-digits":
            assert found.answers and found.judged > len(exercise.second_solutions) + 1, exercise.id


@pytest.mark.parametrize("id", ["softmax", "dense", "logistic-train", "adam"])
def test_exercises_of_the_built_in_course_can_be_recorded(built_in, grader, id):
    found = record(built_in, built_in.exercise(id), grader)
    assert found.problems == [] and found.answers > 9 and found.judged > 9
