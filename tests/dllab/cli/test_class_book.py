"""class gradebook, status, show, statistics, regrade, export: what results say, to people and programs."""

import csv
import io
import json
import os
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from gradings import a_check
from small_class import DAY, DEADLINE, POLICY, squared
from small_course import RIGHT, SQUARED

from dllab.cli.app import main
from grader.batch.outcome import encoded
from grader.batch.store import Store, safe_name
from grader.report import Difference, Verdict, from_json

FORMULA, TAG, ARABIC, NEWLINE, NO_TEXT = (
    "=cmd|'/c calc'!A1",
    "<script>alert(1)<",
    "a\u202eb",
    "x\ny",
    b"\xff<b>",
)
HOSTILE = [*(FORMULA, TAG, ARABIC, NEWLINE, os.fsdecode(NO_TEXT)), "-rf", "@SUM(A1)", "\x1b[31mred", "a;=1+1"]
WRONG = squared(
    message="You multiply x by itself: `x * x`.\ndouble: expected 6.0, yours is <9.0>.",
    difference=Difference([[6.0, 1.0]], [[9.0, 1.0]], "[0:2]"),
)
HIDDEN = a_check("more", visibility="hidden", output="secret output", details="secret details")


@pytest.fixture
def policy(mini):
    return lambda text: (mini / "course.yaml").write_text(text)


@pytest.fixture
def book(dllab, results):
    return lambda *arguments, **more: dllab("class", "gradebook", results, *arguments, **more)


# --- from hand-ins to grades -----------------------------------------------------------------------


def test_from_hand_ins_to_grades(dllab, hand_in, results, policy):
    submissions = hand_in({"anna": RIGHT, "cleo": SQUARED}, DEADLINE - DAY)
    hand_in({"ben": RIGHT}, DEADLINE + DAY)
    policy("policy:\n  late: {percent_per_day: 20}\n  deadlines: {double: 2026-03-31T21:59:00Z}\n")
    graded = dllab("class", "grade", submissions, "--out", results)
    assert graded.status == 0, graded.err
    done = dllab("class", "gradebook", results)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "student          total  double",
        "points possible      5       5",
        "anna                 5       5",
        "ben                  4      4*",
        "cleo                 0       0",
        "",
        "* late",
        "3 students, 1 exercise; · nothing handed in, or not graded yet",
    ]
    said = dllab("class", "statistics", results).out
    assert "double: mean 3.33, median 5 of 5; 2 of 3 earned all" in said
    assert "1 student  double · squared: You multiply x by itself: doubling multiplies it by two." in said
    assert "2 of 3 pass  double · hidden: double agrees on random inputs." in said
    status = dllab("class", "status", results, submissions, "--json").json
    assert (status["students"], status["attempts"], status["waiting"]) == (3, 3, 0)
    assert dllab("class", "regrade", results, "--student", "ben", "--yes").status == 0
    assert dllab("class", "status", results, submissions, "--json").json["waiting"] == 1
    assert dllab("class", "grade", submissions, "--out", results).status == 0
    assert dllab("class", "gradebook", results).out == done.out


# --- the table -------------------------------------------------------------------------------------


def test_marks_and_what_they_mean(give, book, policy):
    policy(POLICY)
    give("anna", handed_in=DEADLINE + 1)
    give("ben", version="older")
    give("cleo", checks=[])
    give("cleo", exercise="double-open")
    lines = book().out.splitlines()
    assert lines[0] == "student          total  double  double-open"
    assert lines[2].split() == ["anna", "4.5", "4.5*", "·"]
    assert lines[3].split() == ["ben", "5", "5~", "·"]
    assert lines[4].split() == ["cleo", "5", "!", "5"]
    marks = [line[0] for line in lines[6:]]
    assert marks == ["!", "*", "~", "3"]


@pytest.fixture
def wide(give):
    for number in range(30):
        give("a student with a name that is longer than any column", number / 8, f"exercise-{number:02}")
    give("ümlaut 漢字", exercise="exercise-00")


