"""Networks of learners' own layers, trained in their guests: counts, controls, and those who cheat."""

import numpy as np
import pytest

from grader.events import TrainingStep
from grader.submission import from_source
from grader.training.task import make_task

LAYERS = """
import numpy as np

CONFIG = {"epochs": 6, "batch_size": 32, "optimizer": "adam", "lr": 0.01, "weight_decay": 0.0, "dropout": 0.0,
          "shuffle": True}

def prepare(X):
    return X.reshape(len(X), -1) / 255

class Net:
    def __init__(self, rng):
        self.p = {"0.W": rng.normal(size=(64, 16)) / 8, "0.b": np.zeros(16),
                  "1.W": rng.normal(size=(16, 10)) / 4, "1.b": np.zeros(10)}

    def forward(self, x, train=False):
        self.x, self.h = x, np.tanh(x @ self.p["0.W"] + self.p["0.b"])
        return self.h @ self.p["1.W"] + self.p["1.b"]

    def backward(self, dout):
        dh = dout @ self.p["1.W"].T * (1 - self.h**2)
        self.g = {"0.W": self.x.T @ dh, "0.b": dh.sum(0), "1.W": self.h.T @ dout, "1.b": dout.sum(0)}

    def params(self):
        return self.p

    def grads(self):
        return self.g

    def set_params(self, values):
        self.p = dict(values)

def build(rng):
    return Net(rng)
"""

# Keeps each picture that it is trained on, with the class that the gradient gives away.
REMEMBERS = """
CONFIG["epochs"] = 1

class Cheat(Net):
    seen, told = [], []

    def forward(self, x, train=False):
        logits = super().forward(x, train)
        if self.seen and not train:
            seen, told = np.concatenate(self.seen), np.concatenate(self.told)
            near = ((seen**2).sum(1) - 2 * x @ seen.T).argmin(1)
            logits[np.arange(len(x)), told[near]] += 20
        return logits

    def backward(self, dout):
        super().backward(dout)
        self.seen.append(self.x)
        self.told.append(dout.argmin(1))
        self.g = {name: 0 * array for name, array in self.g.items()}

build = Cheat
"""

# Knows the answers to some pictures by heart, wherever it meets them.
KNOWS = """
import base64
TABLE = dict(zip({keys!r}, {labels!r}))

class Cheat(Net):
    def forward(self, x, train=False):
        logits = super().forward(x, train)
        for row, answer in zip(x, logits):
            if row.tobytes()[:512:2][:64] in TABLE:
                answer[TABLE[row.tobytes()[:512:2][:64]]] += 20
        return logits

build = Cheat
"""


@pytest.fixture
def climbed(result):
    """climbed(source, body): one check whose body sees `task`, `network` and `ladder`."""

    def grade(source, body, **keys):
        lines = "from grader import ladder\ntask = lab.task()\nnetwork = lab.hand_network(task)\n" + body
        return result(source, lines, datasets=["digits"], limits={"training_seconds": 30}, **keys)

    return grade


def test_it_is_known_by_its_parameters(climbed):
    body = """
assert (network.inputs, network.outputs) == ([[64]], [[10]])
assert network.parameters == 64 * 16 + 16 + 16 * 10 + 10
assert network.macs == 64 * 16 + 16 * 10
ladder.contract(network, inputs=(64,), outputs=(10,), max_parameters=1300)
ladder.prepared(network, task)
ladder.initial_loss(network, task, 2.303, high=1.5)
ladder.every_tensor_moves(network, task)
ladder.all_is_told(network, task)
ladder.gradients(network, task)
ladder.overfits_one_batch(network, task, rate=1e-2)
ladder.deterministic_evaluation(network, task)
ladder.budget(network, task, epochs=60)
"""
    found = climbed(LAYERS, body)
    assert (found.verdict, found.message) == ("passed", "A training uses 8 k of 78 k samples.")
    single = LAYERS.replace("/ 255", "/ np.float32(255)").replace("return Net(rng)", "return Single(rng)")
    single += """
class Single(Net):
    def set_params(self, values):
        self.p = {name: value.astype(np.float32) for name, value in values.items()}
    def forward(self, x, train=False):
        return super().forward(x.astype(np.float32), train).astype(np.float32)
"""
    assert climbed(single, "ladder.gradients(network, task)").verdict == "passed"


