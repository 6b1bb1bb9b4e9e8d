"""Exercises that build on the code of others: whose it is, where it is found, and what the report says."""

import sys
import textwrap

import msgspec
import pytest

from grader.errors import UsageError
from grader.reference import load_reference
from grader.submission import from_source

BASE = "FACTOR = 2\n\ndef twice(x):\n    return FACTOR * x\n"
USES = "from two_fold import twice\n\ndef f(x):\n    return twice(x) + 1\n"
CHECKS = """
    @check()
    def agrees(lab):
        "It agrees."
        expect.matches(lab.f, 5)
    """
MISTAKES = """
    from two_fold import twice

    @mistake("adds-two", "You add two.")
    class _:
        def f(x):
            return twice(x) + 2
    """


@pytest.fixture
def exercise(tmp_path, write_course):
    """The exercise `tiny`, which imports the code of `two-fold`."""
    folder = tmp_path / "exercises" / "00-base" / "two-fold"
    folder.mkdir(parents=True)
    (folder.parent / "track.yaml").write_text("title: Base\nexercises: [two-fold]\n")
    about = "id: two-fold\ntitle: Two\nsummary: Two.\nkind: numpy\nprovides: [twice]\n"
    (folder / "exercise.yaml").write_text(about)
    solution = tmp_path / "solutions" / "00-base" / "two-fold.py"
    solution.parent.mkdir(parents=True)
    solution.write_text(BASE)
    return write_course(tmp_path, USES, CHECKS, mistakes=MISTAKES, uses=["two-fold"])


def handed_in(source=USES, **companions):
    return msgspec.structs.replace(from_source(textwrap.dedent(source), "tiny.py"), companions=companions)


def test_the_reference_stands_in(grader, exercise):
    report = grader.grade(exercise, handed_in())
    assert report.full_marks
    assert report.companions == {"two_fold": "reference"}


def test_the_learner_s_own_code_is_used(grader, exercise):
    own = BASE.replace("FACTOR = 2", "FACTOR = 3")
    report = grader.grade(exercise, handed_in(two_fold=own))
    assert report.companions == {"two_fold": "yours"}
    assert report.checks[0].verdict == "failed"
    assert grader.grade(exercise, handed_in(USES.replace("+ 1", "- x + 1"), two_fold=own)).full_marks


def test_mistakes_are_recognised_with_it(grader, exercise):
    (found,) = grader.grade(exercise, handed_in(USES.replace("+ 1", "+ 2"))).checks
    assert (found.verdict, found.mistake) == ("failed", "adds-two")


def test_an_error_in_it_is_told_by_the_submission_s_line(grader, exercise):
    own = "def twice(x):\n    raise KeyError('own')\n"
    (found,) = grader.grade(exercise, handed_in(two_fold=own)).checks
    assert found.verdict == "error"
    assert "line 4: return twice(x) + 1" in found.message


@pytest.mark.parametrize("own", ["def (:\n", "raise ValueError('no')\n"])
def test_one_that_cannot_be_loaded_is_named(grader, exercise, own):
    (found,) = grader.grade(exercise, handed_in(two_fold=own)).checks
    assert found.verdict == "error"
    assert found.message.startswith("Your two_fold.py is used here and cannot be loaded")


def test_one_that_never_ends_is_not_waited_for(grader, exercise):
    brief = msgspec.structs.replace(exercise.limits, seconds=1)
    exercise = msgspec.structs.replace(exercise, limits=brief)
    (found,) = grader.grade(exercise, handed_in(two_fold="while True: pass\n")).checks
    assert found.verdict == "timeout"


def test_without_solutions_the_learner_s_is_needed(grader, exercise):
    exercise.companions["two_fold"].unlink()
    with pytest.raises(
        UsageError, match="tiny uses your code of two-fold, which must pass `dllab test two-fold`"
    ):
        grader.grade(exercise, handed_in())


def test_its_text_is_part_of_the_version(tmp_path, exercise):
    before = exercise.version
    exercise.companions["two_fold"].write_text(BASE + "\n")
    fresh = msgspec.structs.replace(exercise)
    assert (fresh.version == before) is False


def test_the_reference_imports_it_in_private(exercise):
    late = (
        "def f(x):\n    import math\n    from two_fold import twice\n    return twice(x) + math.floor(1.5)\n"
    )
    for source in (USES, late):
        reference = load_reference(exercise.solution, source, exercise.companions)
        assert reference.f(5) == 11
    assert "two_fold" not in sys.modules
    with pytest.raises(ModuleNotFoundError):
        __import__("two_fold")