def test_it_fits_a_terminal_of_80_columns(wide, results, mini, screen):
    read = screen(80, PAGER="cat", NO_COLOR="1", DLLAB_COURSE=str(mini))
    assert main(["class", "gradebook", str(results)]) == 0
    out = read()
    assert max(map(len, out.splitlines())) <= 80
    assert "a student with a name t…" in out
    assert "1 name cut short: --csv and --json have them whole" in out
    heads = [line for line in out.splitlines() if line.startswith("student")]
    assert len(heads) > 1
    assert " ".join(line.partition("total")[2] for line in heads).split() == [str(n) for n in range(1, 31)]
    assert set(out.split()) > {f"{number}=exercise-{number - 1:02}" for number in range(1, 31)}


def test_elsewhere_a_line_is_as_long_as_it_is(wide, book):
    lines = book().out.splitlines()
    assert lines[0].split()[2:] == [f"exercise-{number:02}" for number in range(30)]
    assert "a student with a name that is longer than any column" in lines[2]


def test_as_json(give, book, policy):
    policy(
        "title: Deep\npolicy:\n  late: {percent_per_day: 10}\n  deadlines: {double: 2026-03-31T21:59:00Z}\n"
    )
    give("x\ny", handed_in=DEADLINE + 1)
    found = book("--json").json
    assert (found["title"], found["max"], found["problems"]) == ("Deep", 5, [])
    (student,) = found["students"]
    assert (student["student"], student["name"], student["total"]) == ("x%0Ay", "x y", 4.5)
    grade = student["grades"]["double"]
    assert (grade["score"], grade["earned"], grade["penalty_percent"], grade["days_late"]) == (4.5, 5, 10, 1)
    assert grade["deadline"] == DEADLINE
    assert grade["remark"] == "1 day late, 10 % less than the 5 earned"


def test_nothing_yet(dllab, results, give, book):
    assert book().is_refusal()
    assert "holds no results: make some with `dllab class grade`" in book().err
    (results / "reports").mkdir(parents=True)
    assert book().out.endswith("0 students, 0 exercises; · nothing handed in, or not graded yet\n")
    for command in (["status"], ["statistics"]):
        assert dllab("class", *command, results).status == 0


def test_a_wrong_course_yaml_is_one_sentence(give, book, policy):
    give()
    policy("policy:\n  deadlines:\n    dubble: 2026-03-31T21:59:00Z\n")
    done = book()
    assert done.is_refusal()
    assert "course.yaml:3: unknown exercise or track 'dubble': did you mean 'double'?" in done.err


def test_results_that_nobody_may_write(give, book, results):
    give()
    (results / "gradebook.sqlite").mkdir()
    done = book()
    assert done.is_refusal()
    assert "gradebook.sqlite cannot be written" in done.err


def test_options_that_make_no_sense(give, book, dllab, results):
    give()
    assert book("--csv", "plain", "--json").is_refusal()
    assert book("--out", "x").is_refusal()
    done = dllab("class", "export", results, "--format", "junit", "--out", "x", "--details")
    assert done.is_refusal()
    assert "junit never holds details" in done.err


# --- csv -------------------------------------------------------------------------------------------


def table(text):
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def two(give, policy):
    policy(POLICY)
    give("anna", handed_in=DEADLINE + 1)
    give("anna", 2.5, "double-open")
    give("ben", checks=[])


def test_plain(two, book):
    done = book("--csv", "plain")
    assert table(done.out) == [
        ["student", "double", "double-open", "total", "remarks"],
        ["Points possible", "5.0", "5.0", "10.0", ""],
        ["anna", "4.5", "2.5", "7.0", "double: 1 day late, 10 % less than the 5 earned"],
        ["ben", "", "", "0.0", "double: could not be graded: the process that graded it ended"],
    ]
    assert "work of 1 student could not be graded: those cells are empty, not 0" in done.err


