"""A warm grader for each file of the tests of training."""

from __future__ import annotations

import pytest

from grader.grade import Grader


@pytest.fixture(scope="module")
def grader():
    with Grader(device="cpu") as warm:
        yield warm
