"""mograder: marimo notebooks with a cell for each check, graded by `mograder autograde`."""

from __future__ import annotations

import contextlib
import math
import sqlite3
from pathlib import Path
from textwrap import indent

from assignment.questions import CHECKS, HERE, Check, assertions, functions
from common import processes
from peers import environments
from peers.base import Peer, Step

_ASSIGNMENT = "five"
# From this uv makes an environment for the notebooks; the last line is what `mograder generate` adds.
_HEAD = """\
# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo", "mograder", "numpy>=2"]
# mograder-hidden-tests = true
# ///

import marimo

app = marimo.App()

"""
_TAIL = """
if __name__ == "__main__":
    app.run()
"""
_IMPORT = "from mograder.runtime import check"
_MARKS = f"# === MOGRADER: MARKS ===\n_marks = {dict.fromkeys((check.name for check in CHECKS), 1)!r}"


class Mograder(Peer):
    """The submissions are notebooks: one cell with the file's whole text, then the tests.

    With every command it runs the notebook with the solution too. Its look-ups on the network are not
    measured: uv is told to do without as soon as the notebooks' environment is there.
    """

    name = "mograder"
    packages = ("mograder>=0.3", "uv", "numpy>=2")
    isolation = "limits"

    def prepare(self, submissions: tuple[Path, ...], copies: int) -> None:
        """A course folder; students called after their submission, the first copy without a number."""
        cache, python = str(environments.cache() / "uv"), str(self.bin / "python")
        # pip compiles what it installs, uv only when it is told to.
        self.env |= {"UV_CACHE_DIR": cache, "UV_PYTHON": python, "UV_COMPILE_BYTECODE": "1"}
        source, submitted = self.folder / "source" / _ASSIGNMENT, self.folder / "submitted" / _ASSIGNMENT
        for folder in (source, submitted):
            folder.mkdir(parents=True)
        (source / f"{_ASSIGNMENT}.py").write_text(_notebook(HERE / "solution.py", hidden_tests=True))
        for path in submissions:
            for copy in range(copies + 1):
                student = f"batch-{path.stem}-{copy}" if copy else path.stem
                (submitted / f"{student}.py").write_text(_notebook(path, hidden_tests=False))
        first = self.alone(submissions[0])
        processes.run(first.words, first.folder, self.env, check=True)
        if not (source / ".venv").is_dir():
            raise processes.Failed("uv cannot make the notebooks' environment: is there a network?")
        self.env["UV_OFFLINE"] = "1"

    def alone(self, submission: Path) -> Step:
        """`mograder autograde` for one student."""
        return self._autograde([self.folder / "submitted" / _ASSIGNMENT / submission.name], 1)

    def batch(self, jobs: int) -> Step:
        """`mograder autograde` for the students of the batch."""
        return self._autograde(sorted((self.folder / "submitted" / _ASSIGNMENT).glob("batch-*.py")), jobs)

    def _autograde(self, notebooks: list[Path], jobs: int) -> Step:
        paths = [str(path.relative_to(self.folder)) for path in notebooks]
        words = [str(self.bin / "mograder"), "autograde", "--force", "--jobs", str(jobs), *paths]
        return Step(words, self.folder)

    def score(self, submission: Path) -> float:
        """From its gradebook; nan where it has no mark."""
        query = "select auto_mark from submissions where assignment = ? and student = ?"
        with contextlib.closing(sqlite3.connect(self.folder / "gradebook.db")) as book:
            found = book.execute(query, (_ASSIGNMENT, submission.stem)).fetchone()
        return float(found[0]) if found else math.nan


def _notebook(path: Path, hidden_tests: bool) -> str:
    """A notebook of that file's code; what is handed in has not the hidden tests in it."""
    made = (*functions(), "np")
    cells = [_cell(_IMPORT, gives=("check",)), _cell(path.read_text(), gives=made), _cell(_MARKS)]
    cells += [_cell(_tests(check, hidden_tests), takes=("check", check.function, "np")) for check in CHECKS]
    return _HEAD + "\n".join(cells) + _TAIL


def _tests(check: Check, hidden_tests: bool) -> str:
    """An assertion that fails ends the cell before it says that all went well."""
    lines = assertions(check)
    if check.hidden:
        marked = ["### BEGIN HIDDEN TESTS", *lines, "### END HIDDEN TESTS"]
        lines = marked if hidden_tests else ["# HIDDEN TESTS"]
    return "\n".join([*lines, f'check("{check.name}: {check.title}", [(True, "")])'])


def _cell(code: str, takes: tuple[str, ...] = (), gives: tuple[str, ...] = ()) -> str:
    end = f"return ({', '.join(gives)},)" if gives else "return"
    body = indent(f"{code}\n{end}", "    ")
    return f"\n@app.cell\ndef _({', '.join(takes)}):\n{body}\n"
