"""A course's tracks, and rows for what cannot be read."""

import pytest
from small_course import EXERCISE, write_exercise

from dllab.outline import Damage, outline, remarks, sentence
from grader.course import load_course

TRACK = "exercises/01-numbers/track.yaml"
DOUBLE = "exercises/01-numbers/double/exercise.yaml"


def edit(root, path, old, new):
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def rows(root):
    return {one.id: ([e.id for e in one.exercises], one.damaged) for one in outline(load_course(root))}


def test_a_whole_course(mini):
    assert rows(mini) == {"01-numbers": (["double", "double-open"], [])}


def test_a_broken_exercise_is_a_row_that_says_where(mini):
    edit(mini, DOUBLE, "title:", "titel:")
    exercises, (damage,) = rows(mini)["01-numbers"]
    assert exercises == ["double-open"]
    assert damage.name == "double"
    assert damage.sentences[0].startswith(f"{DOUBLE}:2: ")


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("title: Numbers", "titel: Numbers", "01-numbers"),
        ("[double,", "[gone, double,", "track.yaml"),
        ("[double,", "[", "double"),  # not listed any more
    ],
)
def test_other_damage(mini, old, new, name):
    edit(mini, TRACK, old, new)
    assert [one.name for one in rows(mini)["01-numbers"][1]] == [name]


def test_two_problems_of_one_file_are_one_row(mini):
    edit(mini, TRACK, "[double,", "[gone, lost, double,")
    assert rows(mini)["01-numbers"][1] == [
        Damage("track.yaml", [f"{TRACK}:3: there is no folder {name!r} here" for name in ("gone", "lost")])
    ]


def test_a_broken_track_stays_in_its_place(mini):
    write_exercise(mini / "exercises" / "02-more" / "triple", EXERCISE.replace("double", "triple"))
    (mini / "exercises/02-more/track.yaml").write_text("title: More\nexercises: [triple]\n")
    (mini / TRACK).write_text("titel: x\n")
    assert [one.title for one in outline(load_course(mini))] == ["01-numbers", "More"]


def test_a_track_without_anything_is_left_out(mini):
    folder = mini / "exercises" / "02-empty"
    folder.mkdir()
    (folder / "track.yaml").write_text("title: Empty\nexercises: []\n")
    assert list(rows(mini)) == ["01-numbers"]


def test_a_taken_id_is_a_remark_about_an_exercise_that_works(mini):
    edit(mini, "exercises/01-numbers/double-open/exercise.yaml", "kind:", "renamed_from: [double]\nkind:")
    course = load_course(mini)
    assert rows(mini)["01-numbers"] == (["double", "double-open"], [])
    (said,) = remarks(course, course.exercise("double-open"))
    assert "the id 'double' is also that of exercises/" in said
    assert remarks(course, course.exercise("double")) == []


def test_paths_are_as_seen_from_the_course(course):
    assert sentence(course, f"{course.root}/exercises/x: no") == "exercises/x: no"
