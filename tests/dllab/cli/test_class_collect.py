"""class collect, watch, dropbox: the real commands, from a hand-in to its feedback."""

import json
import os
import signal
import stat

import pytest
from small_course import RIGHT, SQUARED, alive, busy, family, until

ENDLESS = "def double(x):\n    while True:\n        pass\n"
WRONG = "def double(x):\n    print('seen', x)\n    return x\n"


@pytest.fixture
def box(tmp_path, environment):
    path = tmp_path / "box"
    path.mkdir()
    path.chmod(0o3773)
    environment["DLLAB_DROPBOX"] = str(path)
    return path


@pytest.fixture
def submit(dllab, tmp_path, box):
    """A function that hands in a text: submit(RIGHT) -> the receipt."""

    def run(text, id="double"):
        (tmp_path / "text.py").write_text(text)
        return dllab("submit", id, "text.py", "--json").json

    return run


@pytest.fixture
def watching(running, box, tmp_path):
    """A function that begins to watch."""

    def start():
        folders = "--submissions", tmp_path / "submissions", "--out", tmp_path / "results"
        return running("class", "watch", *folders, "--interval", "0.1", "--jobs", "1")

    return start


def line(process, words):
    """Read its stdout until there is a line with these words."""
    while words not in (found := process.stdout.readline().decode()):
        assert found, process.stderr.read().decode()
    return found


def ended(process, by=signal.SIGINT):
    relatives = family(process.pid)
    process.send_signal(by)
    _, err = process.communicate(timeout=20)
    until(lambda: not any(map(alive, relatives)))
    return process.returncode, err.decode()


def test_collect_twice(dllab, submit, tmp_path):
    receipt = submit(RIGHT)
    first = dllab("class", "collect", "submissions")
    who = receipt["user"]
    assert (first.status, first.err) == (0, "")
    assert first.out.startswith(f"{who}/double  new  20")
    assert first.out.endswith("\n1 hand-in new, 0 changed, 0 as before\n")
    path = tmp_path / "submissions" / who / "double.py"
    assert path.read_text() == RIGHT
    assert path.stat().st_mtime == receipt["time"]
    assert stat.S_IMODE((tmp_path / "submissions").stat().st_mode) == 0o700
    assert dllab("class", "collect", "submissions").out == "0 hand-ins new, 0 changed, 1 as before\n"


def test_submissions_that_everybody_could_replace_are_refused(dllab, submit, tmp_path):
    submit(RIGHT)
    (tmp_path / "submissions").mkdir()
    (tmp_path / "submissions").chmod(0o777)
    refused = dllab("class", "collect", "submissions")
    assert refused.is_refusal()
    assert "everybody can replace what lies in submissions: choose a folder that only you" in refused.err
    (tmp_path / "submissions").chmod(0o755)
    assert dllab("class", "collect", "submissions").status == 0
    assert stat.S_IMODE((tmp_path / "submissions" / ".collected.jsonl").stat().st_mode) == 0o600


def test_collect_as_json_with_what_is_refused(dllab, submit, box):
    receipt = submit(RIGHT)
    (box / receipt["user"] / "duble.py").write_text(RIGHT)
    (box / receipt["user"] / "notes\x1b[2J.txt").write_text(RIGHT)
    done = dllab("class", "collect", "submissions", "--json")
    assert done.status == 1
    assert [(one["what"], one["sha256"]) for one in done.json["brought"]] == [("new", receipt["sha256"])]
    assert [(one["stray"], "did you mean double" in one["why"]) for one in done.json["refused"]] == [
        *((False, True), (True, False))
    ]
    assert "\\u001b" not in done.out
    words = dllab("class", "collect", "submissions")
    assert words.status == 1
    assert words.err.count("not taken: ") == 2
    (box / receipt["user"] / "duble.py").unlink()
    assert dllab("class", "collect", "submissions").status == 0  # notes are nobody's work


