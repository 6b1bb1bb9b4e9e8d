"""The lab from the shell: nothing is loaded for it that it does not show at once."""

import json
import subprocess
import sys

from ptys import Terminal

SLOW = (
    "typer",
    "numpy",
    "keras",
    "tree_sitter",
    "plotext",
    "dllab.service",
    "dllab.buffer",
)
LOADED = """\
import json, sys
from dllab.cli import screen
screen.prepared()
print(json.dumps(list(sys.modules)))
"""


def test_what_is_slow_is_loaded_later(environment):
    done = subprocess.run(
        [sys.executable, "-c", LOADED], env=environment, capture_output=True, text=True, check=True
    )
    modules = json.loads(done.stdout)
    assert "textual.app" in modules
    assert [name for name in SLOW if name in modules] == []


def test_a_course_that_is_not_there(environment, tmp_path):
    terminal = Terminal(env={**environment, "DLLAB_COURSE": str(tmp_path / "nowhere")})
    assert terminal.status() == 2
    assert b"no course here" in terminal.seen
    assert b"Traceback" not in terminal.seen
    terminal.close()
