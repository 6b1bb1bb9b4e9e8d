"""Landlock, tried in a process of its own: what was not granted is gone, for good."""

import json
import subprocess
import sys
import textwrap

import pytest

from grader.sandbox import landlock

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="this kernel has no Landlock")


@pytest.fixture
def restricted(tmp_path):
    """A function that runs statements in a process that gave up the file system.

    restricted(statements, readable=[…]) -> what they left in `out`. Around them: `allowed(f, *args)`,
    True or the errno. In tmp_path: `scratch` (writable), `public/file`, `secret/file`.
    """
    for folder in ("scratch", "public", "secret"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file").write_text(folder)

    def run(statements, readable=("public",)):
        program = _PROGRAM + textwrap.dedent(statements) + "\nprint(json.dumps(out))"
        command = [sys.executable, "-c", program, str(tmp_path), *readable]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


_PROGRAM = """
import ctypes, json, os, socket, sys
from pathlib import Path
from grader.sandbox.landlock import Ruleset

home, out = Path(sys.argv[1]), {}

def allowed(action, *args):
    try:
        action(*args)
    except OSError as error:
        return error.errno
    return True

ruleset = Ruleset([home / name for name in sys.argv[2:]])
assert ctypes.CDLL(None).prctl(38, ctypes.c_ulong(1), 0, 0, 0) == 0  # no new privileges
ruleset.restrict(home / "scratch")
"""
DENIED = 13  # EACCES


def test_reading(restricted):
    out = restricted(
        """
        out["public"] = allowed((home / "public/file").read_text)
        out["list public"] = allowed(os.listdir, home / "public")
        out["secret"] = allowed((home / "secret/file").read_text)
        out["list secret"] = allowed(os.listdir, home / "secret")
        out["list home"] = allowed(os.listdir, home)
        out["passwd"] = allowed(open, "/etc/passwd")
        """
    )
    assert out == {
        "public": True,
        "list public": True,
        "secret": DENIED,
        "list secret": DENIED,
        "list home": DENIED,
        "passwd": DENIED,
    }


def test_one_file_may_be_readable_alone(restricted):
    out = restricted(
        """
        out["it"] = allowed((home / "secret/file").read_text)
        out["its folder"] = allowed(os.listdir, home / "secret")
        """,
        readable=["secret/file"],
    )
    assert out == {"it": True, "its folder": DENIED}


def test_what_does_not_exist_is_left_out(restricted):
    out = restricted('out["public"] = allowed((home / "public/file").read_text)', ["no such thing", "public"])
    assert out == {"public": True}


def test_writing(restricted, tmp_path):
    out = restricted(
        """
        out["scratch"] = allowed((home / "scratch/new").write_text, "x")
        out["scratch again"] = allowed((home / "scratch/new").write_text, "y")
        out["folder in scratch"] = allowed((home / "scratch/folder").mkdir)
        out["unlink in scratch"] = allowed((home / "scratch/new").unlink)
        out["overwrite public"] = allowed((home / "public/file").write_text, "x")
        out["append secret"] = allowed(open, home / "secret/file", "a")
        out["create secret"] = allowed((home / "secret/new").write_text, "x")
        out["unlink public"] = allowed((home / "public/file").unlink)
        out["mkdir public"] = allowed((home / "public/new").mkdir)
        out["link out"] = allowed((home / "secret/link").symlink_to, "/etc")
        """
    )
    assert {name for name, verdict in out.items() if verdict is True} == {
        "scratch",
        "scratch again",
        "folder in scratch",
        "unlink in scratch",
    }
    assert (tmp_path / "public/file").read_text() == "public"
    assert sorted(path.name for path in (tmp_path / "secret").iterdir()) == ["file"]


def test_a_link_in_scratch_leads_nowhere(restricted):
    out = restricted(
        """
        (home / "scratch/link").symlink_to(home / "secret")
        out["through a link"] = allowed((home / "scratch/link/file").read_text)
        out["rename out"] = allowed(os.rename, home / "scratch/file", home / "secret/moved")
        out["hard link in"] = allowed(os.link, home / "secret/file", home / "scratch/linked")
        """
    )
    assert True not in out.values()


@pytest.mark.skipif(landlock.abi() < 3, reason="truncation is Landlock 3")
def test_truncating(restricted, tmp_path):
    out = restricted(
        """
        out["secret"] = allowed(os.truncate, home / "secret/file", 0)
        out["public"] = allowed(os.truncate, home / "public/file", 0)
        out["scratch"] = allowed(os.truncate, home / "scratch/file", 0)
        """
    )
    assert out == {"secret": DENIED, "public": DENIED, "scratch": True}
    assert (tmp_path / "secret/file").read_text() == "secret"


def test_executing(restricted):
    out = restricted(
        """
        Path(home / "scratch/run").write_text("#!/bin/sh\\n")
        os.chmod(home / "scratch/run", 0o755)
        out["its own"] = allowed(os.execv, home / "scratch/run", ["run"])
        out["sh"] = allowed(os.execv, "/bin/sh", ["sh", "-c", "exit 0"])
        """
    )
    assert out == {"its own": DENIED, "sh": DENIED}


@pytest.mark.skipif(landlock.abi() < 4, reason="network rules are Landlock 4")
def test_tcp(restricted):
    out = restricted(
        """
        out["connect"] = allowed(socket.socket().connect, ("127.0.0.1", 9))
        out["bind"] = allowed(socket.socket().bind, ("127.0.0.1", 0))
        """
    )
    assert out == {"connect": DENIED, "bind": DENIED}


@pytest.mark.skipif(landlock.abi() < 6, reason="scopes are Landlock 6")
def test_signals_and_abstract_sockets(restricted):
    with subprocess.Popen(["sleep", "600"]) as other:
        out = restricted(
            f"""
            out["signal"] = allowed(os.kill, {other.pid}, 9)
            out["self"] = allowed(os.kill, os.getpid(), 0)
            """
        )
        assert other.poll() is None
        other.kill()
    assert out == {"signal": 1, "self": True}


def test_children_are_restricted_too(restricted):
    out = restricted(
        """
        read, write = os.pipe()
        if os.fork() == 0:
            os.write(write, str(allowed(open, home / "secret/file")).encode())
            os._exit(0)
        out["child"] = os.read(read, 100).decode()
        """
    )
    assert out == {"child": str(DENIED)}


def test_it_can_be_restricted_further_but_never_less(restricted):
    out = restricted(
        """
        Ruleset([Path("/")]).restrict(home / "scratch")
        out["secret"] = allowed((home / "secret/file").read_text)
        """
    )
    assert out == {"secret": DENIED}
