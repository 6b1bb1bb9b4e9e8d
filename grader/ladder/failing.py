"""A rung's failure, under the name of the known mistake behind it where there is exactly one."""

from __future__ import annotations

from collections.abc import Mapping

from grader.errors import ExerciseError
from grader.failure import CheckFailed
from grader.running import Lab, current
from grader.training.network import AnyNetwork

Symptoms = Mapping[str, tuple[float, float]]


def failed(
    network: AnyNetwork,
    fact: str,
    symptom: float | None = None,
    mistakes: Symptoms | None = None,
    mistake: str | None = None,
) -> CheckFailed:
    """The failure, under a mistake's name where exactly one explains it."""
    lab = current()
    names = [mistake] if mistake else _by_symptom(symptom, mistakes or {})
    if len(names) != 1:
        names = _by_counterfactual(lab, network)
    known = [one for one in lab._oracle.mistakes if names == [one.name]]
    if len(names) == 1 and lab._oracle.mistakes and not known:
        raise ExerciseError(f"no mistake is called {names[0]!r}", lab._oracle.exercise.folder / "mistakes.py")
    return CheckFailed(f"{known[0].sentence}\n{fact}" if known else fact, known[0].name if known else None)


def _by_symptom(symptom: float | None, mistakes: Symptoms) -> list[str]:
    if symptom is None:
        return []
    return [name for name, (low, high) in mistakes.items() if low <= symptom <= high]


def _by_counterfactual(lab: Lab, network: AnyNetwork) -> list[str]:
    """The mistakes that build this very network."""
    concerned = [one for one in lab._oracle.mistakes if {*network.functions} & {*one.overrides}]
    return [one.name for one in concerned if network.equals(lab._oracle.whole(one))]