def test_collect_the_best(dllab, submit, tmp_path):
    who = submit(RIGHT)["user"]
    path = tmp_path / "submissions" / who / "double.py"
    submit(SQUARED)
    for expected in (SQUARED, RIGHT, RIGHT):
        assert dllab("class", "collect", "submissions", "--best", "results").status == 0
        assert path.read_text() == expected
        dllab("class", "grade", "submissions", "--out", "results", "--jobs", "1")
    dllab("class", "collect", "submissions")
    assert path.read_text() == SQUARED


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["collect", "submissions", "--dropbox", "nothing"], "cannot be read (No such file or directory)"),
        (["collect", "box"], "lie in each other"),
        (["collect", "box/submissions"], "lie in each other"),
        (["collect", "/proc/submissions"], "cannot be made"),
        (["watch", "--submissions", "s", "--out", "s/results"], "lie in each other"),
        (["watch", "--submissions", "s", "--out", "r", "--dropbox", "no"], "cannot be read"),
        (["watch", "--submissions", "s", "--out", "r", "--interval", "0"], "interval"),
        (["dropbox", "nothing"], "make it with --create --group GROUP"),
        (["dropbox", "new", "--create"], "Add --group GROUP"),
        (["dropbox", "--group", "x"], "--group goes with --create"),
        (["dropbox", "new", "--create", "--group", "no-such-group"], "there is no group 'no-such-group'"),
        (["dropbox", "box", "--create", "--group", "0"], "is there already"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(dllab, box, arguments, words):
    refused = dllab("class", *arguments)
    assert refused.is_refusal()
    assert words in refused.err


def test_watch_grades_what_arrives_and_gives_feedback(dllab, submit, watching, box, home):
    process = watching()
    receipt = submit(WRONG)
    who = receipt["user"]
    assert line(process, f"{who}/double: Score 0 of 5")
    line(process, "feedback on 1 hand-in is left")
    shown = dllab("feedback", "double")
    assert shown.status == 0
    assert "Score 0 of 5" in shown.out
    assert "handed in 20" in shown.out
    left = json.loads((box / who / "feedback" / "double.json").read_text())
    assert left["sha256"] == receipt["sha256"]
    hidden = [check for check in left["report"]["checks"] if check["visibility"] == "hidden"]
    assert [(check.get("output", ""), check.get("details", "")) for check in hidden] == [("", "")]
    assert left["report"].get("seed", "") == ""
    submit(RIGHT)
    assert line(process, f"{who}/double: Score 5 of 5")
    line(process, "feedback on 1 hand-in is left")
    assert dllab("feedback", "double", "--json").json["report"]["score"] == 5
    status, err = ended(process)
    assert status == 0
    assert err.splitlines() == [
        f"dllab: watching {box} (Ctrl-C ends it)",
        "dllab: stopped; nothing was being graded",
    ]


def test_feedback_that_is_about_an_earlier_hand_in_says_so(dllab, submit, watching):
    submit(RIGHT)
    process = watching()
    line(process, "feedback on 1 hand-in is left")
    ended(process)
    submit(SQUARED)
    assert "This is not about your last hand-in" in dllab("feedback", "double").out


def test_watch_stopped_in_the_middle_goes_on_the_next_time(submit, watching, mini, box):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    who = submit(ENDLESS)["user"]
    process = watching()
    until(lambda: any(map(busy, family(process.pid))))
    status, err = ended(process)
    assert status == 3
    assert "Traceback" not in err
    assert list((box / who / "feedback").iterdir()) == []
    path.write_text(path.read_text().replace("{seconds: 20}", "{seconds: 1}"))
    again = watching()
    assert line(again, f"{who}/double: Score 0 of 5")
    line(again, "feedback on 1 hand-in is left")
    assert ended(again)[0] == 0


def test_watch_grades_every_attempt_where_the_best_counts(submit, watching, mini, tmp_path):
    (mini / "course.yaml").write_text("policy: {attempts: best}\n")
    who = submit(RIGHT)["user"]
    submit(SQUARED)
    process = watching()
    line(process, f"{who}/double: Score 0 of 5")
    line(process, f"{who}/double: Score 5 of 5")
    ended(process)
    assert (tmp_path / "submissions" / who / "double.py").read_text() == RIGHT


def test_watch_survives_what_passes(submit, watching, mini, box):
    process = watching()
    until(lambda: b"watching" in process.stderr.readline())
    box.rename(box.with_name("away"))
    until(lambda: b"cannot be read" in process.stderr.readline())
    box.with_name("away").rename(box)
    (mini / "course.yaml").write_text("policy: 7\n")
    until(lambda: b"course.yaml:1" in process.stderr.readline())
    (mini / "course.yaml").unlink()
    who = submit(RIGHT)["user"]
    assert line(process, f"{who}/double: Score 5 of 5")
    assert ended(process)[0] in (0, 3)


def test_watch_goes_on_with_what_could_not_be_kept(submit, watching, tmp_path):
    process = watching()
    until(lambda: b"watching" in process.stderr.readline())
    reports = tmp_path / "results" / "reports"
    reports.rename(reports.with_name("away"))
    reports.write_text("")
    who = submit(RIGHT)["user"]
    until(lambda: b"cannot be written" in process.stderr.readline())
    reports.unlink()
    reports.with_name("away").rename(reports)
    assert line(process, f"{who}/double: Score 5 of 5")
    line(process, "feedback on 1 hand-in is left")


def test_a_flood_of_files_drowns_nobody_else(submit, watching, box):
    folder = box / submit(RIGHT)["user"]
    for number in range(30):
        (folder / f"no-{number}.py").touch()
    (box / "stray").touch()
    process, said = watching(), []
    until(lambda: said.append(process.stderr.readline().decode()) or "watching" in said[-1])
    assert said[0] == f"dllab: not taken: {box}/stray: it is a file, not a folder\n"
    assert [len(said), said[-2]] == [22, "dllab: and 11 more that are not taken\n"]


def test_two_that_watch_one_folder_of_results(watching):
    first = watching()
    until(lambda: b"watching" in first.stderr.readline())
    second = watching()
    _, err = second.communicate(timeout=20)
    assert second.returncode == 2
    assert f"is being written by process {first.pid} on" in err.decode()


def test_make_a_drop_folder_look_at_it_and_mend_it(dllab, tmp_path):
    path = tmp_path / "new box"
    made = dllab("class", "dropbox", path, "--create", "--group", os.getegid())
    assert stat.S_IMODE(path.stat().st_mode) == 0o3773
    assert path.stat().st_gid == os.getegid()
    assert f"{path}\n0 students handed in.\n" in made.out
    path.chmod(0o0777)
    found = dllab("class", "dropbox", path)
    assert found.status == 1
    assert "✗ it is not sticky, so students can delete and rename each other's folders\n" in found.out
    assert f"\n    chmod 3773 '{path}'\n" in found.out
    facts = dllab("class", "dropbox", path, "--json")
    assert facts.status == 1
    assert {one["mend"] for one in facts.json["problems"]} >= {f"chmod 3773 '{path}'"}
