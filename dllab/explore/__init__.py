"""The figures to play with: the mathematics of each, how it is drawn, and what can be turned; no screen."""

from __future__ import annotations

from importlib import import_module

from dllab.explore.figure import Action, Choice, Field, Figure, Number, Whole
from dllab.explore.page import Page, as_text

__all__ = ["FIGURES", "Action", "Choice", "Field", "Figure", "Number", "Page", "Whole", "as_text", "figure"]

# In the order of the course: a module of this package each, with a class `Explorer`.
FIGURES = (
    "logistic",
    "bumps",
    "activations",
    "losses",
    "circuit",
    "descent",
    "vanishing",
    "dropout",
    "batchnorm",
    "kernels",
    "outsize",
    "receptive",
    "im2col",
    "poolback",
)


def figure(name: str) -> Figure:
    """A figure by its name, as it is at first.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in FIGURES:
        raise KeyError(name)
    made: Figure = import_module(f"dllab.explore.{name}").Explorer()
    return made
