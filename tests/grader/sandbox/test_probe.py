"""What the machine enforces is found by trying, and what is missing is said."""

import pytest

from grader import report
from grader.sandbox import landlock
from grader.sandbox.policy import NOTHING, Policy
from grader.sandbox.probe import probe
from grader.sandbox.server import Server

HAS_LANDLOCK = landlock.abi() > 0


@pytest.fixture
def found():
    """A function that tries the sandbox of a policy."""

    def run(policy) -> report.Sandbox:
        server = Server(policy)
        try:
            return probe(server)
        finally:
            server.close()

    return run


@pytest.mark.skipif(not HAS_LANDLOCK, reason="this kernel has no Landlock")
def test_everything(found):
    sandbox = found(Policy())
    assert (sandbox.level, sandbox.filesystem, sandbox.network, sandbox.processes) == (
        "kernel",
        True,
        True,
        True,
    )
    assert sandbox.seccomp
    assert sandbox.landlock == landlock.abi()
    assert sandbox.missing == ([] if sandbox.bubblewrap else sandbox.missing[:1])


@pytest.mark.skipif(not HAS_LANDLOCK, reason="this kernel has no Landlock")
def test_without_bubblewrap_the_kernel_still_holds(found):
    sandbox = found(Policy(bubblewrap=False))
    assert (sandbox.level, sandbox.bubblewrap, sandbox.missing) == ("kernel", False, [])


def test_without_seccomp(found):
    sandbox = found(Policy(bubblewrap=False, seccomp=False))
    assert (sandbox.level, sandbox.seccomp, sandbox.processes) == ("limits", False, False)
    assert "processes: learner code is not kept from them here" in sandbox.missing
    assert sandbox.filesystem == HAS_LANDLOCK


def test_without_landlock(found):
    sandbox = found(Policy(bubblewrap=False, landlock=False))
    assert (sandbox.level, sandbox.landlock) == ("limits", 0)
    assert (sandbox.filesystem, sandbox.network, sandbox.processes) == (False, True, True)
    assert sandbox.missing == ["files: learner code is not kept from them here"]


def test_without_landlock_the_namespaces_hold_the_files(found):
    sandbox = found(Policy(landlock=False))
    if not sandbox.bubblewrap:
        pytest.skip("no bubblewrap here")
    assert (sandbox.level, sandbox.filesystem, sandbox.landlock) == ("kernel", True, 0)


def test_without_either_only_limits_are_left(found):
    sandbox = found(Policy(bubblewrap=False, landlock=False, seccomp=False))
    assert sandbox.level == "limits"
    assert not (sandbox.filesystem or sandbox.network or sandbox.processes)
    assert [sentence.split(":")[0] for sentence in sandbox.missing] == ["files", "network", "processes"]


def test_without_anything(found):
    sandbox = found(NOTHING)
    assert sandbox.level == "none"
    assert len(sandbox.missing) == 3


def test_broken_bubblewrap_is_said(found, tmp_path, monkeypatch):
    (tmp_path / "bwrap").write_text(
        "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2; exit 1\n"
    )
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    sandbox = found(Policy())
    assert not sandbox.bubblewrap
    assert sandbox.missing == [
        "bubblewrap is installed but does not work here (bwrap: setting up uid map: Permission denied): "
        "the fork server has no namespaces of its own"
    ]
    assert sandbox.level == ("kernel" if HAS_LANDLOCK else "limits")


def test_no_bubblewrap_is_said(found, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    sandbox = found(Policy())
    assert sandbox.missing == ["bubblewrap is not installed: the fork server has no namespaces of its own"]
