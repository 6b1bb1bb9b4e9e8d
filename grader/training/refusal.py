"""Why a network is not rebuilt: the one exception of reading it, and words quoted from it."""

from __future__ import annotations

from grader.neutral import plain

_LONGEST_QUOTE = 60


class NotAllowed(Exception):
    """What a guest sent will not be given to Keras.

    Args:
        sentence: for the learner: what is refused, by name, and what to do instead.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def quoted(value: object) -> str:
    """A value from a guest as a sentence may show it: one short line without escapes or backquotes."""
    text = " ".join(plain(str(value)[: 4 * _LONGEST_QUOTE]).replace("`", "'").split())
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def cannot(owner: str, why: str, instead: str = "") -> NotAllowed:
    """The refusal of one part of a network.

    Args:
        owner: the part, as a sentence names it.
        why: what stands against it, without a full stop.
        instead: a sentence: what the learner can write in its place.
    """
    return NotAllowed(f"{owner} cannot be graded: {why}.{' ' if instead else ''}{instead}")