def test_canvas(two, book):
    assert table(book("--csv", "canvas").out) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "double", "double-open"],
        ["    Points Possible", "", "", "", "", "5.0", "5.0"],
        ["anna", "", "", "anna", "", "4.5", "2.5"],
        ["ben", "", "", "ben", "", "", ""],
    ]


def test_moodle(two, book):
    assert table(book("--csv", "moodle").out) == [
        ["Username", "double", "double-open"],
        ["anna", "4.5", "2.5"],
        ["ben", "", ""],
    ]


def test_nobody_can_be_canvas_row_of_points(give, book):
    give("Points Possible", 0.0)
    rows = table(book("--csv", "canvas").out)
    assert [row[0] for row in rows[2:]] == ["Points-Possible"]


@pytest.mark.parametrize("form", ["plain", "canvas", "moodle"])
def test_no_name_is_a_formula(give, book, form):
    for name in HOSTILE:
        give(name)
    out = book("--csv", form).out
    rows = table(out)
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert len(rows) == len(HOSTILE) + (1 if form == "moodle" else 2)
    # Where another separator is in force, a cell begins after it.
    assert not [cell for cell in cells if re.search(r'(^|[;|,]\s*"?)[=+\-@\t]', cell)]
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ufeff]", out)


@pytest.mark.parametrize("form", ["plain", "canvas", "moodle"])
def test_nobody_gets_the_row_of_whom_the_name_looks_like(give, book, form):
    names = ["anna", "anna ", " anna", "a\x1b[1mnna", "an\x1b[0mna", "Points Possible", "Points-Possible"]
    for student in names:
        give(student, score=5.0 if student in ("anna", "Points-Possible") else 0.0)
    rows = table(book("--csv", form).out)[1 if form == "moodle" else 2 :]
    called = [row[0] for row in rows]
    assert len(set(called)) == len(called) == len(names)
    assert [row for row in rows if row[0] == "anna" and "5.0" in row]
    assert [row for row in rows if row[0] == "Points-Possible" and "5.0" in row]


@pytest.mark.parametrize("form", ["plain", "canvas", "moodle"])
@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["anna", "Anna", "ANNA"], {"anna", "%41nna", "%41%4E%4E%41"}),
        (["Ben", "bEN"], {"%42en", "b%45%4E"}),
        (["Cleo", "Cleo "], {"Cleo", "%43leo%20"}),
        (["Dora"], {"Dora"}),
        (["zo\u00eb", "zoe\u0308"], {"zo\u00eb", "zoe%CC%88"}),
    ],
)
def test_names_that_platforms_take_for_one(give, book, form, names, called):
    for student in names:
        give(student)
    rows = table(book("--csv", form).out)[1 if form == "moodle" else 2 :]
    assert {row[0] for row in rows} == called


@pytest.mark.parametrize("before", [False, True])
def test_files_with_grades_are_their_makers_alone(two, book, dllab, results, tmp_path, before):
    out = tmp_path / "exported"
    out.mkdir()
    out.chmod(0o777)
    paths = [out / "grades.csv", out / "reports.csv", out / "anna.html", out / "anna" / "double.json"]
    if before:
        (out / "grades.csv").write_text("open to all")
        (out / "grades.csv").chmod(0o666)
    mask = os.umask(0)
    try:
        book("--csv", "plain", "--out", paths[0])
        for format in ("csv", "html", "gradescope"):
            dllab("class", "export", results, "--format", format, "--out", out)
    finally:
        os.umask(mask)
    assert [path.stat().st_mode & 0o777 for path in paths] == [0o600] * 4
    assert paths[3].parent.stat().st_mode & 0o777 == 0o700


def test_into_a_file(two, book, tmp_path):
    done = book("--csv", "canvas", "--out", tmp_path / "grades.csv")
    assert (done.status, done.out) == (0, "")
    assert table((tmp_path / "grades.csv").read_text())[2][0] == "anna"
    assert book("--csv", "canvas", "--out", tmp_path / "no" / "grades.csv").is_refusal()


