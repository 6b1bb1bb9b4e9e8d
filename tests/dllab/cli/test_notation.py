"""`dllab show notation`: the page that learners read where there is no docs folder."""

import re
import tomllib
from pathlib import Path

import pytest
from rich.cells import cell_len

from dllab import locations
from grader.course import load_course

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs/notation.md"


@pytest.fixture(scope="module")
def built_in():
    """The course that comes with the project."""
    return load_course(ROOT)


def test_the_page_is_shown_in_any_course(dllab):
    done = dllab("show", "notation")
    assert (done.status, done.err) == (0, "")
    assert done.out == PAGE.read_text()
    assert dllab("show", "notation", "--json").json == {"schema": 1, "notation": done.out}


def test_an_exercise_of_that_name_comes_first(dllab, mini):
    folder = mini / "exercises/01-numbers"
    (folder / "double").rename(folder / "notation")
    (mini / "solutions/01-numbers/double.py").rename(mini / "solutions/01-numbers/notation.py")
    about = folder / "notation/exercise.yaml"
    about.write_text(about.read_text().replace("id: double", "id: notation"))
    track = folder / "track.yaml"
    track.write_text(re.sub(r"\bdouble\b(?!-)", "notation", track.read_text()))
    assert dllab("show", "notation").out.startswith("notation · 30 min · defines double\n")


def test_a_wheel_carries_it_to_where_it_is_looked_for(monkeypatch, tmp_path):
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    place = wheel["force-include"]["docs/notation.md"]
    monkeypatch.setattr(locations, "PACKAGE", tmp_path / "dllab")
    (tmp_path / place).parent.mkdir()
    (tmp_path / place).write_text("# Symbols\n")
    assert locations.notation() == tmp_path / place


def test_it_has_the_greek_letters_that_exercises_share(built_in):
    page, met = PAGE.read_text(), {}
    for exercise in built_in:
        text = exercise.text("lesson.md") + exercise.text("starter.py")
        for letter in re.findall(r"[α-ωΓΔΘΛΠΣΦΨΩ]", text):
            met.setdefault(letter, set()).add(exercise.id)
    shared = {letter for letter, ids in met.items() if len(ids) > 1}
    assert shared >= set("σμγηεΣ")
    assert sorted(shared - set(page)) == []


def test_the_protocols_are_those_of_the_starters(built_in):
    page = PAGE.read_text()
    asked = {
        "sequential": r"^    ((?:forward|backward|params|grads|set_params)\(.*?\) -> \w+) ",
        "adam": r"^    (step\(.*)$",
        "sgd-loop": r"(update\(val_loss.*?bool)",
    }
    found = {
        id: re.findall(line, built_in.exercise(id).text("starter.py"), re.M) for id, line in asked.items()
    }
    assert {id: len(methods) for id, methods in found.items()} == {"sequential": 5, "adam": 1, "sgd-loop": 1}
    assert [method for methods in found.values() for method in methods if method not in page] == []


def test_it_fits_into_80_columns():
    blocks = re.findall(r"^```text\n(.*?)^```", PAGE.read_text(), re.M | re.S)
    assert len(blocks) >= 5
    assert max(cell_len(line) for block in blocks for line in block.splitlines()) <= 78
