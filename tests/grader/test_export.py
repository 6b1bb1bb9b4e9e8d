"""Exports: the formats hold, whatever a learner wrote, and say nothing that learners may not see."""

import csv
import io
import json
import re
import unicodedata
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import grader.export
from grader.export import csv_gradebook, ctrf, gradescope, junit
from grader.export._words import plain
from grader.report import CheckResult, Environment, ExerciseRef, Report, Sandbox, SubmissionRef, Verdict

HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://x\x07link\x1b]8;;\x07",
    "\x1b]0;title",
    "\x9b2J\x90q\x9c",
    "\x00\x01\x08\x7f\x85\r",
    "\u202egnirts\u2066",
    "\ud800\udfff\ufffe\uffff\ufeff",
    "]]><!--<script>alert(1)</script><img src=x onerror=y><?php",
    "<\x1b[0mscript>",
    "&lt;b&gt; &amp; \"'",
    "=cmd|'/c calc'!A1",
    '";=1+1,"\n+1',
    "\t=1+1",
    "@SUM(A1)",
    "-2+3",
    "{{7*7}} ${x} %s {0}",
    "NaN",
    "a\n\n\n\tb  " * 20,
    "𝔘𝔫𝔦 µ → ∞",
]
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=8), max_size=4).map("".join)
points = st.floats(0, 1e9) | st.integers(0, 100).map(float)


@st.composite
def results(draw, texts=hostile):
    worth = draw(points)
    return CheckResult(
        name=draw(texts),
        title=draw(texts),
        visibility=draw(st.sampled_from(["public", "hidden"])),
        points=worth,
        earned=draw(st.floats(0, 1)) * worth,
        verdict=draw(st.sampled_from(Verdict)),
        message=draw(texts),
        mistake=draw(st.none() | texts),
        seconds=draw(st.floats(0, 1e6)),
        output=draw(texts),
        details=draw(texts),
    )


def report(checks, path="mean.py", **changes):
    fields = {
        "exercise": ExerciseRef("mean", "0123456789ab"),
        "submission": SubmissionRef(path, "f" * 64),
        "score": sum(check.earned for check in checks),
        "max_score": sum(check.points for check in checks),
        "checks": checks,
        "environment": Environment("0.1.0", Sandbox("kernel", True, True, True), "cpu", "3.11.7", "2.4.6"),
        "seconds": 0.25,
        "seed": "secret-seed",
    }
    return Report(**{**fields, **changes})


reports = st.builds(report, st.lists(results(), max_size=3), path=hostile)


def check(**changes):
    fields = {"name": "c", "title": "A title.", "visibility": "public", "points": 2.0, "earned": 2.0}
    return CheckResult(**{**fields, "verdict": Verdict.PASSED, **changes})


PASSED = check(name="first", output="my print", seconds=0.25)
FAILED = check(name="second", earned=0.0, verdict=Verdict.FAILED, message="Off by one.", mistake="off-by-one")
HIDDEN = check(
    name="third",
    visibility="hidden",
    earned=0.5,
    verdict=Verdict.ERROR,
    message="ValueError on your line 3.",
    output="secret-output",
    details="secret-details",
)
NOT_RUN = check(name="fourth", visibility="hidden", earned=0.0, verdict=Verdict.NOT_RUN)
GRADED = report([PASSED, FAILED, HIDDEN, NOT_RUN])


