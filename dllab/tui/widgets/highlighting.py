"""Which parts of which line have which colour, found out for the lines that are looked at.

Textual asks for all of a file at each key; that takes longer than all the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.document._document import DocumentBase
    from tree_sitter import Node, Query

Highlight = tuple[int, int | None, str]  # first byte, the one after the last (None: to the end), a name
LINES = 32  # asked for at a time


class Highlights(dict[int, list[Highlight]]):
    """The highlights of each line.

    Args:
        document: the text, parsed.
        query: what names its parts.
    """

    def __init__(self, document: DocumentBase, query: Query) -> None:
        super().__init__()
        self._document, self._query = document, query
        names = [query.capture_name(index) for index in range(query.capture_count)]  # type: ignore[call-overload]
        self._order = {name: index for index, name in enumerate(names)}

    def __bool__(self) -> bool:
        return True

    def __missing__(self, line: int) -> list[Highlight]:
        first = line - line % LINES
        for one in range(first, first + LINES):
            self[one] = []
        found = self._document.query_syntax_tree(self._query, (first, 0), (first + LINES, 0))
        # What the query has later is more special: it is drawn over the rest.
        for name in sorted(found, key=self._order.__getitem__):
            for node in found[name]:
                self._add(name, node, first)
        return self[line]

    def _add(self, name: str, node: Node, first: int) -> None:
        (top, left), (bottom, right) = node.start_point, node.end_point
        for line in range(max(top, first), min(bottom + 1, first + LINES)):
            self[line].append((left if line == top else 0, right if line == bottom else None, name))
