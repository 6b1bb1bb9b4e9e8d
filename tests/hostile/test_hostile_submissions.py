"""Every hostile submission: it gains nothing, harms nothing, and leaves nothing for the next one to feel."""

from __future__ import annotations

import pytest
from hostile_world import Attack, attacks

# What bubblewrap could help against. The rest meets the same wire, checks and messages under either policy.
TOUCHES_THE_MACHINE = {
    *range(1, 11), *range(15, 17), *range(21, 25), 28, 31, 33, 38, 39, *range(66, 72), *range(73, 78), 86,
}  # fmt: skip
CASES = [("bubblewrap", attack) for attack in attacks()]
CASES += [("bare", attack) for attack in attacks() if TOUCHES_THE_MACHINE & set(attack.numbers)]


@pytest.mark.parametrize(
    ("arena", "attack"),
    CASES,
    indirect=["arena"],
    ids=[f"{policy}-{attack.name}" for policy, attack in CASES],
)
def test_does_no_harm(arena, attack: Attack):
    report = arena.grade(attack)
    assert arena.flaws(attack, report) == []
