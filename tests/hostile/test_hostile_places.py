"""What lies beside a submission, what it is called and how it is encoded must not matter to who grades it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_world import ROOT, attack, odd_characters, processes_named

from dllab.service import Service
from grader import report as reports
from grader import submission
from grader.errors import SubmissionError
from grader.export import csv_gradebook, ctrf, gradescope, junit

MODULES = [
    *("numpy", "random", "yaml", "msgspec", "grader", "rich", "typer", "json"),
    *("solution", "hidden", "checks", "conftest", "sitecustomize", "usercustomize"),
]
SOLUTION = (ROOT / "solutions/02-neuron/logistic-unit.py").read_text()


@pytest.fixture
def planted(tmp_path):
    """A folder in which every module that a grader might import is the learner's."""
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p conftest\n")
    (tmp_path / "planted.pth").write_text(f"import os; open({str(tmp_path / 'ran')!r}, 'a')\n")
    (tmp_path / "logistic-unit.py").write_text(SOLUTION)
    return tmp_path


def test_modules_beside_a_submission_are_not_imported(planted):
    done = _dllab(planted, "grade", "logistic-unit.py", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["score"] == json.loads(done.stdout)["max_score"]
    assert not (planted / "ran").exists()


def test_modules_beside_a_submission_are_not_imported_by_the_service(planted, monkeypatch):
    monkeypatch.chdir(planted)

    async def grade():
        async with Service() as service:
            events = service.grade("logistic-unit", Path("logistic-unit.py"), course=ROOT)
            return [event async for event in events]

    assert asyncio.run(grade())[-1].report.full_marks
    assert not (planted / "ran").exists()


def test_a_submission_that_imports_its_neighbours_gets_nothing_of_them(planted):
    (planted / "logistic-unit.py").write_text("import random, json\nimport conftest\n" + SOLUTION)
    done = _dllab(planted, "grade", "logistic-unit.py", "--json")
    assert done.returncode == 1, done.stderr
    assert not (planted / "ran").exists()
    assert "conftest" in json.loads(done.stdout)["checks"][0]["message"]


def test_the_terminal_of_whoever_grades_obeys_nothing(tmp_path):
    (tmp_path / "logistic-unit.py").write_text(attack("terminal").source)
    done = _dllab(tmp_path, "grade", "logistic-unit.py")
    assert done.returncode == 1
    assert odd_characters(done.stdout + done.stderr) == []


@pytest.mark.parametrize(
    "name", ["\x1b]0;title\x07.py", "\u202eyp.py", "a\nb.py", "[red]x[bold].py", "-rf.py", "\udce9.py"]
)
def test_a_name_full_of_escapes_is_shown_without_them(arena, tmp_path, name):
    path = tmp_path / name
    path.write_text("def sigmoid(z:\n")
    report = arena.grader.grade(arena.world.exercises["logistic-unit"], submission.read(path))
    assert report.score == 0
    assert odd_characters(reports.to_json(report).decode()) == []


@pytest.mark.parametrize(
    "coding", ["punycode", "utf-7", "unicode_escape", "raw_unicode_escape", "utf-16", "idna", "hz", "rot13"]
)
def test_a_coding_that_hides_code_or_takes_long_is_refused(tmp_path, coding):
    path = tmp_path / "logistic-unit.py"
    path.write_bytes(f"# coding: {coding}\n".encode() + b"a" * 50_000 + b"-" + b"b9z" * 16_000)
    began = time.process_time()
    with pytest.raises(SubmissionError, match=r"logistic-unit\.py"):
        submission.read(path)
    assert time.process_time() - began < 0.2


BOMBS = {
    "brackets": "[" * 10**6,
    "braces": '{"cells":' * 10**5,
    "cut off": '{"cells": [' + '{"cell_type": "code", "source": []},' * 10**5 + "]}",
    "digits": "1" * 10**6,
    "half a character": '{"cells": [{"cell_type": "code", "source": ["\\ud800"]}]}',
    "no list": '{"cells": {"a": 1}}',
    "infinite": '{"cells": [], "nbformat": 1e999}',
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_notebook_that_is_a_bomb_is_refused(tmp_path, text):
    path = tmp_path / "logistic-unit.ipynb"
    path.write_text(text)
    with pytest.raises(SubmissionError, match=r"logistic-unit\.ipynb"):
        submission.read(path)


def test_a_notebook_cannot_strip_what_judges_it(arena, tmp_path):
    """IPython's magics and input transformers change nothing: no assertion runs in the notebook's process."""
    cells = (
        "%load_ext strip\n%%capture\nget_ipython = lambda: None",
        "import sys\nsys.ps1 = '>>> '\n!rm -rf @HOME@ @COURSE@\n%run hidden.py\n%config InlineBackend",
        "def sigmoid(z):\n    return z\nlogistic = boundary = dsigmoid = sigmoid\n%autocall 2\n? sigmoid",
    )
    cells = [{"cell_type": "code", "source": arena.world.aimed(cell)} for cell in cells]
    path = tmp_path / "logistic-unit.ipynb"
    path.write_text(json.dumps({"cells": cells, "nbformat": 4}))
    report = arena.grader.grade(arena.world.exercises["logistic-unit"], submission.read(path))
    assert report.score <= 4  # for leaving its arguments alone
    assert arena.world.harm() == []


@pytest.mark.parametrize("name", ["terminal", "flood_slowly", "leak_raise", "odd_scores", "syntax_error"])
def test_exports_carry_no_escapes_and_no_hidden_inputs(arena, name):
    report = arena.grade(attack(name))
    for export in (junit, ctrf, gradescope, csv_gradebook):
        made = export([report]) if export in (junit, csv_gradebook, ctrf) else export(report)
        text = made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)
        assert odd_characters(text) == []
        assert export is gradescope or arena.world.secret[:9] not in text


def test_nothing_is_found_by_the_next_submission(arena):
    for name in ("stash", "fill_disk", "links", "deep_folders", "many_files", "global_state", "survive"):
        arena.grade(attack(name))
    report = arena.grade(attack("find_stash"))
    assert arena.flaws(attack("find_stash"), report) == []
    assert processes_named(arena.world.token) == []


def _dllab(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as its entry point starts it: without the current folder on the path."""
    start = "import sys; from dllab.__main__ import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-P", "-c", start, *arguments, "--exercise", "logistic-unit", "--course", str(ROOT)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
