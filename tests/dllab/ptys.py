"""A terminal for the lab, as real as can be had: a pseudo-terminal, and what was written there."""

import contextlib
import fcntl
import os
import pty
import select
import shlex
import struct
import subprocess
import sys
import termios
import time


class Terminal:
    """A command on a pseudo-terminal.

    Args:
        command: the arguments of dllab.
        env: its environment.
        size: columns and lines.
        controlling: whether it is the terminal of the command's session, so that closing it is a SIGHUP.
        redirect: a file for its stdout.
        line: what bash does with it, with job control: dllab stands for the command.
    """

    def __init__(self, *command, env, size=(80, 24), controlling=True, redirect=None, line=""):
        self.master, slave = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(slave)
        self.seen = b""
        streams = {"stdin": slave, "stdout": redirect or slave, "stderr": slave}
        take = (lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controlling else None
        program = [sys.executable, "-m", "dllab", *map(str, command)]
        self.process = subprocess.Popen(
            ["bash", "-c", f"set -m; {line}".replace("dllab", shlex.join(program))] if line else program,
            env=env,
            start_new_session=True,
            preexec_fn=take,
            **streams,
        )
        os.close(slave)

    def resize(self, columns, lines):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def read(self, seconds):
        """Take in what is written within so many seconds; whether there was anything."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def see(self, text, seconds=30):
        """Wait until a text, without escapes between its letters, was written since the last `press`."""
        deadline = time.monotonic() + seconds
        while text.encode() not in self.seen:
            assert time.monotonic() < deadline, f"{text!r} is not in {self.seen[-2000:]!r}"
            if not self.read(0.2) and self.process.poll() is not None:
                assert text.encode() in self.seen, f"it ended: {self.seen[-2000:]!r}"

    def press(self, keys):
        self.seen = b""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def status(self, seconds=20):
        """Its exit status, once it has ended."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it goes on: {self.seen[-2000:]!r}"
            self.read(0.05)
        while self.read(0.05):
            pass
        return self.process.returncode

    def is_restored(self):
        """Whether the terminal is as it was before."""
        return termios.tcgetattr(self.master)[:4] == self.before[:4] and b"\x1b[?1049l" in self.seen

    def hang_up(self):
        """Nobody is there any more."""
        os.close(self.master)
        self.master = None

    def close(self):
        """Whatever happened, leave nothing."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.master is not None:
            with contextlib.suppress(OSError):
                os.close(self.master)
