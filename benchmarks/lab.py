"""How soon the lab is there and answers, what memory it takes, what it writes to the terminal.

    python benchmarks/lab.py [--json FILE] [--parts NAMES] [--quick]

See benchmarks/README.md for what is measured and how.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path

from common import command
from common.command import Part

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("paint", "keys", "memory", "idle")


def main() -> int:
    """Measure, show, write."""
    options = command.parser(__doc__.split("\n")[0], PARTS).parse_args()
    versions = {name: version(name) for name in ("dllab", "textual", "rich")}
    with tempfile.TemporaryDirectory(prefix="dllab-benchmark-") as folder:
        every = _parts(Path(folder), options.quick)
        return command.run({name: every[name] for name in options.parts}, versions, options.json)


def _parts(folder: Path, quick: bool) -> dict[str, Part]:
    from parts.lab import keys, paint, rest
    from parts.lab.course import make_course, make_workspace
    from parts.lab.screens import Lab

    course = make_course(ROOT, folder / "course")
    lab = Lab(course, make_workspace(course, folder / "home"))
    return {
        "paint": partial(paint.measure, lab, rounds=3 if quick else 21),
        "keys": partial(keys.measure, lab, presses=20 if quick else 200),
        "memory": partial(rest.memory, lab, rounds=1 if quick else 5),
        "idle": partial(rest.idle, lab, seconds=10 if quick else 60),
    }


if __name__ == "__main__":
    sys.exit(main())
