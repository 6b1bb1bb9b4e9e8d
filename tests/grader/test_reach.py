"""What code leads to what."""

import pytest

from grader.reach import Reach

SOURCE = """
import numpy as np

SCALES = {"he": 2.0}
SCALES["lecun"] = unit(1.0)

def unit(x):
    return np.float64(x)

def scale(name):
    return SCALES[name]

class Layer:
    def start(self):
        self.gain = scale("he")

class Dense(Layer):
    def forward(self, x):
        return relu(x)

def relu(x):
    return x * (x > 0)

def loop(n):
    return n and loop(n - 1)
"""


@pytest.mark.parametrize(
    ("names", "goals", "leads"),
    [
        (["Dense"], ["relu"], True),
        (["Dense"], ["scale"], True),  # by its base
        (["Layer"], ["relu"], False),
        (["scale"], ["unit"], True),  # by what fills the table
        (["relu"], ["relu"], False),  # the goal's own code is replaced
        (["Dense", "relu"], ["relu"], True),
        (["Dense"], ["scale", "Layer"], True),
        (["loop"], ["relu"], False),  # and it ends
        (["unknown"], ["relu"], False),
        ([], ["relu"], False),
    ],
)
def test_leads(names, goals, leads):
    assert Reach(SOURCE).leads(names, goals) is leads
