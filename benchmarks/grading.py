"""How fast dllab grades, how soon its commands answer, what memory it takes; and how its peers do.

    python benchmarks/grading.py [--json FILE] [--peers NAMES|none] [--parts NAMES] [--quick]

See benchmarks/README.md for what is measured and how.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from common import command
from common.command import Part
from common.versions import versions
from peers.compare import PEERS, compare

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("throughput", "exercises", "cold", "memory", "peers")


def main() -> int:
    """Measure, show, write."""
    options = command.parser(__doc__.split("\n")[0], PARTS, PEERS).parse_args()
    found = versions()
    with tempfile.TemporaryDirectory(prefix="dllab-benchmark-") as folder:
        every = _parts(Path(folder), options, found)
        return command.run({name: every[name] for name in options.parts}, found, options.json)


def _parts(folder: Path, options: argparse.Namespace, found: dict[str, str]) -> dict[str, Part]:
    from assignment.course import make_course
    from parts import coldstart, exercises, memory, throughput

    course, quick = make_course(folder / "five"), options.quick
    (folder / "workspace").mkdir()
    return {
        "throughput": partial(throughput.measure, ROOT, course, rounds=1 if quick else 6),
        "exercises": partial(exercises.measure, ROOT, rounds=1 if quick else 5),
        "cold": partial(coldstart.measure, ROOT, folder / "workspace", rounds=3 if quick else 15),
        "memory": partial(memory.measure, ROOT, passes=2 if quick else 20),
        "peers": partial(compare, options.peers, folder / "peers", quick, 1 if quick else 5, found),
    }


if __name__ == "__main__":
    sys.exit(main())
