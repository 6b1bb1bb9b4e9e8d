"""What cheats earn, and what gives hidden checks away: the warnings of the author's gate.

A warning is an opinion. An author who means it so says why, in the exercise's mutants.yaml, under the name
of the check, or of the cheat where the warning is about the exercise as a whole:

    meant:
      repeats_itself: whether the numbers are right is asked by another check, `agrees_with_the_formula`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dllab.authoring.weak import leaks
from dllab.authoring.weak.cheats import (
    BROADCASTS,
    CHEATS,
    CONSTANTS,
    ECHO,
    NOTHING,
    ONES,
    RAISES,
    ZEROS,
    Cheat,
)
from dllab.authoring.weak.meant import Finding, about, unmeant
from dllab.authoring.weak.sources import BROADCASTING, VALUES, Sources
from dllab.authoring.weak.trials import WeakTrials
from dllab.wording import points
from grader.checks import Check
from grader.errors import DllabError
from grader.exercise import Exercise
from grader.grade import Grader
from grader.report import CheckResult
from grader.yamlfile import line_of

MUCH = 1 / 3  # of the points: no more should go to wrong answers
MOST = 2 / 3  # of the points: no more should go to a table of the public examples


def warnings(
    exercise: Exercise, checks: list[Check], grader: Grader, graded: Sequence[CheckResult] = ()
) -> list[str]:
    """What is weak about the checks of an exercise.

    Args:
        exercise: one whose solution passes them; otherwise hardly anything is found.
        checks: all it has.
        grader: grades the cheats.
        graded: how they ended for other submissions, mistakes for example: what hidden ones told them.

    Returns:
        Sentences, each in the form `file:line: what is weak`.
    """
    try:
        sources = Sources(exercise)
        trials = WeakTrials(exercise, checks, sources, grader)
        found = list(_findings(exercise, checks, sources, trials, graded))
        found.sort(key=lambda finding: (finding.path, finding.line))
        return [*trials.broken, *map(str, unmeant(exercise, found))]
    except DllabError as error:
        return [str(error)]


def _findings(
    exercise: Exercise,
    checks: list[Check],
    sources: Sources,
    trials: WeakTrials,
    graded: Sequence[CheckResult],
) -> Iterator[Finding]:
    twins = dict(sources.twins(checks))
    for check in checks:
        others = [result for result in graded if result.name == check.name]
        yield from leaks.leaks(sources, check, [*trials.results(check.name), *others])
        yield from _wrong_answers(check, sources, trials)
        if check.name in twins:
            what = f"{check.name} asks the same as the public {twins[check.name]}: ask for something else"
            yield about(check, what)
        elif check.visibility == "hidden" and trials.knows(check.name):
            what = f"{check.name} asks nothing that public checks do not ask: draw its inputs from lab.rng"
            yield about(check, what)
    yield from _totals(exercise, checks, trials)


def _wrong_answers(check: Check, sources: Sources, trials: WeakTrials) -> Iterator[Finding]:
    """Wrong answers that a check takes for right ones, though their numbers are what it is about."""
    asked = sources.asked(check)

    def passing(*cheats: Cheat) -> list[Cheat]:
        taken = {cheat: trials.taken(check.name, cheat) for cheat in cheats}
        # From zeros a function may make zeros that are right: of those a part is enough.
        return [
            cheat
            for cheat, how in taken.items()
            if how.passed and (how.touched if cheat is ZEROS else how.wrong)
        ]

    constants, shapes = passing(*CONSTANTS), passing(*BROADCASTS)
    if not asked.answers and (NOTHING in constants or {ZEROS, ONES, ECHO} <= set(constants)):
        return  # it looks at something else: at calls, at arguments, at memory
    if constants and (asked.expects & VALUES or asked.compares):
        yield about(check, f"{check.name} passes for {_either(constants)}: {_COMPARE}")
    elif shapes and asked.compares & BROADCASTING:
        how = " and ".join(_SPOKEN.get(name, name) for name in sorted(asked.compares & BROADCASTING))
        yield about(check, f"{check.name} passes for {_either(shapes)}: {how} broadcasts; {_STRICT}")
    if passing(RAISES) and "raises" not in asked.expects:
        yield about(check, f"{check.name} passes for {RAISES.does}: let exceptions through, {_COMPARE}")


_COMPARE = "compare with the reference as well (expect.matches, on inputs from lab.rng)"
_STRICT = "expect.close and expect.matches look at shapes, too"
_SPOKEN = {"abs": "a difference"}


def _totals(exercise: Exercise, checks: list[Check], trials: WeakTrials) -> Iterator[Finding]:
    """Cheats that earn much of the points."""
    path, worth = exercise.folder / "exercise.yaml", sum(check.points for check in checks)
    line = line_of(path, "provides")
    for cheat in CHEATS if trials.tried else ():
        taken = [check for check in checks if trials.wrongly(check.name, cheat)]
        if sum(check.points for check in taken) > MUCH * worth:
            earned = f"{_points(taken)} of {points(worth)} points"
            what = f"the cheat `{cheat.name}` ({cheat.does}) earns {earned}, by {_names(taken)}: {_MORE}"
            yield Finding(cheat.name, path, line, what)
    taken = [check for check in checks if trials.tried and trials.knows(check.name)]
    if sum(check.points for check in taken) > MOST * worth:
        earned = f"{_points(taken)} of {points(worth)} points"
        what = f"the cheat `table` (the public examples' answers) earns {earned}: {_RANDOM}"
        yield Finding(trials.table.name, path, line, what)


_MORE = "let checks that compare values have more of them"
_RANDOM = "let checks with inputs from lab.rng have more of them"


def _points(checks: list[Check]) -> str:
    return points(sum(check.points for check in checks))


def _names(checks: list[Check]) -> str:
    return ", ".join(check.name for check in checks)


def _either(cheats: list[Cheat]) -> str:
    *others, last = (cheat.does for cheat in cheats)
    return f"{', '.join(others)} or {last}" if others else last
