"""What the tests share: the course, warm graders, and exercises made on the spot."""

import json
import os
import textwrap
import time
from collections import defaultdict
from pathlib import Path

import hypothesis
import pytest

from grader.course import load_course
from grader.grade import Grader
from grader.submission import from_source

ROOT = Path(__file__).resolve().parents[1]
LONGEST = (
    *("test_course_training.py", "test_calibrate.py", "test_hostile_training.py", "test_course.py"),
    *("test_training_commands.py", "test_ladder.py", "test_architecture.py"),
)


# An example may take as long as it does: machines are shared.
hypothesis.settings.register_profile("dllab", deadline=None)
hypothesis.settings.load_profile("dllab")


def pytest_addoption(parser):
    """What only these tests know."""
    what = "write the screens that are seen to tests/dllab/tui/snapshots, instead of comparing them"
    parser.addoption("--update-snapshots", action="store_true", help=what)


def pytest_collection_modifyitems(items):
    """The longest files first: one that a worker begins last keeps the others waiting."""
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


@pytest.fixture(scope="session")
def course():
    """The course that comes with the project."""
    return load_course(ROOT)


@pytest.fixture(scope="module")
def grader():
    """A warm grader with all of the sandbox that this machine has; one a module."""
    with Grader() as warm:
        yield warm


@pytest.fixture(scope="session")
def write_course():
    """A function that writes a course of one exercise, `tiny`, and reads it as the grader does.

    write_course(root, solution=…, checks=…, hidden=…, mistakes=…, forbid=[…], limits={…}) -> Exercise;
    every source is dedented.
    """

    def write(root, solution="def f(x):\n    return x\n", checks="", hidden="", mistakes="", **keys):
        folder = root / "exercises" / "01-tiny" / "tiny"
        folder.mkdir(parents=True)
        (root / "solutions" / "01-tiny").mkdir(parents=True)
        (folder.parent / "track.yaml").write_text("title: Tiny\nexercises: [tiny]\n")
        # JSON is YAML.
        about = {
            "id": "tiny",
            "title": "Tiny",
            "summary": "Tiny.",
            "kind": "numpy",
            "provides": ["f"],
            **keys,
        }
        (folder / "exercise.yaml").write_text(json.dumps(about, indent=1))
        for name, source in (("checks.py", checks), ("hidden.py", hidden), ("mistakes.py", mistakes)):
            if source:
                (folder / name).write_text(_HEAD[name] + textwrap.dedent(source))
        (root / "solutions" / "01-tiny" / "tiny.py").write_text(textwrap.dedent(solution))
        return load_course(root).exercise("tiny")

    return write


@pytest.fixture
def tiny(tmp_path, write_course):
    """The same for the running test, each in a folder of its own: tiny(solution=…, checks=…) -> Exercise."""
    return lambda **sources: write_course(
        tmp_path / f"course{len(list(tmp_path.glob('course*')))}", **sources
    )


# One line each, so that line numbers in tests are easy to count.
_HEAD = {
    "checks.py": "import numpy as np; from grader import check, expect\n",
    "hidden.py": "import numpy as np; from grader import check, expect\n",
    "mistakes.py": "import numpy as np; from grader import mistake\n",
}


@pytest.fixture
def graded(grader, tiny):
    """A function that makes an exercise, grades a submission for it and returns the report.

    graded(source, checks, …): what is left over goes to `tiny`.
    """

    def grade(source, checks, seed="a seed", **keys):
        return grader.grade(
            tiny(checks=checks, **keys), from_source(textwrap.dedent(source), "tiny.py"), seed
        )

    return grade


@pytest.fixture
def result(graded):
    """The same for one check that is written without its frame: result(source, body, …) -> CheckResult.

    The body is what the check does with `lab`; `where="hidden"` makes it a hidden check.
    """

    def grade(source, body, where="public", before="", **keys):
        check = f'{textwrap.dedent(before)}\n@check()\ndef only(lab):\n    "It works."\n'
        check += textwrap.indent(textwrap.dedent(body), "    ")
        if where == "hidden":
            public = '@check()\ndef public(lab):\n    "Nothing."\n'
            return graded(source, public, hidden=check, **keys).checks[1]
        return graded(source, check, **keys).checks[0]

    return grade


class Processes:
    """What runs below a process, as the kernel tells it; ids are those of this process's namespace."""

    def __init__(self):
        if not Path("/proc/self/stat").exists():
            pytest.skip("processes are looked up in /proc")

    def below(self, root):
        """All living descendants, children before grandchildren; Python's own resource tracker is none.

        (multiprocessing starts that one when the author's gate first spawns, and keeps it until its
        process ends: in a test worker, long after the file that asked.)
        """
        children = defaultdict(list)
        for pid in (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()):
            state, parent = self._stat(pid)[:2]
            if state != "Z" and not self._is_resource_tracker(pid):
                children[parent].append(pid)
        found = list(children[root])
        for pid in found:
            found += children[pid]
        return found

    def servers(self):
        """The fork servers of this process, without the bubblewrap around them."""
        wrappers = {pid for pid in self.below(os.getpid()) if self._name(pid) == "bwrap"}
        parents = {os.getpid(), *wrappers}
        return [
            pid
            for pid in self.below(os.getpid())
            if self._stat(pid)[1] in parents and self._name(pid).startswith("python") and pid not in wrappers
        ]

    def guests(self):
        """The guests of this process's fork servers."""
        return [pid for server in self.servers() for pid in self.below(server)]

    def alive(self, pid):
        """Whether it runs (a process that ended and was not waited for does not)."""
        return self._stat(pid)[0] not in ("Z", "X")

    def entered(self, pid):
        """Whether a guest has given up what it must, and has worked for a while since."""
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return False  # it has ended
        return "Seccomp:\t2" in status and sum(map(int, self._stat(pid)[11:13])) >= 3

    def computed(self, pid):
        """The processor time that it has used, in seconds."""
        return sum(map(int, self._stat(pid)[11:13])) / os.sysconf("SC_CLK_TCK")

    @staticmethod
    def until(condition, seconds=20):
        """Wait until the condition is true, and return what it gave."""
        deadline = time.monotonic() + seconds
        while not (value := condition()):
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.002)
        return value

    @staticmethod
    def _name(pid):
        try:
            return Path(f"/proc/{pid}/comm").read_text().strip()
        except OSError:
            return ""

    @staticmethod
    def _is_resource_tracker(pid):
        try:
            return b"multiprocessing.resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False

    @staticmethod
    def _stat(pid):
        """State, parent, … as in proc(5), from the third field on."""
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return ["X", 0]
        return [fields[0], *map(int, fields[1:])]


@pytest.fixture
def processes():
    """A look at the processes below this one."""
    return Processes()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing may skip: what is missing there is an install step that was forgotten."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
