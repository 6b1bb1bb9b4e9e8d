"""list, show, and what every command has in common."""

import subprocess
import sys
from pathlib import Path

import pytest
from small_course import CHECKS, RIGHT

from dllab import __version__


def test_list_names_every_exercise_on_a_line_of_its_own(dllab):
    done = dllab("list")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Numbers",
        "  double       Doubling  30 min  ○ new",
        "  double-open  Doubling  30 min  ○ new",
    ]


def test_list_shows_progress(dllab, started):
    started("double", RIGHT)
    assert "double       Doubling  30 min  ◐ started" in dllab("list").out
    dllab("grade", "double")
    assert "double       Doubling  30 min  ● solved" in dllab("list").out


def test_list_as_json(dllab, mini):
    answer = dllab("list", "--json").json
    assert answer["course"] == str(mini)
    assert answer["problems"] == []
    double = answer["tracks"][0]["exercises"][0]
    assert (double["id"], double["provides"], double["progress"]["state"]) == ("double", ["double"], "new")


def test_a_broken_exercise_is_a_line_on_stderr_and_the_others_are_listed(dllab, mini):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    path.write_text(path.read_text().replace("title:", "titel:"))
    done = dllab("list")
    assert done.status == 0
    assert "double-open" in done.out
    assert "  double                         ✗ damaged\n" in done.out
    assert done.err.startswith("dllab: exercises/01-numbers/double/exercise.yaml:2: ")
    assert "did you mean 'title'?" in done.err
    assert done.err.count("\n") == 1
    (problem,) = dllab("list", "--json").json["problems"]
    assert problem.startswith(f"{path}:2: ")


def test_a_broken_track_is_a_row_of_its_own(dllab, mini):
    (mini / "exercises/01-numbers/track.yaml").write_text("titel: Numbers\n")
    done = dllab("list")
    assert done.status == 0
    assert done.out.splitlines() == ["01-numbers", "  01-numbers      ✗ damaged"]
    assert "exercises/01-numbers/track.yaml:1: " in done.err


def test_paths_under_home_are_short(dllab, home):
    out = dllab("start", "double", env={"HOME": str(home.parent)}).out
    assert out.startswith("~/home/double.py is yours to edit.")
    assert str(home) in dllab("status", "--json", env={"HOME": str(home.parent)}).json["workspace"]


def test_show_prints_the_lesson_and_what_to_type(dllab):
    done = dllab("show", "double")
    assert done.status == 0
    assert "# Doubling\n\n2 · 3 = 6.\n" in done.out
    assert done.out.endswith("Next: dllab start double\n")
    assert CHECKS not in done.out
    assert CHECKS in dllab("show", "double", "--checks").out


@pytest.mark.parametrize(
    "command", [("show", "double", "--no-pager"), ("hint", "double"), ("open", "double", "--plain")]
)
def test_what_a_terminal_would_obey_is_not_printed(dllab, mini, command):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    odd = r'"\e]0;title\aTwice"'
    described = path.read_text().replace("Twice as much.", odd).replace("[Twice.", f"[{odd}")
    path.write_text(f"{described}objectives: [{odd}]\n")
    done = dllab(*command)
    assert (done.status, done.err) == (0, "")
    assert "Twice" in done.out
    assert "\x1b" not in done.out and "\a" not in done.out


def test_show_a_track_and_what_one_can_do_after_it(dllab, mini, started):
    with (mini / "exercises/01-numbers/track.yaml").open("a") as file:
        file.write("objectives: [Double a number.]\n")
    started("double", RIGHT)
    assert dllab("show", "01-numbers").out.splitlines() == [
        "Numbers",
        "s",
        "",
        "You will be able to",
        "- Double a number.",
        "",
        "  double       Doubling  30 min  ◐ started",
        "  double-open  Doubling  30 min  ○ new",
    ]
    answer = dllab("show", "01-numbers", "--json").json
    assert answer["objectives"] == ["Double a number."]
    assert [one["id"] for one in answer["exercises"]] == ["double", "double-open"]


def test_show_as_json(dllab):
    answer = dllab("show", "double", "--json").json
    assert answer["checks"] == CHECKS
    assert answer["limits"]["seconds"] == 20


