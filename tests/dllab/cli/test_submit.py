"""submit, feedback, and what status says of them."""

import json
import os
import re
import time
from pathlib import Path

import pytest
from small_course import RIGHT, SQUARED

from dllab import drafts, locations
from dllab.drafts import Draft
from grader.batch.dropbox import login


@pytest.fixture
def box(tmp_path, environment):
    """A drop folder, which the commands find in their environment."""
    path = tmp_path / "box"
    path.mkdir()
    path.chmod(0o3773)
    environment["DLLAB_DROPBOX"] = str(path)
    return path


def me():
    return login(os.geteuid())


def test_a_receipt(dllab, box, started, home):
    started("double", RIGHT)
    done = dllab("submit", "double", env={"USER": "somebody", "LOGNAME": "somebody", "TZ": "Europe/Berlin"})
    assert (done.status, done.err) == (0, "")
    (path,) = [path for path in (box / me()).iterdir() if path.name != "feedback"]
    assert path.read_text() == RIGHT
    assert re.fullmatch(r"double\.\d{8}T\d{9}Z\.[0-9a-f]{12}\.py", path.name)
    facts = dict(re.findall(r"^  (\w+) +(.+)$", done.out, re.M))
    assert facts["exercise"] == "double"
    assert facts["user"] == me()
    assert facts["where"] == str(path)
    assert done.out.endswith("when it is graded: dllab feedback double\n")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d CES?T \(\+0[12]:00\)", facts["time"])
    assert facts["sha256"][:12] in path.name
    assert "deadline" not in facts
    assert "somebody" not in done.out
    kept = json.loads(locations.receipts(home).read_text())
    assert (kept["path"], kept["user"]) == (str(path), me())


def test_each_attempt_is_a_file_of_its_own_and_status_tells_of_the_last(dllab, box, started):
    started("double", RIGHT)
    first, second = (dllab("submit", "double", "--json").json for _ in range(2))
    assert first["path"] != second["path"]
    assert first["sha256"] == second["sha256"]
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(second["time"]))
    assert f"double  started · 0 attempts, 0 hints · handed in {when}" in dllab("status").out


def test_what_does_not_count_is_said_at_once(dllab, mini, box, started):
    (mini / "course.yaml").write_text("policy: {attempts_per_day: 1}\n")
    for source in (RIGHT, RIGHT):  # the same text twice is one attempt
        started("double", source)
        assert "beyond" not in dllab("submit", "double").out
    started("double", SQUARED)
    assert "  limit     beyond 1 a day: this one does not count" in dllab("submit", "double").out
    started("double-open", RIGHT)
    assert "beyond" not in dllab("submit", "double-open").out


def test_a_file_from_elsewhere(dllab, box, tmp_path):
    (tmp_path / "my work.py").write_text(SQUARED)
    assert dllab("submit", "twice", "my work.py").status == 0
    assert dllab("submit", "double", tmp_path / "my work.py").status == 0
    names = sorted(path.name for path in (box / me()).iterdir() if path.name != "feedback")
    assert [name.partition(".")[0] for name in names] == ["double", "double"]


def test_a_notebook(dllab, box, tmp_path):
    cell = {"cell_type": "code", "source": RIGHT, "metadata": {}, "outputs": [], "execution_count": None}
    book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "double.ipynb").write_text(json.dumps(book))
    assert dllab("submit", "double", "double.ipynb", "--json").json["path"].endswith(".ipynb")
    book["cells"] = [cell, {**cell, "source": "x =\n"}]
    (tmp_path / "double.ipynb").write_text(json.dumps(book))
    refused = dllab("submit", "double", "double.ipynb")
    assert refused.is_refusal()
    assert "cell 2, line 1: invalid syntax" in refused.err


def test_how_the_last_test_of_this_text_went(dllab, box, started, workspace, home):
    started("double", SQUARED)
    assert "this text was not tested yet: `dllab test double`" in dllab("submit", "double").out
    dllab("test", "double")
    assert "at the last test of this text: 0 of 3, public checks" in dllab("submit", "double").out
    started("double", RIGHT)
    assert "this text was not tested yet" in dllab("submit", "double").out
    dllab("grade", "double")
    assert "at the last grade of this text: 5 of 5, all checks" in dllab("submit", "double").out
    drafts.write(home, "double", Draft(SQUARED, ""))
    assert "the lab keeps a later text of yours" in dllab("submit", "double").out


