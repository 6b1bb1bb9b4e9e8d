"""doctor, author check, and dllab alone."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from small_course import STARTER

ROOT = Path(__file__).resolve().parents[3]


def test_doctor_says_what_was_found(dllab, home, mini):
    done = dllab("doctor")
    answer = dllab("doctor", "--json").json
    sandbox = answer["environment"]["sandbox"]
    assert done.status == (0 if sandbox["level"] == "kernel" else 1)
    assert f"sandbox level {sandbox['level']}" in " ".join(done.out.split())
    for sentence in sandbox["missing"]:
        assert sentence in " ".join(done.out.split())
    assert (answer["workspace"], answer["course"]) == (str(home), str(mini))


def test_doctor_finds_what_is_broken(dllab, mini):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    path.write_text("id: double\n")
    done = dllab("doctor", env={"DLLAB_HOME": "/proc/dllab"})
    assert done.status == 1
    text = " ".join(done.out.split())
    assert "- exercises/01-numbers/double/exercise.yaml" in text
    assert "/proc/dllab cannot be written" in text
    assert len(dllab("doctor", "--json", env={"DLLAB_HOME": "/proc/dllab"}).json["problems"]) == 2


def test_doctor_leaves_nothing_behind(dllab, home):
    dllab("doctor")
    assert not home.exists()


def test_doctor_says_what_there_is_to_train_with(dllab, tmp_path):
    program = tmp_path / "nvidia-smi"
    program.write_text(
        "#!/bin/sh\necho '0, GPU-1, NVIDIA H100 PCIe, 81559, 81000, Disabled'\n"
        "echo '1, GPU-2, NVIDIA GB10, [N/A], [N/A], [N/A]'\n"
    )
    program.chmod(0o755)
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CUDA_VISIBLE_DEVICES": "1,0", "KERAS_BACKEND": ""}
    heading, *lines = dllab("doctor", env=env).out.partition("\nTraining\n")[1:]
    assert heading
    rows = dict(line.split(maxsplit=1) for line in lines[0].partition("\n\n")[0].splitlines())
    assert rows["gpu:0"] == "NVIDIA GB10"
    assert rows["gpu:1"] == "NVIDIA H100 PCIe · 81,559 MB, 81,000 of them free"
    assert (rows["backend"], rows["keras"]) == ("tensorflow", version("keras"))
    training = dllab("doctor", "--json", env=env).json["training"]
    assert [one["name"] for one in training["devices"]] == ["NVIDIA GB10", "NVIDIA H100 PCIe", "CPU"]
    assert training["problems"] == []


def test_doctor_says_why_there_is_no_gpu_and_that_this_is_no_problem(dllab):
    outcome = dllab("doctor", "--json", env={"CUDA_VISIBLE_DEVICES": ""}).json
    assert [one["name"] for one in outcome["training"]["devices"]] == ["CPU"]
    assert "CUDA_VISIBLE_DEVICES is empty" in outcome["training"]["notes"][0]
    assert outcome["problems"] == []


def test_doctor_says_that_the_backend_cannot_be_used(dllab):
    done = dllab("doctor", env={"KERAS_BACKEND": "theano"})
    assert done.status == 1
    assert "- KERAS_BACKEND=theano cannot be used: tensorflow, jax, torch can\n" in done.out


def test_author_check_finds_what_is_wrong_with_an_exercise(dllab):
    done = dllab("author", "check", "double", "--seeds", "1", "--jobs", "1")
    assert done.status == 1
    assert "✗ double · " in done.out
    assert "exercises/01-numbers/double/" in done.out
    assert "0 of 1 exercises in order" in done.out


def test_author_check_as_json(dllab):
    done = dllab("author", "check", "--all", "--seeds", "1", "--json")
    assert done.status == 1
    assert [one["exercise"] for one in done.json["exercises"]] == ["double", "double-open"]
    assert all(one["problems"] for one in done.json["exercises"])


def test_author_check_of_all_counts_what_cannot_be_read(dllab, mini):
    (mini / "exercises/01-numbers/double-open/exercise.yaml").write_text("id: double-open\n")
    done = dllab("author", "check", "--all", "--seeds", "1")
    assert done.status == 1
    assert "double-open/exercise.yaml" in done.out
    assert "0 of 2 exercises in order · 1 other problem · " in done.out


def test_author_check_says_what_is_wrong_with_the_exercise_s_track(dllab, mini):
    track = mini / "exercises/01-numbers/track.yaml"
    track.write_text("title: Numbers\nexercises: [double, gone, double-open]\n")
    done = dllab("author", "check", "double", "--seeds", "1", "--jobs", "1", "--no-table")
    assert "track.yaml:2: there is no folder 'gone' here" in " ".join(done.out.split())
    assert "0 of 1 exercises in order · 1 other problem · " in done.out


def test_author_check_of_a_good_exercise(dllab):
    done = dllab("author", "check", "logistic-unit", "--seeds", "1", "--course", ROOT)
    assert done.status == 0, done.out
    assert done.out.startswith("✓ logistic-unit · in order · ")
    assert "1 of 1 exercises in order" in done.out


def test_author_mutate_names_what_no_check_notices(dllab, mini):
    solution = mini / "solutions/01-numbers/double.py"
    solution.write_text("def double(x):\n    return 3 * x if x == 12345 else 2 * x\n")
    done = dllab("author", "mutate", "double", "--jobs", "1")
    assert done.status == 1
    assert done.out.startswith("✗ double · ")
    assert "double.py:2: double: return 3 * x if x == 12345 else 2 * x → return 2 * x\n" in done.out
    [outcome] = dllab("author", "mutate", "double", "--json").json["exercises"]
    assert outcome["killed"] + len(outcome["survivors"]) == outcome["mutants"]


def test_author_mutate_of_sharp_checks(dllab):
    done = dllab("author", "mutate", "double")
    assert done.status == 0, done.out
    assert done.out.endswith("· 0 explained · 0 survive unexplained (0.0%)\n")


def test_author_mutate_leaves_out_what_trains_networks(dllab):
    done = dllab("author", "mutate", "train-digits", "--course", ROOT)
    assert done.status == 2
    assert "its checks train networks" in done.err


def test_dllab_alone_shows_the_course_and_a_report_with_a_typical_mistake(dllab, home):
    done = dllab(env={"DLLAB_COURSE": str(ROOT)})
    assert (done.status, done.err) == (0, "")
    for expected in (
        "  logistic-unit ",
        "(a known mistake: derivative-of-z-not-a)",
        "You squash once too often",
        "expected",
        "│",
        "What to type next",
        "dllab show ",
        "dllab start ",
    ):
        assert expected in done.out
    assert not home.exists()


def test_dllab_alone_where_the_course_has_no_such_exercise(dllab):
    done = dllab()
    assert done.status == 0
    assert "double-open" in done.out
    assert "Score" not in done.out
    assert "dllab show double" in done.out


@pytest.mark.parametrize("closed", ["</dev/null", "<&-", ">/dev/null", "| cat", "2>&1 | head -3"])
def test_dllab_alone_never_waits_for_anybody(environment, closed):
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m dllab {closed}'],
        env={**environment, "DLLAB_COURSE": str(ROOT)},
        stdin=subprocess.PIPE,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_first_steps_that_it_advises_work(dllab, home):
    assert dllab("show", "double").status == 0
    assert dllab("start", "double").status == 0
    done = dllab("test", "double")
    assert done.status == 1
    assert "what is twice x" in done.out
    assert (home / "double.py").read_text() == STARTER
