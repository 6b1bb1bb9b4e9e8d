"""Every hostile submission: it gains nothing, harms nothing, and the next one is graded as if it had not been."""

from __future__ import annotations

import pytest
from hostile_world import Attack, attacks


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.name)
def test_does_no_harm(arena, attack: Attack):
    report = arena.grade(attack)
    assert arena.flaws(attack, report) == []
