"""Bands in the source of checks, and what does not change a training."""

import pytest
from studies import replace, write_net

from dllab.authoring.studies import thresholds
from dllab.authoring.studies.study import Bands
from grader.course import load_course


class Net:
    """An exercise on the disk."""

    def __init__(self, root):
        self.root, self.folder = root, write_net(root)
        self.solution = root / "solutions" / "01-nets" / "net.py"

    def read(self):
        return load_course(self.root).exercise("net")


@pytest.fixture
def net(tmp_path):
    return Net(tmp_path)


def test_bands_of_a_dict_know_their_data_set_and_line(net):
    (one,) = thresholds.written(net.read())
    assert (one.bands, one.data, one.path.name, one.line) == (Bands(0.3, 0.35, 0.4), "digits", "hidden.py", 4)


@pytest.mark.parametrize(
    "call",
    [
        "expect.band(run.mse, 9, 8.5, -1)",
        "expect.band(run.mse, 9, solid=8.5, excellent=-1)",
        "expect.band(run.mse, excellent=-1, passing=9, solid=8.5, what='the error')",
        "expect.band(run.mse, **dict(passing=9, solid=8.5, excellent=-1))",
    ],
)
def test_bands_of_a_call(net, call):
    replace(net.folder / "hidden.py", "expect.band(run.accuracy, **BANDS[run.data])", call)
    _, one = thresholds.written(net.read())
    assert (one.bands, one.data, one.line) == (Bands(9, 8.5, -1), None, 12)


def test_computed_bands_are_not_written_out(net):
    replace(net.folder / "hidden.py", "0.3,", "0.2 + 0.1,")
    assert thresholds.written(net.read()) == []


def test_where_bands_are_asked_for(net):
    assert thresholds.asked(net.read()) == [(net.folder / "hidden.py", 12)]
    replace(net.folder / "hidden.py", "lab.train(", "lab.trial(")
    assert thresholds.asked(net.read()) == []


NEUTRAL = [
    ("hidden.py", "0.35", "0.38"),
    ("hidden.py", '"It learns."', '"It learns well."'),
    ("hidden.py", "    run = ", "    # one epoch\n    run = "),
    ("mistakes.py", "One number cannot tell ten digits apart.", "One number says too little."),
    ("net.py", "One dense layer.", "Softmax regression."),
    ("exercise.yaml", "summary: Digits.", "summary: Recognise digits."),
]
DECISIVE = [
    ("hidden.py", "epochs=1", "epochs=2"),
    ("checks.py", "650", "651"),
    ("net.py", "Dense(10)", "Dense(10, use_bias=False)"),
    ("mistakes.py", "return 10", "return 11"),
]


@pytest.mark.parametrize(("file", "before", "after"), NEUTRAL)
def test_what_does_not_change_a_training(net, file, before, after):
    version = thresholds.version(net.read())
    replace(net.solution if file == "net.py" else net.folder / file, before, after)
    assert thresholds.version(net.read()) == version


@pytest.mark.parametrize(("file", "before", "after"), DECISIVE)
def test_what_does(net, file, before, after):
    version = thresholds.version(net.read())
    replace(net.solution if file == "net.py" else net.folder / file, before, after)
    assert thresholds.version(net.read()) != version


def test_bands_have_a_hash_of_their_own(net):
    before = thresholds.in_force(net.read())
    replace(net.folder / "hidden.py", "epochs=1", "epochs=2")
    assert thresholds.in_force(net.read()) == before
    replace(net.folder / "hidden.py", "0.35", "0.38")
    assert thresholds.in_force(net.read()) != before
