"""course.yaml as far as a course is made of it: what it shows, in which order, and what is wrong with it."""

from pathlib import Path

import pytest

from grader.course import load_course
from grader.errors import ExerciseError
from grader.exercise import load_exercise
from grader.policy import read

SHIPPED = Path(__file__).resolve().parents[2]
ABOUT = "id: {0}\ntitle: The {0}\nsummary: It.\nkind: numpy\nprovides: [f]\n"


@pytest.fixture
def root(tmp_path):
    """The folder of a course that has the tracks 01-one and 02-two, of one exercise each."""
    for track, id in (("01-one", "first"), ("02-two", "second")):
        add(tmp_path / "course", track, id)
    return tmp_path / "course"


def add(root, track, id, more=""):
    folder = root / "exercises" / track / id
    folder.mkdir(parents=True)
    (folder / "exercise.yaml").write_text(ABOUT.format(id) + more)
    (folder.parent / "track.yaml").write_text(f"title: Track {track}\nexercises: [{id}]\n")


def load(root, text=""):
    root.mkdir(exist_ok=True)
    (root / "course.yaml").write_text(text or "title: A course\n")
    return load_course(root)


def shown(course):
    return {track.id: [exercise.id for exercise in track.exercises] for track in course.tracks}


def said(course):
    return [str(problem).replace(f"{course.root}/", "") for problem in course.problems]


# --- what is shown ---------------------------------------------------------------------------------


def test_without_course_yaml_all_tracks_are_there_by_their_names(root):
    course = load_course(root)
    assert (list(shown(course)), course.order, course.problems) == (["01-one", "02-two"],) * 2 + ([],)
    assert course.file.title == ""


def test_tracks_come_as_they_are_listed(root):
    course = load(root, "title: A\nsummary: B.\ntracks: [02-two, 01-one]\n")
    assert (list(shown(course)), said(course)) == (["02-two", "01-one"], [])
    assert (course.file.title, course.file.summary) == ("A", "B.")


def test_a_course_of_nothing_but_what_it_includes(tmp_path):
    course = load(tmp_path, "include: [02-neuron/logistic-*, 05-convolution/conv2d-one]\n")
    assert said(course) == []
    assert shown(course) == {
        "02-neuron": ["logistic-unit", "logistic-train"],
        "05-convolution": ["conv2d-one"],
    }
    assert course.tracks[0].title == "One neuron"
    exercise = course.exercise("logistic-unit")
    assert exercise.folder == SHIPPED / "exercises" / "02-neuron" / "logistic-unit"
    assert exercise.solution.is_file()
    assert not course.owns(exercise)


def test_a_whole_track_comes_in_its_own_order(tmp_path):
    course = load(tmp_path, "include: [02-neuron/*]\n")
    built_in = next(track for track in load_course(SHIPPED).tracks if track.id == "02-neuron")
    assert [one.id for one in course] == [one.id for one in built_in.exercises]
    assert [one.version for one in course] == [one.version for one in built_in.exercises]


@pytest.mark.parametrize(
    ("listed", "order"),
    [
        ("", ["01-one", "02-two", "02-neuron", "05-convolution"]),
        ("tracks: [02-neuron, 01-one, 02-two]", ["02-neuron", "01-one", "02-two", "05-convolution"]),
    ],
)
def test_included_tracks_stand_where_they_are_listed_or_at_the_end(root, listed, order):
    course = load(root, f"include: [05-convolution/conv2d-one, 02-neuron/line-fit]\n{listed}\n")
    assert (list(shown(course)), course.order, said(course)) == (order, order, [])
    assert [course.owns(one) for one in course].count(False) == 2


def test_what_is_included_into_a_track_of_ones_own_stands_at_its_end(root):
    add(root, "02-neuron", "mine")
    course = load(root, "include: [02-neuron/line-fit]\n")
    assert shown(course)["02-neuron"] == ["mine", "line-fit"]
    assert course.tracks[1].title == "Track 02-neuron"


def test_own_exercises_may_build_on_included_ones(root):
    add(root, "03-more", "deeper", "requires: [line-fit]\nuses: [sequential]\n")
    course = load(root, "include: [02-neuron/line-fit, 03-backprop/sequential]\n")
    exercise = course.exercise("deeper")
    assert exercise.companions == {"sequential": SHIPPED / "solutions" / "03-backprop" / "sequential.py"}
    assert load_exercise(exercise.folder).companions == exercise.companions


def test_what_an_included_exercise_requires_may_be_left_out(tmp_path):
    course = load(tmp_path, "include: [02-neuron/logistic-train]\n")
    assert load_course(SHIPPED).exercise("logistic-train").requires
    assert course.exercise("logistic-train").requires == []


def test_folders_are_those_of_all_exercises(root):
    (root / "exercises/01-one/first/exercise.yaml").write_text("id: [")
    course = load(root, "include: [02-neuron/line-fit]\n")
    assert [folder.name for folder in course.folders()] == ["first", "second", "line-fit"]


def test_a_deadline_may_name_what_is_included(root):
    text = "include: [02-neuron/line-fit]\npolicy: {deadlines: {02-neuron: %s, line-fit: %s}}\n"
    course = load(root, text % (("2026-03-31T23:59:00Z",) * 2))
    assert set(read(course).policy.deadlines) == {"02-neuron", "line-fit"}
    course = load(root, text.replace("line-fit: ", "bumps: ") % (("2026-03-31T23:59:00Z",) * 2))
    with pytest.raises(ExerciseError, match="2: unknown exercise or track 'bumps'"):
        read(course)


