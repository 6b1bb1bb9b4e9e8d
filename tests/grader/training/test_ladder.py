"""Each rung passes an honest network, fails the one that it is there for, and says so."""

from __future__ import annotations

import pytest
from nets import make_exercise, network

from grader.errors import ExerciseError
from grader.report import Verdict
from grader.submission import from_source

CHECKS = """
from grader.training.network import setting
@check()
def contract(lab):
    "Takes and gives what it should."
    ladder.contract(lab.network(), inputs=(8, 8), outputs=(10,), max_parameters=5000)

@check()
def layers(lab):
    "Has the layers of the lesson."
    ladder.architecture(lab.network(), lab.network(of=lab.reference))

@check(needs=["contract"])
def start(lab):
    "Knows nothing at first."
    ladder.initial_loss(lab.network(), lab.task(), math.log(10), mistakes={"frozen": (50, 1e9)})

@check(needs=["contract"])
def moves(lab):
    "Every tensor learns."
    ladder.every_tensor_moves(lab.network(), lab.task(), frozen="frozen")

@check(needs=["contract"])
def overfits(lab):
    "Learns one batch by heart."
    ladder.overfits_one_batch(lab.network(), lab.task(), below=0.3, steps=60, rate=1e-2)

@check(needs=["contract"])
def overfits_as_probabilities(lab):
    "Learns one batch by heart, its outputs being probabilities."
    network = lab.network(loss=setting("SparseCategoricalCrossentropy"))
    floors = {"double-softmax": (1.45, 1.6)}
    ladder.overfits_one_batch(network, lab.task(), below=0.3, steps=60, rate=1e-2, mistakes=floors)

@check(needs=["contract"])
def evaluates(lab):
    "Answers the same twice."
    ladder.deterministic_evaluation(lab.network(), lab.task())
"""
RUNGS = ("contract", "layers", "start", "moves", "overfits", "evaluates")
FLAT, DENSE, OUT = "L.Flatten()", "L.Dense(16, activation='relu')", "L.Dense(10)"


@pytest.fixture(scope="module")
def climb(grader, tmp_path_factory):
    exercise = make_exercise(tmp_path_factory.mktemp("course"), CHECKS)

    def graded(source, *only):
        report = grader.grade(exercise, from_source(source, "tiny.py"), seed="climb", only=only)
        return {check.name: check for check in report.checks}

    return graded


def test_the_solution_climbs_all(climb):
    checks = climb(network(FLAT, DENSE, OUT), *RUNGS)
    assert {name: check.message for name, check in checks.items() if check.verdict != Verdict.PASSED} == {}


@pytest.mark.parametrize(
    ("layers", "rung", "words", "mistake"),
    [
        ((DENSE, OUT), "contract", ["outputs", "10", "8×10"], None),
        ((FLAT, "L.Dense(200)", OUT), "contract", ["15,010 parameters", "5,000 are allowed"], None),
        ((FLAT, OUT), "layers", ["Layer 2 should be Dense", "units=16", "yours is", "units=10"], None),
        ((FLAT, DENSE, DENSE, OUT), "layers", ["Layer 3", "units=10"], None),
        ((FLAT, DENSE), "layers", ["ends after 2 layers"], None),
        ((FLAT, DENSE, "L.Dense(10, activation='softmax')"), "layers", ["two softmaxes"], "double-softmax"),
        ((FLAT, DENSE, "L.Dense(3)"), "contract", ["outputs"], None),
        ((FLAT, "L.Dense(3)"), "contract", ["frozen", "outputs"], "frozen"),
        (
            (FLAT, DENSE, "L.Dense(10, kernel_initializer=keras.initializers.RandomNormal(stddev=1000.))"),
            "start",
            ["about 2.303", "Yours is", "frozen"],
            "frozen",
        ),
        (
            (FLAT, "L.Dense(16, activation='relu', trainable=False)", OUT),
            "moves",
            ["frozen", "is not trained"],
            "frozen",
        ),
        (
            (FLAT, "L.Dense(16, activation='relu', kernel_initializer='zeros')", OUT),
            "moves",
            ["has not changed"],
            None,
        ),
        (
            (FLAT, "L.Dense(16, kernel_initializer='ones')", "L.Dense(10, kernel_initializer='ones')"),
            "moves",
            ["alike"],
            None,
        ),
        (
            (FLAT, DENSE, "L.Dense(10, activation='softmax')", "L.Softmax()"),
            "overfits_as_probabilities",
            ["two softmaxes", "under 0.3"],
            "double-softmax",
        ),
        ((FLAT, DENSE, "L.Dense(10, activation='tanh')"), "overfits", ["60 steps", "yours went from"], None),
    ],
)
def test_the_rung_that_it_is_there_for(climb, layers, rung, words, mistake):
    check = climb(network(*layers), rung)[rung]
    assert check.verdict == Verdict.FAILED
    assert [word for word in words if word not in check.message] == []
    assert check.mistake == mistake


