"""class grade --slurm and --attach, grade --slurm: the real commands on a real cluster."""

import json
import os
import signal

import pytest
import slurm as machine
from ptys import Terminal
from small_course import RIGHT, SQUARED, until

from dllab.workspace import Workspace
from grader.batch.slurm import unfinished
from grader.batch.store import Store


@pytest.fixture(scope="module")
def nodes(tmp_path_factory):
    with machine.cluster(tmp_path_factory.mktemp("slurm") / "cluster") as found:
        yield found
        machine.settled(found)


@pytest.fixture
def environment(environment, nodes):
    return {**environment, **nodes.environment}


@pytest.fixture
def submissions(hand_in):
    return hand_in({"anna": RIGHT, "-b en": SQUARED})


def scores(results):
    return {one.student: one.report.score for one in Store(results).outcomes()}


def waits(nodes):
    return [id for id, state in nodes.jobs() if state == "PENDING"]


def test_a_class_is_graded_by_two_tasks(nodes, dllab, submissions, results):
    done = dllab("class", "grade", submissions, "--out", results, "--slurm", "partition=all,array=2,time=5")
    assert done.status == 0
    assert "double: 2 graded, mean 2.5 of 5\n" in done.out
    assert scores(results) == {"anna": 5, "-b en": 0}
    again = dllab("class", "grade", submissions, "--out", results, "--slurm", "partition=nonsense")
    assert (again.status, again.err) == (0, "")


def test_relative_folders_mean_the_same_to_tasks(nodes, dllab, submissions, results, tmp_path):
    done = dllab("class", "grade", "submissions", "--out", "results", "--slurm", "", cwd=tmp_path)
    assert done.status == 0
    paths = {one.report.submission.path for one in Store(results).outcomes()}
    assert paths == {"submissions/anna/double.py", "submissions/-b en/double.py"}


def test_what_a_killed_coordinator_leaves_is_gone_on_with(
    nodes, dllab, running, submissions, results, tmp_path
):
    command = ("class", "grade", submissions, "--out", results)
    with machine.full(nodes):
        coordinator = running(*command, "--slurm", "array=2")
        until(lambda: len(waits(nodes)) == 2)
        coordinator.kill()
        coordinator.communicate()
        for words in (["--slurm", "array=2"], []):  # what tasks are at is nothing for this machine either
            refused = dllab(*command, *words)
            assert refused.is_refusal()
            assert "--attach goes on with it, `scancel --name=dllab-" in refused.err
        unsure = dllab(*command, env={"PATH": str(tmp_path)})
        assert unsure.is_refusal()
        assert "nobody can tell whether its tasks are over (squeue cannot be run" in unsure.err
    (submissions / "anna" / "double-open.py").write_text(RIGHT)
    done = dllab(*command, "--attach")
    assert done.status == 0
    assert "double: 2 graded, mean 2.5 of 5\n" in done.out
    assert "1 more were handed in since: the same command without --attach grades them" in done.err
    assert scores(results) == {"anna": 5, "-b en": 0}
    assert dllab(*command, "--attach").is_refusal()


def test_ctrl_c_leaves_tasks_where_nobody_can_be_asked(nodes, dllab, running, submissions, results):
    command = ("class", "grade", submissions, "--out", results)
    with machine.full(nodes):
        coordinator = running(*command, "--slurm", "array=1", "--json-lines")
        told = json.loads(until(lambda: next(line for line in coordinator.stdout if b'"jobs"' in line)))
        assert told == {"type": "jobs", "running": 0, "waiting": 1, "reason": told["reason"], "trouble": ""}
        coordinator.send_signal(signal.SIGINT)
        out, _ = coordinator.communicate(timeout=20)
        assert coordinator.returncode == 3
        assert json.loads(out.splitlines()[-1])["type"] == "stopped"
        assert len(waits(nodes)) == 1
    assert dllab(*command, "--attach").status == 0


def test_ctrl_c_asks_and_cancels(nodes, environment, submissions, results):
    with machine.full(nodes):
        screen = Terminal(
            "class", "grade", submissions, "--out", results, "--slurm", "array=2", env=environment
        )
        screen.see("2 waiting")
        os.kill(screen.process.pid, signal.SIGINT)
        screen.see("Cancel the Slurm tasks, too?")
        os.write(screen.master, b"y\n")
        assert screen.process.wait(20) == 3
        os.close(screen.master)
        assert waits(nodes) == []


