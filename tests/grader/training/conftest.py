"""One warm grader for the tests of training."""

from __future__ import annotations

import pytest

from grader.grade import Grader


@pytest.fixture(scope="session")
def grader():
    with Grader(device="cpu") as warm:
        yield warm
