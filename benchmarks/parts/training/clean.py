"""The grader's clean processes without a submission: the same jobs, asked for directly."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from typing import Any

from grader.sandbox.channel import Budget, Channel
from grader.sandbox.policy import NOTHING, Allowance, Policy
from grader.sandbox.proxy import Peer
from grader.sandbox.server import Server
from grader.training.architecture import read_architecture
from grader.training.task import Task, make_task
from grader.training.template import keras_template
from networks.course import DATA, TEST, TRAIN, Network

_SOURCE = """\
import time
from grader.training import trainer
from grader.training.trainer import begin

def fit(*arguments):
    started = time.perf_counter()
    told = trainer.fit(*arguments)
    return told | {"seconds": time.perf_counter() - started}
"""
_SECONDS, _MEMORY_MB, _REPLY_MB, _OUTPUT = 600, 4096, 64, 1 << 20


@dataclass(frozen=True)
class Steps:
    """Where the seconds of a training went.

    Attributes:
        fork: a process with Keras in it, sandboxed, that has answered.
        begin: device, threads, seed.
        wire: arrays in, predictions and histories out.
        first: fit and predict, in a process that has done nothing yet.
        again: the same in the same process.
        close: until the process is buried.
    """

    fork: float
    begin: float
    wire: float
    first: float
    again: float
    close: float


def server(backend: str, sandbox: bool = True) -> Server:
    """A fork server with Keras, as the grader starts it."""
    return Server(Policy(threads=True) if sandbox else NOTHING, None, keras_template(backend))


def task() -> Task:
    """What networks are trained on."""
    return make_task([DATA], seed=1, train=TRAIN, test=TEST)


def job(network: Network, architecture: str) -> dict[str, Any]:
    """What the trainer is asked for, as a grading of `networks.course` would."""
    allowed = read_architecture(architecture)
    return {
        "architecture": allowed.json,
        "input_shape": list(network.shape),
        "scale": 255.0,
        "optimizer": {"name": "Adam", "config": {"learning_rate": 1e-3}},
        "loss": {"name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}},
        "metrics": ["accuracy"],
        "epochs": network.epochs,
        "batch_size": network.batch_size,
    }


def steps(server: Server, job: dict[str, Any], data: Task) -> Steps:
    """Train in a new clean process, with a clock at each step."""
    arrays = ((data.train.x, data.train.y), (data.validation.x, data.validation.y), data.test.x)
    marks = [time.perf_counter()]
    channel = Channel(server, Allowance(_SECONDS, _MEMORY_MB, reply_mb=_REPLY_MB))
    peer = Peer(channel)
    channel.budget = Budget(_SECONDS, _OUTPUT)
    clean = peer.load("clean", "<clean process>", _SOURCE, [])
    marks.append(time.perf_counter())
    clean.begin("cpu", 1, 1, False)
    marks.append(time.perf_counter())
    first = clean.fit(job, *arrays, lambda *told: None)["seconds"]
    marks.append(time.perf_counter())
    again = clean.fit(job, *arrays, lambda *told: None)["seconds"]
    closing = time.perf_counter()
    channel.close()
    fork, begin, fit = (after - before for before, after in itertools.pairwise(marks))
    return Steps(fork, begin, fit - first, first, again, time.perf_counter() - closing)
