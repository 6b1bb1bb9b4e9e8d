"""What files of an exercise define and use, read without running them."""

import ast

import pytest

from dllab.authoring import source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import numpy", []),
        ("import scipy", [(1, "scipy")]),
        ("import scipy.signal as s", [(1, "scipy")]),
        ("x = 1\nfrom scipy import signal", [(2, "scipy")]),
        ("import numpy as np\nnp.convolve(x)\nnp.convolved(x)", [(2, "numpy.convolve")]),
        ("import numpy\nnumpy.linalg.lstsq(x).y", [(2, "numpy.linalg.lstsq")]),
        ("import numpy.linalg\nnumpy.linalg.lstsq(x)", [(2, "numpy.linalg.lstsq")]),
        ("from numpy import linalg as L\nL.lstsq(x)", [(2, "numpy.linalg.lstsq")]),
        ("from numpy import convolve as c", [(1, "numpy.convolve")]),
        ("def f():\n    import scipy", [(2, "scipy")]),
        ("scipy = 3\nscipy.x", []),
        ("from . import scipy", []),
        ("x.scipy.y\n'scipy'", []),
        ("import numpy as np\nf = np.convolve; f(np.convolve)", [(2, "numpy.convolve")]),
    ],
)
def test_uses_of_forbidden_things(text, expected):
    forbidden = ["scipy", "numpy.convolve", "numpy.linalg.lstsq"]
    assert list(source.uses(ast.parse(text), forbidden)) == expected


def test_definitions():
    tree = ast.parse("a = b = 1\nc: int = 2\ndef f(): x = 1\nasync def g(): pass\nclass H: y = 1\nd.e = 3\n")
    assert list(source.definitions(tree)) == ["a", "b", "c", "f", "g", "H"]
