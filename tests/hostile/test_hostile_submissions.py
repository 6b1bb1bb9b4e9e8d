"""Every hostile submission: it gains nothing, harms nothing, and leaves nothing for the next one to feel."""

from __future__ import annotations

import pytest
from hostile_world import TRAINED, Attack, attacks

SOME = [attack for attack in attacks() if attack.exercise not in TRAINED]


@pytest.mark.parametrize("arena", ["bubblewrap"], indirect=True)
@pytest.mark.parametrize("attack", SOME, ids=lambda attack: attack.name)
def test_does_no_harm(arena, attack: Attack):
    report = arena.grade(attack)
    assert arena.flaws(attack, report) == []
