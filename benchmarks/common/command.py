"""The command line of a benchmark: measure the parts that were asked for, show, write."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from common import machine, table
from common.machine import Neighbours
from common.processes import Failed
from common.results import Result

Part = Callable[[], list[Result]]


def parser(description: str, parts: Iterable[str], peers: Iterable[str] = ()) -> argparse.ArgumentParser:
    """The options that all benchmarks have, and --peers where there are any."""
    names = list(parts)
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--json", type=_file, metavar="FILE", help="write every sample there")
    made.add_argument("--parts", type=choice(names), default=names, help=f"of {','.join(names)}")
    made.add_argument("--quick", action="store_true", help="few repetitions: to try it, not to quote it")
    if others := list(peers):
        told = f"of {','.join(others)}; none for none"
        made.add_argument("--peers", type=choice(others), default=others, help=told)
    return made


def choice(known: Iterable[str]) -> Callable[[str], list[str]]:
    """A comma-separated choice, for argparse."""
    names = list(known)

    def chosen(text: str) -> list[str]:
        wanted = [] if text == "none" else text.split(",")
        for name in wanted:
            if name not in names:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(names)}")
        return wanted

    return chosen


def _file(text: str) -> Path:
    path = Path(text)
    if not path.resolve().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}")
    return path


def run(
    parts: dict[str, Part],
    versions: dict[str, str],
    json: Path | None,
    failures: tuple[type[Exception], ...] = (),
) -> int:
    """Measure, show, write. The exit status is 0 even where a target is missed: the table says so.

    Args:
        parts: by name, in order.
        versions: of what takes part.
        json: where every sample is written, if anywhere.
        failures: exceptions that end a part, beside `Failed` and RuntimeError; the other parts go on.
    """
    told, neighbours = machine.describe(), Neighbours()
    say(f"{told['processor'] or told['system']}, {told['cores']} cores, Python {told['python']}; {_load()}")
    results: list[Result] = []
    for name, part in parts.items():
        say(f"measuring: {name}")
        with neighbours.watched(name):
            try:
                results += part()
            except (Failed, RuntimeError, *failures) as error:  # the other parts are still worth having
                results.append(Result(name, "could not be measured", "", note=str(error)))
    print()
    table.show(results)
    _closing(neighbours)
    if json:
        told["load after"] = machine.load()
        table.write_json(json, told, versions, neighbours, results)
    return 0


def _closing(neighbours: Neighbours) -> None:
    shares = ", ".join(f"{part} {share:.0%}" for part, share in neighbours.shares.items())
    print(f"{_load()}; of the machine, others took: {shares}")
    if neighbours.busy:
        print(f"The machine was busy during {', '.join(neighbours.busy)}: those numbers are too high.")


def _load() -> str:
    """The load average; anything near the number of cores before we start is other people's work."""
    return f"load average {machine.load():.2f}"


def say(text: str) -> None:
    """To whoever waits."""
    print(text, file=sys.stderr)
