"""The file, and the rules for it."""

import msgspec
import pytest
from studies import HONEST, a_study, band_study, replace, write_net

from dllab.authoring.studies import studied, study, thresholds
from grader.course import load_course
from grader.errors import ExerciseError


class Net:
    """An exercise with a study, and what the rules say of it, without the folder."""

    def __init__(self, root):
        self.root, self.folder = root, write_net(root)

    def write(self, found):
        (self.folder / "study.json").write_bytes(study.encoded(found))

    def write_good(self, **changes):
        version = thresholds.version(self.read())
        self.write(a_study(band_study(0.3, 0.35, 0.4, **changes), version=version))

    def read(self):
        return load_course(self.root).exercise("net")

    def problems(self):
        return [one.replace(f"{self.folder}/", "") for one in studied.problems(self.read())]


@pytest.fixture
def net(tmp_path):
    return Net(tmp_path)


def test_a_study_survives_its_file(net):
    found = a_study(band_study(mistakes={"a": ["nan", 0.1], "b": []}, solution=HONEST * 4))
    net.write(found)
    assert study.read(net.read()) == found
    text = (net.folder / "study.json").read_text()
    assert "0.9, 0.92, 0.91, 0.89, 0.93, 0.91, 0.9, 0.92, 0.91, 0.89,\n" in text
    assert '"nan", 0.1\n' in text
    assert max(map(len, text.splitlines())) < 110


def test_the_same_study_is_the_same_text(net):
    one, two = (a_study(band_study(), data=name).data for name in ("a", "b"))
    assert study.encoded(study.Study(one | two)) == study.encoded(study.Study(two | one))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1, "dat": {}}', '{"schema": 2}', "\xff"])
def test_a_damaged_study(net, text):
    (net.folder / "study.json").write_text(text, encoding="latin-1")
    with pytest.raises(ExerciseError, match=r"study.json: (not )?a study"):
        study.read(net.read())


def test_no_study(net):
    assert net.problems() == [
        "hidden.py:12: no study says what this band should be: run `dllab author calibrate net`"
    ]


def test_a_study_in_order(net):
    net.write_good()
    assert net.problems() == []


def test_a_study_of_nothing(net):
    net.write_good()
    replace(net.folder / "hidden.py", "lab.train(", "lab.trial(")
    assert len(net.problems()) == 1
    assert net.problems()[0].startswith("study.json:1: a study, but no check trains")


def test_a_band_above_the_gate(net):
    net.write_good(solution=[0.3, 0.31, 0.32], blind=None)
    problems = net.problems()
    assert problems[0].startswith("hidden.py:4: digits: passing is 0.3, above 0.26")
    assert problems[1].startswith("hidden.py:4: digits: excellent is 0.4, above ")
    assert len(problems) == 2


def test_a_band_that_was_changed_since(net):
    net.write_good()
    replace(net.folder / "hidden.py", "0.35", "0.36")
    assert net.problems() == [
        "hidden.py:4: these bands on digits were not studied: run `dllab author calibrate net --data digits`",
        "study.json:16: the bands of learns on digits are no longer these: "
        "run `dllab author calibrate net --data digits`",
    ]
    lines = (net.folder / "study.json").read_text().splitlines()
    assert '"accuracy"' in lines[15]


def test_bands_that_nobody_can_read(net):
    net.write_good()
    replace(net.folder / "hidden.py", '{"passing": 0.3, "solid": 0.35, "excellent": 0.4}', "bands(0.3)")
    assert net.problems() == [
        "hidden.py:12: no bands are written out: "
        "name three numbers passing, solid and excellent, here or in a dict"
    ]


def test_bands_of_two_data_sets_that_were_exchanged(net):
    band, other = band_study(0.3, 0.35, 0.4), band_study(0.31, 0.36, 0.41)
    replace(net.folder / "exercise.yaml", "[digits]", "[digits, glyphs]")
    more = ', "glyphs": {"passing": 0.31, "solid": 0.36, "excellent": 0.41}}\n'
    replace(net.folder / "hidden.py", "0.4}}\n", "0.4}" + more)
    version = thresholds.version(net.read())

    def both(one, two):
        return study.Study(a_study(one, "digits", version).data | a_study(two, "glyphs", version).data)

    net.write(both(band, other))
    assert net.problems() == []
    net.write(both(other, band))
    assert len(net.problems()) == 4


def test_code_that_was_changed_since(net):
    net.write_good()
    replace(net.folder / "hidden.py", "epochs=1", "epochs=2")
    assert net.problems() == [
        "study.json:4: checks, solution or mistakes are no longer those studied on digits: "
        "run `dllab author calibrate net --data digits`"
    ]


def test_a_data_set_without_a_study(net):
    replace(net.folder / "exercise.yaml", "[digits]", "[mnist, digits]")
    net.write_good()
    assert net.problems() == [
        "exercise.yaml:7: no study on mnist: run `dllab author calibrate net --data mnist`"
    ]


def test_a_study_is_no_stray_file_of_an_exercise_and_the_gate_reads_it(bench):
    (bench.folder / "study.json").write_text("{}")
    assert bench.problems() == [
        "study.json:1: a study, but no check trains a network and asks for a band: delete it"
    ]


def test_a_study_is_no_part_of_the_exercises_version(net):
    before = net.read().version
    net.write_good()
    assert net.read().version == before


def test_nobody_reads_another_schema(net):
    net.write(msgspec.structs.replace(a_study(band_study()), schema=9))
    with pytest.raises(ExerciseError, match="schema 9; this version reads 1"):
        study.read(net.read())
