"""Every screen as it was when somebody last looked: rows of characters, in snapshots/.

On purpose: pytest tests/dllab/tui/test_snapshots.py --update-snapshots, and read the difference.
"""

import platform
import time
from pathlib import Path

import msgspec
import pytest
from driving import drive, seen, until
from small_course import RIGHT, SQUARED, an_attempt

from dllab import attempts, locations
from dllab.attempts import HintShown
from dllab.tui.screens import doctor
from dllab.tui.screens.doctor import Diagnosis
from dllab.workspace import Workspace
from grader.course import load_course
from grader.report import Verdict
from grader.submission import from_source

FOLDER = Path(__file__).parent / "snapshots"
LESSON = """\
# Doubling

A number and itself again: *twice* as much. **Three** becomes six.

## The formula

    y = 2 · x

| x | 2 · x |
| --- | --- |
| 3 | 6 |
| -1.5 | -3 |

- Multiply, or
- add.

```python
def double(x):
    return x + x
```

```explore logistic
A curve to play with.
```
"""
SANDBOX = {"level": "limits", "network": True, "processes": True, "seccomp": True}
FOUND = {
    "version": "0.1.0",
    "workspace": "/home/you/dllab",
    "course": "/opt/course",
    "problems": ["nothing is known about the weather"],
    "environment": {
        "grader": "0.1.0",
        "sandbox": {**SANDBOX, "missing": ["Landlock: the kernel lacks it"]},
        "device": "cpu",
        "python": "3.11.2",
        "numpy": "2.0.0",
    },
    "training": {
        "devices": [{"kind": "cpu", "name": "CPU", "index": "", "memory_mb": 8000}],
        "backend": "tensorflow",
        "versions": {"tensorflow": "2.20.0"},
        "notes": [],
        "problems": [],
    },
}


async def text_of(pilot, *words):
    """Wait until all words are on the screen."""
    await until(pilot, lambda: all(word in seen(pilot.app) for word in words))


async def course(pilot):
    await text_of(pilot, "1 of 2 solved", "Twice as much")


async def filtered(pilot):
    await course(pilot)
    await pilot.press("slash", *"double-o")
    await text_of(pilot, "Esc shows all")


async def lesson(pilot):
    pilot.app.open_exercise("double")
    await text_of(pilot, "%")


async def pane(pilot, key, *words):
    await lesson(pilot)
    await pilot.press(key)
    await text_of(pilot, *words)


async def explore(pilot):
    await pane(pilot, "f3", "σ(")


async def code(pilot):
    await pane(pilot, "f4", "return x * x", "saved")


async def found(pilot):
    await code(pilot)
    await pilot.press("ctrl+f", *"return")
    await text_of(pilot, "1 of 1")


async def conflict(pilot):
    await code(pilot)
    await pilot.press("#")
    pilot.app.screen.desk.buffer.path.write_text("def double(x):\n    return 'somebody else'\n")
    await text_of(pilot, "changed by another program")
    await pilot.press("ctrl+s")
    await text_of(pilot, "Mine")


async def checks(pilot):
    await pane(pilot, "f5")


async def failed(pilot):
    await code(pilot)
    await pilot.press("ctrl+r")
    await until(pilot, lambda: pilot.app.runs.latest("double").phase == "done")
    await text_of(pilot, "multiplies it by two")


async def hints(pilot):
    await failed(pilot)
    await pilot.press("h")
    await text_of(pilot, "Twice.")


async def passed(pilot):
    await lesson(pilot)
    pilot.app.screen.desk.buffer.edit(RIGHT)
    await pilot.press("ctrl+g")
    await until(pilot, lambda: pilot.app.runs.latest("double").phase == "done")
    await text_of(pilot, "solved")


async def history(pilot):
    await pane(pilot, "f6", "12:10", "100%")


async def solution(pilot):
    await lesson(pilot)
    await pilot.press("f7")
    await text_of(pilot, "2 * x")


async def helped(pilot):
    await code(pilot)
    await pilot.press("f1")
    await text_of(pilot, "Esc closes")


async def palette(pilot):
    await course(pilot)
    await pilot.press("ctrl+p", *"doub")
    await text_of(pilot, "Doubling")


async def diagnosis(pilot):
    await pilot.press("f9")
    await text_of(pilot, "the weather")


SCENES = (course, filtered, lesson, explore, code, found, conflict, checks, failed, hints, passed, history,
          solution, helped, palette, diagnosis)  # fmt: skip


@pytest.fixture
def lab(mini, home, make_lab, monkeypatch):
    """A lab on the small course: one exercise was tried twice and solved, one is new; it is noon."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    for name, value in {
        "LC_ALL": "C.UTF-8",
        "TMUX": "",
        "STY": "",
        "ZELLIJ": "",
        "SSH_CONNECTION": "",
    }.items():
        monkeypatch.setenv(name, value)

    async def diagnose(course):
        return msgspec.convert(FOUND, Diagnosis)

    monkeypatch.setattr(doctor, "diagnose", diagnose)
    for name, value in {"system": "Linux", "release": "6.1", "machine": "x86_64"}.items():
        monkeypatch.setattr(platform, name, lambda value=value: value)
    (mini / "exercises/01-numbers/double/lesson.md").write_text(LESSON)
    workspace, double = Workspace(home), load_course(mini).exercise("double")
    home.mkdir()
    begin(workspace, double)
    workspace.write(double, SQUARED)
    yield make_lab(mini)
    monkeypatch.undo()
    time.tzset()


def begin(workspace, exercise):
    """A try, a hint, full marks, on the first of March."""
    first = {"checks": {"a": Verdict.PASSED, "b": Verdict.FAILED}, "time": "2026-03-01T12:00:00Z"}
    last = {"checks": {"a": Verdict.PASSED, "b": Verdict.PASSED}, "time": "2026-03-01T12:10:00Z"}
    for text in (SQUARED, RIGHT):
        workspace.keep_snapshot(exercise, text)
    locations.attempts(workspace.root).unlink()  # in which it says when the texts were kept
    for entry in (
        an_attempt(kind="test", score=1.0, sha256=from_source(SQUARED).sha256, **first),
        HintShown(exercise="double", number=1, time="2026-03-01T12:05:00Z"),
        an_attempt(kind="grade", score=3.0, sha256=from_source(RIGHT).sha256, **last),
    ):
        attempts.append(workspace.root, entry)


async def at_rest(pilot):
    """The screen, once it has looked the same for a while."""
    before, since = "", time.monotonic()
    while time.monotonic() - since < 0.3:
        await pilot.pause(0.02)
        if (now := seen(pilot.app)) != before:
            before, since = now, time.monotonic()
    return before + "\n"


@pytest.mark.parametrize("size", [(80, 24), (140, 45)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_as_it_was(lab, scene, size, request):
    async def steps(pilot):
        await scene(pilot)
        return await at_rest(pilot)

    text = drive(lab, steps, size)
    path = FOLDER / f"{scene.__name__}-{size[0]}x{size[1]}.txt"
    if request.config.getoption("--update-snapshots"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_snapshot_is_left_over():
    wanted = {f"{scene.__name__}-{size}.txt" for scene in SCENES for size in ("80x24", "140x45")}
    assert {path.name for path in FOLDER.iterdir()} == wanted
