"""The report: JSON in and out, its schema, and what learners see of it."""

import json
import math

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report import (
    SCHEMA,
    Budget,
    CheckResult,
    Difference,
    Environment,
    ExerciseRef,
    Report,
    Sandbox,
    SeedRun,
    SubmissionRef,
    Training,
    Verdict,
    for_learner,
    from_json,
    json_schema,
    to_json,
)

ROOT_SCHEMA = "docs/report.schema.json"
REGENERATE = "python -m grader.report > docs/report.schema.json"
ENVIRONMENT = Environment("0.1.0", Sandbox("kernel", True, True, True), "cpu", "3.11.7", "2.4.6")


TRAINING = Training(
    check="c",
    network="build_model",
    data="digits",
    synthetic=False,
    origin="vendored",
    data_sha256="0" * 64,
    runs=[SeedRun(seed=4711, history={"loss": [2.3, "nan", 0.5]}, seconds=1.5)],
    budget=Budget(parameters=10, samples=20, steps=2, macs=600),
    device="cpu:0",
    backend="tensorflow",
    threads=1,
    metrics={"accuracy": 0.9},
)


def check(**changes) -> CheckResult:
    fields = {"name": "c", "title": "T.", "visibility": "public", "points": 2.0, "earned": 2.0}
    return CheckResult(**{**fields, "verdict": Verdict.PASSED, **changes})


def report(*checks: CheckResult, **changes) -> Report:
    fields = {
        "exercise": ExerciseRef("mean", "0123456789ab"),
        "submission": SubmissionRef("mean.py", "0" * 64),
        "score": sum(check.earned for check in checks),
        "max_score": sum(check.points for check in checks),
        "checks": list(checks),
        "environment": ENVIRONMENT,
        "seconds": 0.25,
        "seed": "s1",
    }
    return Report(**{**fields, **changes})


checks = st.builds(
    lambda earned, more, **fields: CheckResult(earned=earned, points=earned + more, **fields),
    earned=st.floats(0, 1e6),
    more=st.floats(0, 1e6),
    name=st.text(st.characters(codec="utf-8")),
    title=st.text(st.characters(codec="utf-8")),
    visibility=st.sampled_from(["public", "hidden"]),
    verdict=st.sampled_from(Verdict),
    message=st.text(st.characters(codec="utf-8")),
    mistake=st.none() | st.text(st.characters(codec="utf-8")),
    output=st.text(st.characters(codec="utf-8")),
    difference=st.none() | st.just(Difference([[1.0, "nan"]], [[2.0, 0.5]], "row 0")),
)


@given(st.lists(checks, max_size=4))
def test_a_report_survives_json_and_obeys_its_schema(results):
    original = report(*results, training=[TRAINING])
    text = to_json(original)
    assert from_json(text) == from_json(text.decode()) == original
    assert b"\n" not in text
    jsonschema.validate(json.loads(text), json_schema())


def test_the_published_schema_is_that_of_the_code(request):
    published = (request.config.rootpath / ROOT_SCHEMA).read_text(encoding="utf-8")
    assert json.loads(published) == json_schema(), f"regenerate it: {REGENERATE}"


def test_the_schema_is_one_and_refuses():
    jsonschema.Draft202012Validator.check_schema(json_schema())
    good = json.loads(to_json(report(check())))
    for change in ({"score": "7"}, {"extra": 1}, {"checks": [{"name": "c"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**good, **change}, json_schema())


@pytest.mark.parametrize(
    "text",
    [b"", b"[", b"[]", b"{}", b"\xff", "null", '"\ud800"', b'{"schema": 1}', b'{"x": ' + b"[" * 10**6],
)
def test_what_is_no_report(text):
    with pytest.raises(ValueError, match="not a dllab report"):
        from_json(text)


def test_an_unknown_field_and_a_bad_verdict_are_refused():
    good = json.loads(to_json(report(check())))
    for broken in ({**good, "bonus": 3}, {**good, "checks": [{**good["checks"][0], "verdict": "won"}]}):
        with pytest.raises(ValueError, match="not a dllab report"):
            from_json(json.dumps(broken))


def test_a_report_of_another_version_says_so():
    with pytest.raises(ValueError, match=f"a report of schema 2; this version reads {SCHEMA}"):
        from_json(b'{"schema": 2, "something": "new"}')


@pytest.mark.parametrize("earned", [math.nan, math.inf, -1.0, 2.5])
def test_no_check_earns_absurd_points(earned):
    with pytest.raises(ValueError, match="earned is"):
        check(earned=earned)
    text = to_json(report(check())).replace(b'"earned":2.0', f'"earned":{json.dumps(earned)}'.encode())
    with pytest.raises(ValueError, match="not a dllab report"):
        from_json(text)


@pytest.mark.parametrize(("score", "limit"), [(math.nan, 1), (3.0, 2.0), (-1.0, 2.0), (1.0, math.inf)])
def test_no_report_has_an_absurd_score(score, limit):
    with pytest.raises(ValueError, match="score is"):
        report(score=score, max_score=limit)


def test_full_marks():
    assert report(check(), check(points=0.0, earned=0.0)).full_marks
    assert not report().full_marks
    assert not report(check(), check(earned=0.0, verdict=Verdict.FAILED)).full_marks
    assert not report(check(points=0.0, earned=0.0, verdict=Verdict.NOT_RUN)).full_marks
    assert not report(check(earned=1.5)).full_marks  # a band, passed but not excellent


def test_learners_see_no_seed_no_details_and_nothing_from_inside_hidden_checks():
    inside = {
        "message": "m",
        "output": "secret-out",
        "details": "secret-details",
        "difference": Difference([[4.25]], [[1.0]], "all"),
    }
    graded = report(
        check(visibility="hidden", **inside),
        check(**{**inside, "output": "my print", "difference": Difference([[1.0]], [[2.0]], "all")}),
        seed="secret-seed",
        training=[TRAINING],
    )
    shown = for_learner(graded)
    assert b"secret" not in to_json(shown)
    assert b"4.25" not in to_json(shown)
    assert [result.message for result in shown.checks] == ["m", "m"]
    assert shown.checks[1].output == "my print"
    assert [(run.seed, run.seconds) for run in shown.training[0].runs] == [(0, 0.0)]
    assert shown.training[0].runs[0].history == TRAINING.runs[0].history
    assert shown.training[0].metrics == {"accuracy": 0.9}
    assert (shown.score, shown.environment) == (graded.score, graded.environment)
