"""Hostile models of learners' own layers, which the grader's loop trains: what is known must not count."""

from __future__ import annotations

import pytest
from hostile_world import Attack, attacks

MODELS = [
    pytest.param(one, id=one.name, marks=[pytest.mark.sweep] if one.sweep else [])
    for one in attacks("train-digits")
]


@pytest.mark.parametrize("arena", ["bubblewrap"], indirect=True)
@pytest.mark.parametrize("attack", MODELS)
def test_a_model_does_no_harm(arena, attack: Attack):
    report = arena.grade(attack)
    assert arena.flaws(attack, report) == []
