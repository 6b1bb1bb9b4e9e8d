"""Studies made on the spot, and a course whose one network trains in a second."""

from dllab.authoring.studies.study import Bands, BandStudy, DataStudy, Environment, Study

HONEST = [0.90, 0.92, 0.91, 0.89, 0.93, 0.91]  # mean 0.91, sd 0.01414

EXERCISE = """\
id: net
title: A network
summary: Digits.
kind: keras
provides: [build_model]
limits: {seconds: 60, total_seconds: 300, memory_mb: 1536}
datasets: [digits]
"""

SOLUTION = '''\
"""One dense layer."""

import keras


def build_model():
    """Ten logits from an image of 8×8."""
    return keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10)])
'''

CHECKS = """\
from grader import check, expect


@check(points=1)
def is_a_network(lab):
    "There is a network."
    expect.that(lab.network().parameters == 650, "it should have 650 parameters")
"""

HIDDEN = """\
from grader import check, expect
from grader.training.network import setting

BANDS = {"digits": {"passing": 0.3, "solid": 0.35, "excellent": 0.4}}


@check(points=3, needs=["is_a_network"])
def learns(lab):
    "It learns."
    network = lab.network(optimizer=setting("Adam", learning_rate=0.02))
    run = lab.train(network, lab.task(), epochs=1, batch_size=64, seeds=2)
    expect.band(run.accuracy, **BANDS[run.data])
"""

MISTAKES = """\
import keras

from grader import mistake


@mistake("bottleneck", "One number cannot tell ten digits apart.")
class _:
    def build_model():
        layers = keras.layers
        return keras.Sequential([keras.Input((8, 8)), layers.Flatten(), layers.Dense(1), layers.Dense(10)])


@mistake("no-model", "That is no network.")
class _:
    def build_model():
        return 10
"""


def write_net(root):
    """The course, under `root`; returns the exercise's folder."""
    folder = root / "exercises" / "01-nets" / "net"
    folder.mkdir(parents=True)
    (folder.parent / "track.yaml").write_text("title: Nets\nexercises: [net]\n")
    texts = {"exercise.yaml": EXERCISE, "checks.py": CHECKS, "hidden.py": HIDDEN, "mistakes.py": MISTAKES}
    for name, text in texts.items():
        (folder / name).write_text(text)
    solution = root / "solutions" / "01-nets" / "net.py"
    solution.parent.mkdir(parents=True)
    solution.write_text(SOLUTION)
    return folder


def replace(path, before, after):
    """Change a file; the text to change must be there."""
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def band_study(passing=0.5, solid=0.6, excellent=0.7, **changes):
    """A band that keeps the rule, unless something is changed."""
    facts = {
        "in_force": Bands(passing, solid, excellent),
        "proposed": None,
        "seeds": 3,
        "blind": 0.1,
        "solution": HONEST,
        "mistakes": {},
    }
    return BandStudy(**{**facts, **changes})


def a_study(band, data="digits", version="v"):
    """A study of one band, for the check `learns`."""
    environment = Environment("3.15", "tensorflow", "2.4", "cpu:0", 1)
    return Study({data: DataStudy(version, environment, "0" * 64, {"learns": {"accuracy": band}})})