@pytest.mark.parametrize(
    ("deadline", "grace", "words"),
    [
        ("2099-03-31 23:59 Europe/Berlin", 0, "in time, until 2099-03-31 21:59:00 UTC"),
        ("2020-03-31T23:59:00+02:00", 0, "late: the deadline was 2020-03-31 21:59:00 UTC"),
        ("2020-03-31T23:59:00+02:00", 60 * 24 * 365 * 80, "in time, until 2020-03-31 21:59:00 UTC"),
    ],
)
@pytest.mark.parametrize("where", ["double", "01-numbers"])
def test_late_or_not(dllab, mini, box, started, deadline, grace, words, where):
    late = f"  late: {{grace_minutes: {grace}}}\n"
    (mini / "course.yaml").write_text(f"policy:\n{late}  deadlines:\n    {where}: {deadline}\n")
    started("double", RIGHT)
    assert f"deadline  {words}" in dllab("submit", "double", env={"TZ": "UTC"}).out


def test_the_drop_folder_of_the_course(dllab, mini, started, tmp_path):
    started("double", RIGHT)
    nowhere = dllab("submit", "double")
    assert nowhere.is_refusal()
    assert "write `dropbox: FOLDER` into" in nowhere.err
    (mini / "course.yaml").write_text("dropbox: ../beside\n")
    missing = dllab("submit", "double")
    assert missing.is_refusal()
    assert "the drop folder is not there" in missing.err
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside").chmod(0o3773)
    assert dllab("submit", "double").status == 0
    assert len(list((tmp_path / "beside" / me()).iterdir())) == 2
    (mini / "course.yaml").write_text("dropbocks: x\n")
    assert "did you mean 'dropbox'?" in dllab("submit", "double").err


def is_a_file(box):
    box.rmdir()
    box.write_text("")


def has_no_setgid_bit(box):
    box.chmod(0o1773)


def my_folder_is_a_file(box):
    (box / me()).write_text("")


@pytest.mark.parametrize(
    ("break_it", "words"),
    [(is_a_file, "it is not a folder"), (has_no_setgid_bit, "does not hand its group on")],
)
def test_drop_folders_that_are_none(dllab, box, started, break_it, words):
    started("double", RIGHT)
    break_it(box)
    refused = dllab("submit", "double")
    assert refused.is_refusal()
    assert words in refused.err


def test_a_name_that_is_taken_does_not_keep_anybody_from_handing_in(dllab, box, started):
    started("double", RIGHT)
    my_folder_is_a_file(box)
    done = dllab("submit", "double", "--json")
    assert Path(done.json["path"]).parent.name.startswith(f"{me()}.")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.py", None, "no such file"),
        ("x.txt", "x = 1\n", "neither a .py nor an .ipynb file"),
        ("x", "x = 1\n", "neither a .py nor an .ipynb file"),
        ("x.py", "def f(:\n", "line 1: invalid syntax"),
        ("x.py", "x = " + "(" * 5000 + ")" * 5000, "what Python cannot read"),
        ("x.py", "x = 1\0\n", "is not text"),
        ("x.py", "#" * 1_000_001, "larger than 1 MB"),
        ("x.ipynb", "{", "not"),
    ],
)
def test_files_that_are_no_code(dllab, box, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_text(content)
    refused = dllab("submit", "double", name)
    assert refused.is_refusal()
    assert words in refused.err
    assert list(box.iterdir()) == []


def test_links_and_fifos_are_refused_and_nothing_waits(dllab, box, tmp_path):
    (tmp_path / "real.py").write_text(RIGHT)
    (tmp_path / "link.py").symlink_to("real.py")
    os.mkfifo(tmp_path / "fifo.py")
    for name in ("link.py", "fifo.py", str(tmp_path)):
        assert dllab("submit", "double", name).is_refusal()
    assert list(box.iterdir()) == []


def test_unknown_and_not_started_exercises(dllab, box):
    assert "did you mean double" in dllab("submit", "duble").err
    assert "type `dllab start double`" in dllab("submit", "double").err


def test_a_receipt_that_cannot_be_kept_is_said_and_the_hand_in_counts(dllab, box, tmp_path):
    (tmp_path / "double.py").write_text(RIGHT)
    done = dllab("submit", "double", "double.py", env={"DLLAB_HOME": "/proc/dllab"})
    assert done.status == 0
    assert "is handed in." in done.out
    assert "the receipt is not kept in /proc/dllab" in done.err


def test_feedback_before_there_is_any(dllab, box, started):
    started("double", RIGHT)
    assert (
        "nothing of double was handed in from here: `dllab submit double`" in dllab("feedback", "double").err
    )
    dllab("submit", "double")
    waiting = dllab("feedback", "double")
    assert waiting.is_refusal()
    assert "waits to be graded" in waiting.err


def test_feedback_that_is_damaged(dllab, box, started):
    started("double", RIGHT)
    dllab("submit", "double")
    (box / me() / "feedback" / "double.json").write_text("{}")
    damaged = dllab("feedback", "double")
    assert damaged.is_refusal()
    assert "cannot be read" in damaged.err
