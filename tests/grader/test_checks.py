"""Collecting checks: in order, by definition; what is broken is said with file and line."""

import pytest

import grader
from grader.checks import check, load_checks
from grader.errors import ExerciseError

GOOD = '''
@check(points=2)
def first(lab):
    """The first one works.

    More that is no title.
    """

@check(cases=[1, {"a": 2}], fresh=True)
def second(lab, case):
    "The second one works."
'''


def names(exercise, **options):
    return [found.name for found in load_checks(exercise, **options)]


def test_what_is_collected(tiny):
    exercise = tiny(checks=GOOD)
    first, second = load_checks(exercise)
    assert (first.name, first.title, first.points) == ("first", "The first one works.", 2.0)
    assert (first.visibility, first.cases, first.fresh) == ("public", [], False)
    assert (first.path, first.line) == (exercise.folder / "checks.py", 3)
    assert (second.points, second.cases, second.fresh) == (1.0, [1, {"a": 2}], True)


def test_public_checks_come_first_and_may_come_alone(tiny):
    exercise = tiny(checks=GOOD, hidden='@check()\ndef a_third(lab):\n    "Works."\n')
    assert names(exercise) == ["first", "second", "a_third"]
    assert names(exercise, public_only=True) == ["first", "second"]
    assert [found.visibility for found in load_checks(exercise)] == ["public", "public", "hidden"]


def test_definition_decides_not_the_module(tiny):
    exercise = tiny(
        checks="""
        def helper(lab):
            "No check."

        def make(n):
            @check(points=n)
            def made(lab):
                "Made."
            made.__name__ = f"made_{n}"
            return made

        for n in (1, 2):
            make(n)

        @check()
        def shadowed(lab):
            "It stays a check."

        shadowed = None
        """
    )
    assert names(exercise)[-1] == "shadowed"
    assert len(names(exercise)) == 3


def test_collecting_one_exercise_does_not_reach_another(tiny):
    other = tiny(checks=GOOD)

    @check()
    def outside(lab):
        "Defined outside of any collection."

    assert "outside" not in names(other)
    assert names(other) == names(other)


BROKEN = {
    "no docstring": ("@check()\ndef a(lab):\n    pass\n", 2, "the check 'a' has no docstring"),
    "an empty docstring": ('@check()\ndef a(lab):\n    "  "\n', 2, "has no docstring"),
    "two of one name": (
        '@check()\ndef a(lab):\n    "A."\n\n@check()\ndef a(lab):\n    "B."\n',
        6,
        "a second check is called 'a': rename one",
    ),
    "no checks": ("x = 1\n", None, "no checks: define a function with @check()"),
    "negative points": ('@check(points=-1)\ndef a(lab):\n    "A."\n', 2, "is worth -1"),
    "infinite points": ('@check(points=1e999)\ndef a(lab):\n    "A."\n', 2, "is worth inf"),
    "NaN points": ('@check(points=float("nan"))\ndef a(lab):\n    "A."\n', 2, "is worth nan"),
    "no lab": ('@check()\ndef a():\n    "A."\n', 2, "the check 'a' must take lab"),
    "no case": ('@check(cases=[1])\ndef a(lab):\n    "A."\n', 2, "the check 'a' must take lab, case"),
    "a case too many": ('@check()\ndef a(lab, case):\n    "A."\n', 2, "the check 'a' must take lab"),
    "no parentheses": ('@check\ndef a(lab):\n    "A."\n', 2, "write @check(), with parentheses"),
    "a class": ("@check()\nclass A:\n    'A.'\n", 2, "@check() marks a function"),
    "needs as a word": ('@check(needs="b")\ndef a(lab):\n    "A."\n', 2, "write needs=['b']: it is a list"),
    "a syntax error": ("x = 1\ndef a(:\n", 3, "not Python: "),
    "a NameError": ("x = 1\ny = oops\n", 3, "NameError: name 'oops' is not defined"),
    "an import of the solution": ("from solution import f\n", 2, "use lab.reference in checks"),
    "an import of nothing": ("import no_such_module\n", 2, "No module named 'no_such_module'"),
    "an exception": ("def f():\n    return 1 / 0\n\nf()\n", 3, "ZeroDivisionError: division by zero"),
    "not UTF-8": (None, 2, "not UTF-8 text"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_checks_are_said_with_file_and_line(tiny, kind):
    source, line, what = BROKEN[kind]
    exercise = tiny(checks=source or "x = 1\n")
    path = exercise.folder / "checks.py"
    if source is None:
        path.write_bytes(b"x = 1\nname = '\xe9'\n")
    with pytest.raises(ExerciseError) as caught:
        load_checks(exercise)
    assert (caught.value.path, caught.value.line) == (path, line)  # the fixture adds a line in front
    assert what in caught.value.message
    assert "\n" not in str(caught.value)


def test_hidden_ones_are_broken_in_their_own_file(tiny):
    exercise = tiny(checks=GOOD, hidden='\n@check()\ndef first(lab):\n    "Again."\n')
    with pytest.raises(ExerciseError) as caught:
        load_checks(exercise)
    assert (caught.value.path, caught.value.line) == (exercise.folder / "hidden.py", 3)
    assert names(exercise, public_only=True) == ["first", "second"]


def test_without_a_checks_file(tiny):
    exercise = tiny()
    with pytest.raises(ExerciseError, match="missing file") as caught:
        load_checks(exercise)
    assert caught.value.path == exercise.folder / "checks.py"


def test_checks_may_use_dataclasses_and_annotations(tiny):
    exercise = tiny(
        checks="""
        from dataclasses import dataclass

        @dataclass
        class Spy:
            calls: list[int]

        @check()
        def a(lab) -> None:
            "A."
        """
    )
    assert names(exercise) == ["a"]


def test_what_authors_import():
    assert sorted(grader.__all__) == ["Grader", "check", "expect", "ladder", "mistake"]
    for name in grader.__all__:
        assert getattr(grader, name) is not None
    assert grader.check is check
    with pytest.raises(AttributeError):
        _ = grader.nothing
