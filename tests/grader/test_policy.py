"""course.yaml: what it says, and what is wrong with it, with its line."""

import datetime
import json
import os
from pathlib import Path

import jsonschema
import pytest
import yaml

from grader import policy
from grader.course import load_course
from grader.errors import ExerciseError

SCHEMA = Path("docs/course.schema.json")
UTC = datetime.UTC


@pytest.fixture
def read(write_course, tmp_path):
    """A function that reads a course.yaml of a course with the exercise tiny in the track 01-tiny."""
    write_course(tmp_path, renamed_from=["small"])

    def read(text):
        (tmp_path / "course.yaml").write_text(text)
        return policy.read(load_course(tmp_path))

    return read


@pytest.fixture
def refusal(read):
    def refused(text):
        with pytest.raises(ExerciseError) as caught:
            read(text)
        assert "\n" not in str(caught.value)
        return str(caught.value).rpartition("course.yaml")[2]

    return refused


def at(*numbers, zone=UTC):
    return datetime.datetime(*numbers, tzinfo=zone)


def test_there_need_be_none(write_course, tmp_path):
    write_course(tmp_path)
    assert policy.read(load_course(tmp_path)) == policy.CourseFile()


def test_all_of_it(read):
    found = read(
        """
        title: Deep learning
        dropbox: /srv/drop
        policy:
          attempts: best
          attempts_per_day: 3
          late: {grace_minutes: 15, percent_per_day: 12.5, at_most_days: 3}
          deadlines: {01-tiny: 2026-03-31T23:59:00+02:00, tiny: 2026-03-01T10:00:00Z}
          extensions: {anna: {all: 2026-05-01T00:00:00Z}}
        """
    )
    assert (found.title, found.dropbox, found.policy.attempts) == ("Deep learning", "/srv/drop", "best")
    assert found.policy.attempts_per_day == 3
    assert found.policy.late == policy.Late(15, 12.5, 3)
    assert found.policy.deadlines["01-tiny"] == at(2026, 3, 31, 21, 59)
    assert found.policy.extensions["anna"]["all"] == at(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-31T23:59:00+02:00", at(2026, 3, 31, 21, 59)),
        ("2026-03-31 23:59:00 +02:00", at(2026, 3, 31, 21, 59)),
        ("2026-03-31T23:59+02:00", at(2026, 3, 31, 21, 59)),
        ("2026-03-31 23:59 Europe/Berlin", at(2026, 3, 31, 21, 59)),  # summer time began on the 29th
        ("2026-03-28 23:59 Europe/Berlin", at(2026, 3, 28, 22, 59)),
        ("2026-03-31 23:59 UTC", at(2026, 3, 31, 23, 59)),
        ("2026-03-31T23:59:00Z", at(2026, 3, 31, 23, 59)),
        ('"2026-03-31T23:59:00Z"', at(2026, 3, 31, 23, 59)),
    ],
)
def test_times(read, text, time):
    assert read(f"policy: {{deadlines: {{tiny: {text}}}}}").policy.deadlines["tiny"] == time


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-03-31 23:59:00", "has no time zone"),
        ("2026-03-31T23:59", "has no time zone"),
        ("2026-03-31", "a date only"),
        ("tomorrow", "'tomorrow' is no time"),
        ("5", "5 is no time"),
        ("null", "None is no time"),
        ("2026-03-31 23:59 Europe/Atlantis", "knows no time zone 'Europe/Atlantis'"),
        ("2026-03-31 23:59 ../etc/passwd", "is no time"),
        ("2026-03-31 23:59 etc/../../passwd", "knows no time zone"),
        ("2026-13-31 23:59 UTC", "is no time"),
    ],
)
def test_what_is_no_time(refusal, text, why):
    said = refusal(f"policy:\n  deadlines:\n    tiny: {text}\n")
    assert said.startswith(":3: policy.deadlines.tiny: ")
    assert why in said
    assert said.endswith("write 2026-03-31T23:59:00+02:00 or 2026-03-31 23:59 Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel: x\n", ":1: unknown key 'titel': did you mean 'title'?"),
        ("policy:\n  late: {percent: 3}\n", ":2: unknown key 'percent'"),
        ("policy:\n  attempts: first\n", ":2: policy.attempts: unknown value 'first'"),
        ("policy:\n  late: {percent_per_day: 101}\n", ":2: policy.late: percent_per_day must lie between"),
        ("policy:\n  late: {percent_per_day: .nan}\n", ":2: policy.late: percent_per_day must lie between"),
        ("policy:\n  late: {grace_minutes: -1}\n", ":2: policy.late: grace_minutes must not be below 0"),
        ("policy:\n  late: {at_most_days: 1.5}\n", ":2: policy.late.at_most_days: expected"),
        ("policy:\n  deadlines:\n    tiney: 2026-03-31T23:59:00Z\n", ":3: unknown exercise or track 'tiney'"),
        ("policy:\n  extensions:\n    anna:\n      al: 2026-03-31T23:59:00Z\n", ":4: unknown exercise"),
        ("policy:\n  extensions:\n    1234: {all: 2026-03-31T23:59:00Z}\n", ":2: a key that is not text"),
        ("", ":1: expected `key: value` lines"),
        ("- a\n", ":1: expected `key: value` lines"),
        ("title: [\n", ":2: not YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(refusal, text, said):
    assert refusal(text).startswith(said), refusal(text)


def test_former_ids_and_broken_exercises_are_known(read, tmp_path):
    read("policy: {deadlines: {small: 2026-03-31T23:59:00Z}}")
    (tmp_path / "exercises" / "01-tiny" / "tiny" / "exercise.yaml").write_text("id: [")
    read("policy: {deadlines: {tiny: 2026-03-31T23:59:00Z}}")


def test_it_cannot_be_read(read, tmp_path, refusal):
    (tmp_path / "course.yaml").mkdir()
    with pytest.raises(ExerciseError, match="cannot be read"):
        policy.read(load_course(tmp_path))
    (tmp_path / "course.yaml").rmdir()
    (tmp_path / "course.yaml").write_bytes(b"title: \xff")
    with pytest.raises(ExerciseError, match="not UTF-8"):
        policy.read(load_course(tmp_path))


# --- until when ------------------------------------------------------------------------------------

EARLY, MIDDLE, LATE = at(2026, 3, 1), at(2026, 3, 8), at(2026, 3, 15)
IDS = "tiny", "small", "01-tiny"


def until(student="anna", ids=IDS, **parts):
    return policy.Policy(**parts).deadline({student}, ids)


def test_the_exercises_own_deadline_stands_before_its_tracks():
    assert until(deadlines={"01-tiny": LATE}) == LATE
    assert until(deadlines={"01-tiny": LATE, "tiny": EARLY}) == EARLY
    assert until(deadlines={"01-tiny": LATE, "small": EARLY}) == EARLY
    assert until(deadlines={"other": EARLY}) is None


@pytest.mark.parametrize("id", ["tiny", "small", "01-tiny", "all"])
def test_an_extension_is_for_one_student(id):
    given = {"deadlines": {"tiny": EARLY}, "extensions": {"anna": {id: MIDDLE}}}
    assert until(**given) == MIDDLE
    assert until("ben", **given) == EARLY


def test_an_extension_takes_no_time_away():
    given = {"deadlines": {"tiny": MIDDLE}, "extensions": {"anna": {"all": EARLY}}}
    assert until(**given) == MIDDLE
    given["extensions"]["anna"]["01-tiny"] = LATE
    assert until(**given) == LATE


def test_without_a_deadline_there_is_nothing_to_extend():
    assert until(extensions={"anna": {"all": EARLY}}) is None


def test_a_name_that_is_no_text_may_be_percent_encoded():
    name = os.fsdecode(b"a\xff")
    rules = policy.Policy(deadlines={"tiny": EARLY}, extensions={"a%FF": {"all": LATE}})
    assert rules.deadline({name, "a%FF"}, IDS) == LATE


# --- the examples ----------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["the module", "the docs"])
def test_the_examples_fit_the_schema(where):
    text = policy.__doc__.partition("\n\n")[2]
    if where == "the docs":
        text = Path("docs/graders.md").read_text().partition("```yaml\n")[2].partition("```")[0]
    example = yaml.safe_load(text)
    jsonschema.validate(example, json.loads(SCHEMA.read_text()))
    assert set(example["policy"]) == set(policy.Policy.__struct_fields__)