# --- status ----------------------------------------------------------------------------------------


def test_status(two, dllab, results, give, tmp_path):
    give("cleo", version="older")
    (tmp_path / "submissions" / "dora").mkdir(parents=True)
    (tmp_path / "submissions" / "dora" / "double.py").write_text(RIGHT)
    (tmp_path / "submissions" / "dora" / "doubel.py").write_text(RIGHT)
    (tmp_path / "submissions" / "dora" / "notes.pdf").write_text("")
    assert dllab("class", "status", results, tmp_path / "submissions").out.splitlines() == [
        "3 students, 4 attempts graded, 4 of them count",
        "  double: 3 students",
        "  double-open: 1 student",
        "1 hand-in to be graded",
        "✗ not graded: dora/doubel.py: its name is no exercise's: should it be double.py?",
        "1 grade by an older exercise or grader: `dllab class grade` renews them",
        "✗ ben, double: the process that graded it ended",
        "nobody is grading now",
    ]


def test_status_in_json_names_what_is_refused(two, dllab, results, tmp_path):
    (tmp_path / "submissions" / "dora").mkdir(parents=True)
    (tmp_path / "submissions" / "dora" / "doubel.py").write_text(RIGHT)
    found = dllab("class", "status", results, tmp_path / "submissions", "--json").json
    (refused,) = found["refused"]
    assert (found["waiting"], refused["path"]) == (0, "dora/doubel.py")
    assert dllab("class", "status", results, "--json").json["refused"] is None


def test_status_names_a_running_coordinator(two, dllab, results):
    with Store(results):
        assert f"being graded by process {os.getpid()} on " in dllab("class", "status", results).out
        assert dllab("class", "gradebook", results).status == 0
        done = dllab("class", "regrade", results, "--student", "anna", "--yes")
        assert done.is_refusal()
        assert "is being written by process" in done.err


def test_damaged_outcomes_are_told_on_stderr(two, dllab, results):
    (path,) = (results / "reports" / "ben" / "double").iterdir()
    path.write_text("{")
    done = dllab("class", "status", results)
    assert (done.status, done.err.count("\n")) == (0, 1)
    assert path.name in done.err


# --- show ------------------------------------------------------------------------------------------


def test_a_student(two, dllab, results):
    out = dllab("class", "show", results, "anna").out
    assert out.splitlines()[0] == "anna: 7 of 10"
    assert "double " in out
    assert "the only attempt; 1 day late, 10 % less than the 5 earned" in out
    assert "4.5* of 5" in out
    assert "not handed in" in dllab("class", "show", results, "ben").out
    (student,) = dllab("class", "show", results, "ben", "--json").json["students"]
    assert student["name"] == "ben"


def test_a_report_as_grade_prints_it(give, dllab, results):
    give(checks=[WRONG, HIDDEN])
    out = dllab("class", "show", results, "anna", "double").out
    assert "Doubling · double\n" in out
    assert "You multiply x by itself" in out
    assert out.endswith("\nGrade 2 of 7: the only attempt\n")
    assert "secret" not in out
    full = dllab("class", "show", results, "anna", "double", "--details").out
    assert "the secret input is 3" in full
    assert "seed secret-seed" in full


def test_a_report_as_json(give, dllab, results):
    give(checks=[WRONG, HIDDEN])
    done = dllab("class", "show", results, "anna", "twice", "--json")  # a former id
    assert from_json(done.out).score == 2
    assert "secret" not in done.out
    assert "secret-seed" in dllab("class", "show", results, "anna", "double", "--json", "--details").out


def test_a_report_names_the_command_that_shows_all_of_it(give, dllab, results):
    give("-é x", checks=[WRONG, squared()])
    out = dllab("class", "show", "--", results, "-é x", "double").out
    assert f"\n1 more failed: dllab class show -v -- {results} '-é x' double\n" in out


