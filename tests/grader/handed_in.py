"""What a class hands in, with scores known in advance, and a coordinator in a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from grader.batch.outcome import encoded
from grader.mistakes import load_mistakes
from grader.submission import from_source

ROOT = Path(__file__).parents[2]
HOSTILE = ROOT / "tests" / "hostile" / "submissions"
# Quickly over, and deterministic in what they get.
ATTACKS = ("crash", "leave", "forge_results", "die_silently", "kill_others", "syntax_error", "patch_numpy")

# argv: COURSE SUBMISSIONS RESULTS [die AFTER_EVENTS SECONDS | full AFTER_EVENTS]; a line for each event.
COORDINATOR = """\
import asyncio, re, resource, signal, sys
from pathlib import Path
from grader.batch.batch import Batch
from grader.batch.plan import scan
from grader.batch.store import Store
from grader.errors import DllabError
from grader.course import load_course

course, submissions, results = map(Path, sys.argv[1:4])
trouble, after, seconds = [*sys.argv[4:], "", "0", "0"][:3]
heard = 0

def hear(event):
    global heard
    heard += 1
    print(type(event).__name__, flush=True)
    if heard == int(after) and trouble == "die":
        signal.setitimer(signal.ITIMER_REAL, float(seconds))  # whose signal ends it, wherever it is
    if heard == int(after) and trouble == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))

course = load_course(course)
try:
    with Store(results) as store:
        todo = store.missing(scan(submissions, course).hand_ins)
        asyncio.run(Batch(course, store, hear, jobs=2).run(todo))
except DllabError as error:
    sys.exit(str(error))
# Not ru_maxrss: that begins with what the process had before it became this program.
print("memory", *re.findall(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()))
"""


class Work(SimpleNamespace):
    """What somebody may hand in.

    exercise: its id; name: "solution", "starter", a mistake's or an attack's; source: the code;
    mistake: whether it is one.
    """


def works(course, ids, attacks=ATTACKS):
    """Solutions, starters, every known mistake, and hostile ones."""
    found = []
    for exercise in map(course.exercise, ids):
        plain = {name: exercise.text(f"{name}.py") for name in ("solution", "starter")}
        wrong = {mistake.name: mistake.as_submission() for mistake in load_mistakes(exercise)}
        for name, source in (plain | wrong).items():
            found.append(Work(exercise=exercise.id, name=name, source=source, mistake=name in wrong))
    prelude = (HOSTILE / "_prelude.py").read_text()
    for name in attacks:
        source = f"{prelude}\n{(HOSTILE / f'{name}.py').read_text()}"
        aimed = re.sub("@(HOST|VICTIM|PORT)@", str(os.getpid()), source)
        aimed = aimed.replace("@ESC@", "\\x1b").replace("@BIDI@", "\u202e")
        aimed = re.sub("@[A-Z]+@", "/nowhere", aimed)
        found.append(Work(exercise="logistic-unit", name=name, source=aimed, mistake=False))
    return found


def verdicts(report):
    """All of a report that does not depend on when and where it was made."""
    return report.score, [(check.name, check.verdict, check.mistake) for check in report.checks]


def known(grader, course, several):
    """What one after the other gets, graded one by one: {(exercise, name): verdicts}."""
    return {
        (work.exercise, work.name): verdicts(
            grader.grade(course.exercise(work.exercise), from_source(work.source, f"{work.exercise}.py"))
        )
        for work in several
    }


def hand_in(folder, several, number):
    """Write so many files, no two alike; {(student, exercise): work}."""
    handed_in = {}
    for index in range(number):
        work = several[index % len(several)]
        student = f"s{index:05d} é"
        path = folder / student / f"{work.exercise}.py"
        path.parent.mkdir(parents=True)
        path.write_text(f"{work.source}\n# {index}\n")
        handed_in[encoded(student), work.exercise] = work
    return handed_in


def coordinate(course, submissions, results, *trouble):
    """Run a coordinator; its result has .returncode, .stdout, .stderr."""
    return subprocess.run(
        [sys.executable, "-c", COORDINATOR, course, submissions, results, *map(str, trouble)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
    )


def files(results):
    """What is kept: {path below RESULTS: bytes}, all that does not begin with a dot."""
    return {
        str(path.relative_to(results)): path.read_bytes()
        for path in sorted((results / "reports").rglob("*.json"))
        if not path.name.startswith(".")
    }


def timeless(data):
    """An outcome without times."""
    return _without_times(json.loads(data))


def _without_times(value):
    if isinstance(value, dict):
        return {key: _without_times(one) for key, one in value.items() if key not in ("graded", "seconds")}
    return [_without_times(one) for one in value] if isinstance(value, list) else value
