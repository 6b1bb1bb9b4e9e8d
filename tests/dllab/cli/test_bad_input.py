"""Bad input of every kind: one clear line, status 2, and nothing waits or is lost."""

import json
import os
import socket
import time

import pytest
from small_course import RIGHT


def a_folder(path):
    path.mkdir()


def a_fifo(path):
    os.mkfifo(path)


def a_link(path):
    path.with_name("real.py").write_text(RIGHT)
    path.symlink_to("real.py")


def a_link_to_nothing(path):
    path.symlink_to("nothing")


def a_loop_of_links(path):
    path.symlink_to(path.name)


def a_device(path):
    os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5)) if os.geteuid() == 0 else path.symlink_to("/dev/zero")


def a_socket(path):
    socket.socket(socket.AF_UNIX).bind(str(path))


def a_large_file(path):
    path.write_bytes(b"# x\n" * 15_000_000)


def bytes_that_are_no_text(path):
    path.write_bytes(b"x = 1\n\xff\xfe\xfa = 2\n")


def zeros(path):
    path.write_bytes(b"\0" * 1000)


def nothing(path):
    """No file at all."""


BAD = {
    a_folder: "a folder",
    a_fifo: "a fifo",
    a_link: "symbolic link",
    a_link_to_nothing: "symbolic link",
    a_loop_of_links: "symbolic link",
    a_device: "",
    a_socket: "",
    a_large_file: "larger than 1 MB",
    bytes_that_are_no_text: "double.py:2: not text in UTF-8",
    zeros: "NUL",
    nothing: "no such file",
}


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
@pytest.mark.parametrize("command", ["grade", "test"])
def test_what_cannot_be_graded(dllab, tmp_path, make, command):
    path = tmp_path / "in" / "double.py"
    path.parent.mkdir()
    make(path)
    begun = time.monotonic()
    done = dllab(command, "in/double.py")
    assert time.monotonic() - begun < 10
    assert done.is_refusal()
    assert done.out == ""
    assert "in/double.py" in done.err
    assert BAD[make] in done.err


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"cells": 3}', json.dumps({"nbformat": 4, "cells": []}), "[" * 100_000]
)
def test_a_broken_notebook(dllab, tmp_path, text):
    (tmp_path / "double.ipynb").write_text(text)
    done = dllab("grade", "double.ipynb")
    assert done.is_refusal()
    assert "double.ipynb" in done.err


def test_an_empty_file_is_graded_and_told_what_is_missing(dllab, tmp_path):
    (tmp_path / "double.py").write_text("")
    done = dllab("grade", "double.py")
    assert done.status == 1
    assert "double" in done.out.split("doubles_three")[1]


def test_an_odd_file_name(dllab, tmp_path):
    name = b"double \xff\x1b[31m\n.py"
    (tmp_path / os.fsdecode(name)).write_text(RIGHT)
    for more in ([], ["--json"], ["--export", "junit"]):
        done = dllab("grade", os.fsdecode(name), *more)
        assert done.status == 0, done.err
        assert "\x1b" not in done.out
    assert "\x1b" not in dllab("grade", os.fsdecode(b"x\xff\x1b[31m\n.py")).err


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("title:", "titel:", r"exercise.yaml:2: "),
        ("seconds: 20", "secnds: 20", "exercise.yaml:6: "),
        ("provides: [double]", "provides: double", "exercise.yaml:5: "),
        ("hints: [Twice.", "hints: [[Twice.", "exercise.yaml:"),
    ],
)
@pytest.mark.parametrize("how", ["double-v2.py", "double"])
def test_an_exercise_with_a_typo_in_it(dllab, mini, tmp_path, started, old, new, what, how):
    started("double", RIGHT)
    (tmp_path / "double-v2.py").write_text(RIGHT)
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    path.write_text(path.read_text().replace(old, new))
    done = dllab("grade", how)
    assert done.is_refusal()
    assert what in done.err
    assert dllab("grade", "double-v2.py", "--exercise", "double-open").status == 0


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("checks.py", "def", "checks.py:1: "),
        ("checks.py", "import no_such_module\n", "checks.py:1: "),
        ("checks.py", "", "no checks"),
        ("hidden.py", "\n\n1 / 0\n", "hidden.py:3: "),
        ("mistakes.py", "def", "mistakes.py:1: "),
    ],
)
def test_checks_that_are_broken(dllab, mini, tmp_path, file, text, what):
    (tmp_path / "double.py").write_text("def double(x):\n    return 7\n")
    (mini / "exercises/01-numbers/double" / file).write_text(text)
    if text == "":
        (mini / "exercises/01-numbers/double/hidden.py").unlink()
    done = dllab("grade", "double.py")
    assert done.is_refusal(), done.err
    assert what in done.err
