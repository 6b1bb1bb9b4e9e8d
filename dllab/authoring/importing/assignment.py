"""What an assignment says, whichever tool it was written for: prose, code, tests, and what is lost."""

from __future__ import annotations

import msgspec


class Remark(msgspec.Struct, frozen=True):
    """Something that is not carried over, or not as it was.

    Attributes:
        cell: its cell, from 1; 0 where it concerns the whole notebook.
        text: a sentence.
    """

    cell: int
    text: str

    def __str__(self) -> str:
        return f"cell {self.cell}: {self.text}" if self.cell else self.text


class Prose(msgspec.Struct, frozen=True):
    """Markdown for the lesson."""

    cell: int
    text: str


class Code(msgspec.Struct, frozen=True):
    """Code that a submission has in it.

    Attributes:
        cell: where it is from.
        solved: as the solution has it.
        given: as it is handed out; `GAP` lines stand where something is to be written.
        is_given: whether learners are to leave it as it is.
    """

    cell: int
    solved: str
    given: str
    is_given: bool = False


class Test(msgspec.Struct, frozen=True):
    """One test.

    Attributes:
        cell: where it is from.
        name: for its check, not yet an identifier.
        source: what is run.
        hidden: whether learners must not see it.
        points: earned when it passes.
        title: a sentence about it that learners may read; empty where there is none.
        shown: what a session shows after its last statement; None where nothing is compared.
        hint: what a learner reads when it fails; empty where nothing was written.
        share: whether its last line is the number of points earned.
        after: names of tests without which it earns nothing.
        environment: what it calls the dict of all the submission's names; empty where it has none.
    """

    cell: int
    name: str
    source: str
    hidden: bool
    points: float
    title: str = ""
    shown: str | None = None
    hint: str = ""
    share: bool = False
    after: list[str] = []
    environment: str = ""


class Assignment(msgspec.Struct):
    """A notebook, understood.

    Attributes:
        tool: whose notebook it is: "nbgrader" or "otter".
        pieces: in the order of the notebook.
        remarks: what is lost.
    """

    tool: str
    pieces: list[Prose | Code | Test] = []
    remarks: list[Remark] = []

    def remark(self, cell: int, text: str) -> None:
        """Note something that is lost."""
        self.remarks.append(Remark(cell, text))

    def free_name(self, name: str, cell: int) -> str:
        """The name, or with its cell where another test has it."""
        return f"{name} {cell}" if any(test.name == name for test in self.tests) else name

    @property
    def codes(self) -> list[Code]:
        """The code."""
        return [piece for piece in self.pieces if isinstance(piece, Code)]

    @property
    def tests(self) -> list[Test]:
        """The tests."""
        return [piece for piece in self.pieces if isinstance(piece, Test)]


GAP = "raise NotImplementedError()  # a gap"
