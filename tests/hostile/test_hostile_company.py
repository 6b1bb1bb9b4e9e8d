"""Others are graded at the same time by the same grader: nobody feels a hostile neighbour."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hostile_world import attack

# They hang, die, print, fill their folders, eat memory, lie, and send signals.
HOSTILE = ("hang", "crash", "flood", "fill_disk", "memory_bomb", "wire_guess", "kill_others", "wire_close")


@pytest.mark.parametrize("arena", ["bubblewrap", "bare"], indirect=True)
def test_honest_submissions_get_full_marks_beside_hostile_ones(arena):
    grader, world = arena.grader, arena.world
    exercise, solution = world.exercises["logistic-unit"], world.solution("logistic-unit")

    def honest(_: int) -> bool:
        return grader.grade(exercise, solution).full_marks

    def hostile(name: str) -> float:
        bad = attack(name)
        return grader.grade(world.tight(bad.exercise), world.submission(bad), only=world.checks(bad)).score

    with ThreadPoolExecutor(3) as pool:
        scores = pool.map(hostile, HOSTILE)
        marks = list(pool.map(honest, range(30)))
        assert all(marks)
        assert sum(scores) == 0
    assert world.harm() == []
