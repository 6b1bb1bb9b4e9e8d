"""Grades some hostile submissions with a sandbox that lacks something, or everything.

    python unguarded.py ROOT POLICY NAME…

It must itself run in a throw-away bubblewrap, where there is nothing to lose; see test_hostile_unguarded.py.
Prints one JSON object: the level that the sandbox claims, and for each name what was wrong afterwards.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import msgspec
from hostile_world import World, attack, flaws

from grader.errors import DllabError
from grader.grade import Grader
from grader.sandbox.policy import Policy


def main() -> None:
    """Grade and tell."""
    root, policy, *names = sys.argv[1:]
    if os.getpid() > 20 or Path("/proc/1/comm").read_text() != "bwrap\n":
        sys.exit("this is no throw-away sandbox")
    with Grader(msgspec.json.decode(policy, type=Policy)) as grader:
        level = grader.environment().sandbox.level
        print(json.dumps({"level": level} | {name: harm(Path(root, name), grader, name) for name in names}))


def harm(root: Path, grader: Grader, name: str) -> list[str]:
    """What a submission did to a world that is not quite protected."""
    with World(root) as world:
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
