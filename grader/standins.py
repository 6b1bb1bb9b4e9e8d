"""What a check gets for `lab.reference` where its answers are kept, and where they are all there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.errors import ExerciseError
from grader.recorded import Answer, data_of
from grader.sandbox.proxy import Stub

if TYPE_CHECKING:
    from grader.answers import Recorded, Replayed


class Heard:
    """The reference, whose answers are kept."""

    def __init__(self, answers: Recorded, module: Any) -> None:
        self._heard, self._module = answers, module

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:
        value = self._module[name]
        if not callable(value):
            return self._heard.ask(lambda: value, (name,))
        self._heard.answers.append(Answer("function", given=data_of((name,))))
        return lambda *args, **kwargs: self._heard.ask(lambda: value(*args, **kwargs), (*args, kwargs))

    def has(self, name: str) -> bool:
        """Whether it defines `name`."""
        return bool(self._heard.ask(lambda: self._module.has(name), (name,)))

    def keep(self, value: Any) -> Any:
        """As in `LocalModule`."""
        return self._module.keep(value)

    def stub(self, target: Any, methods: tuple[str, ...] = ()) -> Stub:
        """As in `LocalModule`."""
        return Stub(target, methods)

    def load(self, source: str) -> Any:
        """Helper source beside the reference gives objects, which are not recorded."""
        what = "what lab.reference.load gives cannot be held by a bundle"
        raise ExerciseError(f"{what}: call m.load in a scenario, which returns plain data")


class Retold:
    """The reference as far as it was recorded."""

    def __init__(self, answers: Replayed) -> None:
        self._remembered = answers

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:
        answer = self._remembered.next((name,))
        if answer.kind != "function":
            return answer.get()
        return lambda *args, **kwargs: self._remembered.ask(_nobody, (*args, kwargs))

    def has(self, name: str) -> bool:
        """Whether it defines `name`."""
        return bool(self._remembered.ask(_nobody, (name,)))

    def keep(self, value: Any) -> Any:
        """Nobody will move it on."""
        return value

    def stub(self, target: Any, methods: tuple[str, ...] = ()) -> Stub:
        """As in `LocalModule`."""
        return Stub(target, methods)

    def load(self, source: str) -> Any:
        """See `Heard.load`."""
        return self[f"load {source}"]  # which nobody ever recorded


def _nobody() -> None:
    """There is nobody to ask."""
