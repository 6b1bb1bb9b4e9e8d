"""Bad notebooks are a sentence, and nothing is written."""

import json
import os

import pytest

from dllab.authoring.importing import notebook as notebooks
from dllab.authoring.importing.notebook import MAX_CELLS
from dllab.authoring.importing.run import id_of
from grader.errors import UsageError


def whole(*cells, **metadata):
    return json.dumps({"cells": list(cells), "metadata": metadata, "nbformat": 4}).encode()


def cell(source, kind="code", **more):
    return {"cell_type": kind, "source": source, **more}


BAD = {
    b"": "is not a Jupyter notebook",
    b"x = 1": "is not a Jupyter notebook",
    b"{}": "missing required field `cells`",
    b'{"worksheets": [], "nbformat": 3}': "missing required field `cells`",
    b"[" * 100_000: "is not a Jupyter notebook",
    whole(cell(3)): "Expected `str | array`",
    whole(cell("x", outputs=3)): "Expected `array`",
    whole(*[cell("")] * (MAX_CELLS + 1)): "more than 2,000 cells",
    whole(cell("x" * 1_000_001)): "more than 1 MB of text",
    whole(cell("x"), kernelspec={"language": "R"}): "is written in r: only Python",
    b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}': "is not a Jupyter notebook",
    b'{"cells": [{"cell_type": "code", "source": "\xff"}]}': "is not a Jupyter notebook",
}


@pytest.mark.parametrize("number", range(len(BAD)))
def test_what_is_no_notebook(number, tmp_path):
    data, message = list(BAD.items())[number]
    path = tmp_path / "bad.ipynb"
    path.write_bytes(data)
    with pytest.raises(UsageError) as told:
        notebooks.read(path)
    assert message in str(told.value) and str(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_what_is_no_file(tmp_path):
    fifo, missing = tmp_path / "fifo.ipynb", tmp_path / "missing.ipynb"
    os.mkfifo(fifo)
    for path, message in ((fifo, "is no file"), (tmp_path, "directory"), (missing, "No such file")):
        with pytest.raises(UsageError, match=message):
            notebooks.read(path)


def test_odd_metadata_is_no_harm(tmp_path, cells, imported):
    odd = [{"nbgrader": 3}, {"nbgrader": {"grade": "x"}}, {"nbgrader": {"points": "x", "grade_id": []}}]
    for metadata in odd:
        cells.append(cell("1", metadata=metadata))
    cells.solution("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION")
    cells.test("one", "assert f() == 1").test("one", "assert f() > 0", points=float("1e-3"))
    cells[-1]["metadata"]["nbgrader"]["points"] = "many"
    result = imported(cells)
    assert result.grade()["one"] == 1 and len(result.grade()) >= 2


def test_text_of_outputs(tmp_path):
    outputs = [
        {"output_type": "stream", "text": ["a\n", "b\n"]},
        {"output_type": "execute_result", "data": {"text/plain": "c"}},
        {"output_type": "display_data", "data": {"image/png": "…"}},
        {"output_type": "error", "ename": "E"},
    ]
    path = tmp_path / "a.ipynb"
    path.write_bytes(whole(cell(["x\n", "y"], outputs=outputs)))
    [found] = notebooks.read(path).cells
    assert (found.source, found.shown) == ("x\ny", "a\nb\nc")


def test_ids(tmp_path):
    assert id_of(tmp_path / "Homework 3 (final).ipynb") == "homework-3-final"
    with pytest.raises(UsageError, match="say --id"):
        id_of(tmp_path / "作业.ipynb")
