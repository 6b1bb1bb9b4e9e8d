"""An item more in a YAML file's list, and nothing else changed."""

import pytest

from dllab.authoring.new.listing import add
from grader.errors import ExerciseError

ADDED = [
    ("title: A\nexercises: [a, b]  # in order\n", "title: A\nexercises: [a, b, new]  # in order\n"),
    ("exercises: []\ntitle: A", "exercises: [new]\ntitle: A"),
    ("exercises: [   ]   # none\n", "exercises: [   new]   # none\n"),
    ("exercises: ['a', \"b\"]\n", "exercises: ['a', \"b\", new]\n"),
    ("exercises: [\n  a,\n  b\n]\n", "exercises: [\n  a,\n  b, new\n]\n"),
    (
        "exercises:\n  - a  # first\n  # the last:\n  - b # end\nobjectives: [x]\n",
        "exercises:\n  - a  # first\n  # the last:\n  - b # end\n  - new\nobjectives: [x]\n",
    ),
    ("exercises:\n- a\n- b", "exercises:\n- a\n- b\n- new"),
    ("exercises:\n  - a\n\n# end\n", "exercises:\n  - a\n  - new\n\n# end\n"),
    ("exercises:\r\n- a\r\ntitle: A\r\n", "exercises:\r\n- a\r\n- new\r\ntitle: A\r\n"),
]


@pytest.mark.parametrize(("before", "after"), ADDED)
def test_everything_else_stays(tmp_path, before, after):
    path = tmp_path / "track.yaml"
    path.write_bytes(before.encode())
    path.chmod(0o640)
    add(path, "exercises", "new")
    assert path.read_bytes().decode() == after
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    "text",
    [
        "title: A\n",
        "exercises:\n",
        "exercises: a\n",
        "- a\n",
        "",
        "exercises: [a\n",
        "exercises: &x [a]\nb: *x\n",
    ],
)
def test_what_it_cannot_change_it_leaves(tmp_path, text):
    path = tmp_path / "track.yaml"
    path.write_text(text)
    with pytest.raises(ExerciseError, match="add `new` to the list under `exercises` yourself"):
        add(path, "exercises", "new")
    assert path.read_text() == text


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ExerciseError, match="missing file"):
        add(tmp_path / "track.yaml", "exercises", "new")
