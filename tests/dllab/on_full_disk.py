"""What a learner does while the disk fills up: on_full_disk.py COURSE, with $DLLAB_HOME on that disk."""

import os
import sys
from pathlib import Path

from driving import drive, seen, until

from dllab import drafts
from dllab.tui.app import Lab
from dllab.tui.widgets.editor import Editor

HOME = Path(os.environ["DLLAB_HOME"])
FILLER = HOME / "filler"


def fill():
    """Leave no byte free."""
    with FILLER.open("wb", buffering=0) as file:
        for size in (4096, 512, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue


def toasts(app):
    return " ".join(one.message for one in app._notifications)


async def learner(pilot):
    """Type, save, leave: nothing works, all of it is said, nothing is lost; then there is room again."""
    app, path = pilot.app, HOME / "double.py"
    app.open_exercise("double", "code")
    editor = await until(pilot, lambda: isinstance(app.focused, Editor) and app.focused)
    await pilot.press(*"abc")
    await until(pilot, lambda: (draft := drafts.read(HOME, "double")) and draft.text.startswith("abc"))
    starter = path.read_text()
    fill()
    await pilot.press(*"def")
    await until(pilot, lambda: "drafts cannot be written" in toasts(app))
    assert "No space left on device" in toasts(app)
    await until(pilot, lambda: "what you type cannot be kept on disk" in seen(app))
    await pilot.press("ctrl+s")
    await until(pilot, lambda: "so nothing was changed: make room there" in toasts(app))
    await pilot.press("ctrl+q")
    await until(pilot, lambda: "leave all the same: Ctrl+Q again" in toasts(app))
    await pilot.press("g")
    assert editor.source.startswith("abcdefg")
    assert path.read_text() == starter
    assert drafts.read(HOME, "double").text.startswith("abc")
    FILLER.unlink()
    await until(pilot, lambda: drafts.read(HOME, "double").text.startswith("abcdefg"))
    await until(pilot, lambda: "cannot be kept" not in seen(app))
    await pilot.press("ctrl+s")
    await until(pilot, lambda: path.read_text().startswith("abcdefg"))


if __name__ == "__main__":
    drive(Lab(Path(sys.argv[1])), learner)
    print("all was well")
