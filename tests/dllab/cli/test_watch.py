"""test --watch: a real file that is really edited."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from small_course import RIGHT, SQUARED, alive, busy, family, json_lines, until

from dllab import locations

ENDLESS = "def double(x):\n    while True:\n        pass\n"


@pytest.fixture
def watching(running):
    """A function that starts watching and returns the process and a function that reads the next report."""

    def start(*arguments):
        process = running("test", "double", "--watch", "--json", *arguments)
        return process, json_lines(process)

    return start


def test_each_edit_is_tested_and_recorded(watching, started, home):
    path = started("double", SQUARED)
    _, next_report = watching()
    assert next_report()["score"] == 0
    path.write_text(RIGHT)
    assert next_report()["score"] == 3
    other = path.with_name("saved-by-an-editor")
    other.write_text(SQUARED + "# as editors do: a new file in place of the old one\n")
    other.rename(path)
    report = next_report()
    assert [check["mistake"] for check in report["checks"]] == ["squared", "squared"]
    until(lambda: len(locations.attempts(home).read_bytes().splitlines()) == 3)
    assert len(list(locations.snapshots(home).iterdir())) == 3


def test_an_edit_cancels_the_test_that_runs(watching, started):
    path = started("double", ENDLESS)
    _, next_report = watching()
    begun = time.monotonic()
    path.write_text(RIGHT)
    assert next_report()["score"] == 3
    assert time.monotonic() - begun < 15  # the endless loop may run for 20 seconds


def test_what_cannot_be_read_is_a_line_and_watching_goes_on(watching, started):
    path = started("double", SQUARED)
    process, next_report = watching()
    next_report()
    path.unlink()
    path.write_bytes(b"\xff\xff")
    os.set_blocking(process.stderr.fileno(), False)
    said = b""

    def complaint():
        nonlocal said
        said += process.stderr.read() or b""
        return b"not text" in said

    until(complaint)
    path.write_text(RIGHT)
    assert next_report()["score"] == 3
    assert b"Traceback" not in said


def test_one_check_alone(watching, started):
    started("double", RIGHT)
    _, next_report = watching("--only", "doubles_three")
    assert next_report()["max_score"] == 1


def test_ctrl_c_ends_it_with_status_3_and_without_a_word(watching, started):
    started("double", RIGHT)
    process, next_report = watching()
    next_report()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 3
    assert all(line.startswith(b"dllab: ") for line in err.splitlines())


def test_ctrl_c_during_a_test(watching, started):
    started("double", ENDLESS)
    process, _ = watching()
    relatives = until(lambda: any(map(busy, family(process.pid))) and family(process.pid))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 3
    until(lambda: not any(map(alive, relatives)))


def test_it_ends_when_nobody_reads_any_more(environment, started):
    path = started("double", RIGHT)
    command = f'"{sys.executable}" -m dllab test double --watch --json | head -1'
    process = subprocess.Popen(
        ["bash", "-c", command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert json.loads(process.stdout.readline())["score"] == 3

    def ended():
        path.touch()
        return process.poll() is not None

    until(ended)
    assert b"Traceback" not in process.communicate()[1]


def test_a_file_that_cannot_be_read_to_begin_with_is_refused(dllab, started):
    started("double", "x\0")
    assert dllab("test", "double", "--watch").is_refusal()
    assert dllab("test", "double-open", "--watch").is_refusal()
