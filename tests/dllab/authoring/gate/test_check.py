"""The gate over several exercises: in parallel, in order, and told as it goes."""

import shutil

import pytest

from dllab.authoring.gate.check import Outcome, run


@pytest.fixture
def course(bench):
    """Three exercises: one good, one with a problem, one that does not even load its checks."""
    ids = ["zero", "mean"]
    for id in ("broken", "noisy"):
        ids.append(id)
        shutil.copytree(bench.folder, bench.folder.with_name(id))
        shutil.copy(bench.solution, bench.solution.with_name(f"{id}.py"))
        path = bench.folder.with_name(id) / "exercise.yaml"
        text = path.read_text().replace("id: mean", f"id: {id}").replace("title: The mean", f"title: {id}")
        path.write_text(text)
    bench.write(bench.root / "exercises/01-basics/track.yaml", f"title: B\nexercises: [{', '.join(ids)}]\n")
    (bench.folder.with_name("broken") / "checks.py").write_text("def")
    (bench.folder.with_name("noisy") / "notes.txt").touch()
    return bench.course()


def outline(outcomes: list[Outcome]):
    return [(outcome.exercise, len(outcome.problems), outcome.mistakes_proved) for outcome in outcomes]


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_outcomes_come_in_the_order_asked_for(course, jobs):
    heard = []
    exercises = [course.exercise(id) for id in ("noisy", "broken", "mean")]
    outcomes = run(course, exercises, seeds=1, jobs=jobs, on_done=heard.append)
    assert outline(outcomes) == [("noisy", 1, 3), ("broken", 1, 0), ("mean", 0, 3)]
    assert sorted(outline(heard)) == sorted(outline(outcomes))
    assert outcomes[0].problems[0].endswith("notes.txt: a stray file: it is no part of an exercise")
    assert outcomes[1].problems[0].endswith("broken/checks.py:1: not Python: invalid syntax")


def test_no_exercises(course):
    assert run(course, []) == []


def test_two_runs_say_the_same(course):
    (course.root / "exercises/01-basics/noisy/lesson.md").write_text("short")
    exercises = [course.exercise("noisy")]
    first, second = (run(course, exercises, seeds=2, jobs=1)[0].problems for _ in range(2))
    assert first == second
    assert len(first) > 3


def test_a_file_that_is_no_text_is_told_once(bench):
    lesson = bench.folder / "lesson.md"
    lesson.write_bytes(b"caf\xe9\n" + lesson.read_bytes())
    outcome = bench.outcome()
    [found] = [bench._short(one) for one in (*outcome.problems, *outcome.warnings)]
    assert found == "lesson.md:1: not UTF-8 text: invalid continuation byte; save the file as UTF-8"
