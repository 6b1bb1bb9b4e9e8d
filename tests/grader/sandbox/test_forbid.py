"""Forbidden modules and functions raise when they are used, wherever from; nothing else suffers."""

import pytest

from grader.sandbox.channel import LearnerError


def refused(load, source, *forbid) -> str:
    with pytest.raises(LearnerError) as caught:
        load(source, forbid=forbid).f()
    error = caught.value
    assert error.type == "Forbidden"
    assert "PermissionError" in error.bases
    return error.message


WAYS = {
    "np.": "import numpy as np\ndef f():\n    return np.convolve([1], [1])\n",
    "from": "from numpy import convolve\ndef f():\n    return convolve([1], [1])\n",
    "as": "from numpy import convolve as c\ndef f():\n    return c([1], [1])\n",
    "late": "def f():\n    from numpy import convolve\n    return convolve([1], [1])\n",
    "getattr": "import numpy\ndef f():\n    return getattr(numpy, 'con' + 'volve')([1], [1])\n",
    "importlib": (
        "import importlib\ndef f():\n    return importlib.import_module('numpy').convolve([1], [1])\n"
    ),
    "sys.modules": "import sys\ndef f():\n    return sys.modules['numpy'].convolve([1], [1])\n",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_function(load, way):
    assert refused(load, WAYS[way], "numpy.convolve") == (
        "np.convolve is not allowed in this exercise: write it yourself"
    )
    assert load(WAYS[way]).f().tolist() == [1]


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    import statistics\n",
        "def f():\n    from statistics import mean\n",
        "def f():\n    __import__('statistics')\n",
        "def f():\n    import importlib\n    importlib.import_module('statistics')\n",
    ],
)
def test_a_module(load, source):
    assert refused(load, source, "statistics") == (
        "statistics is not allowed in this exercise: write it yourself"
    )
    assert load(source).f() is None


def test_a_module_that_was_imported_already(load):
    source = "def f():\n    import cmath\n    return cmath.exp(0)\n"
    assert "cmath is not allowed" in refused(load, source, "cmath")
    assert load(source).f() == 1


@pytest.mark.parametrize(
    "use",
    [
        "np.fft.fft([1])",
        "__import__('numpy.fft').fft.fft([1])",
        "__import__('importlib').import_module('numpy.fft').fft([1])",
    ],
)
def test_a_part_of_numpy(load, use):
    source = f"import numpy as np\ndef f():\n    return {use}\n"
    assert "fft" in refused(load, source, "numpy.fft")
    assert load(source).f().tolist() == [1]
    assert (
        load("import numpy as np\ndef f():\n    return np.linalg.norm([3, 4])\n", forbid=["numpy.fft"]).f()
        == 5
    )


def test_a_function_of_a_part_of_numpy(load):
    source = "import numpy as np\ndef f():\n    return np.linalg.inv(np.eye(2))\n"
    assert "np.linalg.inv is not allowed" in refused(load, source, "numpy.linalg.inv")


def test_what_is_not_installed_is_refused_by_name_too(load):
    assert "scipy is not allowed" in refused(load, "def f():\n    import scipy.signal\n", "scipy")


def test_its_neighbours_stay(load):
    source = """
        import numpy as np
        def f():
            return np.correlate([1], [1])[0], np.median([1, 2, 3]), np.std([1.0])
        """
    m = load(source, forbid=["numpy.convolve", "numpy.mean", "scipy"])
    assert m.f() == (1, 2, 0)


def test_numpy_s_own_use_of_it_stays(load):
    source = "import numpy as np\ndef f():\n    return np.cov([1.0, 2.0]).item(), np.average([1.0, 2.0])\n"
    allowed = load(source).f()
    assert load(source, forbid=["numpy.mean", "numpy.dot", "numpy.sum"]).f() == allowed


def test_the_next_guest_has_it_again(load):
    refused(load, WAYS["np."], "numpy.convolve")
    assert load(WAYS["np."]).f().tolist() == [1]


def test_a_name_that_is_nothing(load):
    m = load("def f():\n    return 1\n", forbid=["numpy.no_such_function", "no.such.module"])
    assert m.f() == 1