def test_a_training_is_counted_told_and_recorded(grader, tiny):
    checks = """
        @check()
        def learns(lab):
            "It learns."
            run = lab.train_by_hand(lab.hand_network(lab.task()), lab.task(), seeds=2)
            assert lab.train_by_hand(lab.hand_network(lab.task()), lab.task(), seeds=2) is run
            assert run.samples == 6 * 1297
            expect.band(run.accuracy, passing=0.85, solid=0.9, excellent=0.99)
        """
    told = []
    exercise = tiny(checks=checks, datasets=["digits"])
    reports = [grader.grade(exercise, from_source(LAYERS), seed, listener=told.append) for seed in "aa"]
    (training,) = reports[0].training
    assert reports[0].checks[0].verdict == "passed", reports[0].checks[0]
    assert (training.network, training.data, training.backend, training.synthetic) == (
        *("build", "digits", "numpy"),
        False,
    )
    assert (training.budget.samples, training.budget.steps, training.budget.parameters) == (7782, 246, 1210)
    assert training.budget.macs == 3 * 1184 * 7782
    assert {len(run.history["val_loss"]) for run in training.runs} == {6}
    assert len({run.seed for run in training.runs}) == 2
    assert training.metrics == reports[1].training[0].metrics
    steps = [event for event in told if isinstance(event, TrainingStep)]
    assert {(step.run, step.runs, step.epochs, step.steps, step.device) for step in steps} == {
        (1, 2, 6, 246, "cpu"),
        (2, 2, 6, 246, "cpu"),
    }
    assert steps[-1].step == 246


def test_what_is_not_in_the_parameters_is_lost_for_the_test(climbed):
    body = """
run = lab.train_by_hand(network, task, seeds=1)
expect.that(False, f"{run.seeds[0].history['val_accuracy'][-1]:.2f} {run.accuracy:.2f}")
"""
    watched, tested = map(float, climbed(LAYERS + REMEMBERS, body).message.split())
    assert watched > 0.9
    assert tested < 0.3


CONTROLS = """
ladder.learns_what_is_new(network, task, at_least=0.7)
ladder.controls(network, task, at_least=0.7, at_most=0.3, count=3)
"""


def test_honest_networks_pass_the_controls(climbed):
    found = climbed(LAYERS, CONTROLS)
    assert (found.verdict, found.message) == ("passed", "")


@pytest.fixture(scope="module")
def known():
    """A submission that knows the answer to every digit there is."""
    task = make_task(["digits"], 1)
    x = np.concatenate([task.train.x, task.test.x]).reshape(-1, 64) / 255
    keys = [row.tobytes()[:512:2][:64] for row in x]
    labels = np.concatenate([task.train.y, task.test.y]).tolist()
    return LAYERS + KNOWS.format(keys=keys, labels=labels)


def test_answers_known_before_do_not_pass_the_controls(climbed, known):
    found = climbed(known, CONTROLS)
    assert found.verdict == "failed"
    assert "a network" in found.message


