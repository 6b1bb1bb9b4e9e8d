"""What course.yaml says of data sets: read, and refused with file and line."""

import json
import os

import pytest

from grader import declared
from grader.errors import ExerciseError

HEAD = {"title": "T", "source": "S", "licence": "CC0"}
FILE = {**HEAD, "file": "data/a.npz"}
TABLE = {**HEAD, "file": "data/a.csv", "target": "y"}
DRAWN = {**HEAD, "generator": "data/a.py:draw", "sizes": [8, 4]}


@pytest.fixture
def write(tmp_path):
    """write(name={…}) -> the course's folder; each name stands on line 3, 4, … (JSON is YAML)."""

    def course(**sets):
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(one)}" for name, one in sets.items())
        (tmp_path / "course.yaml").write_text(f'{{"title": "Mine",\n"datasets": {{\n{lines}\n}}}}\n')
        return tmp_path

    return course


def test_a_course_without_any(tmp_path):
    assert declared.read(tmp_path) == {}
    (tmp_path / "course.yaml").write_text("title: Mine\npolicy: {attempts: last}\n")
    assert declared.read(tmp_path) == {}
    assert declared.fingerprint(tmp_path, ["digits"]) == b""


def test_what_is_declared(write):
    found = declared.read(write(seeds=TABLE, bananas=DRAWN))
    assert list(found) == ["seeds", "bananas"]
    assert (found["seeds"].is_table, found["bananas"].is_table) == (True, False)
    assert found["bananas"].program == "data/a.py"


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        ({**FILE, "licens": "CC0"}, "unknown key 'licens': did you mean 'licence'?"),
        ({"title": "T", "licence": "CC0", "file": "a.npz"}, "the key 'source' is missing"),
        ({**FILE, "title": " "}, "title, source and licence must say something"),
        ({**FILE, "title": 3}, "datasets.mine.title: expected a text, got a whole number"),
        (HEAD, "give either a file or a generator"),
        ({**DRAWN, "file": "data/a.npz"}, "give either a file or a generator"),
        ({**HEAD, "file": "data/a.pkl"}, "data/a.pkl is neither an .npz nor a .csv"),
        ({**HEAD, "file": "data/a.csv"}, "target: name the column that is y"),
        ({**FILE, "split": "half"}, "inputs and split: only a .csv has columns"),
        ({**FILE, "sizes": [8, 4]}, "sizes: only of a generator; a file has what it has"),
        ({**DRAWN, "generator": "data/a.py"}, "write file and function, such as data/bananas.py:bananas"),
        ({**DRAWN, "sizes": [8, 0]}, "sizes: say how many samples to draw for training and for the test"),
        ({**HEAD, "generator": "data/a.py:draw"}, "sizes: say how many samples to draw"),
        ({**DRAWN, "inputs": ["a"]}, "inputs and split: only a .csv has columns"),
        ({**TABLE, "test_share": 1}, "test_share must lie between 0 and 1"),
        ({**FILE, "classes": 1}, "classes: name two or more, each once"),
        ({**FILE, "classes": ["a", "a"]}, "classes: name two or more, each once"),
        ({**FILE, "classes": -1}, "classes: name two or more, each once"),
        ({**FILE, "sha256": "abc"}, "sha256: 64 digits 0-9a-f, as `dllab data verify` prints them"),
        ("data/a.npz", "datasets.mine: expected `key: value` lines, got a text"),
    ],
)
def test_what_cannot_be(write, one, sentence):
    with pytest.raises(ExerciseError) as caught:
        declared.read(write(right=FILE, mine=one))
    assert caught.value.message.startswith(sentence) or sentence in caught.value.message
    assert (caught.value.path.name, caught.value.line) == ("course.yaml", 4)


def test_a_name_that_is_none(write):
    with pytest.raises(ExerciseError, match=r"course.yaml:3: datasets: write 'My set' in kebab-case"):
        declared.read(write(**{"My set": FILE}))


@pytest.fixture
def placed(write):
    """placed(path) -> Path: where the file of a data set `mine` lies that is declared to be there."""

    def place(path):
        course = write(mine={**HEAD, "file": path})
        return declared.place(course, "mine", "file", path)

    return place


def test_the_place_of_a_file(placed, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.npz").write_bytes(b"")
    (tmp_path / "data" / "link.npz").symlink_to("a.npz")
    assert placed("data/a.npz") == tmp_path / "data" / "a.npz"
    assert placed("data/link.npz") == tmp_path / "data" / "link.npz"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("data/b.npz", "there is no file data/b.npz: did you mean data/a.npz?"),
        ("elsewhere/x.npz", "there is no file elsewhere/x.npz: paths are told from the course's folder"),
        ("../outside.npz", "../outside.npz leads out of the course: copy the file into it"),
        ("data/../data/a.npz", "data/../data/a.npz leads out of the course: copy the file into it"),
        ("data/out.npz", "data/out.npz leads out of the course: copy the file into it"),
        ("data/folder.npz", "data/folder.npz is no file"),
        ("data/circle.npz", "data/circle.npz cannot be read:"),
        ("data/fifo.npz", "data/fifo.npz is no file"),
    ],
)
def test_a_file_that_is_not_there(placed, tmp_path, path, sentence):
    course = tmp_path
    (course / "data" / "folder.npz").mkdir(parents=True)
    (course / "data" / "a.npz").write_bytes(b"")
    outside = course.parent / "outside.npz"
    outside.write_bytes(b"")
    (course / "data" / "out.npz").symlink_to(outside)
    (course / "data" / "circle.npz").symlink_to("circle.npz")
    os.mkfifo(course / "data" / "fifo.npz")
    with pytest.raises(ExerciseError) as caught:
        placed(path)
    assert caught.value.message.startswith(f"mine: {sentence}")
    assert caught.value.line == 3


def test_an_absolute_path_leads_out(placed, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "a.npz"
    outside.write_bytes(b"")
    with pytest.raises(ExerciseError, match="leads out of the course"):
        placed(str(outside))


def test_a_file_of_many_gigabytes_is_not_read(write):
    course = write(mine=FILE)
    (course / "data").mkdir()
    with (course / "data" / "a.npz").open("wb") as file:
        file.truncate(declared.LARGEST + 1)
    with pytest.raises(ExerciseError, match=r"data/a.npz is larger than 64 MB"):
        declared.content(course, "mine", "file", "data/a.npz")


def test_the_fingerprint_follows_what_decides_a_score(write):
    course = write(mine=TABLE)
    (course / "data").mkdir()
    (course / "data" / "a.csv").write_text("x,y\n")
    first = declared.fingerprint(course, ["digits", "mine"])
    write(mine={**TABLE, "title": "Other words", "card": "card.md"})
    assert declared.fingerprint(course, ["digits", "mine"]) == first
    write(mine={**TABLE, "test_share": 0.5})
    other = declared.fingerprint(course, ["digits", "mine"])
    (course / "data" / "a.csv").write_text("x,y\n1,2\n")
    third = declared.fingerprint(course, ["digits", "mine"])
    assert len({b"", first, other, third}) == 4
