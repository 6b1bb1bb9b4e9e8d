"""The same on machines without bubblewrap: those submissions that it could help against.

The others meet the same wire, the same checks and the same messages either way.
"""

from __future__ import annotations

import pytest
from hostile_world import TRAINED, Attack, attacks

TOUCHES_THE_MACHINE = {
    *range(1, 11), *range(15, 17), *range(21, 25), 28, 31, 33, 38, 39, *range(66, 72), *range(73, 78), 86,
}  # fmt: skip
SOME = [
    attack
    for attack in attacks()
    if TOUCHES_THE_MACHINE & set(attack.numbers) and attack.exercise not in TRAINED
]


@pytest.mark.parametrize("arena", ["bare"], indirect=True)
@pytest.mark.parametrize("attack", SOME, ids=lambda attack: attack.name)
def test_does_no_harm_without_bubblewrap(arena, attack: Attack):
    report = arena.grade(attack)
    assert arena.flaws(attack, report) == []
