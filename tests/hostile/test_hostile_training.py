"""Hostile networks: they gain nothing, harm nothing, and leave nothing for the next one to feel."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hostile_world import SEED, Attack, attack, attacks, told

KERAS = "keras-first"
LEARNING = "train_a_little"
HONEST = "net_as_ever"
NETWORKS = [
    pytest.param(one, id=one.name, marks=[pytest.mark.sweep] if one.sweep else [])
    for one in attacks(KERAS)
    if one.name != HONEST
]
TOUCH_THE_MACHINE = [
    *("net_places", "net_die", "net_memory", "net_second_voice", "net_threads", "net_global_state"),
]

in_bubblewrap = pytest.mark.parametrize("gymnasium", ["bubblewrap"], indirect=True)


@pytest.fixture(scope="module")
def before(gymnasium):
    """What the solution's training came to before anything else was graded."""
    return gymnasium.honest(KERAS, LEARNING)


@in_bubblewrap
def test_an_honest_architecture_trains_like_the_solution_s(gymnasium, before):
    """Whatever its classes, weights, seeds and histories say: bit for bit."""
    report = gymnasium.grade(attack(HONEST), SEED)
    assert gymnasium.flaws(attack(HONEST), report) == []
    assert told(report) == before != []


@in_bubblewrap
@pytest.mark.parametrize("attack", NETWORKS)
def test_a_network_does_no_harm(gymnasium, before, attack: Attack):
    report = gymnasium.grade(attack)
    assert gymnasium.flaws(attack, report) == []


@in_bubblewrap
def test_the_next_network_trains_as_ever(gymnasium, before):
    """The same seed gives the same history, bit for bit, after whatever was graded in between."""
    for name in ("net_global_state", "net_die", "net_second_voice"):
        gymnasium.grade(attack(name))
    assert gymnasium.honest(KERAS, LEARNING) == before != []


@pytest.mark.sweep
@in_bubblewrap
def test_a_network_trains_as_ever_beside_hostile_ones(gymnasium, before):
    exercise, solution = gymnasium.world.exercises[KERAS], gymnasium.world.solution(KERAS)

    def honest(_: int) -> bool:
        return told(gymnasium.grader.grade(exercise, solution, SEED, only=[LEARNING])) == before

    def hostile(name: str) -> float:
        one = attack(name)
        tight, submission = gymnasium.world.tight(KERAS), gymnasium.world.submission(one)
        return gymnasium.grader.grade(tight, submission, only=gymnasium.world.checks(one)).score - one.earns

    with ThreadPoolExecutor(2) as pool:
        gains = pool.map(hostile, TOUCH_THE_MACHINE)
        assert all(pool.map(honest, range(4)))
        assert max(gains) <= 0
    assert gymnasium.world.harm() == []


@pytest.mark.sweep
@pytest.mark.parametrize("gymnasium", ["bare"], indirect=True)
@pytest.mark.parametrize("name", TOUCH_THE_MACHINE)
def test_a_network_does_no_harm_without_bubblewrap(gymnasium, name):
    report = gymnasium.grade(attack(name))
    assert gymnasium.flaws(attack(name), report) == []
