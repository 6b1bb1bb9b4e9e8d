"""A small course and what bundles of it hold."""

import pytest

from dllab.authoring.bundle import making
from grader import shipped
from grader.course import load_course


@pytest.fixture
def made(tmp_path):
    """A function that bundles a course: made(root, audience, out="…") -> Bundle."""

    def make(root, audience="students", out="x.tar.gz", **wish):
        found = load_course(root)
        assert not found.problems
        asked = making.Wish(audience, tmp_path / out, **wish)
        making.refuse(asked)
        recorded = making.recordings(found, asked, jobs=1) if audience == "students" else []
        assert not [problem for one in recorded for problem in one.problems]
        return making.make(found, asked, recorded)

    return make


@pytest.fixture(scope="session")
def built_in():
    """The course that comes with the project."""
    return load_course(shipped.course())
