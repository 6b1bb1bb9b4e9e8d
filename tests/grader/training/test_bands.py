"""What a report tells of bands: whose run, each seed's value, and what needs no input."""

import textwrap
from types import SimpleNamespace

import numpy as np
import pytest

from grader.report import Band
from grader.submission import from_source
from grader.training.run import Median, Run, SeedRun


def a_run(targets, shape, test=None):
    """Two trainings that predicted zeros of that shape, on these targets."""
    split = SimpleNamespace(y=np.asarray(targets))
    held_out = SimpleNamespace(y=np.asarray(targets if test is None else test))
    task = SimpleNamespace(train=split, test=held_out, data="made")
    seeds = [SeedRun(n, np.zeros(shape), {}, np.zeros(1), 0.1) for n in range(2)]
    return Run(None, task, seeds, samples=0)


def test_blind_to_classes_is_the_commonest():
    run = a_run([2, 2, 2, 0, 1], (4, 3), test=[2, 2, 0, 1])
    np.testing.assert_allclose(run.blind(), [[0.2, 0.2, 0.6]] * 4)
    assert run.accuracy.blind() == 0.5
    assert run.accuracy == 0.25


def test_blind_to_numbers_is_their_mean():
    run = a_run([[0.0, 4.0], [2.0, 6.0]], (2, 2))
    np.testing.assert_allclose(run.blind(), [[1, 5]] * 2)
    assert run.mse.blind() == 1.0
    assert run.score(lambda outputs, targets: float(outputs.max())).blind() == 5.0


def test_blind_to_pictures_has_the_shape_of_an_answer():
    run = a_run(np.arange(8.0).reshape(2, 2, 2), (3, 2, 2, 1))
    np.testing.assert_allclose(run.blind()[2, :, :, 0], [[2, 3], [4, 5]])


def test_nothing_is_said_where_a_constant_means_nothing():
    several = np.zeros(3, dtype=[("label", int), ("box", float, 4)])
    assert a_run(several, (3, 5)).score(lambda outputs, targets: 1.0).blind() is None
    assert a_run([[1.0, 2.0]], (1, 3)).blind() is None
    assert Median([0.5, 0.7]).blind() is None


@pytest.fixture(scope="module")
def report(grader, write_course, tmp_path_factory):
    """Two networks are trained; the band of the first is asked for after that."""
    source = """
        import keras

        def dense(units):
            layers = keras.layers
            hidden, last = layers.Dense(units), layers.Dense(10)
            return keras.Sequential([keras.Input((8, 8)), layers.Flatten(), hidden, last])

        def build_model():
            return dense(2)

        def build_large():
            return dense(40)
    """
    checks = """
        @check()
        def both(lab):
            "Both."
            small, large = (
                lab.train(lab.network(name), lab.task(train=200, test=50), epochs=1, seeds=2)
                for name in ("build_model", "build_large")
            )
            expect.band(small.accuracy, -3, -2, -1, what="the small one")
            expect.band(large.accuracy, -1, -0.5, 0)
            expect.band(float(small.accuracy), -1, -0.5, 0, what="a plain number")
    """
    about = {"kind": "keras", "datasets": ["digits"], "provides": ["build_model"]}
    limits = {"seconds": 60, "memory_mb": 1536}
    exercise = write_course(tmp_path_factory.mktemp("bands"), source, checks, limits=limits, **about)
    done = grader.grade(exercise, from_source(textwrap.dedent(source), "tiny.py"), seed="s")
    assert [check.message for check in done.checks] == [""]
    return done


def test_a_band_is_in_the_record_of_its_run(report):
    small, large = report.training
    assert (small.network, large.network) == ("build_model", "build_large")
    blind = small.bands[0].blind
    assert small.bands == [Band("both", "small one", -3, -2, -1, blind)]
    assert 0 <= blind <= 0.3
    assert [band.metric for band in large.bands] == ["accuracy", "a plain number"]


def test_each_seed_has_its_value_and_the_record_their_median(report):
    small, large = report.training
    values = [run.metrics["small one"] for run in small.runs]
    assert len(values) == 2
    assert small.metrics["small one"] == pytest.approx(np.median(values), abs=1e-5)
    assert [set(run.metrics) for run in large.runs] == [{"accuracy"}] * 2


def test_a_plain_number_is_the_latest_trainings_and_says_nothing_of_seeds(report):
    large = report.training[1]
    assert large.metrics["a plain number"] == report.training[0].metrics["small one"]
    assert large.bands[1].blind is None
