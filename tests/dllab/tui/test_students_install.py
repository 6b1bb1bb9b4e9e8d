"""The lab on what students get of a course: it opens, tests and says what is next without any solution."""

import io
import tarfile

from driving import drive, seen, until
from small_course import RIGHT, SQUARED

from dllab.authoring.bundle import making
from grader.course import load_course


def students_course(mini, folder):
    """What students get of a course, unpacked."""
    found = load_course(mini)
    wish = making.Wish("students", folder / "x.tar.gz")
    made = making.make(found, wish, making.recordings(found, wish, jobs=1))
    with tarfile.open(fileobj=io.BytesIO((folder / "x.tar.gz").read_bytes())) as tar:
        tar.extractall(folder, filter="data")
    assert made.exercises == 2
    return folder / "course"


def test_a_student_works_in_the_lab(mini, make_lab, home, tmp_path):
    (tmp_path / "there").mkdir()
    lab = make_lab(students_course(mini, tmp_path / "there"))
    home.mkdir()
    (home / "double.py").write_text(SQUARED)

    async def learner(pilot):
        await until(pilot, lambda: "Doubling" in seen(pilot.app))
        lab.open_exercise("double")
        await until(pilot, lambda: pilot.app.screen.query("#tabs"))
        await pilot.press("f5", "ctrl+r")
        await until(pilot, lambda: "expected 6, yours is 9" in seen(pilot.app))
        (home / "double.py").write_text(RIGHT)
        await until(pilot, lambda: "Hand it in: dllab submit double" in seen(pilot.app))
        assert "n next" in seen(pilot.app) and "solution" not in seen(pilot.app)

    drive(lab, learner)
