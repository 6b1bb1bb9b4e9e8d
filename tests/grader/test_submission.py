"""Reading what learners hand in: every kind of bad file is one clear line, and nothing waits."""

import ast
import hashlib
import json
import os
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.notebook import source_of_notebook
from grader.submission import MAX_BYTES, NOTEBOOK_MAX_BYTES, from_source, read


def refusal(path) -> str:
    with pytest.raises(SubmissionError) as caught:
        read(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def notebook(*cells: str | list[str], kind: str = "code") -> bytes:
    content = [{"cell_type": kind, "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"cells": content, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def joined(*cells: str | list[str]) -> str:
    return source_of_notebook("a.ipynb", notebook(*cells))[0]


def test_a_python_file(tmp_path):
    path = tmp_path / "mean.py"
    path.write_text("def mean(x):\n    return 'µ'\n", encoding="utf-8")
    submission = read(path)
    assert submission.source == path.read_text(encoding="utf-8")
    assert submission.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (submission.path, submission.name) == (str(path), "mean.py")


def test_an_empty_file_is_a_submission(tmp_path):
    path = tmp_path / "empty.py"
    path.touch()
    assert read(path).source == ""


def test_text_that_is_no_file():
    submission = from_source("x = 1", "draft.py")
    assert (submission.name, submission.sha256) == ("draft.py", hashlib.sha256(b"x = 1").hexdigest())
    assert len(from_source("'\ud800'").sha256) == 64


def test_declared_encodings_are_obeyed(tmp_path):
    path = tmp_path / "old.py"
    path.write_bytes("# coding: latin-1\nname = 'café'\n".encode("latin-1"))
    assert "café" in read(path).source
    path.write_bytes("name = 'café'\n".encode("utf-8-sig"))
    assert read(path).source.startswith("name")


def test_latin_1_without_declaration(tmp_path):
    path = tmp_path / "latin.py"
    path.write_bytes("x = 1\n\n\nname = 'café'\n".encode("latin-1"))
    assert refusal(path).startswith(f"{path}:4: not text in UTF-8 (save it as UTF-8)")
    path.write_bytes("x = 1\nname = 'café'\n".encode("latin-1"))
    assert refusal(path).startswith(f"{path}:2: ")


@pytest.mark.parametrize("encoding", ["rot13", "undefined", "no-such", "utf-16", "zip", "idna"])
def test_encodings_that_are_none(tmp_path, encoding):
    path = tmp_path / "odd.py"
    path.write_bytes(f"# coding: {encoding}\nx = '{'a' * 70}.é'\n".encode())
    assert refusal(path).startswith(f"{path}:1: not text")


def test_encodings_that_smuggle(tmp_path):
    path = tmp_path / "odd.py"
    for coding in ("unicode_escape", "punycode", "utf-7", "utf-16"):
        path.write_bytes(f"# coding: {coding}\nx = 1\n".encode())
        assert f"the encoding {coding!r} is not taken" in refusal(path)


def test_a_line_of_a_notebook_is_told_by_its_cell(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_bytes(notebook("x = 1", "y = 2\nz = 3", "%time f()"))
    handed_in = read(path)
    places = [handed_in.place(line) for line, text in enumerate(handed_in.source.split("\n"), 1) if text]
    assert places == ["cell 1, line 1", "cell 2, line 1", "cell 2, line 2", "cell 3, line 1"]


def test_a_line_of_a_file_is_told_by_its_number():
    assert from_source("x = 1\n").place(1) == "line 1"


def test_nul_bytes(tmp_path):
    path = tmp_path / "nul.py"
    path.write_bytes(b"x = 1\0\n")
    assert refusal(path) == f"{path} is not text: it contains NUL bytes"


def test_a_missing_file(tmp_path):
    assert refusal(tmp_path / "no.py") == f"{tmp_path / 'no.py'}: no such file"
    assert "cannot be read: Not a directory" in refusal("/dev/null/no.py")
    assert "cannot be read: embedded null byte" in refusal("a\0.py")


def test_a_folder(tmp_path):
    assert refusal(tmp_path) == f"{tmp_path} is a folder: name a .py or .ipynb file"


def test_a_fifo_is_not_waited_for(tmp_path):
    path = tmp_path / "fifo.py"
    os.mkfifo(path)
    assert "is a fifo" in refusal(path)


def test_a_symbolic_link(tmp_path):
    target = tmp_path / "target.py"
    target.write_text("x = 1")
    link = tmp_path / "link.py"
    link.symlink_to(target)
    assert "is a symbolic link" in refusal(link)
    link.unlink()
    link.symlink_to(tmp_path / "nowhere")
    assert "is a symbolic link" in refusal(link)


def test_devices_and_sockets(tmp_path, monkeypatch):
    assert "is a device" in refusal("/dev/zero")
    monkeypatch.chdir(tmp_path)  # socket paths are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.py")
        assert "is a socket" in refusal("s.py")


def test_60_megabytes_are_not_read(tmp_path):
    for name, limit in (("big.py", MAX_BYTES), ("big.ipynb", NOTEBOOK_MAX_BYTES)):
        path = tmp_path / name
        path.touch()
        os.truncate(path, 60_000_000)
        assert f"is larger than {limit // 1_000_000} MB" in refusal(path)


def test_the_size_limit_is_exact(tmp_path):
    path = tmp_path / "full.py"
    path.write_bytes(b"#" * MAX_BYTES)
    assert len(read(path).source) == MAX_BYTES
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert "is larger than 1 MB" in refusal(path)


def test_a_name_that_is_no_text_is_shown_on_one_line(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9\n\x1b[31m.py")
    path.write_text("x = 1")
    assert read(path).name == "caf���[31m.py"
    path.write_bytes(b"\0")
    assert "caf���[31m.py is not text" in refusal(path)


def test_a_notebook(tmp_path):
    path = tmp_path / "mean.IPYNB"
    path.write_bytes(notebook(["def f(x):\n", "    return x"], "y = f(1)\n"))
    assert read(path).source == "def f(x):\n    return x\n\ny = f(1)\n\n"


def test_only_code_cells_count():
    data = json.loads(notebook("x = 1"))
    data["cells"].insert(0, {"cell_type": "markdown", "source": "# Title"})
    assert source_of_notebook("a.ipynb", json.dumps(data).encode())[0] == "x = 1\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a Jupyter notebook"),
        (b"not json", "is not a Jupyter notebook"),
        (b"[]", "is not a Jupyter notebook"),
        (b"{}", "missing required field `cells`"),
        (b'{"worksheets": [{"cells": []}], "nbformat": 3}', "nbformat 4"),
        (b'{"cells": [{"cell_type": "code", "source": ["x", 3]}]}', "Expected `str`, got `int`"),
        (b'{"cells": [{"cell_type": "code", "source": "\xff"}]}', "is not a Jupyter notebook"),
        (b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}', "is not a Jupyter notebook"),
        (b'{"cells": [{"cell_type": "code", "source": "\\u0000"}]}', "NUL or half characters"),
        (b'{"cells": []}', "has no code cells"),
        (notebook("# Title", kind="markdown"), "has no code cells"),
        (notebook("#" * (MAX_BYTES + 1)), "code cells are larger than 1 MB"),
        (notebook("%x\n" * 4_000_000), "code cells are larger than 1 MB"),
        (notebook(*[""] * 10_001), "or more than 10,000"),
        (b'{"cells":' + b"[" * 1_000_000, "is not a Jupyter notebook"),
        (b'{"x":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b', "cells": []}', "is not a Jupyter notebook"),
    ],
)
def test_notebooks_that_are_none(tmp_path, data, message):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(data)
    assert message in refusal(path)


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ("%matplotlib inline\nx = 1", "pass  # %matplotlib inline\nx = 1"),
        ("if x:\n    %time f()\n    !echo it's", "if x:\n    pass  # %time f()\n    pass  # !echo it's"),
        ("!pip install \\\n  numpy\nx = 1", "pass  # !pip install \\\n#   numpy\nx = 1"),
        ("?sum", "pass  # ?sum"),
        ("%%bash\nls", "# %%bash\n# ls"),
        ("%%time\nx = 1", "pass  # %%time\nx = 1"),
        ("# ( it's\n%time f()", "# ( it's\npass  # %time f()"),
        ("f('(')\n%time f()", "f('(')\npass  # %time f()"),
        ("x = (7\n     % 2)", "x = (7\n     % 2)"),
        ("x = 7 \\\n    % 2", "x = 7 \\\n    % 2"),
        ('s = """\n%d items\n!important\n"""', 's = """\n%d items\n!important\n"""'),
        ("s = '''it\\'''s\n%d'''\n%time", "s = '''it\\'''s\n%d'''\npass  # %time"),
        ("d = {\n  'a': x\n  % 3}", "d = {\n  'a': x\n  % 3}"),
    ],
)
def test_magics_become_pass_and_python_stays(cell, source):
    assert joined(cell) == source + "\n"


@given(st.text(alphabet="ab \n\"'\\%!?#()[]{}=", max_size=60))
def test_no_line_is_lost_and_python_is_never_touched(cell):
    source = joined(cell)[:-1]
    assert source.count("\n") == cell.count("\n")
    try:
        ast.parse(cell)
    except (SyntaxError, ValueError):
        return
    assert source == cell


@pytest.mark.parametrize("piece", ['"""\\', "'''\n", "%\n", "(%\n", "\\\n%", '"\\"'])
def test_hostile_cells_take_linear_time(piece):
    cell = piece * (MAX_BYTES // len(piece))
    assert joined(cell).count("\n") == cell.count("\n") + 1
