"""Answers of clean processes that were asked the same before, with the same seed.

Everything in a clean process follows from what it is asked and its seed. The author's gate grades dozens of
submissions on one seed, most of which share a network; a class is graded on a fresh seed each.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

_MOST = 256


class Recall:
    """The latest answers of a `Grader`. Safe to use from several threads."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, ask: Callable[[], Any]) -> Any:
        """The answer to `key`; what `ask` gives where there is none yet.

        Args:
            key: everything that decides the answer.
            ask: finds it out; an exception is not remembered.
        """
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = ask()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _MOST:
                self._answers.popitem(last=False)
        return answer