@pytest.fixture
def slow(environment, tmp_path):
    """An environment in which scancel takes its time, and a file that is there once it was begun."""
    (tmp_path / "bin").mkdir()
    program, begun = tmp_path / "bin" / "scancel", tmp_path / "begun"
    program.write_text(f"#!/bin/sh\ntouch '{begun}'\nexec sleep 60\n")
    program.chmod(0o755)
    return {**environment, "PATH": f"{program.parent}:{environment['PATH']}"}, begun


def test_ctrl_c_while_tasks_are_cancelled_says_what_may_go_on(nodes, slow, submissions, results):
    environment, begun = slow
    with machine.full(nodes):
        command = ("class", "grade", submissions, "--out", results, "--slurm", "array=2")
        screen = Terminal(*command, env=environment, size=(300, 24))
        screen.see("2 waiting")
        os.kill(screen.process.pid, signal.SIGINT)
        screen.see("Cancel the Slurm tasks, too?")
        os.write(screen.master, b"y\n")
        until(begun.exists)
        os.kill(screen.process.pid, signal.SIGINT)
        screen.see("may go on: `scancel --name=dllab-")
        assert screen.process.wait(20) == 3
        os.close(screen.master)
        (run,) = unfinished(results)
        assert len(waits(nodes)) == 2
        nodes.run("scancel", f"--name={run.names[0]}")
        assert waits(nodes) == []


def test_a_learner_who_goes_in_haste_is_told_of_the_job(nodes, slow, running, started):
    environment, begun = slow
    started("double", RIGHT)
    with machine.full(nodes):
        waiting = running("grade", "double", "--slurm", "", env=environment)
        (job,) = until(lambda: waits(nodes))
        assert b"waits in Slurm's queue" in waiting.stderr.readline()
        waiting.send_signal(signal.SIGINT)
        until(begun.exists)
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate(timeout=20)
        assert waiting.returncode == 2
        assert b"Ctrl-C came in between, so dllab-" in err
        nodes.run("scancel", job)


def test_refusals_are_sentences(nodes, dllab, submissions, results, tmp_path):
    command = ("class", "grade", submissions, "--out", results)
    assert "Invalid partition name" in dllab(*command, "--slurm", "partition=none").err
    for words in (
        ["--slurm", "gpu=1"],
        ["--slurm", "", "--attach"],
        ["--slurm", "", "--jobs", "2"],
        ["--attach"],
    ):
        assert dllab(*command, *words).is_refusal()
    nothing = {"PATH": str(tmp_path)}
    assert "this machine has no Slurm" in dllab(*command, "--slurm", "", env=nothing).err


def test_one_learner_is_graded_by_a_job(nodes, dllab, started, home):
    started("double", RIGHT)
    done = dllab("grade", "double", "--slurm", "partition=all,time=2,gres=gpu:1")
    assert done.status == 0
    assert "Score 5 of 5" in done.out
    assert [entry.score for entry in Workspace(home).log().entries] == [5]
    started("double", SQUARED)
    failed = dllab("grade", "double", "--slurm", "partition=all", "--json")
    assert (failed.status, failed.json["score"]) == (1, 0)
    assert list((home / ".dllab" / "slurm").iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_a_learner_who_goes_leaves_no_job(nodes, running, started, number):
    started("double", RIGHT)
    with machine.full(nodes):
        waiting = running("grade", "double", "--slurm", "")
        until(lambda: waits(nodes))
        assert b"waits in Slurm's queue" in waiting.stderr.readline()
        waiting.send_signal(number)
        waiting.communicate(timeout=20)
        assert waiting.returncode == 3
        assert waits(nodes) == []


def test_a_job_that_is_cancelled_is_a_sentence(nodes, running, started):
    started("double", RIGHT)
    with machine.full(nodes):
        waiting = running("grade", "double", "--slurm", "")
        (job,) = until(lambda: waits(nodes))
        nodes.run("scancel", job)
        _, err = waiting.communicate(timeout=20)
        assert waiting.returncode == 2
        assert b"the job ended before a report came (" in err


def test_what_slurm_refuses_a_learner_is_a_sentence(nodes, dllab, started):
    started("double", RIGHT)
    assert dllab("grade", "double", "--slurm", "partition=none").is_refusal()
    assert dllab("grade", "double", "--slurm", "partitoin=none").is_refusal()
