"""A drop folder with students and a teacher who are users of their own."""

import os

import pytest
from users import (
    ROOT,
    STAFF,
    TEACHER,
    as_user,
    ground,
)

from grader.batch.collect import collect, last
from grader.batch.permissions import create
from grader.batch.register import Register


@pytest.fixture
def yard():
    """A folder of the teacher's that everybody gets to."""
    with ground() as folder:
        if ROOT:
            os.chown(folder, TEACHER, STAFF)
        yield folder


@pytest.fixture
def box(yard):
    """The drop folder, made by the teacher."""
    as_user(TEACHER, create, yard / "drop box", str(STAFF))
    return yard / "drop box"


@pytest.fixture
def collected(box, yard, course):
    """A function that collects as the teacher."""
    assert all(exercise.version for exercise in course)  # read now: the teacher cannot get at the files
    (yard / "submissions").mkdir(mode=0o700)
    if ROOT:
        os.chown(yard / "submissions", TEACHER, STAFF)

    def run(merit=last, most=None):
        submissions = yard / "submissions"

        def collect_as_teacher():
            return collect(box, submissions, course, Register(submissions), merit, most)

        return as_user(TEACHER, collect_as_teacher, umask=0o077)

    return run
