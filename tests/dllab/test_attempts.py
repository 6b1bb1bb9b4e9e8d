import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_course import SQUARED, an_attempt

from dllab import attempts, locations
from dllab.attempts import HintShown
from grader.grade import grade
from grader.report import Verdict
from grader.submission import from_source


def test_what_is_appended_is_read_again(home):
    written = [
        an_attempt(),
        HintShown(exercise="double", number=1),
        an_attempt(kind="grade", mistakes=["squared"]),
    ]
    for entry in written:
        attempts.append(home, entry)
    assert attempts.read(home) == attempts.Log(written, [])


def test_no_log_is_an_empty_one(home):
    assert attempts.read(home) == attempts.Log([], [])


def test_a_line_is_versioned_json(home, course):
    report = grade(course.exercise("double"), from_source(SQUARED))
    attempts.append(home, attempts.attempt(report, "grade", partial=False))
    line = json.loads(locations.attempts(home).read_text())
    assert line["v"] == 1
    assert line["entry"] == "attempt"
    assert line["kind"] == "grade"
    assert line["exercise"] == "double"
    assert line["version"] == course.exercise("double").version
    assert line["sha256"] == report.submission.sha256
    assert (line["score"], line["max_score"]) == (0.0, 5.0)
    assert line["checks"] == dict.fromkeys(
        ["doubles_three", "doubles_a_list_of_numbers", "doubles_anything"], "failed"
    )
    assert line["mistakes"] == ["squared"]
    assert line["time"].endswith("Z")


@pytest.mark.parametrize(
    "damage",
    [
        b"{",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'{"entry": "other"}',
        b'{"entry": "hint"}',
        b"\0" * 5000,
        b"[" * 100_000,
    ],
)
def test_a_damaged_line_is_reported_with_its_number_and_the_others_are_read(home, damage):
    attempts.append(home, an_attempt())
    path = locations.attempts(home)
    path.write_bytes(path.read_bytes() + damage + b"\n")
    attempts.append(home, an_attempt(score=2.0))
    log = attempts.read(home)
    assert [entry.score for entry in log.entries] == [1.0, 2.0]
    assert log.problems == [f"{path}:2: a damaged line was skipped; delete it to be rid of this message"]


def test_a_line_of_a_later_version_is_skipped_in_other_words(home):
    attempts.append(home, an_attempt(v=2))
    assert attempts.read(home).entries == []
    assert "another version of dllab" in attempts.read(home).problems[0]


def test_unknown_keys_are_no_damage(home):
    line = json.loads(b'{"entry":"hint","exercise":"double","number":1,"v":1,"time":"t","mood":"good"}')
    locations.attempts(home).parent.mkdir(parents=True)
    locations.attempts(home).write_text(json.dumps(line) + "\n")
    assert attempts.read(home) == attempts.Log([HintShown(exercise="double", number=1, time="t")], [])


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_a_log_that_is_no_file_is_reported_and_nothing_waits(home, make):
    locations.attempts(home).parent.mkdir(parents=True)
    make(locations.attempts(home))
    log = attempts.read(home)
    assert log.entries == []
    assert "cannot be read" in log.problems[0]


@given(st.lists(st.binary().filter(lambda line: b"\n" not in line)))
def test_whatever_stands_in_the_log_good_lines_survive(tmp_path_factory, lines):
    home = tmp_path_factory.mktemp("home")
    locations.attempts(home).parent.mkdir()
    locations.attempts(home).write_bytes(b"\n".join(lines))
    attempts.append(home, an_attempt())
    log = attempts.read(home)
    assert log.entries[-1].checks == {"a": Verdict.PASSED}
    assert len(log.entries) + len(log.problems) == 1 + sum(bool(line.strip()) for line in lines)


def test_full_marks_want_every_check_and_nothing_left_out():
    assert an_attempt().full_marks
    assert not an_attempt(partial=True).full_marks
    assert not an_attempt(checks={"a": Verdict.PASSED, "b": Verdict.NOT_RUN}).full_marks
