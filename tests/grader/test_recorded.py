"""Public checks where there is no solution: the recorded answers say the same."""

import shutil
import textwrap

import numpy as np
import pytest

from grader import recorded
from grader.answers import NotRecorded, Recorder, Replayed
from grader.compare import difference
from grader.course import load_course
from grader.errors import ExerciseError, UsageError
from grader.recorded import Answer, Record, data_of
from grader.report import Verdict
from grader.submission import from_source

RIGHT = """
import numpy as np

SCALE = 3.0

def f(x):
    if np.any(x < 0):
        raise ValueError("negative")
    return {"twice": 2 * x, "all": (x.sum(), [1, "a"])}

def forward(W, x):
    return x @ W * SCALE

def backward(dout, W, x):
    return SCALE * x.T @ dout

class Counter:
    def __init__(self):
        self.n = 0
    def step(self):
        self.n += 1
        return self.n
"""

CHECKS = """
@check(points=1, cases=[2, 3])
def agrees(lab, case):
    "It agrees."
    expect.matches(lab.f, lab.rng.uniform(size=case))
    expect.matches(lab.f, np.array([-1.0]))

@check(points=1)
def counts(lab):
    "It counts."
    def twice(m):
        one = m.Counter()
        one.step()
        return one.step()
    expect.matches(twice)

@check(points=1)
def is_a_derivative(lab):
    "It is."
    expect.gradient(
        lambda m, W, x: m.forward(W, x),
        lambda m, dout, W, x: m.backward(dout, W, x),
        {"W": lab.rng.normal(size=(2, 3)), "x": lab.rng.normal(size=(4, 2))},
        wrt=["W"],
    )

@check(points=1)
def is_asked_directly(lab):
    "Directly."
    expect.close(lab.SCALE, lab.reference.SCALE)
    expect.close(lab.forward(np.eye(2), np.ones((1, 2))), lab.reference.forward(np.eye(2), np.ones((1, 2))))
    expect.that(lab.has("f") == lab.reference.has("f"), "no f")
"""

HIDDEN = """
@check(points=3)
def is_hidden(lab):
    "Hidden."
    expect.matches(lab.f, lab.rng.uniform(size=9))
"""

MISTAKES = """
@mistake("thrice", "You take it three times.")
class _:
    def f(x):
        return {"twice": 3 * x, "all": (x.sum(), [1, "a"])}
"""


@pytest.fixture
def bare(grader):
    """A function that makes of an exercise what students get: bare(exercise) -> Exercise."""

    def strip(exercise):
        recorder, solution = Recorder(), from_source(exercise.text("solution.py"))
        report = grader.grade(exercise, solution, recorded.SEED, public_only=True, recorder=recorder)
        assert report.full_marks
        record = recorder.record(recorded.fingerprint(exercise.text("checks.py")))
        (exercise.folder / "answers.bin").write_bytes(recorded.to_bytes(record))
        shutil.rmtree(exercise.root / "solutions")
        for name in ("hidden.py", "mistakes.py"):
            (exercise.folder / name).unlink(missing_ok=True)
        return load_course(exercise.root).exercise(exercise.id)

    return strip


@pytest.fixture
def students(bare, tiny):
    return bare(tiny(solution=RIGHT, checks=CHECKS, hidden=HIDDEN, mistakes=MISTAKES))


@pytest.fixture
def verdicts(grader, students):
    """A function that grades the solution with a change: verdicts(before, after) -> {check: result}."""

    def grade(before="", after=""):
        assert before in RIGHT
        report = grader.grade(students, from_source(RIGHT.replace(before, after, 1)))
        return {result.name: result for result in report.checks}

    return grade


def test_the_solution_earns_everything_without_itself(verdicts):
    found = verdicts()
    assert list(found) == ["agrees", "counts", "is_a_derivative", "is_asked_directly"]
    assert {result.verdict for result in found.values()} == {Verdict.PASSED}


def test_a_wrong_value_is_told_with_numbers_and_pattern(verdicts):
    result = verdicts("2 * x", "-2 * x")["agrees"]
    assert result.verdict is Verdict.FAILED and result.difference is not None
    assert (
        "expected 1.45806, yours is -1.45806.\nYour values are the expected ones with the opposite"
        in result.message
    )


