"""Stand-ins for characters that an encoding lacks: the nearest for reading, one as wide for a screen."""

import pytest
from rich.cells import cell_len

from dllab.spelling import spell, spell_cells

SCREEN = "✓ ✗ ● ○ ≤ … │─╭╯ ▔▁▕ █▀▄▖ ░▒▓ ⠋⠀⣿ σ ∇ é 🔎 漢 x̄ ↑→ ⏎"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "iso8859-2"])
def test_a_screen_keeps_its_columns(encoding):
    spelled = spell_cells(SCREEN, encoding)
    spelled.encode(encoding)
    assert cell_len(spelled) == cell_len(SCREEN)
    # Not only in sum: every sign for itself.
    assert all(cell_len(spell_cells(one, encoding)) == cell_len(one) for one in SCREEN)


def test_what_stands_for_what_on_a_screen():
    assert spell_cells("✓ done, ✗ not, ● full", "ascii") == "v done, x not, * full"
    assert spell_cells("│ ▀▄ ⣿⠀", "ascii") == "| ## . "


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf-16", None])
def test_nothing_changes_where_everything_can_be_said(encoding):
    assert spell_cells(SCREEN, encoding) == SCREEN == spell(SCREEN, encoding)


def test_the_controls_of_a_terminal_are_no_characters():
    assert spell_cells("\x1b[31m✓\x1b[0m", "ascii") == "\x1b[31mv\x1b[0m"


def test_text_may_become_longer():
    assert spell("x ≤ ½ …", "ascii") == "x <= 1/2 ..."
