"""The class on a real Slurm: what local runs give, whatever becomes of the tasks."""

import asyncio
import os
import random
import shutil
import signal

import msgspec
import pytest
import slurm as machine

from grader.batch import cluster, remote, run, shard, slurm
from grader.batch.batch import Batch
from grader.batch.outcome import Skipped
from grader.batch.plan import scan
from grader.batch.store import Store
from grader.course import load_course
from grader.errors import UsageError
from grader.events import CheckDone, Note
from grader.layout import Layout, Request, Resources
from grader.submission import read

RIGHT = "def f(x):\n    return x\n"
WRONG = "def f(x):\n    return -x\n"
LOOPING = "def f(x):\n    while True:\n        pass\n"
NOTHING = Resources()
CHECKS = """
@check()
def once(lab):
    "f gives what it takes."
    expect.matches(lab.f, 1.0)


@check()
def loads(lab):
    "f is there."
"""


@pytest.fixture(scope="module")
def nodes(tmp_path_factory):
    """A cluster, whose commands are in reach of this process."""
    with (
        machine.cluster(tmp_path_factory.mktemp("slurm") / "cluster") as found,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in found.environment.items():
            patch.setenv(name, value)
        yield found
        machine.settled(found)


@pytest.fixture(scope="module")
def course(tmp_path_factory, write_course):
    root = tmp_path_factory.mktemp("course")
    write_course(root, checks=CHECKS, limits={"seconds": 2})
    return load_course(root)


@pytest.fixture
def begun(tmp_path, course):
    """A function that hands in one source a student and submits them: begun(RIGHT, …) -> run, store.

    The store is held until the test is over.
    """
    stores = []

    def begin(*sources, asked="array=2", store=None, resources=NOTHING):
        for number, source in enumerate(sources):
            folder = tmp_path / "submissions" / f"student {number}\n"
            folder.mkdir(parents=True)
            (folder / "tiny.py").write_text(source)
        if store is None:
            stores.append(store := Store(tmp_path / "results").__enter__())
        todo = store.missing(scan(tmp_path / "submissions", course).hand_ins)
        given = msgspec.structs.replace(course, file=Layout(resources=resources))
        return slurm.begin(given, store, todo, cluster.wishes(asked), slurm.How()), store

    yield begin
    for store in stores:
        store.__exit__(None, None, None)


def ignore(told):
    pass


def verdicts(store):
    """Outcomes without what differs from run to run."""
    found = {}
    for one in store.outcomes():
        plain = msgspec.to_builtins(one)
        plain.pop("graded")
        plain["report"].pop("seconds")
        for check in plain["report"]["checks"]:
            check.pop("seconds")
        found[one.student] = plain
    return found


def scores(store):
    return [one.report.score for one in store.outcomes()]


def test_outcomes_are_those_of_a_local_run(nodes, begun, course, tmp_path):
    going, store = begun(RIGHT, WRONG, RIGHT, "def")
    heard = []
    going.watch(store, heard.append, ignore)
    assert [len(each) for each in going.facts.rounds[0].shards] == [2, 2]
    assert sorted(event.outcome.name for event in heard) == [f"student {number}\n" for number in range(4)]

    (tmp_path / "local").mkdir()
    shutil.copy(store.root / "batch.json", tmp_path / "local")
    with Store(tmp_path / "local") as local:
        asyncio.run(Batch(course, local, ignore).run(scan(tmp_path / "submissions", course).hand_ins))
    assert verdicts(local) == verdicts(store)
    assert slurm.unfinished(store.root) == []


def test_a_cancelled_task_is_submitted_again(nodes, begun):
    told = []
    with machine.full(nodes):
        going, store = begun(RIGHT, RIGHT)
        first = nodes.jobs("PENDING")[0][0]
        nodes.run("scancel", first)
    going.watch(store, ignore, told.append)
    assert scores(store) == [2, 2]
    assert [round.shards for round in going.facts.rounds] == [[[0], [1]], [[int(first[-1])]]]
    (note,) = (one.message for one in told if isinstance(one, Note))
    assert "what it left, 1, is submitted again" in note


def test_a_job_of_somebody_else_by_the_same_name_means_nothing(nodes, begun):
    with machine.full(nodes):
        going, store = begun(RIGHT, RIGHT)
        nodes.run("scancel", nodes.jobs("PENDING")[0][0])
        options = "--uid=nobody", "--hold", "--chdir=/", f"--job-name={going.names[0]}", "--wrap=true"
        other = nodes.run("sbatch", "--parsable", *options).strip()
    try:
        going.watch(store, ignore, ignore)
        assert scores(store) == [2, 2]
        going.cancel()
        assert nodes.jobs() == [(other, "PENDING")]
    finally:
        nodes.run("scancel", other)


def test_a_killed_task_loses_only_what_it_was_at(nodes, begun):
    going, store = begun(RIGHT, LOOPING, asked="array=1")
    heard = []

    def kill(event):
        heard.append(event)
        if len(heard) == 1:
            for pid in machine.processes(nodes, "submitit.core._submit"):
                os.kill(pid, signal.SIGKILL)

    going.watch(store, kill, ignore)
    assert scores(store) == [2, 1]
    assert [round.shards for round in going.facts.rounds] == [[[0, 1]], [[1]]]
    assert len(heard) == 2


def test_a_task_that_never_gets_through_is_given_up(nodes, begun):
    heard = []

    def cancel(told):
        if isinstance(told, run.Jobs) and told.waiting:
            nodes.run("scancel", *(id for id, state in nodes.jobs("PENDING")))

    with machine.full(nodes):
        going, store = begun(RIGHT, asked="array=1")
        going.watch(store, heard.append, cancel)
    (lost,) = heard
    assert isinstance(lost, Skipped)
    assert "its Slurm task ended 3 times before it was graded (the last time: CANCELLED)" in lost.why
    assert len(going.facts.rounds) == run.MOST
    assert slurm.unfinished(store.root) == []


def test_a_run_is_found_again(nodes, begun, course):
    with machine.full(nodes):
        _, store = begun(RIGHT, WRONG)
        (state,) = slurm.state(store.root)
        assert (state.hand_ins, state.done, state.jobs.waiting) == (2, 0, 2)
        with pytest.raises(UsageError, match="--attach goes on with it"):
            slurm.begin(course, store, [], cluster.wishes(""), slurm.How())
    (again,) = slurm.unfinished(store.root)
    heard = []
    again.watch(store, heard.append, ignore)
    assert sorted(event.outcome.report.score for event in heard) == [1, 2]
    assert slurm.state(store.root) == []


def test_of_what_is_there_already_nobody_hears_again(nodes, begun):
    going, store = begun(RIGHT, WRONG)
    going.watch(store, ignore, ignore)
    going.facts.over = False
    shard.write(going.folder, going.facts)
    (again,) = slurm.unfinished(store.root)
    assert again.left(store) == []
    heard = []
    again.watch(store, heard.append, ignore)
    assert heard == []


def test_cancelling_leaves_no_task(nodes, begun):
    with machine.full(nodes):
        going, store = begun(RIGHT, WRONG)
        going.cancel()
        assert [state for _, state in nodes.jobs()] == ["RUNNING"]
    assert slurm.unfinished(store.root) == []


def test_cancelling_ends_what_a_task_has_started(nodes, begun):
    def interrupt(event):
        raise KeyboardInterrupt

    going, store = begun(RIGHT, LOOPING, asked="array=1")
    with pytest.raises(KeyboardInterrupt):
        going.watch(store, interrupt, ignore)
    assert machine.processes(nodes, "grader.batch.worker")
    going.cancel()
    machine.settled(nodes)
    assert machine.processes(nodes, "grader.batch.worker") == []


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_killed_nothing_is_lost(nodes, begun, seed):
    chance, heard = random.Random(seed), []

    def kill(event):
        heard.append(event.student if isinstance(event, Skipped) else event.outcome.student)
        found = machine.processes(nodes, "submitit.core._submit")
        if found and chance.random() < 0.2:
            os.kill(chance.choice(found), signal.SIGKILL)

    going, store = begun(*[RIGHT, WRONG, "def"] * 20, asked="array=3")
    going.watch(store, kill, ignore)
    assert (len(heard), len(set(heard))) == (60, 60)
    again, _ = begun(asked="array=2", store=store)  # those that were given up
    again.watch(store, ignore, ignore)
    assert sorted(scores(store)) == [0] * 20 + [1] * 20 + [2] * 20


def test_a_refusal_is_a_sentence_and_leaves_nothing(nodes, begun, tmp_path, capfd):
    with pytest.raises(cluster.SlurmError, match="job with partition=none: Invalid partition name"):
        begun(RIGHT, asked="partition=none")
    assert list((tmp_path / "results" / "slurm").iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_a_gpu_that_is_not_there_is_refused(nodes, tmp_path):
    asked = cluster.wishes("gres=gpu:1")
    with pytest.raises(cluster.SlurmError, match="Invalid generic resource"):
        cluster.submit(tmp_path / "job", "test", asked, print, ["{}"])


def test_folders_of_others_are_not_believed(nodes, begun, tmp_path):
    (tmp_path / "results" / "slurm").mkdir(parents=True)
    (tmp_path / "results" / "slurm").chmod(0o770)
    with pytest.raises(UsageError, match="not yours alone"):
        begun(RIGHT)


def test_one_file_is_watched_as_it_is_graded(nodes, course, tmp_path):
    (tmp_path / "tiny.py").write_text(LOOPING)
    running, words = [], []

    def listen(event):
        if isinstance(event, CheckDone):
            running.append([state for _, state in nodes.jobs()])

    report = remote.grade(
        tmp_path / "jobs",
        cluster.wishes(""),
        course.exercise("tiny"),
        read(tmp_path / "tiny.py"),
        listener=listen,
        tell=words.append,
    )
    assert [check.verdict for check in report.checks] == ["timeout", "passed"]
    assert len(running) == 2
    assert list((tmp_path / "jobs").iterdir()) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("partion=a", "--slurm knows no 'partion': partition?"),
        ("zzz=1", "--slurm knows no 'zzz': partition, gres"),
        ("time", "'time' should be time=VALUE"),
        ("qos=a b", "without spaces or quotes"),
        ("mem=1\n#SBATCH --uid=0", "without spaces or quotes"),
        ("array=0", "array=0 should say how many tasks"),
    ],
)
def test_what_slurm_is_asked_for_is_checked(text, sentence):
    with pytest.raises(UsageError) as refusal:
        cluster.wishes(text)
    assert sentence in str(refusal.value)


