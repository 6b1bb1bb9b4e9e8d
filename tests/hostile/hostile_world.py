"""What hostile submissions attack: a course, a home, neighbours, processes, with something in each to steal.

Nothing here knows the sandbox. A `World` is made anew for every module of tests; `harm` looks at all of it
after a grading and says what was done to it.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
import os
import re
import secrets
import shutil
import socket
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from grader import datasets
from grader import report as reports
from grader.checks import load_checks
from grader.course import load_course
from grader.exercise import Exercise, Limits
from grader.report import Report, Training, Verdict
from grader.submission import Submission, from_source

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SUBMISSIONS = HERE / "submissions"
TIGHT = Limits(
    seconds=0.4, total_seconds=5, memory_mb=96, output_kb=16, reply_mb=2, scratch_mb=8
)  # small, so that what uses them up is soon over
ROOMY = Limits(
    seconds=12, total_seconds=300, memory_mb=1024, output_kb=16, reply_mb=2, scratch_mb=8, training_seconds=15
)  # for those that train networks: a library that takes a second to say anything
TRAINED = ("keras-first", "train-digits")  # see test_hostile_training.py
ADDED = ("leak_", "look_", "train_", "compile_", "config_")  # how the checks begin that the tests add
MAX_REPORT = 15_000  # bytes a check
HARM = "HARM"
SEED = "the same for all who are compared"
_COPIED = ("02-neuron", "01-data", "03-backprop", "04-training", "05-convolution", "06-keras")
_ADDED = {  # checks that the tests add to an exercise's hidden ones
    "02-neuron/logistic-unit": "leak_checks.py",
    "04-training/train-digits": "digits_checks.py",
    "06-keras/keras-first": "training_checks.py",
}
_PRELUDE = (SUBMISSIONS / "_prelude.py").read_text()


class Attack(msgspec.Struct, frozen=True):
    """A hostile submission, as its header describes it.

    Attributes:
        name: the file's name without its suffix.
        numbers: the classes of CHEATS.md that it belongs to; none where it goes beyond them.
        exercise: what it is handed in for.
        checks: which checks it is to face, in order; all but those that the tests add when empty. `look_*`
            stands for as many as its `count` says.
        verdicts: those that its failing checks may end with.
        seconds: what a check may take instead of what is usual here; 0 for that.
        sweep: it runs only where all do.
        earns: points it may earn, because an honest submission would earn them with the same answers.
        source: the code.
    """

    name: str
    numbers: list[int]
    exercise: str
    checks: list[str]
    verdicts: list[str]
    seconds: float
    sweep: bool
    earns: float
    source: str


def attacks(*exercises: str) -> list[Attack]:
    """All hostile submissions, by name, or those for some exercises."""
    found = [attack(path.stem) for path in sorted(SUBMISSIONS.glob("[!_]*.py"))]
    return [one for one in found if not exercises or one.exercise in exercises]


def attack(name: str) -> Attack:
    """The hostile submission of that name."""
    source = (SUBMISSIONS / f"{name}.py").read_text()
    head = dict(re.findall(r"^# (\w+): (.+)$", source, re.MULTILINE))
    numbers = re.match(r"# CHEATS ([\d, ]+|none):", source)
    assert numbers, f"{name}.py: the first line says which classes of CHEATS.md it belongs to"
    return Attack(
        name=name,
        numbers=[int(number) for number in re.findall(r"\d+", numbers[1])],
        exercise=head.get("exercise", "logistic-unit"),
        checks=_numbered(head["checks"].split(", "), int(head.get("count", 0))) if "checks" in head else [],
        verdicts=head.get("verdicts", "failed").split(", "),
        seconds=float(head.get("seconds", 0)),
        sweep=head.get("sweep") == "yes",
        earns=float(head.get("earns", 0)),
        source=source,
    )


def _numbered(names: list[str], count: int) -> list[str]:
    return [name.replace("*", str(n)) for n in range(count) for name in names] if count else names


class World:
    """Files, a process, a port: all that a submission might want to read or to break.

    Args:
        root: an empty folder.

    Attributes:
        canary: a word that stands in every file that no submission may read.
        secret: the digits of a number that hidden checks hand to the submission.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.canary = f"DLLAB-CANARY-{secrets.token_hex(8)}"
        self.secret = str(secrets.randbelow(9 * 10**9) + 10**9)
        self.token = f"dllab-hostile-{secrets.token_hex(4)}"
        self.course = root / "course"
        self.home, self.temporary, self.cache = root / "home", root / "tmp", root / "cache"
        self.mine, self.neighbour = root / "class" / "ada", root / "class" / "bob"
        self._things = ExitStack()
        self._make_course()
        self._make_files()
        self.before = self.state()

    def __enter__(self) -> World:
        code = f"'{self.canary}'; import time; time.sleep(3600)"
        self.victim = subprocess.Popen([sys.executable, "-S", "-c", code], env={"SECRET": self.canary})
        self._things.callback(self.victim.wait)
        self._things.callback(self.victim.kill)
        self.listener = self._things.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.listener.setblocking(False)
        self.exercises = {exercise.id: exercise for exercise in load_course(self.course)}
        return self

    def __exit__(self, *error: object) -> None:
        self._things.close()

    def _make_course(self) -> None:
        for name in _COPIED:
            for part in ("exercises", "solutions"):
                shutil.copytree(ROOT / part / name, self.course / part / name)
        for path in self.course.rglob("*.py"):
            if path.name not in ("checks.py", "starter.py"):
                path.write_text(path.read_text() + f"\n# {self.canary}\n")
        for exercise, name in _ADDED.items():
            hidden = self.course / "exercises" / exercise / "hidden.py"
            more = (HERE / name).read_text().replace("0.123456789", f"0.{self.secret}")
            hidden.write_text(hidden.read_text() + more)

    def _make_files(self) -> None:
        places = (
            self.home / ".netrc",
            self.home / "dllab/attempts.jsonl",
            self.home / ".keras/keras.json",
            self.home / ".keras/datasets/notes.txt",
            self.cache / "notes.txt",
            self.temporary / "results.json",
            self.course / "exercises/02-neuron/logistic-unit/__pycache__/hidden.cpython-311.pyc",
            self.mine / "notes.txt",
            self.neighbour / "logistic-unit.py",
        )
        for path in places:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# {self.canary}\n")
        # As open as a careless class has it: the sandbox must hold, not the modes.
        for path in (self.root, *self.root.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)

    def aimed(self, source: str) -> str:
        """The attack's source with the prelude, aimed at this world."""
        aims = {
            "@ROOT@": self.root,
            "@COURSE@": self.course,
            "@HOME@": self.home,
            "@TMPDIR@": self.temporary,
            "@CACHE@": self.cache,
            "@MINE@": self.mine,
            "@NEIGHBOUR@": self.neighbour,
            "@HOST@": os.getpid(),
            "@VICTIM@": self.victim.pid,
            "@PORT@": self.listener.getsockname()[1],
            "@TOKEN@": self.token,
            "@ESC@": "\x1b",
            "@BIDI@": "\u202e\u2066",
        }
        if "train-digits" in source:
            aims |= _known_digits()
        source = f"{_PRELUDE}\n\n{source}"
        for name, value in aims.items():
            source = source.replace(name, str(value))
        return source

    def submission(self, attack: Attack) -> Submission:
        """The attack, handed in as a file beside the learner's others."""
        return from_source(self.aimed(attack.source), str(self.mine / f"{attack.exercise}.py"))

    def solution(self, id: str) -> Submission:
        """The reference solution of an exercise, handed in."""
        return from_source(self.exercises[id].text("solution.py"), "solution.py")

    def checks(self, attack: Attack) -> list[str]:
        """The checks that an attack is to face."""
        names = [check.name for check in load_checks(self.exercises[attack.exercise])]
        return attack.checks or [name for name in names if not name.startswith(ADDED)]

    def tight(self, id: str, seconds: float = 0) -> Exercise:
        """An exercise with small limits."""
        limits = limits_of(self.exercises[id])
        return msgspec.structs.replace(
            self.exercises[id], limits=msgspec.structs.replace(limits, seconds=seconds or limits.seconds)
        )

    def settle(self) -> None:
        """What the grader has written for itself by now is no harm."""
        self.before = self.state()

    def state(self) -> dict[str, tuple[Any, ...]]:
        """Every file and folder: its mode, times, size and content."""
        found = {}
        for path in self.root.rglob("*"):
            if any(part.startswith("dllab-scratch-") for part in path.parts):
                continue  # the server's own; see Arena
            about = path.lstat()
            link = str(path.readlink()) if path.is_symlink() else ""
            content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(about.st_mode) else link
            times = (about.st_mtime_ns,) if path != self.temporary else ()
            found[str(path.relative_to(self.root))] = (about.st_mode, about.st_uid, *times, content)
        return found

    def harm(self) -> list[str]:
        """What was done to this world since it was made."""
        after = self.state()
        changed = [path for path in self.before if after.get(path) != self.before[path]]
        found = [f"{path} was changed or removed" for path in changed]
        found += [f"{path} was made" for path in after if path not in self.before]
        for folder in (*map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/run")), ROOT, Path.cwd()):
            found += [f"{path} was made" for path in folder.glob(f"*{self.token}*")]
        found += [f"process {name} is alive" for name in processes_named(self.token)]
        if self.victim.poll() is not None or "T (stopped)" in _status(self.victim.pid):
            found.append("a process was killed or stopped")
        try:
            self.listener.accept()[0].close()
            found.append("a connection was made")
        except BlockingIOError:
            pass
        return found


@functools.cache
def _known_digits() -> dict[str, str]:
    """What anybody can know of the published digits: their labels, by content; weights that fit them."""
    found = datasets.load("digits")
    x = np.concatenate([found.train.x, found.test.x]).reshape(-1, 64)
    y = np.concatenate([found.train.y, found.test.y])
    ones = np.ones((len(x), 1))
    weights = np.linalg.lstsq(np.concatenate([x / 255, ones], axis=1), np.eye(10)[y], rcond=None)[0]
    return {
        "@DIGITS@": repr({_short_hash(row): int(label) for row, label in zip(x, y, strict=True)}),
        "@SORTED@": repr({_short_hash(np.sort(row)): int(label) for row, label in zip(x, y, strict=True)}),
        "@WEIGHTS@": repr(np.round(weights, 3).tolist()),
    }


def _short_hash(row: np.ndarray[Any, Any]) -> str:
    return hashlib.sha256(row.tobytes()).hexdigest()[:8]


def limits_of(exercise: Exercise) -> Limits:
    """The small limits that suit it."""
    return ROOMY if exercise.datasets else TIGHT


def processes_named(token: str) -> list[str]:
    """Living processes that carry the token in their name or command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes() + (folder / "comm").read_bytes()
            if token.encode() in words or token[-8:].encode() in (folder / "comm").read_bytes():
                found.append(f"{folder.name} {words[:80]!r}")
        except OSError:
            continue  # it ended while we looked
    return found


def descendants(root: int) -> list[int]:
    """The living processes below one."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it ended while we looked
        if state != "Z":
            parents[int(path.parent.name)] = int(parent)
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


def _status(pid: int) -> str:
    return Path(f"/proc/{pid}/status").read_text()


def told(report: Report) -> list[Training]:
    """The trainings of a report without the time that they took."""
    return [
        msgspec.structs.replace(
            training, runs=[msgspec.structs.replace(run, seconds=0.0) for run in training.runs]
        )
        for training in report.training
    ]


def flaws(report: Report, world: World, attack: Attack) -> list[str]:
    """What is wrong with the report of an attack; nothing, if all is well."""
    text, told = reports.to_json(report), reports.to_json(reports.for_learner(report))
    found = [f"{attack.name} earned {report.score:g}"] if report.score > attack.earns else []
    if len(text) > MAX_REPORT * len(report.checks):
        found.append(f"the report is {len(text):,} bytes")
    if reports.from_json(text) != report:
        found.append("the report does not survive being written")
    if world.canary in text.decode():
        found.append("the canary was read")
    if HARM in text.decode():
        told_harm = re.findall(HARM + r"(?:(?!\\n).){0,150}", text.decode())
        found.append(f"it did harm: {told_harm[:5]}")
    hidden = [check for check in reports.for_learner(report).checks if check.visibility == "hidden"]
    if world.secret[:9] in told.decode() or any("LEAKED" in str(check) for check in hidden):
        found.append("the inputs of a hidden check reached the learner")
    found += [f"{path}: {character!r}" for path, character in _odd_characters(json.loads(text))]
    found += _odd_numbers(report, attack, world.tight(attack.exercise, attack.seconds).limits)
    found += _odd_verdicts(report, attack)
    return found


def _odd_characters(value: Any, path: str = "report") -> Iterator[tuple[str, str]]:
    """All odd characters in a report, with where they stand."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _odd_characters(part, f"{path}.{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _odd_characters(part, f"{path}[{index}]")
    elif isinstance(value, str):
        yield from ((path, character) for character in odd_characters(value))


def odd_characters(text: str) -> list[str]:
    """What a terminal might obey, or what changes the direction of text."""
    odd = (c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
    return [c for c in odd if c not in "\n\t"]


def _odd_numbers(report: Report, attack: Attack, limits: Limits) -> list[str]:
    found = []
    training = limits.training_seconds if attack.exercise in TRAINED else 0
    for check in report.checks:
        if not 0 <= check.earned <= check.points or not math.isfinite(check.seconds):
            found.append(f"{check.name} has odd numbers")
        if check.earned and check.verdict is not Verdict.PASSED:
            found.append(f"{check.name} earned something, but is {check.verdict}")
        # Wide, because other processes may want the processor too.
        if check.seconds > 3 * limits.seconds + 1.5 + training:
            found.append(f"{check.name} took {check.seconds:.1f} s")
    if not 0 <= report.score == sum(check.earned for check in report.checks) <= report.max_score:
        found.append(f"the score is {report.score}")
    return found


def _odd_verdicts(report: Report, attack: Attack) -> list[str]:
    found, failed = [], False
    for check in report.checks:
        if check.verdict is Verdict.PASSED or (check.verdict is Verdict.NOT_RUN and failed):
            continue
        failed = True
        # On a busy machine any attack may run out of its small time before it is refused.
        if check.verdict.value not in (*attack.verdicts, "timeout"):
            found.append(f"{check.name} is {check.verdict.value}: {check.message}")
        if not check.message.strip():
            found.append(f"{check.name} is {check.verdict.value} without a word")
    return found
