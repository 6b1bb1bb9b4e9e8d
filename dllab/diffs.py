"""What differs between two texts, line by line, as blocks that can be drawn below or beside each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

CONTEXT = 3
MOST_LINES = 2000  # beyond them, what lies between the first and the last difference is not told apart


class Block(NamedTuple):
    """Some lines.

    Attributes:
        old, new: the lines of either text; the same where nothing differs.
        old_at, new_at: the number of the first, from 1.
        left_out: how many equal lines before the block are not shown.
    """

    old: list[str]
    new: list[str]
    old_at: int
    new_at: int
    left_out: int = 0

    @property
    def same(self) -> bool:
        """Whether these lines are context."""
        return self.old == self.new


def blocks(old: str, new: str, context: int | None = CONTEXT) -> list[Block]:
    """The differences between two texts, each among some lines that are equal; empty where nothing differs.

    Args:
        old: the text that the other one came from.
        new: the other one.
        context: how many equal lines around each difference; None for all.
    """
    before, after = old.splitlines(), new.splitlines()
    if before == after:
        return []
    whole = [
        Block(before[a:b], after[c:d], a + 1, c + 1)
        for tag, a, b, c, d in _opcodes(before, after)
        if b > a or d > c
    ]
    return whole if context is None else list(_shortened(whole, context))


def without_docstrings(source: str) -> str:
    """A program without its docstrings; a text that is no program stays as it is."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    lines = source.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if len(node.body) > 1 else None
            if isinstance(first, ast.Expr) and _is_text(first.value) and first.end_lineno:
                _blank(lines, first.lineno, first.end_lineno, node.body[1].lineno)
    return "\n".join(line for line in lines if line != _GONE) + "\n"


_GONE = "\0"  # in no source


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _blank(lines: list[str], first: int, last: int, following: int) -> None:
    """Take out whole lines, and the empty ones behind them, unless something else stands there, too."""
    if following > last:
        while last < following - 1 and not lines[last].strip():
            last += 1
        lines[first - 1 : last] = [_GONE] * (last - first + 1)


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) <= MOST_LINES:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    a, b = len(old) - tail, len(new) - tail
    return [("equal", 0, head, 0, head), ("replace", head, a, head, b), ("equal", a, len(old), b, len(new))]


def _shortened(whole: list[Block], context: int) -> Iterator[Block]:
    """Only so many equal lines beside each difference."""
    left_out = 0
    for index, block in enumerate(whole):
        if not block.same:
            yield block._replace(left_out=left_out)
            left_out = 0
            continue
        head = context if index > 0 else 0
        tail = context if index < len(whole) - 1 else 0
        hidden = len(block.old) - head - tail
        if hidden <= 1:  # a word about it would take as much room
            yield block
            continue
        if head:
            yield block._replace(old=block.old[:head], new=block.new[:head])
        left_out = hidden
        if tail:
            at = head + hidden
            lines = block.old[at:]
            yield Block(lines, lines, block.old_at + at, block.new_at + at, left_out)
            left_out = 0
