"""What characters become where the terminal's encoding lacks them: the nearest plain spelling."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_STAND_INS = {
    "✓": "ok",
    "✗": "x",
    "○": "o",
    "●": "*",
    "◐": "-",
    "·": "*",
    "•": "*",
    "⋅": "*",
    "∗": "*",
    "⊙": "*",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~=",
    "≡": "==",
    "≪": "<<",
    "≫": ">>",
    "∝": "~",
    "±": "+-",
    "×": "x",
    "÷": "/",
    "⁄": "/",
    "−": "-",
    "∘": "o",
    "⊗": "x",
    "√": "sqrt",
    "∞": "inf",
    "∂": "d",
    "∑": "sum",
    "∏": "prod",
    "∫": "int",
    "∇": "grad",
    "∈": "in",
    "‖": "||",
    "⟨": "<",
    "⟩": ">",
    "→": "->",
    "←": "<-",
    "↔": "<->",
    "⇒": "=>",
    "⇐": "<=",
    "↦": "->",
    "↑": "^",
    "↓": "v",
    "⊤": "^T",
    "²": "^2",
    "³": "^3",
    "ᵀ": "^T",
    "°": " deg",
    "…": "...",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "′": "'",
    "″": '"',
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "▌": "|",
    "█": "#",
    "░": ".",
    "\N{NO-BREAK SPACE}": " ",
}


def spell(text: str, encoding: str | None) -> str:
    """The text with stand-ins for what the encoding lacks; `?` only where nothing plain is known."""
    return _replaced(text, encoding or "utf-8", _stand_in)


def spell_cells(text: str, encoding: str | None) -> str:
    """The same for a screen, where every stand-in must be as wide as what it stands for."""
    return _replaced(text, encoding or "utf-8", _one_cell)


def _replaced(text: str, encoding: str, stand_in: Callable[[str, str], str]) -> str:
    if encoding.lower().startswith("utf") or _fits(text, encoding):
        return text
    return "".join(one if _fits(one, encoding) else stand_in(one, encoding) for one in text)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _one_cell(character: str, encoding: str) -> str:
    """What fits into the character's cells: a letter's sign, a shade of a drawing, or `?`."""
    if character in _CELLS:
        return _CELLS[character]
    if "\N{UPPER HALF BLOCK}" <= character <= "\N{QUADRANT UPPER RIGHT AND LOWER LEFT AND LOWER RIGHT}":
        return "#"
    if "\N{BRAILLE PATTERN BLANK}" < character <= "\N{BRAILLE PATTERN DOTS-12345678}":
        return "."
    spelled, width = _stand_in(character, encoding), _width(character)
    return spelled if len(spelled) == width else (spelled[:1] if width == 1 else "?" * width)


_CELLS = {
    "✓": "v",
    "▔": "-",
    "▁": "_",
    "▏": "|",
    "▎": "|",
    "▕": "|",
    "▒": ":",
    "▓": "%",
    "\N{BRAILLE PATTERN BLANK}": " ",
}


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _stand_in(character: str, encoding: str) -> str:
    if character in _STAND_INS:
        return _STAND_INS[character]
    name = unicodedata.name(character, "")
    if name.startswith("BOX DRAWINGS"):
        return _line(name)
    parts = unicodedata.normalize("NFKD", character)
    if parts != character:
        return spell("".join(one for one in parts if not unicodedata.combining(one)), encoding)
    if name.startswith("GREEK"):
        return _greek(name)
    return "" if unicodedata.combining(character) else "?"


def _line(name: str) -> str:
    return "|" if name.endswith("VERTICAL") else "-" if name.endswith("HORIZONTAL") else "+"


def _greek(name: str) -> str:
    """GREEK SMALL LETTER SIGMA: sigma."""
    letter = name.split(" LETTER ")[-1].removeprefix("FINAL ").split()[0].lower().replace("lamda", "lambda")
    return letter.capitalize() if "CAPITAL" in name else letter
