"""The marks within otter's cells of code: `# SOLUTION`, `# BEGIN SOLUTION`, `# IGNORE` and the like."""

from __future__ import annotations

import re

from dllab.authoring.importing.assignment import GAP


def solved(source: str) -> str:
    """The code with its solutions and without the marks."""
    lines = [line for line in _kept(source.split("\n")) if not _ALONE.match(line)]
    return "\n".join(_MARK.sub("", line) for line in lines)


def handed_out(source: str) -> str:
    """The code without its solutions: assignments to `...`, gaps elsewhere.

    Raises:
        ValueError: a solution that does not close.
    """
    kept, is_open = [], False
    for line in _kept(source.split("\n")):
        text = line.rstrip()
        if text.endswith(_SKIPPED):
            continue
        if text.endswith("# END SOLUTION"):
            if not is_open:
                raise ValueError("`# END SOLUTION` without its beginning")
            is_open = False
        elif is_open:
            continue
        elif match := _BEGIN.match(line):
            is_open = True
            if not match[2]:
                kept.append(match[1] + GAP)
        else:
            kept.append(_one_line(line))
    if is_open:
        raise ValueError("`# BEGIN SOLUTION` is never closed")
    return "\n".join(kept)


def _one_line(line: str) -> str:
    if match := _ASSIGNED.match(line):
        return f"{match[1]} ..."
    if match := _LINE.match(line):
        return match[1] + GAP
    return line


def _kept(lines: list[str]) -> list[str]:
    """Without what otter ignores."""
    kept, ignored = [], False
    for line in lines:
        text = line.rstrip()
        if text.endswith("# END IGNORE"):
            ignored = False
        elif re.match(r"\s*#\s*BEGIN\s*IGNORE\s*", line, re.IGNORECASE):
            ignored = True
        elif not ignored and not text.endswith("# IGNORE"):
            kept.append(line)
    return kept


_SKIPPED = ("# SOLUTION NO PROMPT", "# BEGIN PROMPT", "# END PROMPT", "# SEED")
_BEGIN = re.compile(r"(\s*)# BEGIN SOLUTION( NO PROMPT)?")
# Names with commas, and at most one stretch from [ to ]: written as otter does, long lines take for ever.
_NAMES = r"(?:[\w.]++,\s*)*"
_TARGETS = rf"{_NAMES}[\w.]++(?:,\s*|\[.*\](?:,\s*)?{_NAMES}(?:[\w.]++(?:,\s*)?)?)?"
_ASSIGNED = re.compile(rf"(\s*{_TARGETS}\s*=).* ?# ?SOLUTION")
_LINE = re.compile(r"(\s*).* ?# ?SOLUTION")
_ALONE = re.compile(r"\s*(\"\"\")?\s*# (BEGIN|END) (SOLUTION|PROMPT)( NO PROMPT)?\s*$")
_MARK = re.compile(r"\s*# ?(SOLUTION( NO PROMPT)?|SEED)\s*$")
