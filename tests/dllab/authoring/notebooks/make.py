"""Hand out, fill in and grade the two assignments with nbgrader and otter themselves.

`python tests/dllab/authoring/notebooks/make.py` writes each student's notebook and scores.json anew. The
tools come from virtual environments of their own, which benchmarks/peers/environments.py makes.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[3] / "benchmarks")]

import answers  # noqa: E402
from peers import environments  # noqa: E402
from peers.nbgrader import Nbgrader  # noqa: E402
from peers.otter import Otter  # noqa: E402

COMMAND = "python tests/dllab/authoring/notebooks/make.py"
_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "made"\n'
_SCORES = """
select base_cell.name, grade.auto_score from grade
join base_cell on grade.cell_id = base_cell.id
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
where submitted_assignment.student_id = ? and grade.auto_score is not null
"""


class Tool:
    """A grader in an environment of its own, at work in an empty folder."""

    def __init__(self, peer, folder):
        self.bin = environments.environment(peer.name, peer.packages)
        self.name, self.folder = peer.name, folder
        package = {"otter": "otter-grader"}.get(peer.name, peer.name)
        self.version = environments.version(self.bin, package)

    def run(self, *words, folder=None):
        """One of its commands, which must end well."""
        env = {**os.environ, "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}"}
        done = subprocess.run(
            [str(self.bin / words[0]), *words[1:]],
            cwd=folder or self.folder,
            env=env,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")


def nbgrader(folder):
    """Version, and by student the notebook handed in and the score of each test cell."""
    tool = Tool(Nbgrader, folder)
    (folder / "nbgrader_config.py").write_text(_CONFIG)
    source = folder / "source" / "descent"
    source.mkdir(parents=True)
    shutil.copy(HERE / "nbgrader" / "descent.ipynb", source)
    tool.run("nbgrader", "generate_assignment", "descent", "--create")
    released = json.loads((folder / "release" / "descent" / "descent.ipynb").read_text())
    notebooks = {}
    for student, differing in answers.NBGRADER.items():
        notebooks[student] = _filled(released, answers.NBGRADER_RIGHT | differing, _by_grade_id)
        place = folder / "submitted" / student / "descent"
        place.mkdir(parents=True)
        (place / "descent.ipynb").write_text(_text(notebooks[student]))
    tool.run("nbgrader", "autograde", "descent")
    book = sqlite3.connect(folder / "gradebook.db")
    scores = {student: dict(sorted(book.execute(_SCORES, (student,)))) for student in notebooks}
    book.close()
    return tool.version, notebooks, scores


def otter(folder):
    """The same by question."""
    tool = Tool(Otter, folder)
    shutil.copy(HERE / "otter" / "neurons.ipynb", folder)
    tool.run("otter", "assign", "neurons.ipynb", "dist", "--no-run-tests")
    released = json.loads((folder / "dist" / "student" / "neurons.ipynb").read_text())
    [package] = (folder / "dist" / "autograder").glob("*.zip")
    notebooks, scores = {}, {}
    for student, differing in answers.OTTER.items():
        notebooks[student] = _filled(released, answers.OTTER_RIGHT | differing, _by_number())
        place = folder / student
        place.mkdir()
        (place / "neurons.ipynb").write_text(_text(notebooks[student]))
        tool.run(
            *("otter", "run", "neurons.ipynb", "--autograder", str(package), "--output-dir", "."),
            folder=place,
        )
        told = json.loads((place / "results.json").read_text())["tests"]
        scores[student] = {one["name"]: one["score"] for one in told if one["name"] != "Public Tests"}
    return tool.version, notebooks, scores


def _filled(notebook, wanted, key_of):
    filled = json.loads(json.dumps(notebook))
    for cell in filled["cells"]:
        key = key_of(cell)
        if wanted.get(key) is not None:
            cell["source"] = wanted[key].rstrip("\n")
    return filled


def _by_grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def _by_number():
    """Among the cells that otter marks as to be filled in."""
    found = []

    def number(cell):
        if "otter_answer_cell" in cell["metadata"].get("tags", []):
            found.append(cell)
            return len(found) - 1
        return None

    return number


def _text(notebook):
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def main():
    """Write everything anew."""
    told = {"command": COMMAND, "python": sys.version.split()[0]}
    for grade in (nbgrader, otter):
        with tempfile.TemporaryDirectory() as folder:
            version, notebooks, scores = grade(Path(folder))
        told[grade.__name__] = {"version": version, "scores": scores}
        for student, notebook in notebooks.items():
            path = HERE / grade.__name__ / "submissions" / f"{student}.ipynb"
            path.parent.mkdir(exist_ok=True)
            path.write_text(_text(notebook))
    (HERE / "scores.json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
