from pathlib import Path

import pytest

import dllab
from dllab import locations
from grader.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]


def test_the_workspace_is_in_the_home_directory(monkeypatch):
    monkeypatch.delenv("DLLAB_HOME", raising=False)
    monkeypatch.setenv("HOME", "/somewhere")
    assert locations.home() == Path("/somewhere/dllab")


@pytest.mark.parametrize(
    ("given", "meant"), [("/a/b", "/a/b"), ("~/lab", "/somewhere/lab"), ("", "/somewhere/dllab")]
)
def test_or_where_the_environment_says(monkeypatch, given, meant):
    monkeypatch.setenv("HOME", "/somewhere")
    monkeypatch.setenv("DLLAB_HOME", given)
    assert locations.home() == Path(meant)


def test_a_user_that_nobody_knows_is_told_what_to_set(monkeypatch):
    monkeypatch.setenv("DLLAB_HOME", "~nobody-of-that-name/lab")
    with pytest.raises(UsageError, match="set DLLAB_HOME"):
        locations.home()


def test_the_course_is_the_one_chosen_then_the_environments_then_our_own(monkeypatch):
    monkeypatch.setenv("DLLAB_COURSE", "/from/environment")
    assert locations.course(Path("/chosen")) == Path("/chosen")
    assert locations.course() == Path("/from/environment")
    monkeypatch.delenv("DLLAB_COURSE")
    assert (locations.course() / "exercises").is_dir()


def test_the_sample_is_there():
    assert "def dsigmoid" in locations.SAMPLE.read_text()


def test_the_version_is_the_projects():
    assert f'version = "{dllab.__version__}"' in (ROOT / "pyproject.toml").read_text()
