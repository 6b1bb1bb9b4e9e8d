"""Who answers when a check asks the reference: the reference itself, itself with a record kept, or a record.

A check asks in an order of its own, and ends at its first failure: the n-th question of any run is the n-th
of the solution's. What a check asks about numbers that came from learner code is another question each time;
such a question is told from the recorded one by what it was asked with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from grader.compare import Tolerance, difference
from grader.errors import ExerciseError
from grader.failure import CheckFailed
from grader.recorded import Answer, Record, Wrong, data_of, is_data
from grader.report import Verdict
from grader.sandbox.channel import LearnerError
from grader.standins import Heard, Retold

Given = tuple[Any, ...]
# Two right answers that are used as inputs may differ in their last digits.
_ALIKE = Tolerance(rtol=1e-5, atol=1e-8)


class NotRecorded(CheckFailed):
    """The check asked what the solution's run of it had not asked."""

    def __init__(self) -> None:
        what = "This check compares with the reference in a place that your own code leads to"
        how = "this install has recorded answers only. Hand in: the graders' install has them all"
        super().__init__(f"{what}, and {how}.", verdict=Verdict.NOT_RUN)


class Asked:
    """The reference answers, and nothing is kept.

    Attributes:
        keeps: whether what it answers is kept for runs that will ask for more than this one.
        wrong: what known mistakes came to at the latest look; None where they can be asked themselves.
    """

    keeps = False
    wrong: list[Wrong] | None = None

    def looked(self, around: Callable[[], list[Wrong]]) -> None:
        """A check has looked at what the learner's code comes to; `around` tells what mistakes come to."""

    def ask(self, compute: Callable[[], Any], given: Given = (), ahead: bool = False) -> Any:
        """What the reference comes to.

        Args:
            compute: asks it.
            given: what it is asked with, as far as that may come from learner code.
            ahead: a failure leads here, past questions that are not asked any more.

        Raises:
            LearnerError: the reference raised.
            NotRecorded: there is a record instead, which does not hold this.
        """
        return compute()

    def module(self, reference: Callable[[], Any]) -> Any:
        """The reference as checks see it; `reference` loads it."""
        return reference()

    def network(self, build: Callable[[], Any]) -> Any:
        """A network of the reference's, which `build` makes."""
        return build()


class Recorded(Asked):
    """The reference answers, and what it answers is kept.

    Attributes:
        answers: so far.
    """

    keeps = True

    def __init__(self) -> None:
        self.answers: list[Answer] = []

    def ask(self, compute: Callable[[], Any], given: Given = (), ahead: bool = False) -> Any:
        """See `Asked.ask`.

        Raises:
            ExerciseError: what it answers is no plain data.
        """
        try:
            value = compute()
        except LearnerError as error:
            told = {"type": error.type, "bases": error.bases, "message": error.message}
            self.answers.append(Answer("raised", told, data_of(given), ahead))
            raise
        if not is_data(value):
            what = f"the reference gives an object of type {type(value).__name__}, which no bundle can hold"
            how = "do all that is done with it in a scenario, which returns plain data"
            raise ExerciseError(f"{what}: {how}")
        self.answers.append(Answer("value", value, data_of(given), ahead))
        return value

    def module(self, reference: Callable[[], Any]) -> Any:
        """See `Asked.module`."""
        return Heard(self, reference())

    def network(self, build: Callable[[], Any]) -> Any:
        """See `Asked.network`."""
        network = build()
        self.ask(network.described().told)
        return network


class Surveyed(Asked):
    """The reference answers; what known mistakes come to is kept.

    Attributes:
        times: at each look so far.
    """

    def __init__(self) -> None:
        self.times: list[list[Wrong]] = []

    def looked(self, around: Callable[[], list[Wrong]]) -> None:
        """See `Asked.looked`."""
        self.times.append(around())


class Replayed(Asked):
    """There is no reference: what it once answered is given again.

    Args:
        answers: what a check was answered, in order.
        wrong: what known mistakes came to at each look.
    """

    def __init__(self, answers: list[Answer], wrong: list[list[Wrong]]) -> None:
        self._answers: Iterator[Answer] = iter(answers)
        self._wrong = iter(wrong)
        self.wrong = []

    def looked(self, around: Callable[[], list[Wrong]]) -> None:
        """See `Asked.looked`."""
        self.wrong = next(self._wrong, [])

    def ask(self, compute: Callable[[], Any], given: Given = (), ahead: bool = False) -> Any:
        """See `Asked.ask`."""
        answer = self.next(given, ahead)
        if answer.kind == "function":
            raise NotRecorded
        return answer.get()

    def next(self, given: Given, ahead: bool = False) -> Answer:
        """The next answer, past those that only failures lead to; with `ahead` the next one to this question.

        Raises:
            NotRecorded: there is none, or it is that to another question.
        """
        asked = data_of(given)
        for answer in self._answers:
            if ahead or not answer.ahead:
                if asked is not None and difference(asked, answer.given, _ALIKE) is None:
                    return answer
                if not ahead:
                    break
        raise NotRecorded

    def module(self, reference: Callable[[], Any]) -> Any:
        """See `Asked.module`."""
        return Retold(self)

    def network(self, build: Callable[[], Any]) -> Any:
        """See `Asked.network`."""
        from grader.training.described import Described  # paid for by those who train

        return Described.of(self.ask(build))


class Recorder:
    """Keeps what the reference answers in one grading of the solution."""

    def __init__(self) -> None:
        self._checks: dict[str, Recorded] = {}

    def of(self, check: str) -> Recorded:
        """For one check, from its beginning."""
        self._checks[check] = Recorded()
        return self._checks[check]

    def record(self, source: str) -> Record:
        """All that was kept; `source` is the fingerprint of checks.py."""
        return Record({name: one.answers for name, one in self._checks.items() if one.answers}, source)


class Survey:
    """Keeps what known mistakes come to in one grading of the solution."""

    def __init__(self) -> None:
        self._checks: dict[str, Surveyed] = {}

    def of(self, check: str) -> Surveyed:
        """For one check, from its beginning."""
        self._checks[check] = Surveyed()
        return self._checks[check]

    def times(self) -> dict[str, list[list[Wrong]]]:
        """All that was kept, by check."""
        return {name: one.times for name, one in self._checks.items() if any(one.times)}
