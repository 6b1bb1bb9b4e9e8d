"""How fast a class is graded, how soon it goes on, what memory it takes; and how peers grade a batch.

    python benchmarks/class.py [--json FILE] [--peers NAMES|none] [--parts NAMES] [--quick]

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

PARTS = ("throughput", "resume", "memory", "peers")


def main() -> int:
    """Measure, show, write."""
    options = command.parser(__doc__.split("\n")[0], PARTS, PEERS).parse_args()
    found = versions()
    with tempfile.TemporaryDirectory(prefix="dllab-benchmark-") as folder:
        every = _parts(Path(folder), options, found)
        return command.run({name: every[name] for name in options.parts}, found, options.json)


def _parts(folder: Path, options: argparse.Namespace, found: dict[str, str]) -> dict[str, Part]:
    from assignment.course import make_course
    from parts.classroom import memory, resume, throughput

    course, quick = make_course(folder / "course"), options.quick
    number, sizes = (60, (60, 200)) if quick else (1000, (1000, 10_000))
    rounds = 1 if quick else 3
    return {
        "throughput": partial(throughput.measure, course, folder / "throughput", number, rounds),
        "resume": partial(resume.measure, course, folder / "resume", number, rounds),
        "memory": partial(memory.measure, course, folder / "memory", sizes, rounds),
        "peers": partial(compare, options.peers, folder / "peers", quick, 4, found),  # 4 of each of 5
    }


if __name__ == "__main__":
    sys.exit(main())
