"""What units make of their sums."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dllab.explore.elementwise import relu, sigmoid


def test_sigma_of_known_numbers():
    found = sigmoid(np.array([0.0, 2.0, -2.0]))
    assert found.tolist() == pytest.approx([0.5, 0.8807970779778823, 0.11920292202211755], abs=1e-15)


def test_sigma_does_not_overflow():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sigmoid(np.array([-1e308, -1000.0, 1000.0, 1e308])).tolist() == [0, 0, 1, 1]


@given(st.floats(-700, 700))
def test_sigma_of_the_opposite_is_the_rest(z):
    a, b = sigmoid(np.array([z, -z]))
    assert a + b == pytest.approx(1, abs=1e-15)


def test_relu_keeps_what_is_positive_and_what_is_not_there():
    assert relu(np.array([-1.0, 0.0, 2.0])).tolist() == [0, 0, 2]
    assert np.isnan(relu(np.array([np.nan]))).all()
