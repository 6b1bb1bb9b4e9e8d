"""Wheels: what pip reads in them."""

import base64
import csv
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from dllab.authoring.bundle import wheel
from dllab.authoring.bundle.wheel import Identity

ROOT = Path(__file__).resolve().parents[4]
COURSE = {"course.yaml": b"title: x\n", "data/a, b.csv": b"1,2\n"}


@pytest.fixture(scope="module")
def files():
    return wheel.with_metadata(wheel.program(COURSE), Identity("deep.Learning", "1.0"))


def test_the_program_comes_along_with_another_course(files):
    assert files["dllab/course/course.yaml"] == COURSE["course.yaml"]
    assert {"dllab/__main__.py", "grader/__init__.py", "grader/sandbox/forkserver.py"} <= {*files}
    assert {"dllab/web/page.html", "dllab/tui/screens/classroom.tcss"} <= {*files}
    assert {"grader/datasets/vendored/digits.npz", "dllab/notation.md"} <= {*files}
    assert not [name for name in files if "__pycache__" in name or "/exercises/" in name]


def test_nothing_of_the_program_is_missing(files):
    tracked = [path for path in ROOT.glob("dllab/**/*") if path.is_file() and "__pycache__" not in path.parts]
    assert {str(path.relative_to(ROOT)) for path in tracked} <= {*files}


def test_every_file_is_in_the_record_with_its_hash(files):
    rows = list(csv.reader(files["deep_learning-1.0.dist-info/RECORD"].decode().splitlines()))
    assert [row[0] for row in rows] == list(files)
    assert rows[-1] == ["deep_learning-1.0.dist-info/RECORD", "", ""]
    for name, digest, size in rows[:-1]:
        sha256 = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).decode().rstrip("=")
        assert (digest, size) == (f"sha256={sha256}", str(len(files[name])))


def test_the_metadata_are_the_project_s(files):
    told = files["deep_learning-1.0.dist-info/METADATA"].decode().splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert told[:3] == ["Metadata-Version: 2.4", "Name: deep.Learning", "Version: 1.0"]
    required = [line.removeprefix("Requires-Dist: ") for line in told if line.startswith("Requires-Dist")]
    assert required == project["dependencies"]
    assert f"Requires-Python: {project['requires-python']}" in told
    entry = files["deep_learning-1.0.dist-info/entry_points.txt"].decode().splitlines()
    assert entry == ["[console_scripts]", f"dllab = {project['scripts']['dllab']}"]


def test_the_version_changes_with_any_file():
    one, other = ({"a": b"1", "b": b"2"}, {"a": b"12", "b": b""})
    first = wheel.identity("dllab", "students", one)
    assert re.fullmatch(r"\d+\.\d+\.\d+\+students\.[0-9a-f]{10}", first.version)
    assert first == wheel.identity("dllab", "students", dict(one))
    assert first.version != wheel.identity("dllab", "students", other).version
    assert wheel.identity_of(first.file) == first


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("spring-2026.1-py3-none-any.whl", Identity("spring", "2026.1")),
        ("deep_learning-1.0rc1.post2+a.b1-py3-none-any.whl", Identity("deep_learning", "1.0rc1.post2+a.b1")),
        ("spring.whl", None),
        ("spring-py3-none-any.whl", None),
        ("spring-v1-py3-none-any.whl", None),
        ("spring-1.0-cp311-cp311-linux_x86_64.whl", None),
    ],
)
def test_what_a_file_s_name_says(name, found):
    assert wheel.identity_of(name) == found
