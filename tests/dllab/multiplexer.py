"""tmux, as learners on a cluster have it: a terminal to look at, to type into, to resize and to kill."""

import os
import pty
import shutil
import subprocess

from small_course import until


def is_installed():
    """Whether there is one (Debian: apt-get install tmux)."""
    return shutil.which("tmux") is not None


class Tmux:
    """A server of its own, without anybody's settings.

    Args:
        folder: for its socket.
        env: what programs in it see.
    """

    def __init__(self, folder, env):
        self._command = ["tmux", "-S", str(folder / "socket"), "-f", os.devnull]
        self._env = {**env, "LC_ALL": "C.UTF-8"}

    def __call__(self, line, size=(80, 24), term="screen-256color", **env):
        """Run a line of the shell; returns what reads the screen. When it has ended, status=N is there."""
        columns, lines = map(str, size)
        shell = f"TERM={term} sh -c 'trap : INT; {line}; echo status=$?; exec cat'"
        self._do("new-session", "-d", "-x", columns, "-y", lines, shell, env={**self._env, **env})
        return self.screen

    def screen(self, *options):
        """What stands on the screen."""
        return self._do("capture-pane", "-p", *options).stdout

    def see(self, *texts, seconds=60):
        """Wait until all texts are on the screen, and return it."""
        try:
            return until(lambda: all(map(self.screen().__contains__, texts)) and self.screen(), seconds)
        except AssertionError:
            raise AssertionError(f"{texts} not on the screen:\n{self.screen()}") from None

    def lose(self, text):
        """Wait until a text is no longer on the screen."""
        until(lambda: text not in self.screen())

    def press(self, *keys):
        """Press keys, by tmux's names."""
        self._do("send-keys", *keys)

    def type(self, *lines):
        """Type lines, with Enter between them."""
        for number, line in enumerate(lines):
            if number:
                self.press("Enter")
            self._do("send-keys", "-l", line)

    def resize(self, columns, lines):
        self._do("resize-window", "-x", str(columns), "-y", str(lines))

    def attach(self):
        """Look at it from a terminal; the client's process."""
        ours, theirs = pty.openpty()
        client = subprocess.Popen(
            [*self._command, "attach"], stdin=theirs, stdout=theirs, env={**self._env, "TERM": "xterm"}
        )
        os.close(theirs)
        until(lambda: self._do("list-clients").stdout)
        return client, ours

    def detach(self):
        self._do("detach-client", "-s", "0")

    def process(self):
        """The id of the first process in the window."""
        return int(self._do("list-panes", "-F", "#{pane_pid}").stdout)

    def kill(self):
        """End the server, and with it all terminals; it is no mistake if there is none."""
        subprocess.run([*self._command, "kill-server"], capture_output=True)

    def _do(self, *words, env=None):
        command = [*self._command, *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=True)