def test_what_slurm_is_asked_for():
    asked = cluster.wishes("partition=short, gres=gpu:a100:1,time=1-00:00:00,cpus=4,mem=8G,array=20")
    assert asked.array == 20
    assert asked.options == {
        "partition": "short",
        "gres": "gpu:a100:1",
        "time": "1-00:00:00",
        "cpus-per-task": "4",
        "mem": "8G",
    }


def test_without_slurm_a_sentence_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=r"this machine has no Slurm \(sbatch is not found\)"):
        cluster.require(tmp_path)


@pytest.mark.parametrize("name", ["100%j", "o'hara", "two\nlines"])
def test_folders_that_slurm_would_misread_are_refused(nodes, tmp_path, name):
    with pytest.raises(UsageError, match="choose another folder"):
        cluster.require(tmp_path / name)


def test_half_a_line_waits_for_its_other_half(tmp_path):
    path = tmp_path / "1-0.jsonl"
    path.write_bytes(b'{"type":"done","item":1}\n\n{"type":"do')
    lines, offset = shard.said(tmp_path, 1, 0)
    assert lines == [shard.Done(1)]
    with path.open("ab") as file:
        file.write(b'ne","item":2}\n')
    assert shard.said(tmp_path, 1, 0, offset)[0] == [shard.Done(2)]


