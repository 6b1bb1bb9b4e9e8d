"""A tiny course whose one exercise has nothing wrong with it; the tests break it in one place each."""

from pathlib import Path

import pytest

from dllab.authoring.gate.check import examine
from grader.course import load_course
from grader.grade import Grader

EXERCISE_YAML = """\
id: mean
title: The mean
summary: Add the numbers and divide by how many there are.
kind: numpy
provides: [mean]
requires: [zero]
objectives:
  - Compute a mean.
forbid: [scipy, numpy.average]
hints:
  - What is the sum?
  - How many numbers are there?
  - Divide one by the other.
"""

LESSON = f"""\
# The mean

The mean of 1, 2 and 6 is (1 + 2 + 6) / 3 = 3.

```python
>>> mean(np.array([1, 2, 6]))
3.0
```

```
1  2  ·  ·  ·  6
      ↑ 3
```

{"Seven words that fill up the page. " * 45}
"""

STARTER = '''\
"""The mean."""


def mean(x):
    """The mean of x. x: (N,) array. Returns a float."""
    raise NotImplementedError("mean: start with the sum of x")
'''

SOLUTION = '''\
"""The mean."""


def mean(x):
    """Sum over number."""
    return float(x.sum() / len(x))
'''

CHECKS = '''\
"""Public checks."""
import numpy as np
from grader import check, expect


@check(points=1)
def the_worked_number(lab):
    "The mean of 1, 2 and 6 is 3."
    expect.matches(lab.mean, np.array([1.0, 2.0, 6.0]))
'''

HIDDEN = '''\
"""Hidden checks."""
from grader import check, expect


@check(points=2)
def random_numbers(lab):
    "mean agrees on random numbers."
    expect.matches(lab.mean, lab.rng.normal(size=7))
'''

MISTAKES = '''\
"""Wrong means."""
import numpy as np
from grader import mistake


@mistake("sum-only", "You forgot to divide by how many numbers there are.")
class _:
    def mean(x):
        return float(x.sum())


@mistake("n-1", "You divide by n - 1, as a variance would; a mean divides by n.")
class _:
    def mean(x):
        return float(x.sum() / (len(x) - 1))


@mistake("median", "This is the median: the number in the middle, not the mean.")
class _:
    def mean(x):
        return float(np.median(x))
'''

ZERO_YAML = """\
id: zero
title: Zero
summary: Return zero.
kind: numpy
provides: [zero]
"""


class Bench:
    """The tiny course, and what the gate says of its exercise `mean`."""

    def __init__(self, root: Path, grader: Grader) -> None:
        self.root, self.grader = root, grader
        self.folder = root / "exercises/01-basics/mean"
        self.solution = root / "solutions/01-basics/mean.py"
        self.write(root / "exercises/01-basics/track.yaml", "title: Basics\nexercises: [zero, mean]\n")
        self.write(root / "exercises/01-basics/zero/exercise.yaml", ZERO_YAML)
        texts = {"exercise.yaml": EXERCISE_YAML, "lesson.md": LESSON, "starter.py": STARTER}
        texts |= {"checks.py": CHECKS, "hidden.py": HIDDEN, "mistakes.py": MISTAKES}
        for name, text in texts.items():
            self.write(self.folder / name, text)
        self.write(self.solution, SOLUTION)

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def path(self, name: str) -> Path:
        return self.solution if name == "solution.py" else self.folder / name

    def replace(self, name: str, before: str, after: str) -> None:
        """Change one file; the text to change must be there."""
        text = self.path(name).read_text(encoding="utf-8")
        assert before in text
        self.path(name).write_text(text.replace(before, after), encoding="utf-8")

    def course(self):
        return load_course(self.root)

    def problems(self, seeds: int = 1) -> list[str]:
        """What the gate finds, without the path of the exercise's folder."""
        return [self._short(problem) for problem in self.outcome(seeds).problems]

    def outcome(self, seeds: int = 1):
        course = self.course()
        return examine(course, course.exercise("mean"), self.grader, seeds)

    def _short(self, problem: str) -> str:
        return problem.replace(f"{self.folder}/", "").replace(str(self.solution), "solution.py")


@pytest.fixture
def bench(tmp_path, grader) -> Bench:
    return Bench(tmp_path, grader)
