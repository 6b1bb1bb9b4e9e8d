"""A network as far as checks compare another with it: what its layers are, and how it is compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from grader.training.compilation import Compilation
from grader.training.process import LayerSurvey

Shape = list[int | None]


class Described(msgspec.Struct, frozen=True):
    """A network of the reference's, in words and numbers.

    Attributes:
        lines: a sentence's worth of each layer, equal exactly where the layers are.
        compilation: optimizer and loss.
        layers: its layers in order, without inputs.
        inputs: the shapes of its inputs without the batch.
        outputs: the shapes of its outputs without the batch.
        parameters: all numbers in its weights.
        macs: multiplications for one input.
    """

    lines: list[str]
    compilation: Compilation
    layers: list[LayerSurvey]
    inputs: list[Shape]
    outputs: list[Shape]
    parameters: int
    macs: int

    @staticmethod
    def of(told: Any) -> Described:
        """What `told` told."""
        return msgspec.convert(told, Described)

    def told(self) -> dict[str, Any]:
        """It as plain data."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


def shape(sizes: Sequence[int | None]) -> str:
    """A shape in words: 28×28×1."""
    return "×".join("any" if size is None else str(size) for size in sizes) or "a single number"


def line(layer: LayerSurvey, config: Mapping[str, Any]) -> str:
    """A sentence's worth of a layer: `Conv2D filters=32 kernel_size=3×3 → 26×26×32 (320 parameters)`."""
    words = [layer.kind]
    for key in ("filters", "units", "kernel_size", "pool_size", "strides", "padding", "rate", "activation"):
        value = config.get(key)
        if value is not None and not (key == "padding" and value == "valid"):
            words.append(f"{key}={_plain(value)}")
    words.append(f"→ {shape(layer.output)} ({layer.parameters:,} parameters)")
    return " ".join(words)


def _plain(value: Any) -> str:
    return "×".join(map(str, value)) if isinstance(value, list) else str(value)