def test_a_broken_policy_costs_no_exercise(root):
    course = load(root, "include: [02-neuron/line-fit]\npolicy: {late: {percent_per_day: 101}}\n")
    assert "line-fit" in [one.id for one in course]
    with pytest.raises(ExerciseError, match="percent_per_day must lie between"):
        read(course)


def test_it_is_remembered_as_it_was_read(root, tmp_path):
    (root / "course.yaml").write_text("include: [02-neuron/*]\ntracks: [02-neuron, 02-two, 01-one]\n")
    first, again = (load_course(root, tmp_path / "memory.msgpack") for _ in range(2))
    assert again == first == load_course(root)


# --- what is wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "tracks:\n  - 01-one\n  - 02-two\n  - 03-tree\n",
            ":4: tracks: there is no folder '03-tree' in exer",
        ),
        ("tracks: [01-one, 02-tow]\n", ":1: tracks: there is no folder '02-tow' in exercises, nor is it inc"),
        ("tracks: [01-one, 02-two, 01-one]\n", ":1: tracks: '01-one' is listed twice"),
        ("tracks: [01-one]\n", ":1: tracks: the folder '02-two' is not listed: add it, or move it out"),
        ("tracks: 01-one\n", ":1: tracks: expected a list, got a text"),
        (
            "include: [02-neuron]\n",
            ":1: include: the built-in course has no '02-neuron': did you mean '02-ne",
        ),
        ("include:\n  - conv2d-one\n", ":2: include: the built-in course has no 'conv2d-one': did you mean"),
        ("include: ['zz/*']\n", ":1: include: the built-in course has no 'zz/*': write TRACK/EXERCISE, or a"),
        ("include: [02-neuron/*/*]\n", ":1: include: the built-in course has no '02-neuron/*/*': did you"),
        ("inclde: []\n", ":1: unknown key 'inclde': did you mean 'include'?"),
        ("resources: {gpu: {}}\n", ":1: unknown key 'gpu': known are numpy, keras"),
        ("resources:\n  keras:\n    gpus: 1\n", ":3: unknown key 'gpus'"),
        ("resources:\n  keras: {gres: a b}\n", ":2: resources.keras: gres has spaces or quotes in it"),
        ("resources:\n  keras: {array: 0}\n", ":2: resources.keras: array must not be below 1"),
        ("resources:\n  keras: {time: 1:30:00}\n", ":2: not YAML: 1:30:00 would be 5400"),
        ("title: [\n", ":2: not YAML"),
        ("", ":1: expected `key: value` lines"),
    ],
)
def test_what_is_wrong_is_said_once_with_its_line(root, text, sentence):
    (root / "course.yaml").write_text(text)
    course = load_course(root)
    (problem,) = said(course)
    assert problem.startswith(f"course.yaml{sentence}"), problem
    assert set(shown(course)) <= {"01-one", "02-two"}


def test_an_own_exercise_whose_id_is_included(root):
    add(root, "03-more", "line-fit")
    course = load(root, "include: [02-neuron/line-fit]\n")
    (problem,) = said(course)
    what = "the id 'line-fit' is also that of an exercise that course.yaml includes"
    assert problem.startswith(f"exercises/03-more/line-fit/exercise.yaml:1: {what}")
    assert course.owns(course.exercise("line-fit"))
    assert [one.id for one in course].count("line-fit") == 1


def test_the_built_in_course_includes_nothing_of_itself(tmp_path, monkeypatch):
    (tmp_path / "exercises").mkdir()
    monkeypatch.setattr("grader.shipped.course", lambda: tmp_path)
    (problem,) = said(load(tmp_path, "include: [a/b]\n"))
    assert problem == "course.yaml:1: include: this is the built-in course itself"


def test_an_install_without_a_course(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.shipped.course", lambda: tmp_path / "nothing")
    (problem,) = said(load(tmp_path, "include: [a/b]\n"))
    assert problem == "course.yaml:1: include: this install has no course"


def test_a_folder_that_is_no_course(tmp_path, root):
    with pytest.raises(ExerciseError, match=r"no course here, for a course is a folder .* author new"):
        load_course(tmp_path)
    with pytest.raises(ExerciseError, match="nothing is there: `dllab author new --course"):
        load_course(tmp_path / "nowhere")
    (root / "course.yaml").write_text("title: A\n")
    with pytest.raises(ExerciseError, match=f"did you mean {root}"):
        load_course(root / "exercises")


def test_an_exercise_that_is_listed_twice(root):
    (root / "exercises/01-one/track.yaml").write_text("title: A\nexercises:\n  - first\n  - first\n")
    course = load_course(root)
    assert said(course) == ["exercises/01-one/track.yaml:4: 'first' is listed twice"]
    assert shown(course)["01-one"] == ["first"]


def test_what_slurm_jobs_ask_for(root):
    course = load(root, "resources: {keras: {gres: gpu:1, time: 60}, numpy: {time: '1:30:00', array: 4}}\n")
    asked = course.file.resources
    assert (said(course), asked.keras.gres, asked.keras.time) == ([], "gpu:1", 60)
    assert (asked.numpy.time, asked.numpy.array, asked.numpy.partition) == ("1:30:00", 4, "")