def test_a_report_says_what_days_late_are_counted_from(give, dllab, results, policy):
    policy(POLICY)
    give(handed_in=DEADLINE + 1)
    out = dllab("class", "show", results, "anna", "double").out
    assert re.search(r"\nHanded in 2026-0\S+ \S+:01 .*; the deadline was 2026-0\S+ \S+:00 ", out)


@pytest.mark.parametrize("time", [1e14, -1e14, 1e300])
def test_a_time_that_no_calendar_knows_is_no_traceback(give, dllab, results, time):
    give(handed_in=time)
    out = dllab("class", "show", results, "anna", "double").out
    assert f"\nHanded in {time:.0f} seconds after the beginning of 1970\n" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ana"], "there are no results of 'ana': did you mean anna?"),
        (["zzz"], "there are no results of 'zzz': see `dllab class gradebook`"),
        (["anna", "dubble"], "there is no exercise 'dubble': did you mean double"),
        (["ben", "double-open"], "ben has no result for double-open: it was not handed in, or"),
        (["ben", "double"], "ben's double could not be graded: the process that graded it ended"),
    ],
)
def test_what_cannot_be_shown(two, dllab, results, arguments, said):
    done = dllab("class", "show", results, *arguments)
    assert done.is_refusal()
    assert said in done.err


def test_an_exercise_that_nobody_handed_in(give, dllab, results):
    give()
    done = dllab("class", "show", results, "anna", "double-open")
    assert done.is_refusal()
    assert "nobody has handed in double-open: there are results of double" in done.err


def test_names_that_look_alike(give, dllab, results):
    give("x\u202e")
    give("x\u202d")
    shown = "x\ufffd"
    done = dllab("class", "show", results, shown)
    assert done.is_refusal()
    assert "write 'x%E2%80%AD' or 'x%E2%80%AE'" in done.err
    assert dllab("class", "show", results, "x%E2%80%AD").status == 0
    assert dllab("class", "show", results, "x\u202d").status == 0


def test_no_name_reaches_the_terminal_as_it_is(give, dllab, results):
    for name in HOSTILE:
        give(name, checks=[WRONG])
        give(name, checks=[], exercise="double-open")
    for command in (["gradebook"], ["gradebook", "--json"], ["status"], ["statistics"], ["show"]):
        arguments = ["--", encoded("\x1b[31mred")] if command == ["show"] else []
        done = dllab("class", command[0], results, *command[1:], *arguments)
        assert done.status == 0, done.err
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", done.out + done.err)


# --- statistics ------------------------------------------------------------------------------------


def test_statistics_as_json_and_of_one_exercise(two, dllab, results, give):
    give("cleo", checks=[WRONG])
    found = dllab("class", "statistics", results, "--json").json
    assert [one["exercise"] for one in found["exercises"]] == ["double", "double-open"]
    assert found["mistakes"] == [
        {
            "exercise": "double",
            "mistake": "squared",
            "sentence": "You multiply x by itself: `x * x`.",
            "students": 1,
        }
    ]
    one = dllab("class", "statistics", results, "-e", "double-open", "--json").json
    assert ([each["exercise"] for each in one["exercises"]], one["mistakes"]) == (["double-open"], [])
    assert dllab("class", "statistics", results, "-e", "dubble").is_refusal()


def test_long_lists_are_cut_and_say_so(dllab, results, give):
    give(checks=[a_check(f"c{number}", earned=0.0) for number in range(20)])
    assert "  and 5 more: add --verbose\n" in dllab("class", "statistics", results).out
    assert "0 of 1 pass  double · It does c19." in dllab("class", "statistics", results, "-v").out


# --- regrade ---------------------------------------------------------------------------------------


def outcomes(results):
    return sorted("/".join(path.parts[-3:-1]) for path in (results / "reports").glob("*/*/*.json"))


