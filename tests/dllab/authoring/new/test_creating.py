"""What `author new` writes: it passes lint, and what is wrong with it is that it is not written yet."""

import pytest

from dllab.authoring import unwritten
from dllab.authoring.gate import check, lint
from dllab.authoring.new import creating
from dllab.authoring.new.signatures import parse
from dllab.authoring.new.skeleton import Plan
from grader.course import load_course
from grader.errors import DllabError, ExerciseError, UsageError

KINDS = {
    "one": ("numpy", ["f(x)"]),
    "two": ("numpy", ["Dense(n_in: int, rng)", "g(x, *, axis: int = -1) -> float"]),
    "none": ("numpy", ["f()"]),
    "taken-by-lab": ("numpy", ["train(x, y=1e-9, eps=0.1, *more, **named)"]),
    "net": ("keras", ["build_model()", "compile_model(model)"]),
}


def plan(id="norm", provides=("norm(x)",), kind="numpy", title=None):
    title = creating.default_title(id) if title is None else title
    return Plan(id, title, kind, 30, [parse(one) for one in provides])


@pytest.fixture
def root(tmp_path):
    return tmp_path / "my-course"


def place(problem, root):
    """A problem without the course's path."""
    return problem.replace(f"{root}/", "")


def test_a_course_is_begun(root):
    created = creating.create(root, "01-vectors", plan())
    assert [str(path.relative_to(root)) for path in created.began] == [
        "course.yaml",
        "exercises/01-vectors/track.yaml",
    ]
    course = load_course(root)
    assert (course.problems, course.file.title) == ([], "My course")
    assert [(track.title, [one.id for one in track.exercises]) for track in course.tracks] == [
        ("Vectors", ["norm"])
    ]
    assert creating.create(root, "01-vectors", plan("dot", ["dot(x, y)"])).began == []
    assert [one.id for one in load_course(root)] == ["norm", "dot"]


@pytest.mark.parametrize("id", KINDS)
def test_it_passes_lint(root, id):
    kind, provides = KINDS[id]
    creating.create(root, "01-a", plan(id, provides, kind))
    course = load_course(root)
    assert lint.lint(course, course.exercise(id)) == []


@pytest.mark.parametrize("name", ["train", "credit", "rng"])
def test_checks_mean_the_submission_s_where_the_lab_has_such_a_name(root, name):
    folder = creating.create(root, "01-a", plan(name, [f"{name}(x)"])).folder
    assert f'expect.matches(lab["{name}"], x)' in (folder / "checks.py").read_text()


@pytest.mark.parametrize("title", ['Is "x: y" a \\ title?', "Größe · ∂L/∂x", "no", "a # b", "{x}", "'"])
def test_any_title_will_do(root, title):
    creating.create(root, "01-a", plan(title=title))
    course = load_course(root)
    exercise = course.exercise("norm")
    assert (exercise.title, lint.lint(course, exercise)) == (title, [])


RIGHT = "import numpy as np\n\n\ndef norm(x):\n    return float(np.sqrt((x * x).sum()))\n"


@pytest.fixture
def gate(root, grader):
    """A function: what the gate says of `norm`, with short paths."""

    def say():
        course = load_course(root)
        outcome = check.examine(course, course.exercise("norm"), grader, seeds=2)
        return [place(one, root).replace("exercises/01-a/norm/", "") for one in outcome.problems]

    return say


def test_the_gate_says_what_is_to_be_written_one_file_after_the_other(root, gate):
    created = creating.create(root, "01-a", plan())
    first, then = gate()
    assert first == "solutions/01-a/norm.py:7: not written yet: the right answer"
    listed = "starter.py (2 places), checks.py (1 place), mistakes.py (3 places)"
    listed += ", lesson.md (8 places), exercise.yaml (5 places)"
    assert then == f"starter.py:10: not written yet, and to come then: {listed}"
    created.solution.write_text(RIGHT)
    first, second, then = gate()
    assert first == "starter.py:10: not written yet: what it computes, in one sentence"
    assert second == "starter.py:15: not written yet: a first step"
    assert then.startswith("checks.py:13: not written yet, and to come then: checks.py (1 place), ")


