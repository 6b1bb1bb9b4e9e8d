"""The exercises that train networks pass the author's gate; a file of its own, for another worker."""

import pytest
from test_course import COURSE, MANY_SEEDS, problems_and_proofs

from dllab.authoring.gate.lint import lint

IDS = [exercise.id for exercise in COURSE if exercise.datasets]
LONG = ("keras-cnn",)  # a minute: in the sweep, and by default its static rules


@pytest.mark.parametrize("id", [id for id in IDS if id not in LONG])
def test_the_gate(id):
    problems, proved = problems_and_proofs(id, seeds=1)
    assert problems == []
    assert proved >= 3


@pytest.mark.parametrize("id", LONG)
def test_the_static_rules(id):
    assert lint(COURSE, COURSE.exercise(id)) == []


@pytest.mark.sweep
@pytest.mark.parametrize("id", IDS)
def test_the_gate_on_many_seeds(id):
    problems, _ = problems_and_proofs(id, MANY_SEEDS)
    assert problems == []
