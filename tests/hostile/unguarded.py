"""Grades some hostile submissions with the sandbox switched off, to show that they do harm where they can.

    python unguarded.py ROOT NAME…

It must itself run in a throw-away bubblewrap, where there is nothing to lose; see test_hostile_unguarded.py.
Prints one JSON object: for each name, what was wrong afterwards.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from hostile_world import World, attack, flaws

from grader.errors import DllabError
from grader.grade import Grader
from grader.sandbox.policy import NOTHING


def main() -> None:
    """Grade and tell."""
    root, *names = sys.argv[1:]
    if os.getpid() > 20 or Path("/proc/1/comm").read_text() != "bwrap\n":
        sys.exit("this is no throw-away sandbox")
    told = {}
    for name in names:
        with World(Path(root, name)) as world, Grader(NOTHING) as grader:
            told[name] = harm(world, grader, name)
    print(json.dumps(told))


def harm(world: World, grader: Grader, name: str) -> list[str]:
    """What a submission did to an unprotected world."""
    os.environ.update(HOME=str(world.home), TMPDIR=str(world.temporary), SECRET_TOKEN=world.canary)
    hostile = attack(name)
    exercise = world.tight(hostile.exercise)
    try:
        report = grader.grade(exercise, world.submission(hostile), only=world.checks(hostile))
    except DllabError as error:
        return [f"the grader could not go on: {error}", *world.harm()]
    return flaws(report, world, hostile) + world.harm()


if __name__ == "__main__":
    main()
