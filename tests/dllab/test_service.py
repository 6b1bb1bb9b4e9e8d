"""The client of the grading process, with the real one behind it."""

import asyncio
import os
import signal

import pytest
from small_course import RIGHT, SQUARED, alive, busy, family, until

from dllab.service import Service, ServiceError
from grader.errors import ExerciseError, SubmissionError, UsageError
from grader.events import CheckDone, CheckStarted, Finished, Started

ENDLESS = "while True:\n    pass\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "double.py"
    path.write_text(RIGHT)
    return path


async def events(service, path, course, exercise="double", **options):
    return [event async for event in service.grade(exercise, path, course=course, **options)]


def processes(service):
    return [service._process.pid, *family(service._process.pid)] if service._process else []


def with_service(use):
    """Run a test's coroutine with a service that is closed afterwards."""

    async def run():
        async with Service() as service:
            return await asyncio.wait_for(use(service), 30)

    return asyncio.run(run())


def test_events_come_in_order_and_end_with_the_report(file, mini):
    heard = with_service(lambda service: events(service, file, mini))
    kinds = [Started, CheckStarted, CheckDone, CheckStarted, CheckDone, Finished]
    assert [type(event) for event in heard] == kinds
    assert heard[-1].report.full_marks
    assert {check.visibility for check in heard[-1].report.checks} == {"public"}


def test_one_process_serves_many_requests(file, mini):
    async def use(service):
        await events(service, file, mini)
        first = processes(service)
        file.write_text(SQUARED)
        last = await events(service, file, mini, only=("doubles_three",), public_only=False)
        assert processes(service)[:2] == first[:2]
        return last[-1].report

    assert [check.mistake for check in with_service(use).checks] == ["squared"]


@pytest.mark.parametrize(
    ("break_it", "error", "what"),
    [
        ({"path": "nowhere.py"}, SubmissionError, "no such file"),
        ({"exercise": "doubel"}, UsageError, "did you mean double"),
        ({"only": ("no_check",)}, UsageError, "no_check"),
        ({"course": "/nowhere"}, ExerciseError, "no course"),
    ],
)
def test_what_cannot_be_graded_raises_what_the_grader_raised_and_the_service_lives(
    file, mini, break_it, error, what
):
    async def use(service):
        options = {"path": file, "course": mini, **break_it}
        with pytest.raises(error, match=what):
            await events(service, **options)
        return await events(service, file, mini)

    assert with_service(use)[-1].report.full_marks


def test_a_dead_service_is_one_sentence_and_a_new_service(file, mini):
    async def use(service):
        await events(service, file, mini)
        os.killpg(service._process.pid, signal.SIGKILL)
        with pytest.raises(ServiceError, match="ended unexpectedly"):
            await events(service, file, mini)
        return await events(service, file, mini)

    assert with_service(use)[-1].report.full_marks


def test_a_cancelled_grading_leaves_no_process_and_the_next_one_works(file, mini):
    async def use(service):
        file.write_text(ENDLESS)
        task = asyncio.create_task(events(service, file, mini))
        while not any(map(busy, processes(service))):
            await asyncio.sleep(0.02)
        relatives = processes(service)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        until(lambda: not any(map(alive, relatives)))
        file.write_text(RIGHT)
        return await events(service, file, mini)

    assert with_service(use)[-1].report.full_marks


def test_closing_ends_the_process(file, mini):
    async def use(service):
        await events(service, file, mini)
        return processes(service)

    relatives = with_service(use)
    assert relatives
    until(lambda: not any(map(alive, relatives)))


def test_a_service_that_was_never_needed_starts_nothing():
    async def use(service):
        return service._process

    assert with_service(use) is None
