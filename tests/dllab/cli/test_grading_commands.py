"""test, grade: reports, exit statuses, what is recorded."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import textwrap
from xml.etree import ElementTree

import pytest
from small_course import RIGHT, SQUARED, STARTER, alive, busy, family, until

from dllab import locations
from grader.report import Verdict, from_json

LOUD = "print('first\\x1b[31mred')\n" + SQUARED
ENDLESS = "def double(x):\n    while True:\n        pass\n"


@pytest.fixture
def file(tmp_path):
    """A function that writes a file outside the workspace."""

    def write(source, name="double.py"):
        path = tmp_path / "handed-in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)
        return path

    return write


@pytest.mark.parametrize(("source", "status"), [(RIGHT, 0), (SQUARED, 1), (STARTER, 1), ("", 1), ("def", 1)])
def test_the_status_says_full_marks_or_not(dllab, file, source, status):
    done = dllab("grade", file(source))
    assert done.status == status
    assert done.err == ""
    assert dllab("grade", file(source), "--json").status == status


def test_a_report_for_a_human(dllab, file):
    out = dllab("grade", file(SQUARED)).out
    assert "Doubling · double\n" in out
    assert "Score 0 of 5 · 0 of 3 checks passed\n" in out
    assert "✗ failed  double gives 6 for 3." in out
    assert "You multiply x by itself: doubling multiplies it by two." in out
    assert "(a known mistake: squared)" in out
    # The first failure in full, the others one line each.
    assert out.count("You multiply x by itself") == 1
    assert dllab("grade", file(SQUARED), "--verbose").out.count("You multiply x by itself") == 3


def test_a_report_as_json_is_exactly_one_report(dllab, file):
    done = dllab("grade", file(SQUARED), "--json")
    report = from_json(done.out)
    assert (report.exercise.id, report.score, report.max_score) == ("double", 0, 5)
    assert [check.mistake for check in report.checks] == ["squared"] * 3
    assert done.json["schema"] == 1


def test_what_hidden_checks_saw_and_the_seed_are_for_graders(dllab, file):
    assert from_json(dllab("grade", file(SQUARED), "--json", "--seed", "s1").out).seed == ""
    report = from_json(dllab("grade", file(SQUARED), "--json", "--seed", "s1", "--details").out)
    assert report.seed == "s1"
    assert "s1" not in dllab("grade", file(SQUARED), "--seed", "s1").out
    assert "seed s1 · sandbox" in dllab("grade", file(SQUARED), "--seed", "s1", "--details").out


def test_one_check_alone(dllab, file):
    report = from_json(dllab("grade", file(RIGHT), "--json", "--only", "doubles_anything").out)
    assert [check.name for check in report.checks] == ["doubles_anything"]
    two = from_json(dllab("grade", file(RIGHT), "--json", "--only", "doubles_anything,doubles_three").out)
    assert {check.name for check in two.checks} == {"doubles_anything", "doubles_three"}


@pytest.mark.parametrize("command", ["test", "grade"])
def test_a_misspelt_check_gets_the_nearest(dllab, file, command):
    done = dllab(command, file(RIGHT), "--only", "doubles_tree")
    assert done.is_refusal()
    assert "doubles_three" in done.err


def test_test_runs_public_checks_only(dllab, started):
    started("double", RIGHT)
    done = dllab("test", "double")
    assert done.status == 0
    assert "Score 3 of 3 · 2 of 2 checks passed" in done.out
    assert done.out.endswith("All public checks pass. Next: dllab grade double\n")


def test_the_other_failures_are_counted(dllab, started, file):
    started("double", SQUARED)
    assert "\n1 more failed: dllab test double -v\n" in dllab("test", "double").out
    assert "\n2 more failed: dllab grade double -v\n" in dllab("grade", "double").out
    path = file(SQUARED, "homework.py")
    assert f"\n2 more failed: dllab grade {path} -e double -v\n" in dllab("grade", path, "-e", "double").out


def test_grade_says_what_is_next_for_the_learners_own_file(dllab, started, file):
    started("double", SQUARED)
    assert dllab("grade", "double").out.endswith("\nStuck? dllab hint double\n")
    assert "Stuck?" not in dllab("grade", file(SQUARED)).out
    started("double", RIGHT)
    assert dllab("grade", "double").out.endswith("\nSolved. Next: dllab start double-open\n")
    assert "Solved" not in dllab("grade", file(RIGHT)).out
    started("double-open", RIGHT)
    assert dllab("grade", "double-open").out.endswith("\nSolved, and with it the whole course.\n")


@pytest.mark.parametrize("source", ["def", "1 / 0\n"])
def test_a_file_that_does_not_load_is_told_once(dllab, file, source):
    out = dllab("grade", file(source), "-v").out
    assert "all 3 checks: not reached" in out
    assert "double gives 6" not in out
    assert out.count("double.py, line 1") + out.count("Loading double.py") == 1


def test_test_without_anything_takes_what_changed_last(dllab, started):
    os.utime(started("double-open", RIGHT), (1, 1))
    started("double", SQUARED)
    done = dllab("test")
    assert done.status == 1
    assert "Doubling · double\n" in done.out
    assert done.out.endswith("Stuck? dllab hint double\n")


def test_test_with_nothing_started(dllab):
    done = dllab("test")
    assert done.is_refusal()
    assert "dllab start ID" in done.err


def test_the_exercise_must_be_known(dllab, file):
    done = dllab("grade", file(RIGHT, "homework.py"))
    assert done.is_refusal()
    assert "--exercise" in done.err
    assert dllab("grade", file(RIGHT, "homework.py"), "--exercise", "double").status == 0
    assert dllab("grade", file(RIGHT, "homework.py"), "-e", "doubel").is_refusal()


def test_a_notebook(dllab, file):
    cells = [
        {"cell_type": "markdown", "source": "text"},
        {"cell_type": "code", "source": ["%pip x\n", RIGHT]},
    ]
    notebook = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    assert dllab("grade", file(notebook, "double.ipynb")).status == 0


def test_own_attempts_are_recorded_and_those_of_others_are_not(dllab, started, file, home):
    dllab("grade", file(SQUARED))
    assert not home.exists()
    started("double", SQUARED)
    dllab("grade", "double")
    dllab("test", "double", "--only", "doubles_three")
    dllab("test", file(SQUARED))
    lines = [json.loads(line) for line in locations.attempts(home).read_bytes().splitlines()]
    assert [(line["kind"], line["partial"], line["mistakes"]) for line in lines] == [
        ("grade", False, ["squared"]),
        ("test", True, ["squared"]),
        ("test", False, ["squared"]),
    ]
    assert len({line["sha256"] for line in lines}) == 1
    assert [path.read_text() for path in locations.snapshots(home).iterdir()] == [SQUARED]


def no_room(home):
    locations.attempts(home).parent.mkdir(parents=True)
    locations.attempts(home).symlink_to("/dev/full")


def no_folder(home):
    home.mkdir(exist_ok=True)
    (home / ".dllab").write_text("in the way")


@pytest.mark.parametrize("break_it", [no_room, no_folder])
@pytest.mark.parametrize("how", [["test", "double"], ["grade", "double"], ["grade", "double", "--json"]])
def test_where_nothing_can_be_recorded_grading_still_works(dllab, started, home, break_it, how):
    break_it(home)
    started("double", RIGHT)
    done = dllab(*how)
    assert done.status == 0
    assert "2 of 2 checks passed" in done.out or "3 of 3 checks passed" in done.out or done.json
    assert done.err.count("\n") == 1
    assert "this attempt was not recorded" in done.err


def test_a_full_disk_leaves_no_litter(dllab, started, home, mini):
    # A file system of 64 KiB in a mount namespace of its own, filled to the brim.
    script = f"""
        mount -t tmpfs -o size=64k tmpfs {home} && cp {mini}/right.py {home}/double.py
        dd if=/dev/zero of={home}/filler bs=1k status=none
        "$@"; status=$?; ls -A {home} {home}/.dllab >&2; exit $status
    """
    home.mkdir()
    (mini / "right.py").write_text(RIGHT)
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    if subprocess.run([*command[:4], "true"], capture_output=True).returncode:
        pytest.skip(
            "this machine lends no mount namespaces; /dev/full stands in for a full disk in the other tests"
        )
    environment = {**os.environ, "DLLAB_HOME": str(home), "DLLAB_COURSE": str(mini)}
    done = subprocess.run(
        [*command, sys.executable, "-m", "dllab", "test", "double"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "2 of 2 checks passed" in done.stdout
    assert "this attempt was not recorded" in done.stderr
    assert not [name for name in done.stderr.split() if name.startswith(".double") or ".py." in name]


def test_what_code_prints_is_shown_harmless(dllab, file):
    done = dllab("grade", file(LOUD))
    assert "Your code printed:" in done.out
    assert "│ first" in done.out
    assert "\x1b" not in done.out


def test_markup_in_learners_text_is_text(dllab, file):
    source = """
        def double(x):
            print("[red]markup[/red] :smile:")
            raise ValueError("[link=x]here[/link] [/]")
    """
    source = textwrap.dedent(source)
    done = dllab("test", file(source))
    assert "[red]markup[/red] :smile:" in done.out
    assert "[link=x]here[/link] [/]" in done.out


@pytest.mark.parametrize("format", ["gradescope", "junit", "ctrf", "csv"])
def test_exports(dllab, file, format, tmp_path):
    done = dllab("grade", file(SQUARED), "--export", format)
    assert done.status == 1
    check_export(format, done.out)
    out = tmp_path / "results"
    out.write_text("old")
    done = dllab("grade", file(SQUARED), "--export", format, "--out", out)
    assert done.status == 1
    assert "Score 0 of 5" in done.out
    check_export(format, out.read_text())
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".results")]


def check_export(format, text):
    if format == "junit":
        assert len(ElementTree.fromstring(text).findall(".//testcase")) == 3
    elif format == "csv":
        assert len(list(csv.reader(io.StringIO(text)))) == 2
    else:
        tests = json.loads(text)["tests" if format == "gradescope" else "results"]
        assert len(tests if format == "gradescope" else tests["tests"]) >= 3


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--out", "x"], "add --export"),
        (["--export", "csv", "--json"], "add --out FILE"),
        (["--export", "csv", "--out", "/proc/nothing/x"], "/proc/nothing/x cannot be written"),
        (["--export", "csv", "--out", "/"], "cannot be written"),
    ],
)
def test_exports_that_lead_nowhere(dllab, file, arguments, what):
    done = dllab("grade", file(RIGHT), *arguments)
    assert done.is_refusal()
    assert what in done.err


def test_export_to_a_pipe(dllab, file):
    assert dllab("grade", file(RIGHT), "--export", "csv", "--out", "/dev/stdout").out.startswith(
        dllab("grade", file(RIGHT), "--export", "csv").out[:10]
    )


def test_ctrl_c_is_status_3_and_leaves_nothing_behind(running, started):
    started("double", ENDLESS)
    process = running("grade", "double")
    relatives = until(lambda: [pid for pid in family(process.pid) if busy(pid)] and family(process.pid))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 3
    assert err == b"dllab: stopped\n"
    until(lambda: not any(map(alive, relatives)))


def test_verdicts_are_words(dllab, mini, file):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    path.write_text(path.read_text().replace("seconds: 20", "seconds: 0.3"))
    report = from_json(dllab("grade", file(ENDLESS), "--json").out)
    assert {check.verdict for check in report.checks} == {Verdict.TIMEOUT}
    assert "✗ timeout  double gives 6 for 3." in dllab("grade", file(ENDLESS)).out
