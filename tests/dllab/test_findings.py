"""What a report says in words; how they are drawn is tested with the command line and the lab."""

import pytest

from dllab import findings
from grader.report import Difference


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("`f` raised NameError: name 'y' is not defined (line 7: return y).", 7),
        ("Your file is not Python. double.py, line 12: invalid syntax: def (", 12),
        ("`f`: 2 of 3 entries differ. The worst is at [0]: expected 1, yours is 2.", None),
        ("The line 3 of the lesson says so.", None),
        ("", None),
    ],
)
def test_the_line_that_a_message_names(message, line):
    assert findings.line_of(message) == line


def test_a_star_is_behind_what_differs():
    expected, yours = findings.grids(Difference([[1.0, 0.5, "nan"]], [[1.0, 0.500001, 2.0]], ""))
    assert (expected, yours) == ([["1", "0.5", "nan"]], [["1 ", "0.500001*", "2*"]])