def test_an_exception_that_was_expected(verdicts):
    result = verdicts('raise ValueError("negative")', "return x")["agrees"]
    assert "`f` should raise ValueError for this input" in result.message


def test_another_way_of_counting_is_wrong(verdicts):
    assert "expected 2, yours is 4" in verdicts("self.n += 1", "self.n += 2")["counts"].message


def test_a_small_gradient_is_told_entry_by_entry(verdicts):
    result = verdicts("return SCALE * x.T @ dout", "return x.T @ dout")["is_a_derivative"]
    assert "the gradient of W: 6 of 6 entries differ" in result.message
    assert result.difference is not None


def test_what_is_asked_directly(verdicts):
    assert "expected 3, yours is 4" in verdicts("SCALE = 3.0", "SCALE = 4.0")["is_asked_directly"].message


def test_the_seed_is_the_record_s(grader, students):
    assert grader.grade(students, from_source(RIGHT)).seed == recorded.SEED
    with pytest.raises(UsageError, match=r"leave the seed out \(it is 'public'\)"):
        grader.grade(students, from_source(RIGHT), "another")


LARGE = """
@check(points=1)
def looks_at_what_you_made(lab):
    "It is."
    expect.matches(lab.f, lab.SCALE * np.ones((400, 100)))
"""


def test_a_large_array_of_the_learners_is_told_from_another(grader, bare, tiny):
    source = "SCALE = 3.0\n\ndef f(x):\n    return x.sum(axis=0)\n"
    students = bare(tiny(solution=source, checks=LARGE))
    found = {
        scale: grader.grade(students, from_source(source.replace("3.0", scale))).checks[0].verdict
        for scale in ("3.0", "3.0000001", "4.0")
    }
    assert found == {"3.0": Verdict.PASSED, "3.0000001": Verdict.PASSED, "4.0": Verdict.NOT_RUN}


@pytest.mark.parametrize("of", [np.array, lambda columns: columns.ravel().tolist()])
def test_of_what_is_large_a_part_is_kept(of):
    columns = np.zeros((400, 784))
    data = data_of(({"x": of(columns)}, 1))
    assert len(recorded.to_bytes(Record({"a": [Answer("value", 1, data)]}, ""))) < 20_000
    assert difference(data_of(({"x": of(columns + 1e-9)}, 1)), data) is None
    assert difference(data_of(({"x": of(columns[:-1])}, 1)), data) is not None
    columns[:, 1:] = 1
    assert difference(data_of(({"x": of(columns)}, 1)), data) is not None


def test_what_cannot_be_kept_in_part_is_told_as_another_question():
    many = dict.fromkeys(range(300_000), 1.0)
    assert data_of((many,)) is None
    with pytest.raises(NotRecorded):
        Replayed([Answer("value", 1, None)], []).next((many,))


def test_a_large_gradient_is_told_along_one_direction(grader, bare, tiny):
    checks = CHECKS.replace("size=(2, 3)", "size=(20, 30)").replace("size=(4, 2)", "size=(4, 20)")
    exercise = bare(tiny(solution=RIGHT, checks=checks))
    wrong = from_source(RIGHT.replace("SCALE * x.T @ dout", "x.T @ dout * np.pi"))
    message = grader.grade(exercise, wrong).checks[2].message
    assert "the gradient of W: a small step in a random direction changes the result by" in message
    assert grader.grade(exercise, from_source(RIGHT)).full_marks


def test_a_large_gradient_with_nan(grader, bare, tiny):
    checks = CHECKS.replace("size=(2, 3)", "size=(20, 30)").replace("size=(4, 2)", "size=(4, 20)")
    wrong = from_source(RIGHT.replace("SCALE * x.T @ dout", "x.T @ dout * np.nan"))
    message = grader.grade(bare(tiny(solution=RIGHT, checks=checks)), wrong).checks[2].message
    assert message == "the gradient of W: it holds NaN or infinite numbers."


DEPENDS = """
@check(points=1)
def asks_about_the_learner_s_own(lab):
    "It."
    start = lab.start()
    expect.matches(lab.f, start)
"""