@pytest.mark.parametrize(
    ("number", "parts"), [(1, [[0, 1, 2, 3, 4]]), (2, [[0, 2, 4], [1, 3]]), (9, [[n] for n in range(5)])]
)
def test_shards(number, parts):
    assert shard.split(list(range(5)), number) == parts


def test_what_course_yaml_asks_for_stands_behind_the_command_line():
    resources = Resources(
        numpy=Request(partition="short", time=10),
        keras=Request(partition="gpu", gres="gpu:1", cpus=4, array=3),
    )
    asked = cluster.wishes("time=30,gres=gpu:2")
    keras, numpy = asked.of("keras", resources), asked.of("numpy", resources)
    assert keras.options == {"partition": "gpu", "gres": "gpu:2", "time": "30", "cpus-per-task": "4"}
    assert numpy.options == {"partition": "short", "time": "30"}  # nothing is trained: no GPU
    assert (keras.tasks, numpy.tasks, cluster.wishes("array=5").of("keras", resources).tasks) == (3, 8, 5)
    assert asked.of("numpy", Resources(numpy=Request(gres="shard:1"))).options["gres"] == "shard:1"


def test_tasks_ask_for_what_course_yaml_says(nodes, begun):
    with pytest.raises(cluster.SlurmError, match="job with partition=none: Invalid partition name"):
        begun(RIGHT, asked="", resources=Resources(numpy=Request(partition="none")))
