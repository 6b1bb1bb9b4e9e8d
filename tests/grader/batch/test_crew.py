"""A worker takes jobs in order, says why it cannot, and ends with whoever asks it."""

import asyncio
import os
import signal
import subprocess
import sys

import msgspec
import pytest
from handed_in import ROOT, verdicts

from grader.batch.crew import Worker, WorkerDied
from grader.batch.messages import Job, Work
from grader.errors import SandboxError
from grader.submission import read


@pytest.fixture
def job(course, tmp_path):
    """A function that makes a job of a source: job("softmax", source)."""

    def make(id, source=None):
        exercise = course.exercise(id)
        path = tmp_path / f"{id}.py"
        path.write_text(exercise.text("solution.py") if source is None else source)
        return Job(id, exercise.version, os.fsencode(path).hex(), read(path).sha256, "a seed")

    return make


def with_worker(play, course=ROOT, device="auto"):
    async def whole():
        worker = Worker(course, device)
        try:
            return await play(worker)
        finally:
            await worker.end()

    return asyncio.run(whole())


def test_answers_come_in_order(job):
    async def play(worker):
        await worker.send(job("softmax"))
        await worker.send(job("logistic-unit", "def"))
        return [await worker.answer(60), await worker.answer(60)], worker.sandbox

    (first, second), sandbox = with_worker(play)
    assert first.report.exercise.id == "softmax"
    assert first.report.full_marks
    assert second.report.score == 0
    assert first.report.environment.sandbox == sandbox


def test_it_grades_as_the_one_path_does(job, grader, course):
    async def play(worker):
        await worker.send(job("softmax", "def softmax(z):\n    return z\n"))
        return await worker.answer(60)

    answer = with_worker(play)
    path = os.fsdecode(bytes.fromhex(job("softmax", "def softmax(z):\n    return z\n").path))
    alone = grader.grade(course.exercise("softmax"), read(path), "a seed")
    assert verdicts(answer.report) == verdicts(alone)


def test_another_file_or_exercise_than_was_meant(job):
    async def play(worker):
        meant = job("softmax")
        for changes in ({"sha256": "0"}, {"version": "0"}, {"exercise": "gone"}, {"path": "2f"}):
            await worker.send(msgspec.structs.replace(meant, **changes))
            yield_.append((await worker.answer(60)).changed)

    yield_ = []
    with_worker(play)
    assert yield_ == ["file", "exercise", "exercise", "file"]


def test_after_its_death_there_is_a_new_one(job):
    async def play(worker):
        await worker.start()
        first = worker.pid
        os.kill(first, signal.SIGKILL)
        with pytest.raises(WorkerDied, match="ended"):
            await worker.send(job("softmax"))
            await worker.answer(60)
        await worker.send(job("softmax"))
        assert worker.pid != first
        return await worker.answer(60)

    assert with_worker(play).report.full_marks


def test_patience_ends(job):
    async def play(worker):
        await worker.send(job("softmax"))
        with pytest.raises(WorkerDied, match="within 0 s"):
            await worker.answer(0)
        assert worker.pid is None

    with_worker(play)


@pytest.mark.parametrize(
    ("settings", "why"), [({"device": "abacus"}, "abacus"), ({"course": ROOT / "docs"}, "no course here")]
)
def test_why_it_does_not_start(settings, why):
    async def play(worker):
        await worker.start()

    with pytest.raises(SandboxError, match=why):
        with_worker(play, **settings)


def test_an_end_that_is_cancelled_is_left_to_the_next():
    async def play(worker):
        await worker.start()
        pid = worker.pid
        ending = asyncio.create_task(worker.end())
        await asyncio.sleep(0)
        ending.cancel()
        await asyncio.gather(ending, return_exceptions=True)
        assert worker.pid == pid
        await worker.end()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    with_worker(play)


def test_it_ends_with_its_input_in_the_middle_of_a_job(job, processes):
    spin = "import time\nend = time.process_time() + 60\nwhile time.process_time() < end: pass\n"
    worker = subprocess.Popen(
        [sys.executable, "-m", "grader.batch.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    worker.stdin.write(msgspec.json.encode(Work(str(ROOT))) + b"\n")
    worker.stdin.write(msgspec.json.encode(job("softmax", spin)) + b"\n")
    worker.stdin.flush()
    family = processes.until(lambda: any(map(processes.entered, processes.below(worker.pid))))
    family = processes.below(worker.pid)
    worker.stdin.close()
    assert worker.wait(timeout=20) == 0
    processes.until(lambda: not any(map(processes.alive, family)))
    worker.stdout.close()
