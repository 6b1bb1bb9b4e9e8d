"""How fast dllab grades, how soon its commands answer, what memory it takes; and how its peers do.

    python benchmarks/grading.py [--json FILE] [--peers NAMES|none] [--parts NAMES] [--quick]

See benchmarks/README.md for what is measured and how.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from common import machine, table
from common.machine import Neighbours
from common.processes import Failed
from common.results import Result
from peers.compare import PEERS, Comparison

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("throughput", "cold", "memory", "peers")


def main() -> int:
    """Measure, show, write. The exit status is 0 even where a target is missed: the table says so."""
    options = _options()
    told, neighbours = machine.describe(), Neighbours()
    _say(f"{told['processor'] or told['system']}, {told['cores']} cores, Python {told['python']}; {_load()}")
    results: list[Result] = []
    versions = _versions()
    with tempfile.TemporaryDirectory(prefix="dllab-benchmark-") as folder:
        for part in options.parts:
            _say(f"measuring: {part}")
            with neighbours.watched(part):
                try:
                    results += _MEASURE[part](Path(folder), options, versions)
                except (Failed, RuntimeError) as error:  # the other parts are still worth having
                    results.append(Result(part, "could not be measured", "", note=str(error)))
    print()
    table.show(results)
    _closing(neighbours)
    if options.json:
        told["load after"] = machine.load()
        table.write_json(options.json, told, versions, neighbours, results)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample there")
    parser.add_argument(
        "--peers", type=_names(PEERS), default=list(PEERS), help=f"of {','.join(PEERS)}; none for none"
    )
    parser.add_argument("--parts", type=_names(PARTS), default=list(PARTS), help=f"of {','.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="few repetitions: to try it, not to quote it")
    options = parser.parse_args()
    if options.json and not options.json.resolve().parent.is_dir():
        parser.error(f"--json: there is no folder {options.json.parent}")
    return options


def _names(known: Any) -> Callable[[str], list[str]]:
    """A comma-separated choice, for argparse."""

    def names(text: str) -> list[str]:
        chosen = [] if text == "none" else text.split(",")
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
        return chosen

    return names


def _throughput(folder: Path, options: argparse.Namespace, versions: dict[str, str]) -> list[Result]:
    from assignment.course import make_course
    from parts import throughput

    return throughput.measure(ROOT, make_course(folder / "five"), rounds=1 if options.quick else 6)


def _cold(folder: Path, options: argparse.Namespace, versions: dict[str, str]) -> list[Result]:
    from parts import coldstart

    (folder / "workspace").mkdir()
    return coldstart.measure(ROOT, folder / "workspace", rounds=3 if options.quick else 15)


def _memory(folder: Path, options: argparse.Namespace, versions: dict[str, str]) -> list[Result]:
    from parts import memory

    return memory.measure(ROOT, passes=2 if options.quick else 20)


def _peers(folder: Path, options: argparse.Namespace, versions: dict[str, str]) -> list[Result]:
    if not options.peers:
        return []
    (folder / "peers").mkdir()
    comparison = Comparison(options.peers, folder / "peers", copies=1 if options.quick else 5)
    versions.update(comparison.versions)
    return comparison.measure(rounds=1 if options.quick else 3)


_MEASURE: dict[str, Callable[[Path, argparse.Namespace, dict[str, str]], list[Result]]] = {
    "throughput": _throughput,
    "cold": _cold,
    "memory": _memory,
    "peers": _peers,
}


def _versions() -> dict[str, str]:
    """Of what takes part, and what the sandbox enforces here."""
    import numpy

    from grader import __version__
    from grader.grade import Grader

    with Grader() as grader:
        sandbox = grader.environment().sandbox
    parts = f"landlock {sandbox.landlock}, seccomp {sandbox.seccomp}, bubblewrap {sandbox.bubblewrap}"
    return {"dllab": __version__, "numpy": numpy.__version__, "sandbox": f"{sandbox.level}: {parts}"}


def _load() -> str:
    """The load average; anything near the number of cores before we start is other people's work."""
    return f"load average {machine.load():.2f}"


def _closing(neighbours: Neighbours) -> None:
    shares = ", ".join(f"{part} {share:.0%}" for part, share in neighbours.shares.items())
    print(f"{_load()}; of the machine, others took: {shares}")
    if neighbours.busy:
        print(f"The machine was busy during {', '.join(neighbours.busy)}: those numbers are too high.")


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
