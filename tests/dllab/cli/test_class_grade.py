"""class grade: what it says, what it refuses, and that it goes on where it stopped."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import RIGHT, SQUARED, alive, family, until

from dllab.cli.classroom.voices import Words
from grader.batch.outcome import Graded, Outcome, Skipped
from grader.batch.plan import HandIn, Plan, Refused
from grader.batch.store import Store
from grader.course import load_course

SLOW = "def double(x):\n    while True:\n        pass\n"


@pytest.fixture
def submissions(hand_in):
    """Three students; one is right, one is wrong, one is not Python."""
    return hand_in({"anna": RIGHT, "ben": SQUARED, "-c lea": "def"})


def outcomes(results):
    return {one.student: one for one in Store(results).outcomes()}


def test_a_class_is_graded_once(dllab, submissions, results):
    done = dllab("class", "grade", submissions, "--out", results, "--jobs", 2)
    assert done.status == 0
    assert "double: 3 graded, mean 1.67 of 5\n" in done.out
    assert "graded 3 hand-ins in " in done.out
    scores = {who: one.report.score for who, one in outcomes(results).items()}
    assert scores == {"anna": 5, "ben": 0, "-c lea": 0}
    again = dllab("class", "grade", submissions, "--out", results)
    assert (again.status, again.err) == (0, "")
    assert again.out.startswith("3 hand-ins graded before\n")


def test_what_is_new_is_graded(dllab, submissions, results):
    dllab("class", "grade", submissions, "--out", results)
    (submissions / "ben" / "double.py").write_text(RIGHT)
    done = dllab("class", "grade", submissions, "--out", results)
    assert "double: 1 graded, mean 5 of 5\n" in done.out
    assert "2 hand-ins graded before\n" in done.out


def test_a_text_that_a_student_comes_back_to_counts(dllab, hand_in, results):
    for number, source in enumerate((RIGHT, SQUARED, RIGHT)):
        submissions = hand_in({"anna": source}, time=1_770_000_000 + number)
        assert dllab("class", "grade", submissions, "--out", results).status == 0
    (one,) = dllab("class", "gradebook", results, "--json").json["students"]
    grade = one["grades"]["double"]
    assert (grade["score"], grade["counts"]) == (5, "the last of 3 attempts")
    assert grade["handed_in"] == 1_770_000_002


def test_hidden_folders_are_named(dllab, submissions, results):
    for name in (".git", ".zoe", ".ipynb_checkpoints"):
        (submissions / name).mkdir()
    done = dllab("class", "grade", submissions, "--out", results)
    assert done.status == 0
    assert done.err.count(": it is a hidden folder\n") == 3
    (submissions / ".zoe" / "double.py").write_text(RIGHT)
    done = dllab("class", "grade", submissions, "--out", results)
    assert done.status == 1
    what = "not graded: .zoe: it is a hidden folder; take the dot away to have what lies in it graded\n"
    assert what in done.err


def test_some_students_and_exercises(dllab, submissions, results):
    (submissions / "anna" / "double-open.py").write_text(RIGHT)
    chosen = ("--student", "anna", "--student=-c lea", "-e", "double")
    dllab("class", "grade", submissions, "--out", results, *chosen)
    found = [(one.student, one.exercise) for one in Store(results).outcomes()]
    assert found == [("-c lea", "double"), ("anna", "double")]


def test_events_for_programs(dllab, submissions, results):
    (submissions / "anna" / "doubel.py").write_text(RIGHT)
    (submissions / "evil\x1b[31m").mkdir()
    (submissions / "evil\x1b[31m" / "double.py").write_text(RIGHT)
    done = dllab("class", "grade", submissions, "--out", results, "--json-lines")
    events = [json.loads(line) for line in done.out.splitlines()]
    assert (done.status, done.err) == (1, "")
    assert [event["type"] for event in events] == ["refused", "started", *["graded"] * 4, "finished"]
    assert events[0]["path"].endswith("anna/doubel.py")
    assert "double.py?" in events[0]["why"]
    assert (events[1]["hand_ins"], events[1]["to_do"]) == (4, 4)
    scores = {event["name"]: (event["score"], event["max_score"]) for event in events[2:6]}
    assert scores == {"anna": (5, 5), "ben": (0, 5), "-c lea": (0, 5), "evil": (5, 5)}
    assert "\x1b" not in done.out
    assert events[6]["graded"] == 4


def test_what_is_not_understood_is_named(dllab, submissions, results):
    (submissions / "anna" / "doubel.py").write_text(RIGHT)
    for number in range(5):
        (submissions / "ben" / f"notes{number}.txt").write_text("")
    done = dllab("class", "grade", submissions, "--out", results)
    assert done.status == 1
    assert "1 file not graded, as said above\nnext: dllab class gradebook" in done.out
    assert "not graded: anna/doubel.py: its name is no exercise's: should it be double.py?\n" in done.err
    assert "not graded: ben/notes0.txt, ben/notes1.txt, ben/notes2.txt and 2 more: it is neither" in done.err
    everything = dllab("class", "grade", submissions, "--out", results, "-v").err
    assert all(f"ben/notes{number}.txt: it is neither" in everything for number in range(5))


def test_notes_and_pictures_are_nobodys_lost_work(dllab, submissions, results):
    (submissions / "readme.txt").write_text("")
    (submissions / "ben" / "plot.png").write_text("")
    done = dllab("class", "grade", submissions, "--out", results)
    assert done.status == 0
    assert done.err.count("not graded") == 2
    assert "not graded" not in done.out


def test_no_more_than_twenty_lines_of_complaints(dllab, submissions, results):
    for number in range(30):
        (submissions / "anna" / f"{'abcdefghij' * 3}{number}.py").write_text("a\0")
        (submissions / "anna" / f"double{'!' * number}.ipynb").write_text(f"[{number}]")
    done = dllab("class", "grade", submissions, "--out", results)
    assert done.err.count("not graded") <= 20
    assert dllab("class", "grade", submissions, "--out", results, "-v").err.count("not graded") == 60


@pytest.mark.parametrize("inside", ["submissions", "submissions/results", "."])
def test_results_are_no_submissions(dllab, submissions, tmp_path, inside):
    done = dllab("class", "grade", submissions, "--out", tmp_path / inside)
    assert done.is_refusal()
    assert "lie in each other" in done.err
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--student", "ana"), "'anna'?"),
        (("--exercise", "doubel"), "double"),
        (("--device", "abacus"), "abacus"),
        (("--jobs", "0"), "jobs"),
    ],
)
def test_what_makes_no_sense_is_refused(dllab, submissions, results, arguments, why):
    done = dllab("class", "grade", submissions, "--out", results, *arguments)
    assert done.is_refusal()
    assert why in done.err
    assert not outcomes(results)


def test_no_folder(dllab, tmp_path, results):
    assert dllab("class", "grade", tmp_path / "nothing", "--out", results).is_refusal()


def test_an_empty_folder(dllab, tmp_path, results):
    (tmp_path / "empty").mkdir()
    done = dllab("class", "grade", tmp_path / "empty", "--out", results)
    assert done.status == 0
    assert "has no hand-ins: <student>/<exercise>.py" in done.err


def test_one_students_folder_is_no_class(dllab, submissions, results):
    done = dllab("class", "grade", submissions / "anna", "--out", results)
    assert done.status == 1
    assert "has no hand-ins that can be graded: <student>/<exercise>.py or .ipynb" in done.err
    assert "1 file not graded, as said above\n" in done.out


def test_folders_that_changed_places(dllab, submissions, results):
    assert dllab("class", "grade", submissions, "--out", results).status == 0
    done = dllab("class", "grade", results, "--out", submissions)
    assert done.is_refusal()
    assert "have the two folders changed places?" in done.err
    assert not (submissions / "reports").exists()


def test_one_at_a_time(dllab, submissions, results):
    with Store(results):
        done = dllab("class", "grade", submissions, "--out", results)
    assert done.is_refusal()
    assert f"is being written by process {os.getpid()} on" in done.err


def test_results_that_cannot_be_written(dllab, submissions, results):
    results.write_text("")
    done = dllab("class", "grade", submissions, "--out", results)
    assert done.is_refusal()
    assert "cannot be written" in done.err


def test_ctrl_c_keeps_what_is_done_and_ends_all_processes(running, dllab, submissions, results):
    (submissions / "zoe").mkdir()
    (submissions / "zoe" / "double.py").write_text(SLOW)
    command = running("class", "grade", submissions, "--out", results, "--jobs", 1, "--json-lines")
    types = []
    while types.count("graded") < 3:
        types.append(json.loads(command.stdout.readline())["type"])
    relatives = family(command.pid)
    assert relatives
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=20)
    assert command.returncode == 3
    assert json.loads(out.splitlines()[-1])["type"] == "stopped"
    assert "Traceback" not in err.decode()
    until(lambda: not any(map(alive, relatives)))
    assert set(outcomes(results)) == {"anna", "ben", "-c lea"}
    assert [path for path in results.rglob(".*") if path.name != ".lock"] == []


def test_a_closed_pipe_does_not_end_it(environment, submissions, results):
    words = " ".join((sys.executable, "-m dllab class grade", str(submissions), "--out", str(results)))
    done = subprocess.run(
        ["bash", "-c", f"{words} --json-lines | head -n 1"], env=environment, capture_output=True, timeout=60
    )
    assert done.stderr == b""
    assert len(outcomes(results)) == 3


def test_a_finished_batch_needs_little(environment, dllab, submissions, results):
    """What grades is not even imported."""
    dllab("class", "grade", submissions, "--out", results)
    code = (
        "import sys; from dllab.cli.app import main; status = main(sys.argv[1:]);"
        "print(status, {'numpy', 'asyncio', 'grader.grade'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, "class", "grade", submissions, "--out", results]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "0 set()"


def hand_ins(course, number):
    exercise = course.exercise("double")
    return [HandIn(f"s{index}", exercise, Path(f"s{index}/double.py"), "0", 1.0) for index in range(number)]


def test_the_line_tells_how_far_and_how_long(screen, course, results):
    read = screen()
    words, todo = Words(Path("in"), results, False), hand_ins(course, 50)
    words.begin(Plan(todo, []), todo)
    for index in range(50):
        words(Skipped(f"s{index}", "double", "it is \x1b[31mbroken"))
    words.end()
    text = read()
    assert "1 of 50 · " in text
    assert "50 of 50 · " in text
    assert text.count("\r") < 10  # a redraw for each would be 50
    assert "not graded: s0/double, s1/double, s2/double and 47 more: it is broken" in " ".join(text.split())


def test_elsewhere_there_is_a_line_for_each_tenth(capfd, course, results):
    words, todo = Words(Path("in"), results, False), hand_ins(course, 200)
    words.begin(Plan(todo, []), todo)
    for index in range(200):
        words(Skipped(f"s{index}", "double", "why"))
    lines = capfd.readouterr().err.splitlines()
    assert [line.split(" · ")[0] for line in lines] == [f"dllab: {n} of 200" for n in range(20, 201, 20)]


def test_names_do_not_reach_the_terminal_as_they_are(screen, course, results):
    read = screen()
    words, todo = Words(Path("in"), results, False), hand_ins(course, 1)
    words.begin(Plan(todo, [Refused(Path("in/\x1b]0;owned\x07\nx/y.py"), "no")]), todo)
    failed = Outcome(
        student="%1B[2Jx", exercise="double", key="k", handed_in=1, graded=1, error="\x1b[2Jdied"
    )
    words(Graded(failed))
    words.end()
    text = read().replace("\r\x1b[K", "")
    assert words.lost
    assert "\x1b" not in text
    assert "x/double: died" in text


def test_the_course_option_before_the_command(dllab, submissions, results, mini):
    done = dllab(
        "--course", mini, "class", "grade", submissions, "--out", results, env={"DLLAB_COURSE": "/x"}
    )
    assert done.status == 0
    assert load_course(mini).exercise("double")
