"""A lab of its own for each test: workspace and settings are temporary; see also `driving`."""

import pytest

from dllab.tui.app import Lab


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Where the workspace will be; settings are temporary, too, and the machine's wishes forgotten."""
    folder = tmp_path / "home"
    monkeypatch.setenv("DLLAB_HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("DLLAB_COURSE", "NO_COLOR", "COLORTERM", "COLORFGBG", "EDITOR", "VISUAL", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def make_lab(home):
    """A function that makes a lab: make_lab() on the built-in course, make_lab(mini) on a small one."""

    def make(course=None, **options):
        return Lab(course, **options)

    return make
