"""Notebooks made on the spot, and what is made of them."""

import json

import pytest

from dllab.authoring.importing import run
from grader.course import load_course
from grader.submission import from_source


class Cells(list):
    """A notebook in the making."""

    def prose(self, text, **more):
        return self._add("markdown", text, **more)

    def raw(self, *texts):
        for text in texts:
            self._add("raw", text)
        return self

    def code(self, text, shown="", **marks):
        """A cell of code; with marks, one of nbgrader's."""
        outputs = [{"output_type": "stream", "name": "stdout", "text": shown}] if shown else []
        metadata = {"nbgrader": {"schema_version": 3, **marks}} if marks else {}
        return self._add("code", text, metadata=metadata, outputs=outputs)

    def solution(self, text, **marks):
        return self.code(text, solution=True, grade=False, locked=False, grade_id=f"s{len(self)}", **marks)

    def test(self, name, text, points=1):
        return self.code(text, solution=False, grade=True, locked=True, grade_id=name, points=points)

    def _add(self, kind, text, metadata=None, **more):
        self.append({"cell_type": kind, "source": text, "metadata": metadata or {}, **more})
        return self


@pytest.fixture
def cells():
    """An empty notebook."""
    return Cells()


@pytest.fixture
def notebook(tmp_path):
    """A function that writes a notebook: notebook(cells) -> its path."""

    def write(cells, name="sums.ipynb", **metadata):
        path = tmp_path / name
        path.write_text(
            json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
        )
        return path

    return write


class Result:
    """An imported exercise."""

    def __init__(self, told, root, grader):
        self.told, self.grader = told, grader
        self.exercise = load_course(root).exercise(told.id)
        self.remarks = [str(remark) for remark in told.remarks]

    def text(self, name):
        return self.exercise.text(name)

    @property
    def page(self):
        return (self.exercise.folder / "import.md").read_text()

    def grade(self, source=None):
        """By check: what a submission earns; the solution where none is given."""
        return {one.name: one.earned for one in self.report(source).checks}

    def report(self, source=None):
        source = self.text("solution.py") if source is None else source
        return self.grader.grade(self.exercise, from_source(source), "seed")


@pytest.fixture
def imported(notebook, tmp_path, grader):
    """A function that imports a notebook of these cells, and reads what was written."""

    def make(cells, **metadata):
        root = tmp_path / "course"
        return Result(run.run(notebook(cells, **metadata), root, "01-imported", "sums", grader), root, grader)

    return make
