"""A course's generator in a process of its own."""

import os
import textwrap

import numpy as np
import pytest

from grader.datasets.generation import draw
from grader.errors import ExerciseError


@pytest.fixture
def write(tmp_path):
    """write(source) -> path of a file with it; line 1 imports NumPy."""

    def generator(source):
        path = tmp_path / "rings.py"
        path.write_text("import numpy as np\n" + textwrap.dedent(source))
        return path

    return generator


def test_what_it_draws_follows_from_the_numbers(write):
    path = write("""
        def rings(rng, count):
            print("noise", flush=True)
            return rng.normal(size=(count, 2)), rng.integers(0, 2, count)
    """)
    one, two, other = draw(path, "rings", [([5, 0], 4), ([5, 0], 4), ([5, 1], 3)])
    assert one.x.tolist() == two.x.tolist() == np.random.default_rng([5, 0]).normal(size=(4, 2)).tolist()
    assert (other.x.shape, other.y.shape) == ((3, 2), (3,))
    assert {one.name for one in path.parent.iterdir()} == {"home", "rings.py"}  # and no __pycache__


@pytest.mark.parametrize(
    ("source", "line", "sentence"),
    [
        ("def rings(rng, count):\n    return 1 / 0\n", 3, "ZeroDivisionError: division by zero"),
        ("def rings(rng):\n    return 1\n", 2, "rings must take two arguments, rng and count"),
        ("def rings(rng, count)\n", 2, "SyntaxError: expected ':'"),
        ("raise SystemExit(0)\n", 2, "SystemExit: 0"),
        ("x = 1\n", None, "there is no function rings in this file"),
        ("def rings(rng, count):\n    return np.zeros(count)\n", 2, "rings returns no pair: return x, y"),
        (
            "def rings(rng, count):\n    return [], []\n",
            2,
            "rings(rng, 4): x should hold 4 samples, and",
        ),
        ("def rings(rng, count):\n    return [None] * count, []\n", 2, "rings: x holds objects"),
        (
            "def rings(rng, count):\n    return np.ones(count), 3\n",
            2,
            "rings(rng, 4): y should hold 4 samples",
        ),
        (
            "def rings(rng, count):\n    return np.ones(1 << 40), 0\n",
            3,
            "MemoryError: Unable to allocate",
        ),
        ("import os\nos._exit(3)\n", None, "rings ended its process"),
    ],
)
def test_what_is_wrong_with_it(write, source, line, sentence):
    path = write(source)
    with pytest.raises(ExerciseError) as caught:
        draw(path, "rings", [([0], 4)])
    assert caught.value.message.startswith(sentence)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_one_that_hangs_is_ended(write, processes):
    path = write("""
        import subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
        def rings(rng, count):
            while True:
                pass
    """)
    with pytest.raises(ExerciseError, match=r"rings\.py: rings has drawn for 1\.5 s and was ended"):
        draw(path, "rings", [([0], 4)], seconds=1.5)
    assert processes.below(os.getpid()) == []