def test_regrade_forgets_what_was_named(two, dllab, results):
    done = dllab("class", "regrade", results, "-e", "double-open", "--yes")
    assert done.out == "1 grade of 1 student forgotten: `dllab class grade` grades them anew\n"
    assert outcomes(results) == ["anna/double", "ben/double"]
    assert dllab("class", "regrade", results, "--student", "anna", "-e", "double", "-y").status == 0
    assert outcomes(results) == ["ben/double"]


def test_regrade_asks(two, dllab, results):
    before = outcomes(results)
    done = dllab("class", "regrade", results, "--student", "anna", input="n\n")
    assert (done.status, done.out.endswith("[y/N] Nothing was changed.\n")) == (1, True)
    assert "Forget 2 grades of 1 student, with all attempts?" in done.out
    done = dllab("class", "regrade", results, "--student", "anna")
    assert (done.status, "to forget without being asked add --yes" in done.err) == (2, True)
    assert outcomes(results) == before
    assert dllab("class", "regrade", results, "--student", "anna", input="y\n").status == 0
    assert outcomes(results) == ["ben/double"]


def test_regrade_of_what_is_not_there(two, dllab, results):
    assert dllab("class", "regrade", results, "--yes").is_refusal()
    assert "did you mean anna?" in dllab("class", "regrade", results, "--student", "ana", "--yes").err
    done = dllab("class", "regrade", results, "--student", "ben", "-e", "double-open", "--yes")
    assert done.is_refusal()
    assert "nothing to forget" in done.err


def test_regrade_reaches_what_lies_under_a_former_id(give, dllab, results):
    give(exercise="twice", version="older")
    assert dllab("class", "regrade", results, "-e", "double", "--yes").status == 0
    assert outcomes(results) == []


# --- export ----------------------------------------------------------------------------------------


@pytest.fixture
def exported(dllab, results, tmp_path):
    """A function that exports and gives {path below the folder: text}."""

    def export(format, *more):
        done = dllab("class", "export", results, "--format", format, "--out", tmp_path / "out", *more)
        assert done.status == 0, done.err
        files = [path for path in sorted((tmp_path / "out").rglob("*")) if path.is_file()]
        assert done.err.startswith(f"dllab: wrote {len(files)} file")
        return {str(path.relative_to(tmp_path / "out")): path.read_text() for path in files}

    return export


@pytest.fixture
def reports(give):
    give(checks=[WRONG, HIDDEN])
    give(exercise="double-open")
    give("ben∕..")
    give("cleo", checks=[])


def test_gradescope(reports, exported):
    found = exported("gradescope")
    assert sorted(found) == [
        "anna/double-open.json",
        "anna/double.json",
        f"{safe_name('ben∕..')}/double.json",
    ]
    assert json.loads(found["anna/double.json"])["score"] == 2
    assert "secret" not in found["anna/double.json"]


def test_gradescope_for_graders(reports, exported):
    assert "secret details" in exported("gradescope", "--details")["anna/double.json"]


def test_junit(reports, exported):
    found = exported("junit", "--student", "anna")
    assert list(found) == ["anna.xml"]
    assert len(ElementTree.fromstring(found["anna.xml"])) == 2
    assert "secret" not in found["anna.xml"]


def test_ctrf(reports, exported):
    found = exported("ctrf", "-e", "double")
    assert json.loads(found["anna.json"])["results"]["summary"]["tests"] == 2
    assert "secret" not in found["anna.json"]


def test_csv(reports, exported):
    found = exported("csv")
    assert len(table(found["reports.csv"])) == 4


@pytest.mark.parametrize("format", ["gradescope", "html", "csv"])
def test_reports_are_the_business_of_whoever_exports_them(reports, dllab, results, tmp_path, format):
    out = tmp_path / "a" / "b"
    dllab("class", "export", results, "--format", format, "--out", out)
    assert out.stat().st_mode & 0o777 == 0o700


