"""Every class of CHEATS.md is tried, or it is said why it cannot apply."""

from __future__ import annotations

import re

import pytest
from catalogue import CLASSES, ELSEWHERE, NOT_HERE
from hostile_world import ADDED, ROOT, SUBMISSIONS, Attack, attacks

from grader.checks import load_checks
from grader.course import load_course
from grader.report import Verdict

TRIED = {number for attack in attacks() for number in attack.numbers}


@pytest.mark.parametrize("number", CLASSES)
def test_every_class_is_tried_or_said_not_to_apply(number):
    assert (number in TRIED | set(ELSEWHERE)) != (number in NOT_HERE)


def test_no_other_classes_are_named():
    assert set(CLASSES) >= TRIED | set(ELSEWHERE) | set(NOT_HERE)


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.name)
def test_says_what_it_is(attack: Attack):
    head = (SUBMISSIONS / f"{attack.name}.py").read_text().split("\n", 2)[:2]
    assert re.fullmatch(r"# CHEATS ([\d, ]+|none): .+\.", head[0])
    assert re.fullmatch(r"# Harm: .+\.", head[1])
    exercise = load_course(ROOT).exercise(attack.exercise)
    names = {check.name for check in load_checks(exercise)}
    assert all(name in names or name.startswith(ADDED) for name in attack.checks)
    assert set(attack.verdicts) <= {verdict.value for verdict in Verdict} - {"passed", "not-run"}