def is_harmless(text: str) -> bool:
    return not any(
        (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t")
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or char in "\ufffe\uffff"
        for char in text
    ) and not re.search(r"<[A-Za-z/!?]", text)


def strings(document):
    """Every string in a JSON document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, list | dict):
        for item in document.values() if isinstance(document, dict) else document:
            yield from strings(item)


def strict_json(text: str):
    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    text.encode("utf-8")
    return json.loads(text, parse_constant=refuse)


def test_tags_are_no_tags():
    assert plain("a < b, a<3, <class 'int'>") == "a < b, a<3, < class 'int'>"
    assert plain("<\x1b[0mscript></p>") == "< script>< /p>"


@given(hostile)
def test_plain_text_is_harmless_and_stays_so(text):
    assert is_harmless(plain(text))
    assert plain(plain(text)) == plain(text)


# --- Gradescope ------------------------------------------------------------------------------------


def test_gradescope():
    document = strict_json(gradescope(GRADED))
    assert document["score"] == 4.5 - 2.0
    assert document["stdout_visibility"] == "hidden"
    tests = document["tests"]
    assert [test["status"] for test in tests[:4]] == ["passed", "failed", "failed", "failed"]
    assert [test["score"] for test in tests[:4]] == [2.0, 0.0, 0.5, 0.0]
    assert [test["visibility"] for test in tests[:4]] == ["visible"] * 2 + ["after_published"] * 2
    assert tests[1]["output"] == "Off by one."
    assert tests[2]["output"] == "error: ValueError on your line 3."
    assert tests[3]["output"] == "not-run"


def test_gradescope_keeps_graders_notes_hidden():
    document = strict_json(gradescope(GRADED))
    shown = [test for test in document["tests"] if test["visibility"] != "hidden"]
    notes = [test for test in document["tests"] if test["visibility"] == "hidden"]
    assert "secret" not in json.dumps(shown)
    assert [note["name"] for note in notes] == ["For graders: first", "For graders: third"]
    assert notes[1]["output"] == "secret-details\n\nsecret-output"
    assert all("score" not in note and note["status"] in ("passed", "failed") for note in notes)


def test_zero_points_do_not_pass_by_themselves():
    worthless = check(points=0.0, earned=0.0, verdict=Verdict.FAILED)
    [test] = strict_json(gradescope(report([worthless])))["tests"]
    assert test["status"] == "failed"


@given(reports)
def test_gradescope_holds(graded):
    document = strict_json(gradescope(graded))
    assert all(map(is_harmless, strings(document)))
    assert document["score"] == graded.score
    for test, result in zip(document["tests"], graded.checks, strict=False):
        assert (test["score"], test["max_score"]) == (result.earned, result.points)
        assert (test["status"] == "passed") == (result.verdict is Verdict.PASSED)
        assert test["output_format"] == test["name_format"] == "text"


# --- JUnit -----------------------------------------------------------------------------------------


def test_junit():
    root = ElementTree.fromstring(junit([GRADED, GRADED]))
    assert root.attrib == {"name": "dllab", "tests": "8", "failures": "2", "errors": "2", "skipped": "2"}
    suite = root[0]
    assert (suite.get("name"), suite.get("time")) == ("mean: mean.py", "0.250")
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == ["first", "second", "third", "fourth"]
    assert [[child.tag for child in case] for case in cases] == [
        ["system-out"],
        ["failure"],
        ["error"],
        ["skipped"],
    ]
    failure = cases[1][0]
    assert (failure.get("type"), failure.get("message"), failure.text) == (
        "failed",
        "Off by one.",
        "Off by one.",
    )
    assert {p.get("name"): p.get("value") for p in suite.iter("property")} == {
        "score": "2.5",
        "max_score": "8.0",
    }
    assert "secret" not in junit([GRADED])


@given(st.lists(reports, max_size=2))
def test_junit_holds(graded):
    text = junit(graded)
    root = ElementTree.fromstring(text.encode("utf-8"))
    assert len(root.findall(".//testcase")) == sum(len(one.checks) for one in graded)
    for element in root.iter():
        assert is_harmless(element.text or "")
        assert all(map(is_harmless, element.attrib.values()))
        assert element.tag in {
            *("testsuites", "testsuite", "properties", "property", "testcase"),
            *("failure", "error", "skipped", "system-out"),
        }


# --- CTRF ------------------------------------------------------------------------------------------

COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string"}
CTRF = {
    "required": ["reportFormat", "specVersion", "results"],
    "properties": {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"pattern": r"^\d+\.\d+\.\d+$"},
        "results": {
            "required": ["tool", "summary", "tests"],
            "properties": {
                "tool": {"required": ["name"], "properties": {"name": {"minLength": 1}, "version": TEXT}},
                "summary": {
                    "required": ["tests", "passed", "failed", "skipped", "pending", "other", "start", "stop"],
                    "additionalProperties": COUNT,
                },
                "tests": {
                    "items": {
                        "required": ["name", "status", "duration"],
                        "additionalProperties": False,
                        "properties": {
                            "name": {"type": "string", "minLength": 1},
                            "status": {"enum": ["passed", "failed", "skipped", "pending", "other"]},
                            "rawStatus": TEXT,
                            "duration": COUNT,
                            "suite": {"type": "array", "minItems": 1, "items": TEXT},
                            "message": TEXT,
                            "stdout": {"type": "array", "items": TEXT},
                            "tags": {"type": "array", "items": TEXT},
                            "extra": {"type": "object"},
                        },
                    }
                },
            },
        },
    },
}


def test_ctrf():
    results = strict_json(ctrf([GRADED]))["results"]
    summary = {"passed": 1, "failed": 2, "skipped": 1, "pending": 0, "other": 0}
    assert results["summary"] == {"tests": 4, **summary, "start": 0, "stop": 250}
    assert results["tool"] == {"name": "dllab", "version": "0.1.0"}
    second = results["tests"][1]
    assert (second["status"], second["message"], second["extra"]["mistake"]) == (
        "failed",
        "Off by one.",
        "off-by-one",
    )
    assert results["tests"][0]["stdout"] == ["my print"]
    assert results["tests"][2]["rawStatus"] == "error"
    assert "secret" not in ctrf([GRADED])


@given(st.lists(reports, max_size=2))
def test_ctrf_holds(graded):
    document = strict_json(ctrf(graded))
    jsonschema.validate(document, CTRF)
    assert all(map(is_harmless, strings(document)))
    summary = document["results"]["summary"]
    kinds = ("passed", "failed", "skipped", "pending", "other")
    assert summary["tests"] == sum(summary[kind] for kind in kinds) == sum(len(one.checks) for one in graded)


# --- CSV -------------------------------------------------------------------------------------------


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_csv():
    [row] = rows(csv_gradebook([GRADED]))
    assert (row["submission"], row["exercise"], row["version"]) == ("mean.py", "mean", "0123456789ab")
    assert (float(row["score"]), float(row["max_score"]), row["checks"], row["passed"]) == (
        2.5,
        8.0,
        "4",
        "1",
    )
    assert row["verdicts"] == "passed:1 failed:1 error:1 not-run:1"
    assert (row["mistakes"], row["sandbox"]) == ("off-by-one", "kernel")
    assert "secret" not in csv_gradebook([GRADED])


@pytest.mark.parametrize(
    ("path", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\n=1", "'=1"),
        ("a;=1", "a;'=1"),
        ('a;"=1', "a;\"'=1"),
        ("a, -b", "a, '-b"),
        ("＝1", "'＝1"),
        ("a=1-2", "a=1-2"),
        ('say "hi", you', 'say "hi", you'),
    ],
)
def test_no_cell_is_a_formula(path, cell):
    [row] = rows(csv_gradebook([report([PASSED], path=path)]))
    assert row["submission"] == cell


@given(st.lists(reports, max_size=3))
def test_csv_holds(graded):
    text = csv_gradebook(graded)
    text.encode("utf-8")
    read = rows(text)
    assert len(read) == len(graded) == text.count("\n") - 1
    for row, one in zip(read, graded, strict=True):
        assert None not in row
        assert None not in row.values()
        assert float(row["score"]) == one.score
        for cell in row.values():
            assert is_harmless(cell)
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in row)


def test_no_reports_at_all():
    assert rows(csv_gradebook([])) == []
    assert strict_json(ctrf([]))["results"]["summary"]["tests"] == 0
    assert ElementTree.fromstring(junit([])).get("tests") == "0"


def test_what_the_package_offers():
    assert sorted(grader.export.__all__) == [
        *("csv_canvas", "csv_gradebook", "csv_moodle", "csv_plain", "ctrf", "gradescope", "junit"),
    ]
