"""From values to gates, and to what is wrong with bands."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import HONEST, band_study

from dllab.authoring.studies import gates
from dllab.authoring.studies.study import Bands

SMALL = [0.090, 0.092, 0.091, 0.089, 0.093, 0.091]  # e.g. a squared error: mean 0.091, sd 0.001414


def small(**changes):
    """A band where less is better."""
    return band_study(0.15, 0.13, 0.11, **{"solution": SMALL, "blind": 0.3, **changes})


def test_the_gate_is_five_deviations_from_the_mean():
    assert gates.limit(band_study()) == pytest.approx(0.91 - 5 * 0.0141421, abs=1e-6)
    assert gates.limit(small()) == pytest.approx(0.091 + 5 * 0.00141421, abs=1e-7)


def test_a_median_of_three_deviates_less():
    assert gates.reach(band_study(seeds=1)) == pytest.approx(gates.limit(band_study()))
    # 0.6698 deviations, by the order statistics of three normal numbers
    assert gates.reach(band_study()) == pytest.approx(0.91 - 5 * 0.0141421 * 0.6698, abs=1e-3)


def test_bands_in_order_have_no_problems():
    assert list(gates.problems(band_study())) == []
    assert list(gates.problems(small())) == []


def test_passing_above_the_gate():
    (problem,) = gates.problems(band_study(0.845, 0.85, 0.855))
    assert problem == "passing is 0.845, above 0.8393: 0.91 − 5 × 0.014 (mean and sd of 6 trainings)"
    (problem,) = gates.problems(small(blind=None, in_force=Bands(0.097, 0.0965, 0.0961)))
    assert problem.startswith("passing is 0.097, below 0.09807: 0.091 + 5 × 0.0014")


def test_excellent_that_the_solution_misses():
    (problem,) = gates.problems(band_study(excellent=0.9))
    assert problem.startswith("excellent is 0.9, above 0.8631: the solution does not reach it")


def test_what_needs_no_input_must_not_pass():
    (problem,) = gates.problems(band_study(blind=0.49))
    assert problem == "passing is 0.5, and the same answer to every input gets 0.49"
    (problem,) = gates.problems(band_study(blind=0.83))
    assert problem.startswith("no gate can be set: the same answer to every input gets 0.83")
    assert gates.propose(band_study(blind=0.83)) is None


def test_bands_out_of_order():
    assert list(gates.problems(band_study(solid=0.45))) == [
        "passing, solid and excellent are 0.5, 0.45, 0.7: not in order"
    ]


def test_diverged_trainings_of_the_solution():
    study = band_study(solution=[*HONEST, "nan", "inf"])
    assert list(gates.problems(study)) == ["2 of the solution's 8 trainings came to NaN or infinity"]
    assert gates.limit(study) is None
    assert gates.propose(study) is None


def test_mistakes_that_a_gate_lets_through():
    mistakes = {
        "as-good": [0.85, 0.2],
        "close": [0.48, 0.49],
        "far": [0.2, 0.21],
        "caught": [],
        "lost": ["nan", "nan"],
    }
    told = list(gates.remarks(band_study(mistakes=mistakes)))
    assert told == [
        "as-good gets up to 0.85: no gate can tell it from the solution, so another check must catch it",
        "close gets up to 0.49: too near to passing, which is 0.5",
    ]
    (told,) = gates.remarks(small(mistakes={"as-good": [0.0975, 0.0975], "far": [0.2, 0.2]}))
    assert told.startswith("as-good gets up to 0.0975: no gate can tell it")


def test_a_proposal_lies_between_honest_and_broken():
    study = band_study(mistakes={"best": [0.6, 0.61], "as-good": [0.9], "worse": [0.3]})
    assert gates.propose(study) == Bands(0.72, 0.779, 0.839)
    assert gates.propose(small(mistakes={"worse": [0.2, 0.2]})) == Bands(0.15, 0.125, 0.0981)
    assert gates.propose(band_study(blind=None)) == Bands(0.768, 0.8, 0.839)


values = st.lists(st.floats(0.001, 1, allow_subnormal=False), min_size=2, max_size=20)


@settings(deadline=None)
@given(values, st.booleans(), st.one_of(st.none(), st.floats(0, 1)), values)
def test_every_proposal_keeps_the_rule(solution, more, blind, broken):
    bands = Bands(0.1, 0.2, 0.3) if more else Bands(0.3, 0.2, 0.1)
    study = band_study(solution=solution, in_force=bands, blind=blind, mistakes={"broken": broken})
    proposed = gates.propose(study)
    if proposed is None:
        return
    assert proposed.sign == bands.sign
    again = band_study(solution=solution, in_force=proposed, blind=blind, mistakes={"broken": broken})
    assert not [one for one in gates.problems(again) if "same answer" not in one]
    assert all(math.isfinite(number) for number in (proposed.passing, proposed.solid, proposed.excellent))
