"""A host that is killed, a disk that is full or cannot be written to, a bubblewrap that is broken."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap

import pytest

GRADE = """
import json, sys
from pathlib import Path
from grader.errors import DllabError
from grader.course import load_course
from grader.grade import Grader
from grader.sandbox.policy import Policy
from grader.submission import from_source

course, source, bubblewrap = sys.argv[1:4]
exercise = load_course(Path(course)).exercise("tiny")
try:
    with Grader(Policy(bubblewrap=bubblewrap == "True")) as grader:
        say = lambda event: print(type(event).__name__, flush=True)
        report = grader.grade(exercise, from_source(source), listener=say)
    sandbox = report.environment.sandbox
    print(json.dumps([[c.verdict, c.message] for c in report.checks] + [sandbox.level, sandbox.missing]))
except DllabError as error:
    print(json.dumps(str(error)))
"""
CHECK = '@check()\ndef a(lab):\n    "A."\n    expect.close(lab.f(), 1)\n'
WAITS = (
    "import time\nprint('x')\nopen('left', 'w').close()\ndef f():\n    while True:\n        time.sleep(1)\n"
)
SPINS = "def f():\n    while True:\n        pass\n"
RIGHT = "def f():\n    return 1\n"
WRITES = "def f():\n    with open('x', 'wb') as file:\n        file.write(bytes(1 << 20))\n    return 1\n"


@pytest.fixture
def temporary(tmp_path):
    """A folder for temporary files that other users can get to."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.geteuid() and parent.name.startswith(("test_", "popen", "pytest-")):
            parent.chmod(parent.stat().st_mode | 0o111)
    return folder


@pytest.fixture
def host(tiny, temporary):
    """A function that makes a command which grades a source in a process of its own."""
    course = str(tiny(checks=CHECK, limits={"seconds": 60}).folder.parents[2])

    def command(source, bubblewrap):
        return [sys.executable, "-c", GRADE, course, source, str(bubblewrap)]

    return command


@pytest.mark.parametrize(
    ("how", "source", "bubblewrap"),
    [
        *((signal.SIGKILL, source, bubblewrap) for source in (WAITS, SPINS) for bubblewrap in (True, False)),
        (signal.SIGTERM, SPINS, True),
        (signal.SIGINT, SPINS, False),
    ],
)
def test_a_host_that_is_killed_leaves_nothing(host, processes, temporary, how, source, bubblewrap):
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        host(source, bubblewrap),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        heard = [process.stdout.readline().strip() for _ in range(2)]
        assert heard == ["Started", "CheckStarted"]
        below = processes.until(lambda: len(found := processes.below(process.pid)) >= 2 and found)
        process.send_signal(how)
        process.wait(timeout=20)
    processes.until(lambda: not any(map(processes.alive, below)))
    processes.until(lambda: not list(temporary.iterdir()))


def graded(command, **options):
    """The last line that a grading printed, decoded."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, **options)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def elsewhere(host, temporary):
    """A function that grades where the file system is another: elsewhere(source, *options of bubblewrap)."""
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")

    def run(source, *options, bubblewrap=False):
        around = [
            "bwrap",
            "--ro-bind",
            "/",
            "/",
            "--dev",
            "/dev",
            "--proc",
            "/proc",
            "--cap-add",
            "ALL",
            *options,
        ]
        return graded(
            [*around, "--", *host(source, bubblewrap)], env={**os.environ, "TMPDIR": str(temporary)}
        )

    return run


def test_elsewhere_is_like_here(elsewhere, temporary):
    first, *_ = elsewhere(RIGHT, "--bind", str(temporary), str(temporary))
    assert first == ["passed", ""]


def test_a_disk_that_cannot_be_written_to_is_one_sentence(elsewhere):
    said = elsewhere(RIGHT)
    assert isinstance(said, str)
    assert "\n" not in said
    assert said.endswith("no folder for temporary files can be written to: set TMPDIR")


def test_in_bubblewrap_no_disk_is_needed(elsewhere):
    found = elsewhere(RIGHT, bubblewrap=True)
    if isinstance(found, str):
        assert found.endswith("set TMPDIR")  # there is no bubblewrap inside bubblewrap here
    else:
        assert found[0] == ["passed", ""]


def test_a_full_disk_is_the_learner_s_error_only_if_they_write(elsewhere, temporary):
    full = ["--size", str(64 << 10), "--tmpfs", str(temporary)]
    assert elsewhere(RIGHT, *full)[0] == ["passed", ""]
    verdict, message = elsewhere(WRITES, *full)[0]
    assert verdict == "error"
    assert "No space left on device" in message


def test_broken_bubblewrap_is_said_in_the_report(host, tmp_path):
    (tmp_path / "bwrap").write_text(
        textwrap.dedent(
            """\
            #!/bin/sh
            echo 'bwrap: Creating new namespace failed: Operation not permitted' >&2
            exit 1
            """
        )
    )
    (tmp_path / "bwrap").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    first, _, missing = graded(host(RIGHT, True), env=environment)
    assert first == ["passed", ""]
    assert missing[0] == (
        "bubblewrap is installed but does not work here (bwrap: Creating new namespace failed: "
        "Operation not permitted): the fork server has no namespaces of its own"
    )
