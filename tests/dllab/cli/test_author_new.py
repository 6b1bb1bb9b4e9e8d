"""author new, on a terminal and without one."""

import re

import pytest
from ptys import Terminal

from dllab.cli.authoring import creating
from grader.course import load_course
from grader.errors import UsageError

PROVIDES = ("--provides", "cosine(x, y)")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "own"


def test_flags_are_enough(dllab, root):
    done = dllab("author", "new", "cosine", *PROVIDES, "--minutes", "5", "--track", "02-b", "--course", root)
    assert (done.status, done.err) == (0, "")
    assert "exercises/02-b/cosine/ comes then, best in this order:" in done.out
    assert done.out.endswith(f"dllab author check cosine --watch --course {root}\n")
    exercise = load_course(root).exercise("cosine")
    assert (exercise.title, exercise.minutes, exercise.provides) == ("Cosine", 5, ["cosine"])


def test_what_is_left_open_has_defaults(dllab, root, mini):
    assert dllab("author", "new", "soft-max", "--course", root).status == 0
    [exercise] = load_course(root)
    assert (exercise.title, exercise.kind, exercise.provides) == ("Soft max", "numpy", ["soft_max"])
    assert exercise.folder.parent.name == "01-first"
    done = dllab("author", "new", "net", "--kind", "keras")
    assert done.out.endswith("dllab author check net --watch\n")
    assert load_course(mini).exercise("net").provides == ["build_model"]
    assert load_course(mini).tracks[0].exercises[-1].id == "net"


def test_as_json(dllab, root):
    found = dllab("author", "new", "cosine", "--json", "--course", root).json
    assert found == {
        "schema": 1,
        "exercise": "cosine",
        "folder": f"{root}/exercises/01-first/cosine",
        "solution": f"{root}/solutions/01-first/cosine.py",
        "began": [f"{root}/course.yaml", f"{root}/exercises/01-first/track.yaml"],
    }


def test_an_id_that_is_taken(dllab):
    done = dllab("author", "new", "double")
    assert done.is_refusal()
    assert "the id double is taken, by " in done.err


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"id": None}, "name the exercise: `dllab author new ID`"),
        ({"id": "twice"}, "the id twice is taken, by "),
        ({"id": "Cosine!"}, "'Cosine!' is no id: small letters, digits and hyphens, such as cosine"),
        ({"provides": ["f"]}, "'f' is no signature: write a name and its parameters, such as f(x)"),
        ({"provides": ["f(x)", "f(y)"]}, "f is there twice"),
        ({"track": "A"}, "'A' is no track: small letters, digits, hyphens, such as 01-a"),
        ({"title": " "}, "a title has letters in it"),
    ],
)
def test_what_will_not_do_is_one_sentence_and_nothing_is_written(mini, said, sentence):
    before = sorted(mini.rglob("*"))
    with pytest.raises(UsageError, match=re.escape(sentence)):
        creating.new(**{"id": "a", "yes": True, "course": mini, **said})
    assert sorted(mini.rglob("*")) == before


def test_the_course_that_everybody_has_is_not_meant(dllab):
    done = dllab("author", "new", "cosine", env={"DLLAB_COURSE": ""})
    assert done.is_refusal()
    assert "which course is it for? Say --course FOLDER, or set DLLAB_COURSE" in done.err


def test_at_a_terminal_it_asks_and_asks_again(environment, root):
    terminal = Terminal("author", "new", "--course", str(root), env=environment)
    try:
        for question, answer in [
            ("Its id, such as cosine-similarity:", "Cosine"),
            ("'Cosine' is no id", "cosine"),
            ("Its title [Cosine]:", "Größe · cos"),
            ("Its kind, numpy or keras [numpy]:", "torch"),
            ("'torch' is no kind", ""),
            ("What learners write, one signature at a time [cosine(x)]:", "cosine(x, y)"),
            ("And (Enter: nothing more):", "cosine(x)"),
            ("cosine is there twice", "Cosines(n)"),
            ("And (Enter: nothing more):", ""),
            ("Minutes that it takes [30]:", "soon"),
            ("'soon' is no number of minutes", "12"),
            ("Its track [01-first]:", ""),
        ]:
            terminal.see(question)
            terminal.press(f"{answer}\n")
        assert terminal.status() == 0
    finally:
        terminal.close()
    exercise = load_course(root).exercise("cosine")
    assert (exercise.title, exercise.minutes) == ("Größe · cos", 12)
    assert exercise.provides == ["cosine", "Cosines"]


def test_whoever_ends_the_questions_writes_nothing(environment, root):
    terminal = Terminal("author", "new", "--course", str(root), env=environment)
    try:
        terminal.see("Its id")
        terminal.press("\x04")
        assert terminal.status() == 2
        assert b"nobody answered, so nothing was written" in terminal.seen
    finally:
        terminal.close()
    assert not root.exists()