def test_where_nothing_can_be_written(reports, dllab, results, tmp_path):
    (tmp_path / "out").write_text("")
    done = dllab("class", "export", results, "--format", "html", "--out", tmp_path / "out")
    assert done.is_refusal()
    assert "cannot be written" in done.err


# --- pages -----------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser would make of a page: elements, attributes, and text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attributes]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "article", "bdi"),
    *(
        "h1",
        "h2",
        "h3",
        "p",
        "b",
        "span",
        "small",
        "code",
        "br",
        "div",
        "table",
        "caption",
        "tr",
        "td",
        "th",
        "pre",
    ),
}


def test_a_page_for_a_student(reports, exported, policy):
    policy(
        "title: Deep learning\n"
        "policy: {late: {percent_per_day: 10}, deadlines: {double: 1970-01-01T00:00:00Z}}\n"
    )
    found = exported("html")
    assert sorted(found) == sorted(["anna.html", f"{safe_name('ben∕..')}.html", "cleo.html"])
    page = Page(found["anna.html"])
    assert page.open == []
    text = re.sub(r"\s+", " ", page.text)
    assert "Deep learning: anna" in text
    assert "6.8 of 12 points" in text
    assert "1 day late, 10 % less than the 2 earned; the only attempt" in text
    assert "✗ failed It does doubles." in text
    assert "A known mistake: squared" in text
    assert "expected61" in text
    assert "yours9*1" in text
    assert "<img src=x onerror=alert(1)>" in text
    assert "secret" not in found["anna.html"]
    text = Page(found["cleo.html"]).text
    assert "could not be graded" in text
    assert "the process that graded it ended" not in text


def test_a_page_for_graders(reports, exported):
    found = exported("html", "--details")
    assert "could not be graded: the process that graded it ended" in Page(found["cleo.html"]).text
    text = Page(found["anna.html"]).text
    assert "the secret input is 3" in text
    assert "seed secret-seed, sandbox kernel" in text


def test_a_file_that_did_not_load_is_told_once(give, exported):
    unloaded = {"earned": 0.0, "verdict": Verdict.ERROR, "message": "Your file is not Python."}
    give(checks=[a_check("a", **unloaded), a_check("b", **unloaded)])
    text = Page(exported("html")["anna.html"]).text
    assert text.count("Your file is not Python.") == 1
    assert "All 2 checks: not reached." in text


def test_a_page_keeps_what_code_looks_like_and_which_way_a_name_is_written(give, exported):
    message = "SyntaxError: `(` was never closed\n  double.py, line 2\n    y = (1 + `x`\n        ^"
    give(
        "\u0639\u0628\u062f",
        checks=[a_check(earned=0.0, verdict=Verdict.ERROR, message=message), a_check("b")],
    )
    (page,) = exported("html").values()
    assert "<bdi>\u0639\u0628\u062f</bdi>" in page
    shown = "<code>  double.py, line 2</code>\n<code>    y = (1 + `x`</code>\n<code>        ^</code>"
    assert f"SyntaxError: <code>(</code> was never closed\n{shown}" in page


def test_pages_load_nothing_and_run_nothing(give, exported):
    evil = "</pre></style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;\x1b[2J\u202e"
    texts = dict.fromkeys(("name", "title", "message", "output", "details"), evil)
    for name in [*HOSTILE, f"{evil.replace('/', '|')}"]:
        where = Difference([["nan"]], [[1.0]], evil)
        give(name, checks=[a_check(**texts, mistake=evil, earned=0.0, difference=where)])
    found = exported("html", "--details")
    assert len(found) == len(HOSTILE) + 1
    for text in found.values():
        page = Page(text)
        assert page.open == []
        assert set(page.tags) <= TAGS
        names = {(tag, name) for tag, name, _ in page.attributes}
        assert not [name for _, name in names if name.startswith("on") or name in ("src", "href", "style")]
        assert "default-src 'none'" in text
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e\ud800-\udfff]", text)
