"""The format of MNIST's files."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.datasets import idx


def test_a_file_written_out_by_hand():
    data = bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255])
    assert idx.decode(data).tolist() == [[1, 2, 3], [4, 5, 255]]
    assert idx.encode(np.array([[1, 2, 3], [4, 5, 255]])) == data


@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=5)))
def test_there_and_back(array):
    back = idx.decode(idx.encode(array))
    assert back.shape == array.shape
    assert np.array_equal(back, array)


@given(st.binary(max_size=40))
def test_other_bytes_are_an_error_and_nothing_else(data):
    try:
        array = idx.decode(data)
    except ValueError:
        return
    assert idx.encode(array) == data


@pytest.mark.parametrize("array", [np.array([1.0]), np.array([256]), np.array([-1]), np.array(["a"])])
def test_what_is_no_bytes_is_not_written(array):
    with pytest.raises(ValueError, match="not bytes"):
        idx.encode(array)