@pytest.mark.parametrize("command", [("show",), ("start",), ("reset",), ("hint",), ("grade",), ("test",)])
def test_a_misspelt_id_gets_the_nearest(dllab, command):
    done = dllab(*command, "doubel-open")
    assert done.is_refusal()
    assert done.err == "dllab: there is no exercise 'doubel-open': did you mean double-open or double?\n"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["lst"], "No such command 'lst'. Did you mean 'list'? (see `dllab --help`)"),
        (["show"], "Missing argument 'ID' (see `dllab show --help`)"),
        (["list", "--jsn"], "No such option: --jsn"),
        (["grade", "x.py", "--export", "pdf"], "'gradescope', 'junit', 'ctrf', 'csv'"),
        (["author", "check"], "which exercises? Name them, or say --all"),
        (["author"], "Missing command (see `dllab author --help`)"),
        (["author", "check", "--seeds", "0", "double"], "--seeds"),
        (["list", "--course"], "--course"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(dllab, arguments, what):
    done = dllab(*arguments)
    assert done.is_refusal()
    assert what in done.err


@pytest.mark.parametrize("how", [["--course", "{}", "list"], ["list", "--course", "{}"]])
def test_a_course_of_ones_own_before_or_after_the_command(dllab, mini, how, tmp_path):
    arguments = [part.format(mini) for part in how]
    assert "double-open" in dllab(*arguments, env={"DLLAB_COURSE": "/nowhere"}).out


def test_a_course_that_is_none(dllab, tmp_path):
    done = dllab("list", "--course", tmp_path)
    assert done.is_refusal()
    assert str(tmp_path) in done.err


def test_the_version(dllab):
    assert dllab("--version").out == f"dllab {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["grade", "-h"], ["author", "check", "--help"]])
def test_help_is_plain_text_on_stdout(dllab, arguments):
    done = dllab(*arguments)
    assert (done.status, done.err) == (0, "")
    assert "Usage: dllab" in done.out
    assert done.out.isascii() or "╭" not in done.out


def test_ids_complete(dllab):
    words = {"_DLLAB_COMPLETE": "complete_bash", "COMP_WORDS": "dllab show doub", "COMP_CWORD": "2"}
    assert dllab(env=words).out.split() == ["double", "double-open"]
    words |= {"COMP_WORDS": "dllab st", "COMP_CWORD": "1"}
    assert dllab(env=words).out.split() == ["start", "status"]


def test_completion_can_be_shown(dllab):
    done = dllab(
        "--show-completion", env={"SHELL": "/bin/bash", "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    )
    assert done.status in (0, 2)
    assert "Traceback" not in done.err


def test_a_home_nobody_has(dllab):
    done = dllab("status", env={"DLLAB_HOME": "~no-such-user/x"})
    assert done.is_refusal()
    assert "set DLLAB_HOME" in done.err


def test_nothing_heavy_is_imported_to_list(dllab, environment):
    done = dllab("list", env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert {"typer", "msgspec", "rich.console"} <= imported
    heavy = {
        "numpy",
        "textual",
        "asyncio",
        "tensorflow",
        "keras",
        "grader.grade",
        "rich.table",
        "rich.markdown",
    }
    assert not heavy & imported


def test_a_broken_pipe_is_no_accident(environment, mini):
    command = f'set -o pipefail; "{sys.executable}" -m dllab show double | head -1; echo status=$?'
    lesson = mini / "exercises/01-numbers/double/lesson.md"
    lesson.write_text("# Doubling\n" + "long line " * 100_000)
    done = subprocess.run(
        ["bash", "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout.endswith("status=0\n")


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["--help"], ["--version"]])
def test_output_that_cannot_be_written_is_an_error(dllab, command):
    with Path("/dev/full").open("w") as full:
        done = dllab(*command, stdout=full, stderr=subprocess.PIPE)
    assert done.is_refusal()
    assert "No space left" in done.err


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_descriptors(environment, closed):
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m dllab list {closed}'],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "koi8-r"])
@pytest.mark.parametrize(
    "command", [["list"], ["show", "double"], ["grade", "double"], ["status"], ["hint", "double"]]
)
def test_other_encodings_get_stand_ins(dllab, started, encoding, command):
    started("double", RIGHT)
    done = dllab(*command, env={"PYTHONIOENCODING": encoding})
    assert done.status == 0
    assert done.err == ""


def test_nothing_known_becomes_a_question_mark_in_ascii(dllab, mini):
    lesson = mini / "exercises/01-numbers/double/lesson.md"
    lesson.write_text("a · b ≤ c ≥ d × σ → ✓ ✗ ‘q’ “r” é x² Σ ŷ ─ … – 数\n")
    out = dllab("show", "double", env={"PYTHONIOENCODING": "ascii"}).out
    assert "a * b <= c >= d x sigma -> ok x 'q' \"r\" e x^2 Sigma y - ... - ?\n" in out


def test_json_is_utf_8_in_every_locale(dllab):
    answer = dllab("show", "double", "--json", env={"PYTHONIOENCODING": "ascii"}).json
    assert "2 · 3 = 6" in answer["lesson"]
