"""Draw the pictures of the lab in this folder anew: `python docs/screens/make.py`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from dllab.attempts import Attempt, append
from dllab.tui.app import Lab
from dllab.workspace import Workspace
from grader.report import Verdict

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOLVED = ("minibatches", "line-fit", "softmax", "cross-entropy")
FLIPPED = ("K[::-1, ::-1])", "K)")  # in conv2d-one's solution: the kernel is not turned
KEYS = (*["right"] * 4, *"lllllll", *["space"] * 5)  # in the figure: another image, some way over it
Scene = Callable[[Pilot[int]], Awaitable[None]]


async def course(pilot: Pilot[int]) -> None:
    """The course, half done."""


async def exercise(pilot: Pilot[int]) -> None:
    """Lesson and code side by side."""
    pilot.app.open_exercise("logistic-unit")
    await pilot.pause(1)
    await pilot.press(*["pagedown"] * 2, "f4")


async def explore(pilot: Pilot[int]) -> None:
    """A kernel, and what it makes of an image."""
    pilot.app.open_exercise("conv2d-one", "explore")
    await pilot.pause(1)
    await pilot.press(*KEYS)


async def checks(pilot: Pilot[int]) -> None:
    """A known mistake."""
    pilot.app.open_exercise("conv2d-one", "checks")
    await pilot.pause(1)
    await pilot.press("ctrl+r")
    while pilot.app.runs.latest("conv2d-one").phase == "running":
        await pilot.pause(0.1)


SCENES: dict[Scene, tuple[int, int]] = {
    course: (100, 30),
    exercise: (136, 36),
    explore: (100, 36),
    checks: (100, 30),
}


def main() -> None:
    """Draw them all, for a learner who has solved some and begun one."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DLLAB_HOME=f"{folder}/home", XDG_CONFIG_HOME=folder, XDG_STATE_HOME=folder)
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", DLLAB_COURSE=str(ROOT))
        begin(Workspace())
        for scene, size in SCENES.items():
            (HERE / f"{scene.__name__}.svg").write_text(asyncio.run(drawn(scene, size)), encoding="utf-8")


def begin(workspace: Workspace) -> None:
    """What the learner has done so far."""
    workspace.root.mkdir()
    for id in SOLVED:
        facts = {"version": "", "sha256": "", "score": 10.0, "max_score": 10.0}
        append(workspace.root, Attempt(exercise=id, kind="grade", checks={"all": Verdict.PASSED}, **facts))
    solution = (ROOT / "solutions/05-convolution/conv2d-one.py").read_text(encoding="utf-8")
    (workspace.root / "conv2d-one.py").write_text(solution.replace(*FLIPPED), encoding="utf-8")


async def drawn(scene: Scene, size: tuple[int, int]) -> str:
    """The screen of a scene as SVG."""
    lab = Lab()
    async with lab.run_test(size=size) as pilot:
        await pilot.pause(1)
        await scene(pilot)
        await pilot.pause(1)
        return lab.export_screenshot(title=f"dllab: {scene.__doc__.rstrip('.').lower()}")


if __name__ == "__main__":
    main()
