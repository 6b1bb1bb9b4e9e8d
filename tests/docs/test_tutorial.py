"""The authors' tutorial, followed word for word in an empty folder."""

import os
import sys
from pathlib import Path

from sessions import Command, File, Shell, agrees, steps, write

TUTORIAL = Path(__file__).parents[2] / "docs" / "authors" / "tutorial.md"
KEPT = ("PYTHONPATH", "LD_LIBRARY_PATH", "TMPDIR")


def test_the_tutorial_is_what_happens(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    shell = Shell(empty, environment(tmp_path))
    try:
        for step in steps(TUTORIAL.read_text()):
            follow(step, shell)
    finally:
        shell.close()


def test_it_ends_with_an_exercise_that_is_in_order_and_a_class_of_three():
    last = {step.command: step.printed for step in steps(TUTORIAL.read_text()) if isinstance(step, Command)}
    assert last["dllab author check clip-gradients --no-table"].startswith("✓ clip-gradients · in order")
    assert "clip-gradients: 3 graded" in last["dllab class grade class --out results"]


def environment(home):
    """That of a user whose home is this folder, and whose `dllab` is the one that is tested."""
    dllab = home / "bin" / "dllab"
    dllab.parent.mkdir()
    dllab.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dllab "$@"\n')
    dllab.chmod(0o755)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    path = f"{dllab.parent}:{os.environ['PATH']}"
    return {"PYTHONPATH": str(Path.cwd()), **kept, "PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}


def follow(step, shell):
    """Do one thing that the tutorial says."""
    if isinstance(step, File):
        write(Path(shell.run("pwd").strip()), step)
        return
    got = shell.run(step.command)
    where = f"{TUTORIAL.name}:{step.line}: $ {step.command}"
    assert agrees(step.printed, got), f"{where}\nThe tutorial says\n\n{step.printed}\nand it prints\n\n{got}"
