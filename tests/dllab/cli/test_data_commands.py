"""data list, data verify, data fetch."""

import contextlib
import gzip
import os
import pty
import re
import socket
import subprocess
import sys

import pytest


@pytest.fixture
def site(environment, tmp_path):
    """The folder where commands look for data; there is none elsewhere."""
    folder = tmp_path / "site"
    folder.mkdir()
    nowhere = str(tmp_path / "nowhere")
    for name in ("XDG_DATA_HOME", "KERAS_HOME", "SCIKIT_LEARN_DATA", "HOME"):
        environment[name] = nowhere
    environment["DLLAB_DATA"] = str(folder)
    environment["DLLAB_CACHE"] = str(tmp_path / "cache")
    return folder


def test_list_has_a_line_for_each(dllab, site):
    done = dllab("data", "list")
    assert (done.status, done.err) == (0, "")
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert lines[0] == "✓ digits Handwritten digits 8×8 1442/355 real, CC BY 4.0"
    assert "✓ glyphs Drawn digits 28×28 3000/1000 synthetic" in lines
    assert "✗ mnist Handwritten digits 28×28 60000/10000 real, CC BY-SA 3.0" in lines
    assert "dllab data fetch NAME" in lines[-1]


def test_list_fits_into_eighty_columns(environment, site):
    shown = on_a_terminal(["data", "list"], {**environment, "COLUMNS": "80"})
    assert "shapes-textured" in shown
    assert max(len(re.sub(r"\x1b\[\d+m", "", line)) for line in shown.split("\r\n")) <= 80


def test_list_as_json(dllab, site):
    found = {one["name"]: one for one in dllab("data", "list", "--json").json["datasets"]}
    assert (found["digits"]["origin"], found["mnist"]["origin"]) == ("vendored", None)
    assert found["shapes-colour"]["shape"] == [32, 32, 3]
    assert len(found["glyphs"]["sha256"]) == 64
    assert found["glyphs"]["synthetic"]


def test_verify_one(dllab, site):
    done = dllab("data", "verify", "digits")
    assert (done.status, done.out.split()) == (0, ["digits", "vendored", "✓", "right"])


def test_verify_all_finds_what_is_not_the_published_file(dllab, site):
    assert dllab("data", "verify").status == 0
    path = site / "t10k-labels-idx1-ubyte.gz"
    path.write_bytes(gzip.compress(b"labels of my own"))
    done = dllab("data", "verify", "--json")
    states = {one["name"]: one["state"] for one in done.json["findings"]}
    assert done.status == 1
    assert states.pop("mnist") == states.pop("fashion-mnist") == "wrong"
    assert set(states.values()) == {"right", "absent"}
    assert states["cifar-10"] == "absent"
    done = dllab("data", "verify", "mnist")
    assert done.status == 1
    assert f"{path} is not the published t10k-labels" in done.out


@pytest.mark.parametrize("command", ["verify", "fetch"])
def test_an_unknown_name(dllab, site, command):
    done = dllab("data", command, "mnits")
    assert done.is_refusal()
    assert "did you mean mnist" in done.err


def test_fetch_where_there_is_no_network(dllab, site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = dllab("data", "fetch", "mnist", env={"DLLAB_MIRROR": f"http://127.0.0.1:{port}"})
    assert done.is_refusal()
    assert "no network here (Connection refused): on a machine that has one, fetch train-images" in done.err
    assert f"into {site}/mnist" in done.err
    assert list(site.iterdir()) == []


def test_fetch_of_what_every_install_has(dllab, site):
    done = dllab("data", "fetch", "glyphs")
    assert done.is_refusal()
    assert "glyphs needs no fetching" in done.err


def test_fetch_draws_a_bar_and_keeps_nothing_that_is_not_the_published_file(environment, site, tmp_path):
    folder = tmp_path / "mirror" / "mnist"
    folder.mkdir(parents=True)
    (folder / "train-images-idx3-ubyte.gz").write_bytes(bytes(5_000_000))
    shown = on_a_terminal(
        ["data", "fetch", "mnist"],
        {**environment, "DLLAB_MIRROR": f"file://{folder.parent}"},
        status=2,
        stdout=subprocess.DEVNULL,
    )
    assert " of 9.9 MB · train-images-idx3-ubyte.gz" in shown
    assert "ended after 5000000 of 9912422 bytes" in " ".join(shown.split())
    assert [path.name for path in site.iterdir()] == ["mnist"]
    assert list((site / "mnist").iterdir()) == []


def on_a_terminal(arguments, environment, status=0, stdout=None):
    """What a command writes to a terminal: all of it, or what is not for `stdout`."""
    upper, lower = pty.openpty()
    command = [sys.executable, "-m", "dllab", *arguments]
    with subprocess.Popen(command, env=environment, stdout=stdout or lower, stderr=lower) as process:
        os.close(lower)
        parts = []
        with contextlib.suppress(OSError):  # how Linux ends a terminal that nobody has open
            while part := os.read(upper, 65536):
                parts.append(part)
        os.close(upper)
    assert process.returncode == status
    return b"".join(parts).decode()