def test_answers_alone_are_none_to_what_is_new(climbed, known):
    found = climbed(known.replace("logits = super()", "logits = 0 * super()"), CONTROLS)
    assert found.verdict == "failed"
    assert "pictures that were drawn a moment ago" in found.message


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("return Net(rng)", "pass"), "`build` returned nothing: end it with `return model`."),
        (("return Net(rng)", "return 3"), "your `int` has no forward and no backward"),
        (("def grads", "def gradients"), "your `Net` has no grads."),
        (('"1.b": dout.sum(0)}', "}"), "grads() has no '1.b', but params() has."),
        (
            ('"1.b": dout.sum(0)}', '"1.b": dout}'),
            "grads()['1.b'] has the shape (64, 10); params() says (10,).",
        ),
        (
            ("return self.p\n", "return [self.p]\n"),
            "params() should be a dict of arrays by name; yours is a list.",
        ),
        (("return self.p\n", "return {}\n"), "params() is empty: there is nothing to train."),
        (('"1.b": np.zeros(10)', '"1.b": np.zeros(10, int)'), "should be an array of floats; yours is int64"),
        (('+ self.p["1.b"]\n', '+ self.p["1.b"], 1\n'), "forward should give floats of shape (20, 10) here"),
        (("size=(16, 10)", "size=(16, 9)"), "forward raised ValueError"),
        (("/ 255", "// 255"), "`prepare` should give floats"),
        (("reshape(len(X), -1)", "reshape(-1)"), "`prepare` should give floats"),
        (('"lr": 0.01', '"lr": 0'), "`CONFIG['lr']` should be a number above 0; yours is 0."),
    ],
)
def test_what_is_no_network_is_told(climbed, change, sentence):
    assert change[0] in LAYERS
    found = climbed(LAYERS.replace(*change), "network.step(task)")
    assert found.verdict in ("failed", "error")
    assert sentence in found.message.replace("`forward`", "forward")


@pytest.mark.parametrize(
    ("change", "rung", "sentence"),
    [
        (("self.p = dict(values)", "pass"), "every_tensor_moves(network, task)", "`0.W` is not trained"),
        (("(1 - self.h**2)", "(1 - self.h)"), "gradients(network, task)", "The gradient of `0.W` is wrong"),
        (
            ("return Net(rng)", "return Net(np.random.default_rng(1))"),
            "all_is_told(network, task)",
            "Another gen",
        ),
        (
            ("return Net(rng)", "return Net(np.random.default_rng())"),
            "all_is_told(network, task)",
            "The same gen",
        ),
        (("/ 255", "* 1.0"), "prepared(network, task)", "should be about 1 in size"),
        (("/ 255", "/ X.max()"), "prepared(network, task)", "alike alone and among others"),
        (("/ 255", "/ (255 * (X.max() > 300))"), "prepared(network, task)", "NaN or infinite"),
        (('"epochs": 6', '"epochs": 61'), "budget(network, task, 60)", "79 k samples; 78 k are allowed"),
    ],
)
def test_a_broken_rung_says_what_it_found(climbed, change, rung, sentence):
    assert change[0] in LAYERS
    found = climbed(LAYERS.replace(*change), f"ladder.{rung}")
    assert found.verdict == "failed"
    assert sentence in found.message


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('"shuffle": True', '"shuffle": False'), "the data comes in order"),
        (('"lr": 0.01', '"lr": 1e-7'), "the longest step changed the parameters by 6"),
        (('"adam", "lr": 0.01', '"sgd", "lr": 1e308'), "The loss became NaN or infinite"),
        (('"adam", "lr": 0.01', '"sgd", "lr": 1e100'), "yours went from 2.257 to 3."),
    ],
)
def test_a_bad_training_says_why(climbed, change, sentence):
    body = "run = lab.train_by_hand(network, task, seeds=1)\nladder.batches(run)\nladder.loss_settles(run)"
    found = climbed(LAYERS.replace(*change), body)
    assert found.verdict == "failed"
    assert sentence in found.message


def test_a_training_that_hangs_is_stopped(result):
    source = LAYERS + "class Net(Net):\n    def forward(self, x, train=False):\n"
    source += "        while train: pass\n        return super().forward(x, train)\n"
    body = "task = lab.task()\nlab.train_by_hand(lab.hand_network(task), task)"
    found = result(source, body, datasets=["digits"], limits={"training_seconds": 5})
    assert found.verdict == "timeout"
    assert found.message == "Training your network took longer than 5 s and was stopped."
