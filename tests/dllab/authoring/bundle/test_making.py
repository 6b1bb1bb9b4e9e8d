"""From a course to one file."""

import hashlib
import shutil
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import yaml

from dllab.authoring.bundle import making, opened
from grader.course import load_course
from grader.errors import ExerciseError, UsageError

OPEN = ("answers.bin", "checks.py", "exercise.yaml", "lesson.md", "starter.py")


def names(bundle):
    return list(opened.unpacked(Path(bundle.path).read_bytes())[0])


def litter(root):
    """What lies about in a folder where people work."""
    folder = root / "exercises/01-numbers/double"
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__/hidden.cpython-311.pyc").write_bytes(b"random inputs")
    for name in (
        "hidden.py~",
        ".hidden.py.swp",
        "study.json",
        "mutants.yaml",
        "#checks.py#",
        "hidden_old.py",
    ):
        (folder / name).write_text('"double agrees on random inputs."')
    (folder / "link.py").symlink_to(folder / "hidden.py")
    (root / ".git").mkdir()
    (root / ".git/config").write_text("secret")
    (root / "notes.txt").write_text("secret")


def test_students_get_what_is_named_and_nothing_else(mini, made):
    litter(mini)
    folders = ("exercises/01-numbers/double", "exercises/01-numbers/double-open")
    assert names(made(mini, "students")) == sorted(
        ["course/exercises/01-numbers/track.yaml"]
        + [f"course/{folder}/{name}" for folder in folders for name in OPEN]
    )


def test_graders_get_all_that_grading_and_authors_need(mini, made):
    litter(mini)
    found = names(made(mini, "graders", "x.zip", name="spring"))
    folder = "spring/exercises/01-numbers/double"
    assert {f"{folder}/{name}" for name in ("hidden.py", "mistakes.py", "study.json", "mutants.yaml")} <= {
        *found
    }
    assert "spring/solutions/01-numbers/double.py" in found
    assert not [name for name in found if "answers" in name or "old" in name or "~" in name or "link" in name]


@pytest.fixture
def about(mini):
    """course.yaml with everything in it that a student should not read."""
    (mini / "course.yaml").write_text(
        "# the password of the mailbox is 1234\n"
        "title: Doubling\n"
        "dropbox: /srv/drop\n"
        "resources: {numpy: {partition: secret}}\n"
        "policy:\n"
        "  attempts: best\n"
        "  deadlines: {double: 2027-03-31 23:59 Europe/Berlin}\n"
        "  extensions: {anna: {double: 2027-04-30 23:59 Europe/Berlin}}\n"
    )
    return mini


def test_students_course_yaml(about, made, tmp_path):
    made(about)
    with tarfile.open(tmp_path / "x.tar.gz") as tar:
        said = yaml.safe_load(tar.extractfile("course/course.yaml"))
    policy = {"attempts": "best", "deadlines": {"double": "2027-03-31T23:59:00+02:00"}}
    assert said == {"title": "Doubling", "dropbox": "/srv/drop", "policy": policy}