def test_a_question_about_learner_s_numbers_is_not_answered_wrongly(grader, bare, tiny):
    solution = "def start():\n    return 2.0\n\ndef f(x):\n    return x * x\n"
    exercise = bare(tiny(solution=solution, checks=DEPENDS))
    assert grader.grade(exercise, from_source(solution)).full_marks
    other = from_source(solution.replace("2.0", "3.0"))
    (result,) = grader.grade(exercise, other).checks
    assert result.verdict is Verdict.NOT_RUN and "Hand in" in result.message


def test_names_of_mistakes_say_nothing_where_there_are_none(grader, bare, tiny):
    checks = """
    @check(points=1)
    def named(lab):
        "It."
        expect.close(lab.f(1), 1, mistakes={"thrice": 3})
    """
    mistake = '@mistake("thrice", "Not thrice.")\nclass _:\n    def f(x):\n        return 3 * x\n'
    exercise = bare(tiny(checks=checks, mistakes=mistake))
    (result,) = grader.grade(exercise, from_source("def f(x):\n    return 3 * x\n")).checks
    assert result.mistake is None and "thrice" not in result.message


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("lab.reference.Counter()", "an object of type Counter, which no bundle can hold"),
        ('lab.reference.load("x = 1").x', "call m.load in a scenario"),
        ("expect.matches(lambda m: m.Counter())", "an object of type Counter"),
    ],
)
def test_what_cannot_be_recorded(grader, tiny, question, words):
    checks = f'@check()\ndef asks(lab):\n    "It."\n    {question}\n'
    exercise = tiny(solution=RIGHT, checks=checks)
    with pytest.raises(ExerciseError, match=words) as caught:
        grader.grade(exercise, from_source(RIGHT), recorded.SEED, recorder=Recorder())
    assert caught.value.line == 5 and "scenario" in str(caught.value)


def test_another_record_is_another_version_of_the_exercise(students):
    path, before = students.folder / "answers.bin", students.version
    path.write_bytes(path.read_bytes() + b" ")
    assert load_course(students.root).exercise("tiny").version != before


def test_a_record_of_other_checks(students):
    path = students.folder / "checks.py"
    path.write_text(path.read_text() + "\n# changed\n")
    with pytest.raises(ExerciseError, match=r"checks\.py is not the one whose answers were recorded"):
        recorded.load(students)


@pytest.mark.parametrize("damage", [b"", b"\0" * 7, b"\xff" * 100, b"\x01\0\0\0\0\0\0\0\xc0"])
def test_a_damaged_record(students, damage):
    (students.folder / "answers.bin").write_bytes(damage)
    with pytest.raises(ExerciseError, match=r"answers\.bin: the recorded answers cannot be read"):
        recorded.load(students)


def test_every_truncation_is_told(students):
    path = students.folder / "answers.bin"
    whole = path.read_bytes()
    for size in range(0, len(whole), 97):
        path.write_bytes(whole[:size])
        with pytest.raises(ExerciseError, match="bundle the course anew"):
            recorded.load(students)


def test_every_flipped_bit_is_told(students):
    path = students.folder / "answers.bin"
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(ExerciseError, match="bundle the course anew"):
            recorded.load(students)


def test_a_record_comes_back_as_it_was(students):
    found = recorded.load(students)
    assert set(found.checks) == {"agrees", "counts", "is_a_derivative", "is_asked_directly"}
    again = recorded.to_bytes(Record(found.checks, found.source))
    assert again == (students.folder / "answers.bin").read_bytes()
    kinds = [answer.kind for answer in found.checks["is_asked_directly"]]
    assert kinds == ["value", "function", "value", "value"]


def test_what_is_given_is_kept_as_far_as_it_is_data():
    given = (np.arange(3), print, {"a": [1, object()]}, np.random.default_rng(1))
    array, function, mapping, generator = recorded.data_of(given)
    assert array.tolist() == [0, 1, 2] and mapping["a"] == [1, function] and generator == function
    [(shape, part)] = recorded.data_of((np.zeros(100_000),))
    assert shape == [100_000] and len(part) == 1000


def test_an_answer_that_was_an_exception():
    with pytest.raises(Exception, match="ValueError: no"):
        Answer("raised", {"type": "ValueError", "bases": [], "message": "no"}).get()


def test_nothing_else_of_the_solution_is_in_the_record(students):
    text = (students.folder / "answers.bin").read_bytes()
    for line in textwrap.dedent(RIGHT).splitlines():
        assert len(line.strip()) < 12 or line.strip().encode() not in text
