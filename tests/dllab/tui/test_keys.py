"""Keys that users wish for, and docs/lab.md, which lists what there is to be wished for."""

import re
from pathlib import Path

import pytest

from dllab import locations
from dllab.tui import keys

PAGE = Path(__file__).resolve().parents[3] / "docs" / "lab.md"


@pytest.fixture
def lab(make_lab, mini):
    """A function that makes a lab for a user with these wishes."""

    def make(wishes):
        path = locations.config()
        path.parent.mkdir(parents=True)
        path.write_text(f"keys:\n  {wishes}\n")
        return make_lab(mini)

    return make


@pytest.mark.parametrize(
    ("wish", "problem"),
    [
        (
            "exercise.test: f6",
            "exercise.test: f6 is already that of exercise.history, so this is not changed",
        ),
        ("exercise.test: f1", "exercise.test: f1 is already that of lab.help, so this is not changed"),
        ("code.find: ctrl+r", "code.find: ctrl+r is already that of exercise.test, so this is not changed"),
        (
            "course.next: '?'",
            "course.next: question_mark is already that of lab.help, so this is not changed",
        ),
        ("exercise.test: ctlr+t", "exercise.test: there is no key 'ctlr+t'"),
        ("exercise.test: pgup", "exercise.test: there is no key 'pgup': did you mean 'pageup'?"),
        ("exercise.tset: f8", "unknown binding 'exercise.tset': did you mean 'exercise.test'?"),
        ("zzz: f8", "unknown binding 'zzz': docs/lab.md lists what there is"),
    ],
)
def test_wishes_that_cannot_be_followed(lab, wish, problem):
    made = lab(wish)
    assert keys.keymap(made.settings) == {}
    (told,) = made.settings.problems
    assert told.startswith(f"{locations.config()}:2: {problem}")


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ("exercise.test: f12", {"exercise.test": "f12"}),
        ("exercise.test: 'f10, f12'", {"exercise.test": "f10,f12"}),
        ("course.next: f6", {"course.next": "f6"}),  # another screen's
        (
            "exercise.history: ctrl+y\n  exercise.test: f6",
            {"exercise.history": "ctrl+y", "exercise.test": "f6"},
        ),
        ("lab.help: f1\n  course.next: '?'", {"lab.help": "f1", "course.next": "question_mark"}),
    ],
)
def test_wishes_that_can(lab, wishes, expected):
    made = lab(wishes)
    assert (keys.keymap(made.settings), made.settings.problems) == (expected, [])


def test_no_multiplexer_is_in_the_way():
    pressed = {key for binding in keys.bindings().values() for key in binding.keys}
    # The last three are other keys' codes in most terminals.
    assert pressed.isdisjoint({"ctrl+b", "ctrl+a", "ctrl+enter", "ctrl+j", "ctrl+m", "ctrl+i"})


def test_the_page_lists_every_binding_that_has_a_sentence_with_its_keys():
    listed = re.findall(r"^\| `.*\|$", PAGE.read_text(), re.MULTILINE)
    rows = [row(id, binding) for id, binding in keys.bindings().items() if binding.tooltip]
    assert sorted(listed) == sorted(rows), "the rows should be\n" + "\n".join(rows)


def row(id, binding):
    pressed = " ".join(f"`{keys.said(key)}`" for key in sorted(binding.keys))
    return f"| `{id}` | {pressed} | {binding.tooltip.rstrip('.')} |"


@pytest.mark.parametrize(
    ("letter", "meanings"),
    [
        ("d", {"conflict.difference", "difference.back", "history.against"}),
        ("r", {"course.reload", "doctor.refresh"}),
        ("s", {"checks.solution"}),
        ("n", {"course.next", "checks.next", "ask.no"}),
        ("h", {"checks.hint", "hints.close"}),
        ("j", {"lab.down"}),
        ("k", {"lab.up"}),
        ("q", {"lab.back", "ask.no", "difference.back", "help.close", "hints.close"}),
    ],
)
def test_a_letter_means_the_same_wherever_one_learns(letter, meanings):
    found = {id for id, binding in keys.bindings().items() if letter in binding.keys}
    assert {id for id in found if not id.startswith("class.")} == meanings