def test_graders_course_yaml_keeps_extensions(about, made, tmp_path):
    made(about, "graders", "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        said = yaml.safe_load(archive.read("course/course.yaml"))
    assert said["policy"]["extensions"] == {"anna": {"double": "2027-04-30T23:59:00+02:00"}}
    assert said["resources"]["numpy"]["partition"] == "secret"


INCLUDED = "include: [02-neuron/line-fit, 02-neuron/logistic-unit]\n"


def test_a_deadline_of_an_included_exercise(mini, made, tmp_path):
    (mini / "course.yaml").write_text(
        f"{INCLUDED}policy: {{deadlines: {{line-fit: 2027-03-31 23:59 Europe/Berlin}}}}\n"
    )
    assert made(mini).exercises == 4
    with tarfile.open(tmp_path / "x.tar.gz") as tar:
        said = yaml.safe_load(tar.extractfile("course/course.yaml"))
    assert said["policy"] == {"deadlines": {"line-fit": "2027-03-31T23:59:00+02:00"}}


def test_what_stays_out_takes_its_deadlines_along(mini, made, tmp_path):
    (mini / "course.yaml").write_text(
        f"{INCLUDED}policy:\n"
        "  deadlines: {line-fit: 2027-03-31 23:59 Europe/Berlin, double: 2027-03-01 23:59 Europe/Berlin}\n"
        "  extensions: {anna: {logistic-unit: 2027-04-30 23:59 Europe/Berlin}}\n"
    )
    assert made(mini, "graders", without=("line-fit", "logistic-unit")).exercises == 2
    with tarfile.open(tmp_path / "x.tar.gz") as tar:
        said = yaml.safe_load(tar.extractfile("course/course.yaml"))
        assert not [name for name in tar.getnames() if "neuron" in name]
    assert said["policy"] == {"deadlines": {"double": "2027-03-01T23:59:00+01:00"}}


def test_a_drop_folder_inside_the_course_would_be_lost(mini, made):
    (mini / "course.yaml").write_text("title: Doubling\ndropbox: drop\n")
    with pytest.raises(ExerciseError, match=r"course\.yaml:2: dropbox: drop would lie in each student's own"):
        made(mini)
    made(mini, "graders")


@pytest.mark.parametrize("out", ["a.tar.gz", "a.zip", "small-1.0-py3-none-any.whl"])
def test_the_same_bytes_each_time_and_from_another_folder(mini, made, tmp_path, out):
    first = made(mini, out=out)
    shutil.copytree(mini, tmp_path / "elsewhere" / "copy")
    (tmp_path / "again").mkdir()
    assert made(tmp_path / "elsewhere" / "copy", out=f"again/{out}").sha256 == first.sha256
    assert hashlib.sha256((tmp_path / out).read_bytes()).hexdigest() == first.sha256


def test_the_date_may_be_chosen(mini, made, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    made(mini, "graders")
    with tarfile.open(tmp_path / "x.tar.gz") as tar:
        assert {member.mtime for member in tar} == {1800000000}
        assert {(member.uid, member.uname, member.mode) for member in tar} == {(0, "", 0o644)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UsageError, match="write seconds since 1970"):
        made(mini, "graders", "y.zip")


def test_a_lesson_that_gives_a_hidden_check_away(mini, made, tmp_path):
    folder = mini / "exercises/01-numbers/double"
    hidden = (folder / "hidden.py").read_text()
    long = hidden + "    expect.matches(lab.double, float(lab.rng.uniform(-1000, 1000)), rtol=1e-9)\n"
    (folder / "hidden.py").write_text(long)
    (folder / "lesson.md").write_text("# Doubling\n\n" + long.replace("\n    ", "\n\t"))
    with pytest.raises(making.Leak) as caught:
        made(mini)
    (finding,) = caught.value.findings
    lesson = "course/exercises/01-numbers/double/lesson.md"
    assert finding == f"{lesson} holds the hidden check doubles_anything ({folder}/hidden.py:5)"
    assert not list(tmp_path.glob("x*"))


def test_sentences_of_mistakes_on_request(mini, made, tmp_path):
    made(mini, with_mistakes=True)
    found, _ = opened.unpacked((tmp_path / "x.tar.gz").read_bytes())
    folder = "course/exercises/01-numbers/double"
    sentence = b"You multiply x by itself: doubling multiplies it by two."
    assert [name for name, data in found.items() if sentence in data] == [
        f"{folder}-open/answers.bin",
        f"{folder}/answers.bin",
    ]
    assert not [name for name, data in found.items() if b"x * x" in data]


def test_a_sentence_of_a_mistake_in_a_hint(mini, made):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    text = path.read_text()
    path.write_text(text.replace("Twice.", '"You multiply x by itself: doubling multiplies it by two."'))
    with pytest.raises(making.Leak, match="holds the sentence of the mistake 'squared'"):
        made(mini)


def test_a_starter_that_is_the_solution(mini, made):
    solution = "def double(x):\n    half = x / 2\n    quarter = half / 2\n    return quarter * 6 + half * 1\n"
    folder = mini / "exercises/01-numbers/double"
    (mini / "solutions/01-numbers/double.py").write_text(solution)
    made(mini, out="y.zip")
    (folder / "starter.py").write_text(solution)
    with pytest.raises(making.Leak, match=r"starter\.py holds the body of double"):
        made(mini)


def test_a_file_that_is_there_already(mini, made, tmp_path):
    made(mini, "graders")
    made(mini, "graders")  # the same bytes: nothing to do
    (tmp_path / "x.tar.gz").write_text("mine")
    with pytest.raises(UsageError, match="is there already: add --force"):
        made(mini, "graders")
    assert (tmp_path / "x.tar.gz").read_text() == "mine"
    made(mini, "graders", overwrite=True)
    assert (tmp_path / "x.tar.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course", "x.tar.gz"]


@pytest.mark.parametrize(
    ("out", "wish", "words"),
    [
        ("x.rar", {}, "a file that ends in .whl, .tar.gz or .zip"),
        ("nowhere/x.zip", {}, "there is no folder"),
        (
            "spring.whl",
            {},
            "pip wants the name and version in it, such as deep_learning-1.0-py3-none-any.whl",
        ),
        ("a-1.0-py3-none-any.whl", {"name": "b"}, "the name of the .whl says that already"),
        ("", {"name": "-x"}, "--name -x: no name for a package"),
        ("x.zip", {"name": "a/b"}, "--name a/b: no name for a folder"),
    ],
)
def test_what_cannot_be_written(mini, made, tmp_path, out, wish, words):
    with pytest.raises(UsageError, match=words):
        made(mini, "graders", out, **wish)
    assert [path.name for path in tmp_path.iterdir()] == ["course"]


def test_an_included_course_comes_flat(tmp_path, made):
    root = tmp_path / "own"
    root.mkdir()
    (root / "course.yaml").write_text("title: Own\ninclude: [03-backprop/softmax]\n")
    found = names(made(root, "graders", "x.zip"))
    assert "course/exercises/03-backprop/softmax/hidden.py" in found
    assert "course/solutions/03-backprop/softmax.slices.py" in found
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert yaml.safe_load(archive.read("course/course.yaml")) == {
            "title": "Own",
            "tracks": ["03-backprop"],
        }
        assert yaml.safe_load(archive.read("course/exercises/03-backprop/track.yaml"))["exercises"] == [
            "softmax"
        ]


def test_data_sets_of_the_course(mini, made, tmp_path):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(60, 3)), np.arange(60) % 3
    (mini / "data").mkdir()
    np.savez(mini / "data/dots.npz", x_train=x[:40], y_train=y[:40], x_test=x[40:], y_test=y[40:])
    (mini / "data/dots.md").write_text("# Dots")
    (mini / "data/raw.txt").write_text("secret")
    (mini / "course.yaml").write_text(
        "datasets:\n  dots: {title: Dots, source: us, licence: CC0, file: data/dots.npz, card: data/dots.md}"
    )
    found = names(made(mini, out="s.zip", name="spring"))
    assert [name for name in found if "/data/" in name] == [
        "spring/data/dots-train.npz",
        "spring/data/dots.md",
    ]
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        archive.extractall(tmp_path / "there")
    data = np.load(tmp_path / "there/spring/data/dots-train.npz")
    assert np.array_equal(data["x_train"], x[:40]) and not np.isin(x[40:], data["x_test"]).any()
    assert load_course(tmp_path / "there/spring").file.datasets["dots"].file == "data/dots-train.npz"
    found = names(made(mini, "graders", out="g.zip"))
    assert [name for name in found if "/data/" in name] == ["course/data/dots.md", "course/data/dots.npz"]
