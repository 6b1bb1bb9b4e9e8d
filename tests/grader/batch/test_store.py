"""Outcomes are whole files in a folder that one coordinator writes."""

import contextlib
import os
import subprocess
import sys

import pytest
from gradings import a_check, a_report, an_outcome
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.outcome import Outcome, encoded, seed
from grader.batch.store import Store, StoreError, safe_name
from grader.errors import UsageError


def outcome(student="anna", exercise="softmax", key="k" * 24, **more):
    return Outcome(student=encoded(student), exercise=exercise, key=key, handed_in=1.0, graded=2.0, **more)


def test_what_is_written_is_found(tmp_path):
    with Store(tmp_path) as store:
        assert not store.has("anna", "softmax", "k" * 24)
        store.write(outcome())
    assert Store(tmp_path).has("anna", "softmax", "k" * 24)
    assert list(Store(tmp_path).outcomes()) == [outcome()]


@given(name=st.binary(min_size=1, max_size=255).filter(lambda name: not {0, 47} & {*name}))
def test_any_name_stays_inside(name):
    student = os.fsdecode(name)
    found = safe_name(student)
    assert found not in ("", ".", "..")
    assert "/" not in found
    assert not found.startswith(".")
    assert len(found.encode()) <= 200
    assert outcome(student).name == student


@given(names=st.sets(st.text(min_size=1, max_size=120), min_size=2, max_size=2))
def test_two_students_are_never_one(names):
    one, other = names
    assert safe_name(one) != safe_name(other)


def test_a_damaged_file_is_told_and_the_others_count(tmp_path):
    with Store(tmp_path) as store:
        store.write(outcome())
        store.write(outcome("ben"))
    (tmp_path / "reports" / "anna" / "softmax" / f"{'k' * 24}.json").write_text("{")
    broken, good = Store(tmp_path).outcomes()
    assert isinstance(broken, StoreError)
    assert "anna" in str(broken)
    assert good == outcome("ben")


@pytest.mark.parametrize("damage", [b"", b"{", b'{"student": "\xff"}', b"[]", b"null", b"\0" * 100])
def test_damage_of_any_kind_is_a_sentence(tmp_path, damage):
    with Store(tmp_path) as store:
        store.write(outcome())
        (tmp_path / "reports" / "anna" / "softmax" / f"{'k' * 24}.json").write_bytes(damage)
        for (found,) in (store.outcomes(), store.summaries()):
            assert isinstance(found, StoreError)
        (tmp_path / "batch.json").write_bytes(damage)
        with pytest.raises(StoreError, match="damaged"):
            _ = store.secret


def test_a_summary_says_what_the_outcome_does(tmp_path):
    wrong = a_check("b", earned=0.0, mistake="m", message="You flip it.\nAt 3: 4.", output="o" * 9)
    report = a_report([a_check("a", message="fine"), wrong])
    with Store(tmp_path) as store:
        store.write(an_outcome("zo\u00eb\n", report, again=(5.0,)))
        (whole,), (found,) = store.outcomes(), store.summaries()
    for name in ("student", "name", "exercise", "key", "handed_in", "graded", "again", "sha256", "error"):
        assert getattr(found, name) == getattr(whole, name)
    assert (found.report.score, found.report.max_score) == (report.score, report.max_score)
    assert (found.report.exercise, found.report.submission) == (report.exercise, report.submission)
    for each, check in zip(found.report.checks, report.checks, strict=True):
        for name in ("name", "title", "visibility", "points", "earned", "verdict", "mistake", "full_marks"):
            assert getattr(each, name) == getattr(check, name)
    assert [each.message for each in found.report.checks] == ["", "You flip it."]


def test_one_coordinator_at_a_time(tmp_path):
    with Store(tmp_path), pytest.raises(UsageError, match=f"process {os.getpid()} on "), Store(tmp_path):
        pass
    with Store(tmp_path):
        pass


def test_a_killed_coordinator_leaves_no_lock(tmp_path):
    code = "import os, sys; from pathlib import Path; from grader.batch.store import Store\n"
    code += "Store(Path(sys.argv[1])).__enter__(); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    with Store(tmp_path):
        pass


def test_forgotten_ones_are_graded_anew(tmp_path):
    with Store(tmp_path) as store:
        store.write(outcome())
        store.write(outcome(exercise="dense"))
        assert store.forget("anna", "softmax") == 1
        assert not store.has("anna", "softmax", "k" * 24)
        assert store.has("anna", "dense", "k" * 24)


def test_seeds_stay_those_of_the_batch(tmp_path):
    with Store(tmp_path / "one") as one, Store(tmp_path / "other") as other:
        assert one.secret == Store(tmp_path / "one").secret
        assert one.secret != other.secret
        assert seed(one.secret, "k") == seed(one.secret, "k")
        assert seed(one.secret, "k") != seed(other.secret, "k")
        assert seed(one.secret, "k") != seed(one.secret, "l")


def test_nobody_else_may_read_it(tmp_path):
    mask = os.umask(0)
    with Store(tmp_path) as store:
        _ = store.secret
    os.umask(mask)
    assert (tmp_path / "batch.json").stat().st_mode & 0o77 == 0
    assert (tmp_path / "reports").stat().st_mode & 0o77 == 0


@pytest.mark.parametrize(("bits", "fits"), [(0o777, False), (0o1777, True), (0o775, True)])
def test_results_that_everybody_could_replace_are_refused(tmp_path, bits, fits):
    (tmp_path / "results").mkdir()
    (tmp_path / "results").chmod(bits)
    refusal = contextlib.nullcontext() if fits else pytest.raises(UsageError, match="everybody can replace")
    with refusal, Store(tmp_path / "results"):
        pass
    assert (tmp_path / "results" / "reports").exists() == fits


def test_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"), Store(tmp_path / "file" / "results"):
        pass


def test_who_holds_it(tmp_path):
    assert Store(tmp_path).holder() == ""
    assert list(tmp_path.iterdir()) == []
    with Store(tmp_path):
        assert Store(tmp_path).holder().startswith(f"process {os.getpid()} on ")
    assert Store(tmp_path).holder() == ""


def test_one_outcome(tmp_path):
    with Store(tmp_path) as store:
        store.write(outcome())
        assert store.read("anna", "softmax", "k" * 24) == outcome()
        with pytest.raises(StoreError, match="not there"):
            store.read("ben", "softmax", "k" * 24)


def test_a_secret_that_is_damaged_is_told(tmp_path):
    (tmp_path / "batch.json").write_text("{")
    with pytest.raises(StoreError, match="delete it to grade with new seeds"):
        _ = Store(tmp_path).secret


def test_nobody_can_name_a_folder_after_the_shortened_one_of_another():
    long = "é" * 120
    assert len(encoded(long)) > 200
    assert safe_name(safe_name(long)) != safe_name(long)
