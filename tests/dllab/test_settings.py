"""The settings file: what is good in it counts, what is not is told with its line."""

from pathlib import Path

import pytest

from dllab import locations, settings
from dllab.settings import SettingsError


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """Where settings and choices are kept."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def write(text):
    path = locations.config()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_without_a_file_there_are_defaults():
    found = settings.read()
    assert (found.theme, found.keys, found.device, found.mouse, found.editor) == ("", {}, "auto", True, "")
    assert found.problems == []


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "keys:\n", "keys: {}\ntheme:\n"])
def test_an_empty_file_is_fine(text):
    write(text)
    assert settings.read().problems == []


def test_all_of_them():
    write("theme: nord\ndevice: cpu\nmouse: false\neditor: vim -u NONE\nkeys:\n  exercise.test: f8\n")
    found = settings.read()
    assert (found.theme, found.device, found.mouse, found.editor) == ("nord", "cpu", False, "vim -u NONE")
    assert found.keys == {"exercise.test": "f8"}
    assert found.problems == []


def test_what_is_wrong_is_told_with_its_line_and_the_rest_counts():
    path = write("thme: nord\nmouse: maybe\ndevice: cpu\nkeys:\n  exercise.test: 7\n  exercise.grade: f8\n")
    found = settings.read()
    assert (found.device, found.mouse, found.keys) == ("cpu", True, {"exercise.grade": "f8"})
    assert found.problems == [
        f"{path}:1: unknown key 'thme': did you mean 'theme'?",
        f"{path}:2: mouse: expected `bool`, got `str`",
        f'{path}:5: exercise.test: expected keys, as in `exercise.test: f9` or `exercise.test: "f9,ctrl+t"`',
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("keys: [a\n", ":1: not YAML: "),
        ("[]\n", ":1: expected `key: value` lines or nothing, got a list"),
        ("keys: 3\n", ":1: keys: expected `object`, got `int`"),
        ("theme: a\ntheme: b\n", ":2: not YAML: the key 'theme' is given twice"),
    ],
)
def test_a_file_that_makes_no_sense_at_all(text, what):
    path = write(text)
    found = settings.read()
    assert found.theme == ""
    (problem,) = found.problems
    assert problem.startswith(f"{path}{what}")


def test_a_file_that_cannot_be_read():
    path = write("")
    path.unlink()
    path.mkdir()
    (problem,) = settings.read().problems
    assert "cannot be read" in problem


def test_a_chosen_theme_is_kept_without_touching_the_file():
    path = write("# mine\ndevice: cpu\n")
    settings.read().remember_theme("nord")
    assert settings.read().theme == "nord"
    settings.read().remember_theme("dracula")
    assert settings.read().theme == "dracula"
    assert path.read_text() == "# mine\ndevice: cpu\n"


def test_the_later_word_counts():
    write("theme: nord\n")
    settings.read().remember_theme("dracula")
    assert settings.read().theme == "dracula"
    write("theme: monokai\n")
    assert settings.read().theme == "monokai"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"theme": 3}', b"\xff"])
def test_a_damaged_choice_is_none(damage):
    settings.read().remember_theme("nord")
    locations.choices().write_bytes(damage)
    assert settings.read().theme == ""
    assert settings.read().problems == []


def test_a_choice_that_cannot_be_kept_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(SettingsError, match=r"the theme is not kept: .* cannot be written"):
        settings.read().remember_theme("nord")


def test_a_user_without_a_home_directory_writes_nothing_here(tmp_path, monkeypatch):
    monkeypatch.setattr(locations, "choices", lambda: Path("~/.local/state/dllab/choices.json"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="no home directory"):
        settings.read().remember_theme("nord")
    assert not list(tmp_path.glob("~*"))
