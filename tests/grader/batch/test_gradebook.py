"""The gradebook holds what outcomes and course.yaml say, however often and whenever it is made."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import tracemalloc

import msgspec
import pytest
from gradings import a_check, a_report, an_outcome

from grader.batch.gradebook import NAME, refresh
from grader.batch.outcome import decoded
from grader.batch.statistics import of
from grader.batch.store import Store, StoreError
from grader.counting import points
from grader.course import load_course
from grader.errors import ExerciseError
from grader.report import Verdict

DEADLINE = 1_774_994_340.0  # 2026-03-31T21:59:00Z
DAY = 86_400


@pytest.fixture
def course(write_course, tmp_path):
    write_course(tmp_path / "course", renamed_from=["small"])
    return load_course(tmp_path / "course")


@pytest.fixture
def version(course):
    return course.exercise("tiny").version


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "results") as opened:
        yield opened


@pytest.fixture
def give(store, version):
    """A function that puts the outcome of a hand-in for tiny into the store: give("anna", 2.0, …)."""

    def give(student="anna", score=2.0, exercise="tiny", version=version, text="text", **changes):
        checks = changes.pop("checks", [a_check(earned=score)])
        report = a_report(checks, exercise, version, text) if checks else False
        store.write(an_outcome(student, report, exercise=exercise, text=text, **changes))

    return give


@pytest.fixture
def sheet(store, course):
    def read():
        with refresh(store, course) as book:
            return book.sheet()

    return read


def policy(course, text):
    (course.root / "course.yaml").write_text(f"policy:\n{text}")


def bytes_of(store):
    return (store.root / NAME).read_bytes()


def scores(sheet):
    return {row.name: {id: grade.score for id, grade in row.grades.items()} for row in sheet.rows}


# --- grades ----------------------------------------------------------------------------------------


def test_students_and_exercises(give, sheet):
    give("ben", 1.0)
    give("anna")
    give("anna", 1.5, exercise="elsewhere", version="gone")
    found = sheet()
    assert scores(found) == {"anna": {"tiny": 2, "elsewhere": 1.5}, "ben": {"tiny": 1}}
    assert [(one.id, one.title, one.max) for one in found.columns] == [
        ("tiny", "Tiny", 2),
        ("elsewhere", "elsewhere", 2),
    ]
    assert [(row.name, row.total) for row in found.rows] == [("anna", 3.5), ("ben", 1)]
    assert found.max == 4


def test_a_class_with_late_days_an_extension_and_a_regrade_by_hand(give, sheet, course, store):
    policy(
        course,
        "  late: {grace_minutes: 15, percent_per_day: 10, at_most_days: 5}\n"
        "  deadlines: {01-tiny: 2026-03-31 23:59 Europe/Berlin}\n"
        "  extensions: {cleo: {tiny: 2026-04-03 23:59 Europe/Berlin}}\n",
    )
    ten = [a_check(earned=8.0, points=10.0)]
    give("anna", checks=ten, handed_in=DEADLINE + 15 * 60)  # within the grace: 8
    give("ben", checks=ten, handed_in=DEADLINE + 2 * DAY)  # two days late: 8 × 0.8 = 6.4
    give("cleo", checks=ten, handed_in=DEADLINE + 2 * DAY)  # in time by her extension: 8
    give("dora", checks=ten, handed_in=DEADLINE + 6 * DAY)  # later than five days: 0
    assert {name: float(one["tiny"]) for name, one in scores(sheet()).items()} == {
        "anna": 8.0,
        "ben": 6.4,
        "cleo": 8.0,
        "dora": 0.0,
    }
    store.forget("ben", "tiny")
    assert list(scores(sheet())) == ["anna", "cleo", "dora"]
    better = [a_check(earned=9.5, points=10.0)]  # the check was mended; the text and its time are the same
    give("ben", checks=better, handed_in=DEADLINE + 2 * DAY, graded=9999.0)
    assert float(scores(sheet())["ben"]["tiny"]) == 7.6  # 9.5 × 0.8
    policy(course, "  deadlines: {tiny: 2026-03-31T21:59:00Z}\n")  # nothing costs anything any more
    assert float(scores(sheet())["ben"]["tiny"]) == 9.5


def test_an_older_version_counts_where_there_is_no_other_and_is_stale(give, sheet):
    give(score=1.0, version="older")
    assert sheet().rows[0].grades["tiny"].stale
    give(score=2.0)
    (row,) = sheet().rows
    assert (row.grades["tiny"].score, row.grades["tiny"].stale) == (2, False)


def test_a_change_of_the_exercise_makes_grades_stale(give, sheet, course, store):
    give()
    assert not sheet().rows[0].grades["tiny"].stale
    path = course.root / "exercises" / "01-tiny" / "tiny" / "exercise.yaml"
    path.write_text(path.read_text() + "\n")
    with refresh(store, load_course(course.root)) as book:
        assert book.sheet().rows[0].grades["tiny"].stale


def test_a_renamed_exercise_keeps_its_attempts(give, sheet):
    give(score=1.0, exercise="small", version="older", text="a", handed_in=1.0)
    give(score=2.0, text="b", handed_in=2.0)
    (row,) = sheet().rows
    assert [(id, one.score, one.why) for id, one in row.grades.items()] == [
        ("tiny", 2, "the last of 2 attempts")
    ]


def test_what_could_not_be_graded_is_no_zero(give, sheet):
    give(checks=[])
    (row,) = sheet().rows
    assert (row.grades["tiny"].score, row.total) == (None, 0)
    assert row.grades["tiny"].error == "the process that graded it ended"


@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "-rf",
        "new\nline",
        "'; DROP TABLE grades; --",
        "=cmd|'/c calc'!A1",
        "\u202egnp",
        b"\xff\xfe",
        "?#%41",
    ],
)
def test_names_are_data(give, sheet, name):
    name = os.fsdecode(name)
    give(name)
    (row,) = sheet().rows
    assert row.name
    assert row.name.isprintable() or "\ufffd" in row.name
    row.name.encode()
    assert decoded(row.student) == name


def test_names_that_look_alike_are_two_students(give, sheet):
    give("x\u202e")
    give("x\u202d")
    one, other = sheet().rows
    assert one.name == other.name
    assert one.student != other.student


# --- the file --------------------------------------------------------------------------------------


def test_the_same_outcomes_give_the_same_bytes(give, sheet, store):
    for student in ("anna", "ben", "cleo"):
        give(student)
    sheet()
    first = bytes_of(store)
    (store.root / NAME).unlink()
    sheet()
    assert bytes_of(store) == first


def timeless(store):
    """All rows, without times."""
    with contextlib.closing(sqlite3.connect(store.root / NAME)) as database:
        database.execute("UPDATE attempts SET graded = 0")
        database.execute("DELETE FROM meta WHERE key = 'files'")
        return list(database.iterdump())


def test_two_runs_over_the_same_hand_ins_differ_in_times_only(give, sheet, store, tmp_path):
    give("anna", graded=10.0)
    give("ben", checks=[], graded=11.0)
    sheet()
    first = timeless(store)
    shutil.rmtree(store.root / "reports")
    give("ben", checks=[], graded=21.0)
    give("anna", graded=22.0)
    sheet()
    assert timeless(store) == first


def test_killed_while_it_is_made(give, sheet, store, course):
    give()
    sheet()
    before = bytes_of(store)
    many(give, 200)
    command = [sys.executable, "-c", FULL, str(store.root), str(course.root), str(2**40)]
    process = subprocess.Popen(command)
    while process.poll() is None and not list(store.root.glob(f".{NAME}.*")):
        time.sleep(0.001)
    process.kill()
    process.wait()
    left = bytes_of(store)
    assert len(sheet().rows) == 201
    assert left in (before, bytes_of(store))  # if it was faster than the signal, it was done


def test_it_is_made_anew_only_when_something_changed(give, sheet, store, course):
    give()
    sheet()
    before = (store.root / NAME).stat().st_ino
    sheet()
    assert (store.root / NAME).stat().st_ino == before
    for change in (
        lambda: give("ben"),
        lambda: store.forget("ben", "tiny"),
        lambda: policy(course, "  attempts: best\n"),
        lambda: give(score=1.0),
        lambda: (course.root / "exercises/01-tiny/tiny/exercise.yaml").open("a").write("\n"),
    ):
        change()
        with refresh(store, load_course(course.root)):
            after = (store.root / NAME).stat().st_ino
        assert after != before
        before = after


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0 and then nothing", b"\0" * 5000])
def test_a_damaged_one_is_made_anew(give, sheet, store, damage):
    give()
    expected = sheet()
    (store.root / NAME).write_bytes(damage)
    assert sheet() == expected


def test_one_that_was_cut_off_is_made_anew_or_still_right(give, sheet, store):
    give()
    expected, whole = sheet(), bytes_of(store)
    for size in range(0, len(whole), 4096):
        (store.root / NAME).write_bytes(whole[:size])
        assert sheet() == expected


def test_a_reader_keeps_what_it_opened(give, store, course):
    give()
    with refresh(store, course) as book:
        give("ben")
        with refresh(store, course) as newer:
            assert [len(one.sheet().rows) for one in (book, newer)] == [1, 2]


def test_nothing_is_left_beside_it_and_nobody_else_may_read_it(give, sheet, store):
    give()
    sheet()
    assert sorted(path.name for path in store.root.iterdir()) == [".lock", NAME, "reports"]
    assert (store.root / NAME).stat().st_mode & 0o77 == 0


def test_whoever_may_read_the_reports_may_read_it(give, sheet, store):
    give()
    (store.root / "reports").chmod(0o750)
    sheet()
    assert (store.root / NAME).stat().st_mode & 0o777 == 0o640


def test_what_a_killed_process_left_goes_in_time(give, sheet, store):
    give()
    old, new = (store.root / f".{NAME}.{name}" for name in ("1", "2"))
    for path in (old, new):
        path.write_text("")
    os.utime(old, (0, 0))
    sheet()
    assert (old.exists(), new.exists()) == (False, True)


def test_the_journal_is_one_that_network_file_systems_can_take(give, sheet, store):
    give()
    sheet()
    database = sqlite3.connect(store.root / NAME)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_no_results(tmp_path, course):
    with pytest.raises(StoreError, match="holds no results"):
        refresh(Store(tmp_path / "nothing"), course)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="holds no results"):
        refresh(Store(tmp_path / "file"), course)


def test_a_wrong_course_yaml_changes_nothing(give, sheet, store, course):
    give()
    sheet()
    before = bytes_of(store)
    policy(course, "  attempts: first\n")
    with pytest.raises(ExerciseError, match=r"course\.yaml:2"):
        refresh(store, course)
    assert bytes_of(store) == before


FULL = """
import resource, sys
from pathlib import Path
from grader.batch.gradebook import refresh
from grader.batch.store import Store, StoreError
from grader.course import load_course
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    refresh(Store(Path(sys.argv[1])), load_course(Path(sys.argv[2])))
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [0, 4096, 20_000, 60_000])
def test_where_there_is_no_room_the_old_one_stays(give, sheet, store, course, room):
    give()
    sheet()
    before = bytes_of(store)
    for number in range(40):
        give(f"student {number}", checks=[a_check(f"check {index}") for index in range(20)])
    command = [sys.executable, "-c", FULL, str(store.root), str(course.root), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert f"{NAME} cannot be written: " in done.stdout
    assert done.stderr == ""
    assert bytes_of(store) == before
    assert [path for path in store.root.iterdir() if path.name.startswith(f".{NAME}")] == []


# --- problems --------------------------------------------------------------------------------------


def test_a_damaged_outcome_is_told_and_the_others_count(give, store, course):
    give("anna")
    give("anna", 1.0, text="b", handed_in=5.0)
    give("ben")
    (path, _) = sorted((store.root / "reports" / "anna" / "tiny").iterdir())
    path.write_text("{")
    with refresh(store, course) as book:
        (problem,) = book.problems()
        assert [(row.name, len(row.grades)) for row in book.sheet().rows] == [("anna", 1), ("ben", 1)]
    assert path.name in problem


def test_two_folders_of_one_student_are_told(give, store, course):
    give("anna")
    (store.root / "reports" / "anna").rename(store.root / "reports" / "copy")
    give("anna")
    give("ben")
    with refresh(store, course) as book:
        assert len(book.sheet().rows) == 2
        assert book.problems() == ["anna has outcomes in two folders of reports: only those in one count"]


def test_a_misspelt_student_with_an_extension_is_told(give, store, course):
    give("anna")
    policy(
        course,
        "  deadlines: {tiny: 2026-03-31T21:59:00Z}\n  extensions: {ana: {tiny: 2026-04-03T21:59:00Z}}\n",
    )
    with refresh(store, course) as book:
        said = "course.yaml: ana has an extension and has handed in nothing: is it anna?"
        assert book.problems() == [said]


@pytest.mark.parametrize("file", ["tiny/exercise.yaml", "track.yaml"])
def test_a_course_that_breaks_changes_no_grade_and_is_told(give, store, course, file):
    policy(course, "  late: {percent_per_day: 10}\n  deadlines: {01-tiny: 2026-03-31T21:59:00Z}\n")
    give(handed_in=DEADLINE + 1)
    with refresh(store, course) as book:
        before = scores(book.sheet())
    (course.root / "exercises" / "01-tiny" / file).write_text("title: [")
    with refresh(store, load_course(course.root)) as book:
        assert scores(book.sheet()) == before == {"anna": {"tiny": points(1.8)}}
        (said,) = book.problems()
        assert said.startswith("tiny cannot be read now (`dllab list` says why)")


def test_an_exercise_that_has_left_the_course_is_told(give, store, course):
    give(exercise="elsewhere")
    with refresh(store, course) as book:
        (said,) = book.problems()
    assert said.startswith("elsewhere is no exercise of this course: is it the right one (--course)?")


def test_a_track_of_another_name_has_another_deadline(give, store, course):
    policy(course, "  late: {percent_per_day: 10}\n  deadlines: {01-tiny: 2026-03-31T21:59:00Z}\n")
    give(handed_in=DEADLINE + 1)
    with refresh(store, course) as book:
        assert book.sheet().rows[0].grades["tiny"].days_late == 1
    tracks = [msgspec.structs.replace(track, id=f"moved-{track.id}") for track in course.tracks]
    with refresh(store, msgspec.structs.replace(course, tracks=tracks)) as book:
        assert book.sheet().rows[0].grades["tiny"].days_late == 0


# --- statistics ------------------------------------------------------------------------------------


def test_statistics_by_hand(give, store, course):
    wrong = {"earned": 0.0, "mistake": "flipped", "message": "You flip it.\nAt [3]: 4, not 5."}
    give("anna", checks=[a_check("a"), a_check("b")])
    give("ben", checks=[a_check("a"), a_check("b", **wrong)])
    give("cleo", checks=[a_check("a", **wrong), a_check("b", **wrong)])
    give("dora", checks=[a_check("a", earned=1.0), a_check("b", earned=0.0, mistake="other", message="O.")])
    give("eve", checks=[])
    with refresh(store, course) as book:
        found = of(book)
        assert of(book, "tiny") == found
        assert of(book, "nothing").checks == []
    (one,) = found.exercises
    assert (one.graded, one.lost, one.full_marks, one.max) == (4, 1, 1, 4)
    assert (one.mean, one.median) == (1.75, 1.5)  # 4, 2, 0, 1
    assert [(check.check, check.passed, check.graded) for check in found.checks] == [("b", 1, 4), ("a", 3, 4)]
    assert [(each.mistake, each.sentence, each.students) for each in found.mistakes] == [
        ("flipped", "You flip it.", 2),
        ("other", "O.", 1),
    ]


def test_statistics_count_what_counts(give, store, course):
    give("anna", checks=[a_check("a", earned=0.0, mistake="m", message="M.")], text="a", handed_in=1.0)
    give("anna", checks=[a_check("a")], text="b", handed_in=2.0)
    with refresh(store, course) as book:
        found = of(book)
    assert (found.mistakes, found.checks[0].passed, found.checks[0].graded) == ([], 1, 1)


def test_checks_of_one_name_and_huge_texts_do_no_harm(give, store, course):
    long = a_check("a", earned=0.0, mistake="m", message="x" * 100_000, verdict=Verdict.ERROR)
    give("anna", checks=[long, long])
    with refresh(store, course) as book:
        assert len(of(book).mistakes[0].sentence) == 500


# --- size ------------------------------------------------------------------------------------------


def many(give, students, texts=1):
    checks = [a_check(f"check {number}", output="o" * 200) for number in range(10)]
    for student in range(students):
        for text in range(texts):
            give(f"student {student:05}", checks=checks, text=str(text), handed_in=float(text))


def peak_of(store, course):
    """The most that is in memory at a time while it is made, in bytes."""
    (store.root / NAME).unlink(missing_ok=True)
    tracemalloc.start()
    try:
        refresh(store, course).database.close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_outcomes(give, store, course):
    many(give, 50)
    few = peak_of(store, course)
    many(give, 500)
    assert peak_of(store, course) < few + 500 * 3000  # paths, names; a report here has 8 kB in memory


@pytest.mark.sweep
def test_ten_thousand_outcomes(give, store, course):
    many(give, 500, texts=20)
    assert peak_of(store, course) < 40e6
    with refresh(store, course) as book:
        assert book.attempts() == 10_000
        assert len(book.sheet().rows) == 500
