"""author bundle: written, installed, and used by a student."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from small_course import RIGHT, SQUARED

OUTER = sysconfig.get_paths()["purelib"]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A course of one exercise with a drop folder, and where its bundles go."""
    from small_course import write_exercise

    root = tmp_path_factory.mktemp("bundle")
    write_exercise(root / "course/exercises/01-numbers/double")
    (root / "course/exercises/01-numbers/track.yaml").write_text("title: Numbers\nexercises: [double]\n")
    (root / "course/course.yaml").write_text(f"title: Doubling\ndropbox: {root}/drop\n")
    (root / "drop").mkdir()
    (root / "drop").chmod(0o2733)
    return root


class Student:
    """An empty virtual environment with the bundle in it; the outer one has the libraries, but no dllab."""

    def __init__(self, root, wheel):
        self.root, self.home = root, root / "home"
        venv.create(root / "env", with_pip=False)
        (site,) = (root / "env/lib").glob("python*/site-packages")
        zipfile.ZipFile(wheel).extractall(site)
        (site / "outer.pth").write_text(f"{OUTER}\n")

    def __call__(self, *arguments):
        unwanted = ("PYTHONPATH", "DLLAB_COURSE", "DLLAB_DROPBOX", "FORCE_COLOR")
        environment = {name: value for name, value in os.environ.items() if name not in unwanted}
        return subprocess.run(
            [self.root / "env/bin/python", "-m", "dllab", *arguments],
            cwd=self.root,
            env=environment | {"DLLAB_HOME": str(self.home), "DLLAB_CACHE": str(self.root / "cache")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def write(self, source):
        self.home.mkdir(exist_ok=True)
        (self.home / "double.py").write_text(source)


@pytest.fixture(scope="module")
def student(small):
    command = [sys.executable, "-m", "dllab", "author", "bundle", "--for", "students"]
    done = subprocess.run(
        [*command, "--course", small / "course", "--out", small, "--json"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert said["problems"] == [] and said["bundle"]["exercises"] == 1
    return Student(small, said["bundle"]["path"])


def test_the_course_opens(student):
    assert "Doubling" in student("list").stdout
    done = student()  # without a terminal the lab prints its plain form
    assert done.returncode == 0 and "dllab start double" in done.stdout
    assert student("hint", "double").stdout.startswith("Hint 1 of 3")


def test_right_and_wrong_are_told_apart(student):
    student.write(RIGHT)
    done = student("test", "double")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Score 3 of 3" in done.stdout and done.stdout.endswith("Next: dllab submit double\n")
    student.write(SQUARED)
    done = student("test", "double")
    assert done.returncode == 1 and "`double`: expected 6, yours is 9." in done.stdout
    assert "You multiply x by itself" not in done.stdout


def test_grade_says_that_hidden_checks_are_elsewhere(student):
    student.write(RIGHT)
    done = student("grade", "double")
    assert "Solved" not in done.stdout
    told = "\nThese are the public checks: the hidden ones run where the class is graded.\n"
    assert done.stdout.endswith(f"{told}Next: dllab submit double\n")


def test_hand_ins_arrive(student, small):
    student.write(RIGHT)
    done = student("submit", "double")
    assert done.returncode == 0, done.stderr
    (left,) = small.glob("drop/*/double.*.py")
    assert left.read_text() == RIGHT


def test_without_a_drop_folder_the_teachers_are_asked(student, small, tmp_path):
    student.write(RIGHT)
    inside = next((small / "env/lib").glob("python*/site-packages/dllab/course"))
    there = tmp_path / "course"
    shutil.copytree(inside, there)
    (there / "course.yaml").write_text("title: Doubling\n")
    done = student("submit", "double", "--course", there)
    assert done.returncode == 2 and "course.yaml" not in done.stderr
    assert "no drop folder is known: ask your teachers how to hand in, or set DLLAB_DROPBOX" in done.stderr


def test_it_grades_no_class(student, small):
    (small / "handed/anna").mkdir(parents=True)
    (small / "handed/anna/double.py").write_text(RIGHT)
    done = student("class", "grade", "handed", "--out", "results")
    assert done.returncode == 2 and "what students get of a course, without hidden checks" in done.stderr


def test_nothing_secret_is_installed(student, small):
    texts = ("agrees on random inputs", "doubles_anything", "You multiply x by itself", "return 2 * x")
    for path in (small / "env").rglob("*"):
        if path.is_file() and path.resolve().is_relative_to(small):
            content = path.read_bytes()
            assert not [text for text in texts if text.encode() in content], path


def test_graders_get_all(dllab, mini, tmp_path):
    done = dllab("author", "bundle", "--for", "graders", "--out", "g.zip")
    assert done.status == 0 and done.err == ""
    assert done.out.startswith("g.zip · 2 exercises · 3.")
    assert done.out.splitlines()[-1] == "for graders: unpack it, then `dllab --course FOLDER`"
    zipfile.ZipFile(tmp_path / "g.zip").extractall(tmp_path / "there")
    (tmp_path / "double.py").write_text(RIGHT)
    graded = dllab("grade", "double.py", "--json", "--course", tmp_path / "there/course")
    assert graded.json["score"] == graded.json["max_score"] == 5


def test_what_is_wrong_is_said_and_nothing_written(dllab, mini, tmp_path):
    folder = mini / "exercises/01-numbers/double"
    (folder / "checks.py").write_text(
        (folder / "checks.py").read_text().replace("-1.5", 'lab.reference.load("x = 1").x')
    )
    done = dllab("author", "bundle", "--for", "students", "--out", "s.zip", "--jobs", "1")
    assert done.status == 1
    assert "✗ double · 1 problem" in done.out
    assert (
        "double/checks.py:13: what lab.reference.load gives cannot be held by a bundle: call m.load"
        in done.out
    )
    assert done.out.endswith("1 problem: nothing was written\n")
    assert not (tmp_path / "s.zip").exists()


def test_a_broken_course_is_not_bundled(dllab, mini, tmp_path):
    (mini / "exercises/01-numbers/double/exercise.yaml").write_text("id: double\n")
    done = dllab("author", "bundle", "--for", "graders", "--out", "g.zip", "--json")
    assert done.status == 1 and done.json["bundle"] is None and len(done.json["problems"]) == 1
    assert not (tmp_path / "g.zip").exists()


def test_an_unfinished_exercise_may_stay_out(dllab, mini, tmp_path):
    (mini / "exercises/01-numbers/double-open/exercise.yaml").write_text("id: double-open\n")
    wish = ("author", "bundle", "--for", "students", "--out", "s.zip", "--jobs", "1")
    assert dllab(*wish).status == 1
    done = dllab(*wish, "--without", "double-open", "--json")
    assert (done.status, done.json["bundle"]["exercises"]) == (0, 1)
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        assert not [name for name in archive.namelist() if "double-open" in name]
        assert b"double-open" not in archive.read("course/exercises/01-numbers/track.yaml")
    done = dllab(*wish, "--without", "doubel")
    assert done.status == 2 and "did you mean double" in done.err


def test_bad_wishes(dllab, tmp_path):
    done = dllab("author", "bundle", "--for", "students", "--out", "s.rar")
    assert done.status == 2 and "ends in .whl, .tar.gz or .zip" in done.err
    assert "--for" in dllab("author", "bundle").err
    assert "everyone" in dllab("author", "bundle", "--for", "everyone").err


@pytest.mark.sweep
def test_pip_installs_it_into_an_empty_environment(small, tmp_path):
    (wheel,) = small.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    subprocess.run([tmp_path / "env/bin/pip", "install", "-q", wheel], check=True)
    subprocess.run([tmp_path / "env/bin/pip", "check"], check=True)
    (tmp_path / "double.py").write_text(RIGHT)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [tmp_path / "env/bin/dllab", "test", "double.py"],
        env=environment,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0 and "Score 3 of 3" in done.stdout, done.stderr
    assert (
        "Doubling"
        in subprocess.run(
            [tmp_path / "env/bin/dllab", "list"], env=environment, capture_output=True, text=True
        ).stdout
    )
    assert Path(tmp_path / "env/bin/dllab").is_file()


@pytest.mark.sweep
def test_the_built_in_course_is_bundled_whole(tmp_path):
    command = [sys.executable, "-m", "dllab", "author", "bundle", "--for", "students", "--json"]
    environment = os.environ | {"DLLAB_COURSE": ""}
    sums = []
    for name in ("a.tar.gz", "b.tar.gz"):
        done = subprocess.run(
            [*command, "--out", tmp_path / name], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout
        sums.append(json.loads(done.stdout)["bundle"]["sha256"])
    assert sums[0] == sums[1]
