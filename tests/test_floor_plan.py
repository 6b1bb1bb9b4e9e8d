"""The floor plan of docs/architecture.md holds: who may import whom, and what is never loaded too early."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = "import sys, importlinter.cli as c; sys.exit(c.lint_imports(no_cache=True, no_logo=True))"
LIST = """\
import sys
from dllab.__main__ import main
sys.argv = ["dllab", "list"]
assert main() == 0
"""

# The lab with its first screen drawn, and after one exercise was opened and the editor shown.
OPEN = """\
import asyncio
from dllab.tui.app import Lab

async def play(*steps):
    async with Lab().run_test(size=(80, 24)) as pilot:
        for step in steps:
            await pilot.press(step)
        await pilot.pause()
        assert type(pilot.app.screen_stack[1]).__name__ == "CourseScreen"

asyncio.run(play(%s))
"""


def python(code: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def loaded_by(code: str, cwd: Path, **environment: str) -> set[str]:
    """The top-level modules in a process that has run this code."""
    report = "\nimport sys; print('\\n@', *sorted({name.partition('.')[0] for name in sys.modules}))"
    done = python(code + report, cwd, **environment)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("\n@ ")[2].split())


def test_the_contracts_hold():
    done = python(LINT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("grader/report.py", "import dllab", "the grader never knows the application"),
        ("grader/checks.py", "import rich", "the grader never knows the application"),
        ("dllab/cli/app.py", "import keras", "Keras and its backends are imported in clean processes only"),
        (
            "grader/training/session.py",
            "import grader.training.trainer",
            "Keras and its backends are imported in clean processes only",
        ),
        ("grader/errors.py", "import grader.grade", "the grader imports only downwards"),
        ("grader/newcomer.py", "", "the grader imports only downwards"),
        ("dllab/workspace.py", "import dllab.cli.app", "the application imports only downwards"),
        ("grader/sandbox/wire.py", "import grader.sandbox.channel", "no circles"),
    ],
)
def test_the_contracts_can_break(tmp_path, file, line, contract):
    for name in ("dllab", "grader"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a") as source:
        source.write(f"\n{line}\n")
    done = python(LINT, tmp_path)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in " ".join(done.stdout.split())


def test_listing_the_course_loads_neither_keras_nor_numpy(tmp_path):
    loaded = loaded_by(LIST, tmp_path, DLLAB_COURSE=str(ROOT), DLLAB_HOME=str(tmp_path / "home"))
    assert {"dllab", "grader", "typer"} <= loaded
    assert loaded.isdisjoint({"tensorflow", "keras", "numpy", "textual"})


def test_the_lab_and_its_first_screen_load_nothing_that_they_do_not_need(tmp_path):
    places = {
        "DLLAB_COURSE": str(ROOT),
        "DLLAB_HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    loaded = loaded_by(OPEN % "", tmp_path, **places)
    assert {"textual", "dllab"} <= loaded
    assert loaded.isdisjoint({"tensorflow", "keras", "numpy", "plotext", "markdown_it", "tree_sitter", "jax"})


def test_the_exercise_screen_loads_neither_keras_nor_numpy(tmp_path):
    places = {
        "DLLAB_COURSE": str(ROOT),
        "DLLAB_HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    keys = '"enter", "f2", "f4", "f5", "f6", "f1", "escape", "f9"'
    loaded = loaded_by(OPEN % keys, tmp_path, **places)
    assert "tree_sitter" in loaded
    assert loaded.isdisjoint({"tensorflow", "keras", "numpy", "jax"})


@pytest.mark.parametrize(
    "module", ["grader.grade", "grader.service", "grader.expect", "dllab.authoring.gate.check"]
)
def test_the_grader_does_not_load_keras(tmp_path, module):
    loaded = loaded_by(f"import {module}", tmp_path)
    assert "grader" in loaded
    assert loaded.isdisjoint({"tensorflow", "keras", "jax", "torch", "textual"})
