"""What the application's tests share: a small course, a workspace, and the real command."""

import json
import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import multiplexer
import pytest
from gradings import a_check, a_report, an_outcome
from small_course import EXERCISE, alive, family, until, write_exercise

from dllab.workspace import Workspace
from grader.batch.store import Store
from grader.course import load_course


@pytest.fixture
def mini(tmp_path):
    """The root of a course with the exercises double, and double-open, which has no hidden checks."""
    root = tmp_path / "course"
    track = root / "exercises" / "01-numbers"
    write_exercise(track / "double")
    open_one = EXERCISE.replace("id: double", "id: double-open").replace("renamed_from: [twice]", "")
    write_exercise(track / "double-open", open_one, **{"hidden.py": None})
    (track / "track.yaml").write_text("title: Numbers\nsummary: s\nexercises: [double, double-open]\n")
    return root


@pytest.fixture
def home(tmp_path):
    """Where the workspace will be."""
    return tmp_path / "home"


@pytest.fixture
def course(mini):
    return load_course(mini)


@pytest.fixture
def workspace(home):
    return Workspace(home)


@pytest.fixture
def results(tmp_path):
    """Where `class grade` will keep outcomes."""
    return tmp_path / "results"


@pytest.fixture
def hand_in(tmp_path):
    """A function that puts files for double into SUBMISSIONS: hand_in({"anna": RIGHT}) -> the folder.

    With time=… the files are as old as that.
    """

    def put(sources, time=None):
        folder = tmp_path / "submissions"
        for student, source in sources.items():
            (folder / student).mkdir(parents=True, exist_ok=True)
            (folder / student / "double.py").write_text(source)
            if time is not None:
                os.utime(folder / student / "double.py", (time, time))
        return folder

    return put


@pytest.fixture
def give(results, mini):
    """A function that puts an outcome into RESULTS: give("anna", score=5.0, exercise="double", …).

    checks=[] is one that could not be graded; the others are those of `an_outcome`.
    """
    versions = {one.id: one.version for one in load_course(mini)}

    def give(student="anna", score=5.0, exercise="double", version=None, text="text", **changes):
        checks = changes.pop("checks", [a_check("doubles", earned=score, points=5.0)])
        facts = {"exercise": exercise, "version": version or versions.get(exercise, "v"), "text": text}
        report = a_report(checks, **facts) if checks else False
        Store(results).write(an_outcome(student, report, exercise=exercise, text=text, **changes))

    return give


@pytest.fixture
def environment(mini, home, tmp_path):
    """What the commands see: no terminal, no colours asked for, a workspace and a course of their own."""
    unwanted = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    places = {
        "DLLAB_HOME": home,
        "DLLAB_COURSE": mini,
        "XDG_CONFIG_HOME": tmp_path / "config",
        "XDG_STATE_HOME": tmp_path / "state",
    }
    return {**kept, **{name: str(path) for name, path in places.items()}, "TERM": "xterm-256color"}


@pytest.fixture
def dllab(environment, tmp_path):
    """A function that runs the real command: dllab("list", "--json").

    Its result has .status, .out, .err and .json; nothing it does may take longer than a minute.
    """

    def run(*arguments, input="", cwd=tmp_path, env=None, **options):
        done = subprocess.run(
            [sys.executable, "-m", "dllab", *map(str, arguments)],
            input=input,
            cwd=cwd,
            env={**environment, **(env or {})},
            capture_output="stdout" not in options,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=60,
            **options,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


class Outcome(SimpleNamespace):
    """What a command did."""

    def __init__(self, status, out, err):
        super().__init__(status=status, out=out, err=err)

    @property
    def json(self):
        """Its stdout, which must be one line of JSON."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    def is_refusal(self):
        """Whether it could not be done, and one line on stderr says why."""
        one_line = self.err.startswith("dllab: ") and self.err.count("\n") == 1
        return self.status == 2 and one_line and "Traceback" not in self.err


@pytest.fixture
def started(mini, home):
    """A function that puts code into the workspace: started("double", RIGHT) -> path."""

    def start(id, source):
        home.mkdir(exist_ok=True)
        path = home / f"{id}.py"
        path.write_text(source)
        return path

    return start


@pytest.fixture
def running(environment):
    """A function that starts a command in the background; at the end nothing of it may be left."""
    begun = []

    def start(*arguments, **options):
        command = [sys.executable, "-m", "dllab", *map(str, arguments)]
        settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        begun.append(subprocess.Popen(command, **{**settings, "env": environment, **options}))
        return begun[-1]

    yield start
    for process in begun:
        if process.poll() is None:
            relatives = family(process.pid)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=20)
            until(lambda relatives=relatives: not any(map(alive, relatives)))


@pytest.fixture
def tmux(environment, tmp_path):
    """A tmux with the small course; see `multiplexer`."""
    if not multiplexer.is_installed():
        pytest.skip("tmux is not installed (Debian: apt-get install tmux)")
    server = multiplexer.Tmux(tmp_path, environment)
    yield server
    server.kill()
