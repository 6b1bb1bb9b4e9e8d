"""Guests without checks around them, in each of the two places where a fork server may live."""

import textwrap

import pytest

from grader.sandbox.channel import Budget, Channel
from grader.sandbox.policy import Allowance, Policy
from grader.sandbox.proxy import Peer
from grader.sandbox.server import Server


@pytest.fixture(scope="module", params=["in bubblewrap", "by itself"])
def server(request):
    """A warm fork server: in namespaces of its own, and without."""
    server = Server(Policy(bubblewrap=request.param == "in bubblewrap"))
    server.info()
    if server.policy.bubblewrap and not server.bubblewrap:
        pytest.skip(server.problem)
    yield server
    server.close()


@pytest.fixture
def channel(server):
    """A function that opens a guest: channel(seconds=…, output=…, scratch_mb=…, memory_mb=…) -> Channel."""
    opened = []

    def start(seconds=20.0, output=64 * 1024, scratch_mb=64, **allowance):
        opened.append(Channel(server, Allowance(**allowance), scratch_mb))
        opened[-1].budget = Budget(seconds, output)
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def load(channel):
    """A function that loads source in a guest of its own: load(source, forbid=[…], …) -> Module."""

    def start(source, forbid=(), **limits):
        source = textwrap.dedent(source)
        peer = Peer(channel(**limits))
        peer.channel.source = source.splitlines()
        return peer.load("submission", "submission.py", source, list(forbid))

    return start
