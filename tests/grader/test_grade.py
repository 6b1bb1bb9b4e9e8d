"""grade(): the report, its events, and that it can be replayed."""

import os

import msgspec
import pytest
from scaling import ALL_RIGHT, ALL_WRONG, CHECKS, HIDDEN, MISTAKES, RIGHT, SOLUTION, WRONG, outcomes

from grader.errors import UsageError
from grader.events import CheckDone, CheckStarted, Finished, Started
from grader.grade import grade
from grader.report import from_json, to_json
from grader.submission import from_source


@pytest.fixture
def exercise(tiny):
    return tiny(solution=SOLUTION, checks=CHECKS, hidden=HIDDEN, mistakes=MISTAKES)


# -- the report ---------------------------------------------------------------------------------------


def test_the_report(grader, exercise):
    report = grader.grade(exercise, RIGHT)
    assert outcomes(report) == ALL_RIGHT
    assert (report.score, report.max_score, report.full_marks) == (15, 15, True)
    assert (report.exercise.id, report.exercise.version) == ("tiny", exercise.version)
    assert (report.submission.path, report.submission.sha256) == ("right.py", RIGHT.sha256)
    assert [check.visibility for check in report.checks] == ["public"] * 3 + ["hidden"]
    assert report.environment == grader.environment()
    assert report.seed
    assert from_json(to_json(report)) == report
    assert outcomes(grader.grade(exercise, WRONG)) == ALL_WRONG


def test_events_come_in_order(grader, exercise):
    heard = []
    report = grader.grade(exercise, RIGHT, listener=heard.append)
    assert heard[0] == Started("tiny", ["first", "second", "third", "fourth"])
    assert heard[-1] == Finished(report)
    middle = heard[1:-1]
    assert [type(event) for event in middle] == [CheckStarted, CheckDone] * 4
    assert [event.name for event in middle[::2]] == heard[0].checks
    assert [event.result for event in middle[1::2]] == report.checks


def test_a_listener_that_raises_ends_the_grading_and_nothing_else(grader, exercise, processes):
    def listener(event):
        if type(event) is CheckDone:
            raise KeyboardInterrupt

    before = len(processes.guests())
    with pytest.raises(KeyboardInterrupt):
        grader.grade(exercise, RIGHT, listener=listener)
    assert len(processes.guests()) == before
    assert outcomes(grader.grade(exercise, RIGHT)) == ALL_RIGHT


def test_with_processes_of_its_own(exercise, processes):
    before = processes.below(os.getpid())
    assert outcomes(grade(exercise, RIGHT)) == ALL_RIGHT
    processes.until(lambda: set(processes.below(os.getpid())) <= set(before))


# -- seed, only, public_only --------------------------------------------------------------------------


def without_time(report):
    checks = [msgspec.structs.replace(check, seconds=0.0) for check in report.checks]
    return msgspec.structs.replace(report, checks=checks, seconds=0.0)


def test_a_report_is_replayed_from_its_seed(grader, exercise):
    first = grader.grade(exercise, WRONG)
    again = grader.grade(exercise, WRONG, seed=first.seed)
    assert without_time(again) == without_time(first)
    other = grader.grade(exercise, WRONG)
    assert other.seed != first.seed
    assert other.checks[0].message != first.checks[0].message


def test_order_and_selection_do_not_matter(grader, exercise):
    whole = {check.name: check for check in without_time(grader.grade(exercise, WRONG, seed="s")).checks}
    for only in (["fourth", "third", "second", "first"], ["second"], ["third", "first"]):
        part = without_time(grader.grade(exercise, WRONG, seed="s", only=only))
        assert [check.name for check in part.checks] == only
        assert part.checks == [whole[name] for name in only]
        assert part.max_score == sum(whole[name].points for name in only)


def test_without_hidden_checks(grader, exercise):
    report = grader.grade(exercise, RIGHT, public_only=True)
    assert outcomes(report) == ALL_RIGHT[:3]
    assert report.max_score == 7


def test_checks_that_do_not_exist(grader, exercise):
    with pytest.raises(UsageError, match="there is no check 'frist': did you mean first"):
        grader.grade(exercise, RIGHT, only=["first", "frist"])
    with pytest.raises(UsageError, match="there is no check 'zzz': there are first, second, third, fourth"):
        grader.grade(exercise, RIGHT, only=["zzz"])
    with pytest.raises(UsageError, match="there is no check 'fourth'"):
        grader.grade(exercise, RIGHT, only=["fourth"], public_only=True)


def test_an_exercise_that_changes_is_read_again(grader, exercise):
    assert outcomes(grader.grade(exercise, RIGHT)) == ALL_RIGHT
    exercise.solution.write_text(SOLUTION.replace("2 * x", "3 * x"))
    again = type(exercise)(**{name: getattr(exercise, name) for name in exercise.__struct_fields__})
    assert grader.grade(again, RIGHT).score == 0


# -- guests -------------------------------------------------------------------------------------------


def test_one_guest_serves_all_checks_and_a_fresh_one_where_asked(graded):
    source = "import os\nN = [0]\ndef f():\n    N[0] += 1\n    return N[0], os.getpid()\n"
    checks = "SEEN = {}\n" + "".join(
        f'@check(fresh={fresh})\ndef c{n}(lab):\n    "C."\n    expect.that(False, repr(lab.f()))\n\n'
        for n, fresh in enumerate([False, False, True, False])
    )
    counts, pids = zip(*(eval(check.message) for check in graded(source, checks).checks), strict=True)
    assert counts == (1, 2, 1, 2)
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_what_one_submission_leaves_the_next_does_not_find(grader, exercise):
    spoils = (
        SOLUTION
        + "\nimport builtins, numpy\nbuiltins.len = numpy.float64 = None\nopen('left', 'w').close()\n"
    )
    grader.grade(exercise, from_source(spoils))
    assert outcomes(grader.grade(exercise, RIGHT)) == ALL_RIGHT
    looks = from_source(SOLUTION + "\nimport os\nassert os.listdir() == []\nassert len([]) == 0\n")
    assert outcomes(grader.grade(exercise, looks)) == ALL_RIGHT


def test_memory_and_time_are_per_check(graded):
    source = "import time\ndef f():\n    time.sleep(0.15)\n    return len(bytearray(100 << 20))\n"
    checks = "".join(
        f'@check()\ndef c{n}(lab):\n    "C."\n    expect.close(lab.f(), 100 << 20)\n\n' for n in range(4)
    )
    report = graded(source, checks, limits={"seconds": 0.5, "memory_mb": 150})
    assert report.full_marks
