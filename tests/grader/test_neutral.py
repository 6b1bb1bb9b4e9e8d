"""Learner text made harmless: no escapes, no controls, no direction tricks, and otherwise untouched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.neutral import MAX_CHARACTERS, MAX_LINE, neutralise, plain


@given(st.text(st.characters()))
def test_nothing_harmful_is_left(text):
    left = plain(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cn", "Cs") and c not in "\n\t" for c in left)
    assert plain(left) == left
    assert left.encode("utf-8").decode("utf-8") == left


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"], include_characters="\n\t")))
def test_ordinary_text_stays(text):
    assert plain(text) == text


@pytest.mark.parametrize("text", ["", "a b", "epoch 1\n\tloss 0.5\n", "zo\u00eb \u6f22\u5b57", "<b>&"])
def test_ordinary_text_is_not_even_taken_apart(text):
    assert plain(text) is text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[1;31mred\x1b[0m!", "red!"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\.", "link."),
        ("\x1b]0;never ended", "0;never ended"),
        ("\x1b[", ""),
        ("\x9b31mx", "�31mx"),
        ("a\r\nb\rc", "a\nbc"),
        ("\u202eabc\u2066", "�abc�"),
        ("\ud800\ufffe\x00", "���"),
    ],
)
def test_by_example(text, expected):
    assert plain(text) == expected


def test_size_is_bounded():
    assert neutralise("x" * 10**6, lines=5) == "x" * MAX_LINE + "…"
    assert neutralise("a\nb\nc\nd", lines=2) == "a\nb\n… and 2 more lines"
    assert len(neutralise("y" * 300 + "\n", lines=1000) * 1000) < 10**6
    assert len(neutralise(("y" * 300 + "\n") * 1000, lines=1000)) == MAX_CHARACTERS + 1


@pytest.mark.parametrize("piece", ["\x1b", "\x1b]", "\x1b[1;", "\x1b[ ", "\x9d\x9d\x9dx"])
def test_hostile_text_takes_linear_time(piece):
    assert "\x1b" not in plain(piece * 200_000)
