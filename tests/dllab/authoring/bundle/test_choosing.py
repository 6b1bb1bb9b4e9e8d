"""Which exercises go into a bundle."""

import pytest

from dllab.authoring.bundle import choosing
from grader.course import load_course
from grader.errors import UsageError


def test_nothing_stays_out_unless_it_is_named(mini):
    assert [one.id for one in choosing.exercises(load_course(mini), ())] == ["double", "double-open"]


def test_one_that_stays_out(mini):
    assert [one.id for one in choosing.exercises(load_course(mini), ["double-open"])] == ["double"]


@pytest.mark.parametrize(("key", "said"), [("requires", "requires"), ("uses", "uses code of")])
def test_what_another_needs_does_not_stay_out(mini, key, said):
    yaml = mini / "exercises/01-numbers/double-open/exercise.yaml"
    yaml.write_text(f"{yaml.read_text().rstrip()}\n{key}: [double]\n")
    what = f"--without double: double-open {said} it: leave that out, too"
    with pytest.raises(UsageError, match=what):
        choosing.exercises(load_course(mini), ["double"])
    with pytest.raises(UsageError, match="no exercise is left"):
        choosing.exercises(load_course(mini), ["double", "double-open"])


def test_what_is_wrong_with_one_that_stays_out_is_no_problem(mini):
    (mini / "exercises/01-numbers/double/exercise.yaml").write_text("id: double\n")
    found = load_course(mini)
    assert len(choosing.problems(found, ())) == 1
    assert choosing.problems(found, ["double"]) == []
    assert [one.id for one in choosing.exercises(found, ["double"])] == ["double-open"]
    with pytest.raises(UsageError, match="there is no exercise 'triple'"):
        choosing.problems(found, ["triple"])
