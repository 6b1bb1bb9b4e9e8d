"""The arena: a world to attack, and a warm grader that has to protect it, with bubblewrap and without."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from hostile_world import SEED, TRAINED, Attack, World, descendants, flaws, told

from grader import datasets
from grader.checks import load_checks
from grader.grade import Grader
from grader.report import Report, Sandbox, Training
from grader.sandbox.policy import Policy
from grader.sandbox.server import Server

POLICIES = {"bubblewrap": Policy(), "bare": Policy(bubblewrap=False)}
PATIENCE = (40, 200)  # seconds, and where networks are trained
_HOST_MEMORY = 2 << 30  # bytes beyond what the process has


class Hangs(BaseException):
    """The grader did not come back; nothing in it may catch this."""


class Arena:
    """A grader, and the world around it.

    Args:
        grader: warm.
        world: entered.
        server: of the grader's, the one whose guests run what is graded.
    """

    def __init__(self, grader: Grader, world: World, server: Server) -> None:
        self.grader = grader
        self.world = world
        self.noise: list[str] = []
        self.exercises: set[str] = set()
        self._server = server
        self.server = server._process.pid
        self.processes = len(descendants(self.server))

    def grade(self, attack: Attack, seed: str = "") -> Report:
        """Grade a hostile submission under small limits; the grader must come back."""
        with self._bounded(attack.name, attack.exercise):
            exercise = self.world.tight(attack.exercise, attack.seconds)
            submission = self.world.submission(attack)
            return self.grader.grade(exercise, submission, seed, only=self.world.checks(attack))

    def honest(self, id: str, check: str) -> list[Training]:
        """What the solution's training comes to."""
        with self._bounded("the solution", id):
            exercise, solution = self.world.tight(id), self.world.solution(id)
            return told(self.grader.grade(exercise, solution, SEED, only=[check]))

    def flaws(self, attack: Attack, report: Report) -> list[str]:
        """All that is wrong after an attack: in the report, in the world, with the next submission."""
        found = flaws(report, self.world, attack) + self.world.harm() + self._leftovers()
        found += [f"the grader said on standard error: {words}" for words in self.noise]
        found += self._next(attack.exercise) + self._survivors(attack.exercise)
        return found

    def _next(self, id: str) -> list[str]:
        exercise, only = self.world.exercises[id], []
        if exercise.datasets:  # trainings are dear: one check is asked after each
            only = [load_checks(exercise)[0].name]
        with self._bounded("the next submission", id):
            report = self.grader.grade(exercise, self.world.solution(id), only=only)
        return [] if report.full_marks else [f"the next submission got {report.score:g} points only"]

    def _survivors(self, id: str) -> list[str]:
        """Processes that no longer have a reason: each exercise's mistakes keep one, submissions none."""
        self.exercises.add(id)
        surplus = len(descendants(self.server)) - self.processes - len(self.exercises)
        return [f"{surplus} processes stayed"] if surplus > 0 else []

    def _leftovers(self) -> list[str]:
        """What guests left in the scratch folder, and whether the fork server is still the same."""
        found = [] if self._server._process.pid == self.server else ["the fork server died"]
        self.server = self._server._process.pid
        if self._server._scratch:
            here = list(self._server._scratch.glob("guest-*"))
            # The reference and the mistakes have a guest of their own, which lives on.
            if len(here) > len(descendants(self.server)):
                found.append(f"scratch folders stayed: {here}")
        return found

    @contextlib.contextmanager
    def _bounded(self, what: str, id: str) -> Iterator[None]:
        """Neither for ever nor with all of this machine's memory."""
        patience = PATIENCE[id in TRAINED]

        def ring(*args: object) -> None:
            raise Hangs(f"{what}: the grader did not come back within {patience} s")

        self.noise = []
        limits = resource.getrlimit(resource.RLIMIT_AS)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        old = signal.signal(signal.SIGALRM, ring)
        signal.alarm(patience)
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + _HOST_MEMORY, limits[1]))
        try:
            with self._listening():
                yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, limits)
            signal.alarm(0)
            signal.signal(signal.SIGALRM, old)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 400 * 1024, f"{what}: the grader itself took {grown // 1024} MiB"

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        """What would have been printed to the terminal of whoever grades."""
        old = sys.unraisablehook
        sys.unraisablehook = lambda about: self.noise.append(f"{about.exc_type.__name__} in {about.object}")
        try:
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                yield
        finally:
            sys.unraisablehook = old
        self.noise += [f"{warning.category.__name__}: {warning.message}" for warning in warned]


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


@pytest.fixture(scope="module", params=POLICIES)
def arena(request: pytest.FixtureRequest) -> Iterator[Arena]:
    """One for each module and each way to sandbox; what is left behind at its end is looked at."""
    with _place() as root, World(root) as world, _environment(world):
        with Grader(POLICIES[request.param]) as grader:
            _require(grader.environment().sandbox, request.param)
            yield Arena(grader, world, grader.server)
        _require_tidiness(world)


@pytest.fixture(scope="module", params=POLICIES)
def gymnasium(request: pytest.FixtureRequest) -> Iterator[Arena]:
    """An arena for those that hand in networks: the server is the one with Keras in it."""
    with _place() as root, World(root) as world, _environment(world):
        datasets.load("glyphs")  # into the cache
        world.settle()
        with Grader(POLICIES[request.param], device="cpu") as grader:
            _require(grader.environment(world.exercises["keras-first"]).sandbox, request.param)
            yield Arena(grader, world, grader.keras())
        _require_tidiness(world)


def _require_tidiness(world: World) -> None:
    left = [path.name for path in world.temporary.iterdir()]
    assert left == ["results.json"], "the grader left something behind"


@contextlib.contextmanager
def _place() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    root = Path(tempfile.mkdtemp(prefix="dllab-hostile-world-"))
    try:
        yield root
    finally:
        shutil.rmtree(root)


@contextlib.contextmanager
def _environment(world: World) -> Iterator[None]:
    """The grader runs with this world's home, temporary folder and secrets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(world.home))
        patch.setenv("TMPDIR", str(world.temporary))
        patch.setenv("SECRET_TOKEN", world.canary)
        patch.setenv("DLLAB_CACHE", str(world.cache))
        patch.setenv("DLLAB_DATA", str(world.cache / "nothing"))
        patch.setattr(tempfile, "tempdir", None)
        yield


def _require(sandbox: Sandbox, name: str) -> None:
    """No hostile submission runs on a machine that cannot hold it."""
    missing = [] if sandbox.level == "kernel" else sandbox.missing
    if name == "bubblewrap" and not sandbox.bubblewrap:
        missing = sandbox.missing
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"the sandbox is not complete here: {missing}")
    if missing:
        pytest.skip(f"the sandbox is not complete here: {missing}")