def test_every_place_is_told_in_a_short_sentence(root):
    creating.create(root, "01-a", plan())
    exercise = load_course(root).exercise("norm")
    for name in unwritten.FILES:
        for line, what in unwritten.marks(exercise.text(name)):
            assert "[write: " in exercise.text(name).splitlines()[line - 1]
            assert 5 < len(what) < 110


def test_mistakes_that_are_not_written_are_not_tried(root, grader):
    created = creating.create(root, "01-a", plan())
    created.solution.write_text(RIGHT)
    path = created.folder / "mistakes.py"
    sentence = "[write: a wrong formula and its sentence. A sign, a factor, a term that is missing]"
    body = "def norm(x):\n        return right_norm(x)"
    text = path.read_text()
    assert sentence in text
    text = text.replace(sentence, "You forgot the square root.").replace("first-mistake", "no-root")
    path.write_text(text.replace(body, body.replace("right_norm(x)", "float((x * x).sum())"), 1))
    course = load_course(root)
    outcome = check.examine(course, course.exercise("norm"), grader, seeds=1)
    assert outcome.mistakes_proved == 1
    assert [row.name for row in outcome.table.rows if row.kind == "mistake"] == ["no-root"]


@pytest.mark.parametrize("id", ["Norm", "a_b", "ä", "-a", "a--b", "../x", "a/b", "", "x" * 61])
def test_ids_that_will_not_do(root, id):
    with pytest.raises(UsageError, match=r"is no id: small letters|name the exercise"):
        creating.create(root, "01-a", plan(id, title="T"))
    assert not root.exists()


@pytest.mark.parametrize("track", ["01_a", "", "..", "A", "a/b"])
def test_tracks_that_will_not_do(root, track):
    with pytest.raises(UsageError, match="is no track: small letters"):
        creating.create(root, track, plan())
    assert not root.exists()


def test_an_id_that_is_taken(root):
    creating.create(root, "01-a", plan())
    path = root / "exercises/01-a/norm/exercise.yaml"
    before = path.read_text()
    with pytest.raises(UsageError, match=r"the id norm is taken, by .*exercises/01-a/norm"):
        creating.create(root, "02-b", plan())
    path.write_text(before + "renamed_from: [length]\n")
    with pytest.raises(UsageError, match="the id length is taken"):
        creating.create(root, "02-b", plan("length"))
    path.write_text("broken: [")
    with pytest.raises(UsageError, match="the id norm is taken"):
        creating.create(root, "02-b", plan())
    assert not (root / "exercises/02-b").exists()


def test_nothing_is_overwritten(root):
    solution = root / "solutions/01-a/norm.py"
    solution.parent.mkdir(parents=True)
    solution.write_text("mine")
    with pytest.raises(UsageError, match="is there already, and stays"):
        creating.create(root, "01-a", plan())
    assert solution.read_text() == "mine"
    assert not (root / "exercises").exists()
    solution.unlink()
    (root / "exercises/01-a/norm").mkdir(parents=True)
    (root / "exercises/01-a/norm/lesson.md").write_text("mine")
    with pytest.raises(ExerciseError, match=r"lesson\.md: is there already, and stays as it is"):
        creating.create(root, "01-a", plan())
    assert (root / "exercises/01-a/norm/lesson.md").read_text() == "mine"
    assert sorted(path.name for path in root.rglob("*") if path.is_file()) == ["lesson.md"]


def test_a_folder_with_other_things_in_it(root):
    root.mkdir()
    (root / "README.md").write_text("mine")
    creating.create(root, "01-a", plan())
    assert (root / "README.md").read_text() == "mine"
    assert load_course(root).problems == []


def test_a_course_that_lists_its_tracks_gets_the_new_one(root):
    creating.create(root, "02-b", plan())
    (root / "course.yaml").write_text("tracks: [02-b]  # in this order\n")
    creating.create(root, "01-a", plan("dot"))
    assert (root / "course.yaml").read_text() == "tracks: [02-b, 01-a]  # in this order\n"
    assert load_course(root).problems == []


def test_a_file_is_no_course(root):
    root.write_text("mine")
    with pytest.raises(UsageError, match="is a file: a course is a folder"):
        creating.create(root, "01-a", plan())


def test_a_folder_that_may_not_be_written(root):
    root.mkdir()
    (root / "exercises").symlink_to("/dev/null/nowhere")
    with pytest.raises(DllabError, match="cannot be written: "):
        creating.create(root, "01-a", plan())
