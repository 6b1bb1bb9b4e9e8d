"""Docstrings taken apart."""

from grader import docstrings

WHOLE = """Low ≤ value,
    and value ≤ high.

    Written in two
    lines.

    A second paragraph.

    Args:
        value: a number,
            whatever its type.
        low, high: the bounds.
        **more: what else: there may be.

    Returns:
        The value.

    Raises:
        ValueError: low > high.
    """


def test_every_part_is_found():
    summary, prose, sections = docstrings.read(WHOLE)
    assert summary == "Low ≤ value, and value ≤ high."
    assert prose == "Written in two\nlines.\n\nA second paragraph."
    assert sections == {
        "Args": {
            "value": "a number, whatever its type.",
            "low": "the bounds.",
            "high": "the bounds.",
            "**more": "what else: there may be.",
        },
        "Returns": {},
        "Raises": {"ValueError": "low > high."},
    }


def test_no_docstring_says_nothing():
    assert docstrings.read(None) == ("", "", {})


def test_one_line_is_a_summary():
    assert docstrings.read("Nothing is warned.") == ("Nothing is warned.", "", {})


def test_a_single_entry_may_go_on_for_lines():
    doc = "What.\n\n    Attributes:\n        rng: where it comes from;\n            see this: `that`.\n    "
    assert docstrings.read(doc).sections == {"Attributes": {"rng": "where it comes from; see this: `that`."}}