def test_what_is_random_outside_training(climb):
    source = """
import keras
L = keras.layers
def build_model():
    x = keras.Input((8, 8))
    y = L.Dropout(0.5)(L.Flatten()(x), training=True)
    return keras.Model(x, L.Dense(10)(y))
"""
    check = climb(source, "evaluates")["evaluates"]
    assert check.verdict == Verdict.FAILED
    assert "answers differently" in check.message


def test_what_depends_on_its_neighbours(climb):
    source = """
import keras
L = keras.layers
def build_model():
    x = keras.Input((8, 8))
    y = L.BatchNormalization()(L.Flatten()(x), training=True)
    return keras.Model(x, L.Dense(10)(y))
"""
    check = climb(source, "evaluates")["evaluates"]
    assert check.verdict == Verdict.FAILED
    assert "depends on the other inputs" in check.message


def test_a_dear_rung_waits_for_a_cheap_one(climb):
    checks = climb(network(DENSE, OUT))
    assert checks["overfits"].verdict == Verdict.NOT_RUN
    assert "`contract` comes first" in checks["overfits"].message


@pytest.mark.parametrize(
    ("body", "words", "verdict"),
    [
        ("return None", ["returned nothing", "return model"], Verdict.FAILED),
        ("return 5", ["should return a Keras model", "`int`"], Verdict.FAILED),
        ("return [keras.layers.Dense(1)]", ["`list`"], Verdict.FAILED),
        ("raise ValueError('no')", ["ValueError"], Verdict.ERROR),
        ("return keras.Sequential([L.Dense(10)])", ["Input"], Verdict.REFUSED),
        ("return keras.Sequential([keras.Input((8,)), L.Lambda(abs)])", ["Lambda"], Verdict.REFUSED),
        (
            "return keras.Sequential([keras.Input((8, 8)), L.Flatten(), L.Dense(10**8), L.Dense(10)])",
            ["parameters", "Nothing was allocated"],
            Verdict.FAILED,
        ),
        (
            "return keras.Sequential([keras.Input((8, 8, 1)), L.UpSampling2D(10**4), L.Flatten()])",
            ["numbers for one input"],
            Verdict.FAILED,
        ),
    ],
)
def test_what_is_no_network(climb, body, words, verdict):
    source = f"import keras\nL = keras.layers\n\ndef build_model():\n    {body}\n"
    check = climb(source, "contract")["contract"]
    assert [word for word in words if word not in check.message] == []
    assert check.verdict == verdict


def test_a_sequence_of_any_length(climb):
    checks = climb(network("L.LSTM(8)", OUT, inputs="(None, 8)"), "moves", "evaluates")
    assert {name: check.message for name, check in checks.items() if check.verdict != Verdict.PASSED} == {}


def test_a_broken_check_is_its_authors(grader, tmp_path):
    broken = """
@check()
def trains(lab):
    "It trains."
    run = lab.train(lab.network(), lab.task(train=200, test=50), epochs=1, batch_size=50, seeds=1)
    expect.that(run.accuracy > None, "?")
"""
    exercise = make_exercise(tmp_path, broken)
    with pytest.raises(ExerciseError, match="trains is broken: TypeError"):
        grader.grade(exercise, from_source(network(FLAT, OUT), "tiny.py"), seed="climb")
