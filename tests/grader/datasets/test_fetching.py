"""Fetching: from a server of the test's own, and where there is none."""

import contextlib
import http.server
import socket
import threading
from functools import partial

import pytest

from grader import datasets
from grader.errors import DatasetError


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Tests say enough."""


class Cutting(Quiet):
    """Promises more than it sends."""

    def copyfile(self, source, outputfile):
        outputfile.write(source.read()[:-5])


@contextlib.contextmanager
def serving(folder, handler=Quiet):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def mirror(tmp_path, monkeypatch, mnist):
    """A site's mirror; its folder for MNIST, full."""
    folder = mnist.write(tmp_path / "mirror" / "mnist")
    with serving(tmp_path / "mirror") as address:
        monkeypatch.setenv("DLLAB_MIRROR", address)
        yield folder


def test_what_was_fetched_is_loaded(mirror, mnist, machine):
    heard = []
    paths = datasets.fetch("mnist", lambda download, done: heard.append((download.name, done)))
    folder = machine / ".local/share/dllab/mnist"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == mnist.files
    assert sorted(paths) == sorted(folder.iterdir())
    assert dict(heard) == {name: len(data) for name, data in mnist.files.items()}
    assert datasets.load("mnist").origin == str(folder)


def test_the_named_folder_is_filled(mirror, mnist, site):
    datasets.fetch("mnist")
    assert datasets.load("mnist").origin == str(site / "mnist")


def test_what_is_there_and_right_is_left_alone(mirror, mnist, site):
    mnist.write(site / "mnist")
    (site / "mnist" / "t10k-labels-idx1-ubyte.gz").write_bytes(b"wrong")
    before = {path: path.stat().st_ino for path in (site / "mnist").iterdir()}
    datasets.fetch("mnist")
    after = {path: path.stat().st_ino for path in (site / "mnist").iterdir()}
    changed = [path.name for path in before if before[path] != after[path]]
    assert changed == ["t10k-labels-idx1-ubyte.gz"]
    assert datasets.available("mnist")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda data: data[:-1] + b"?", "is not the published file: its MD5 is"),
        (lambda data: data + b"?", "is longer than"),
        (lambda data: data[:-1], "ended after"),
    ],
)
def test_wrong_bytes_are_not_kept(mirror, site, content, sentence):
    path = mirror / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(content(path.read_bytes()))
    with pytest.raises(DatasetError, match=sentence):
        datasets.fetch("mnist")
    assert sorted(file.name[:5] for file in (site / "mnist").iterdir()) == ["train", "train"]


def test_a_connection_that_breaks_leaves_nothing(tmp_path, monkeypatch, mnist, site):
    mnist.write(tmp_path / "mirror" / "mnist")
    with serving(tmp_path / "mirror", Cutting) as address:
        monkeypatch.setenv("DLLAB_MIRROR", address)
        with pytest.raises(DatasetError, match="ended after"):
            datasets.fetch("mnist")
    assert list((site / "mnist").iterdir()) == []


def test_an_interrupted_fetch_leaves_nothing_half(mirror, site):
    def interrupt(download, done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        datasets.fetch("mnist", interrupt)
    assert list((site / "mnist").iterdir()) == []


def test_a_file_that_the_server_lacks(mirror, site):
    (mirror / "train-images-idx3-ubyte.gz").unlink()
    with pytest.raises(DatasetError, match="the server says 404"):
        datasets.fetch("mnist")


def test_no_network_is_said_plainly_and_what_to_do(monkeypatch, site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("DLLAB_MIRROR", f"http://127.0.0.1:{port}/")
    with pytest.raises(DatasetError) as caught:
        datasets.fetch("mnist")
    sentence = str(caught.value)
    assert sentence.startswith("no network here (Connection refused): on a machine that has one, fetch ")
    assert f"t10k-labels-idx1-ubyte.gz from http://127.0.0.1:{port}/mnist/" in sentence
    assert sentence.endswith(f"into {site}/mnist")
    assert list(site.iterdir()) == []


@pytest.mark.parametrize("address", ["nonsense", "gopher://x", "http://[::1"])
def test_what_is_no_address(monkeypatch, address):
    monkeypatch.setenv("DLLAB_MIRROR", address)
    with pytest.raises(DatasetError):
        datasets.fetch("mnist")


def test_a_folder_that_cannot_be_written(mirror, site, monkeypatch):
    (site / "file").write_text("")
    monkeypatch.setenv("DLLAB_DATA", str(site / "file"))
    with pytest.raises(DatasetError, match=r"cannot be written .*set DLLAB_DATA to another folder"):
        datasets.fetch("mnist")


@pytest.mark.parametrize("name", ["digits", "glyphs"])
def test_what_needs_no_fetching(name):
    with pytest.raises(DatasetError, match="every install has it"):
        datasets.fetch(name)
