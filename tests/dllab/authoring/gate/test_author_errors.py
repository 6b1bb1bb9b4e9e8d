# ruff: noqa: E501 -- a table: a slip a line
"""What authors get wrong: each slip gives one message, with the file, its line, and the mend."""

import pytest

from dllab.authoring.gate.lint import lint, lint_course
from grader.errors import ExerciseError

RAISE = 'raise NotImplementedError("mean: start with the sum of x")'
MEDIAN = "        return float(np.median(x))\n"
RANDOM = "    expect.matches(lab.mean, lab.rng.normal(size=7))"
STARTS = '"""The mean."""'


def said(bench, graded):
    """All messages; the static rules alone where nothing need be graded."""
    course = bench.course()
    problems = [bench._short(str(problem)) for problem in course.problems]
    try:
        exercise = course.exercise("mean")
    except ExerciseError as error:
        assert bench._short(str(error)) in problems
        return problems
    found = bench.problems() if graded else [bench._short(one) for one in lint(course, exercise)]
    return [one.replace(f"{bench.root}/", "") for one in (*problems, *found)]


# What is changed in which file, and what is then said. An id for each in the order of the files.
SLIPS = {
    # exercise.yaml
    "a key given twice": ("exercise.yaml", "title:", "title: A\ntitle:", ":3: not YAML: the key 'title' is given"),
    "a tab": ("exercise.yaml", "  - Compute", "\t- Compute", ":8: not YAML: found character that cannot start any token; indent with spaces"),
    "a reserved sign": ("exercise.yaml", "The mean", "@mean", ":2: not YAML: found character that cannot start any token; put the text into quotes"),
    "an unquoted colon": ("exercise.yaml", "Compute a", "Compute: a", ":8: objectives: expected a text, got `key: value` lines: a colon in a text?"),
    "an open bracket": ("exercise.yaml", "[mean]", "[mean", ":5: not YAML: this [ is never closed"),
    "a second colon": ("exercise.yaml", "The mean", "Note: the mean", ":2: not YAML: a second colon, or another indent than the line above: put a text"),
    "a missing colon": ("exercise.yaml", "kind: numpy", "kind numpy", ":4: not YAML: a colon is missing: write `key: value`"),
    "an open quote": ("exercise.yaml", "The mean", '"The mean', ':2: not YAML: this " is never closed'),
    "another indent": ("exercise.yaml", "  - How", " - How", ":12: not YAML: this does not go on from the line above: indent both alike"),
    "a capital": ("exercise.yaml", "kind: numpy", "kind: Numpy", ":4: kind: unknown value 'Numpy': did you mean 'numpy'?"),
    "yes for a title": ("exercise.yaml", "The mean", "Yes", ":2: title: expected a text, got yes or no: put it into quotes"),
    "a word for a list": ("exercise.yaml", "[zero]", "zero", ":6: requires: expected a list, got a text: write a list"),
    "a word for a number": ("exercise.yaml", "kind:", "minutes: long\nkind:", ":4: minutes: expected a whole number, got a text"),
    "an unknown key": ("exercise.yaml", "hints:", "hint:", ":10: unknown key 'hint': did you mean 'hints'?"),
    "an unknown limit": ("exercise.yaml", "kind:", "limits: {second: 3}\nkind:", ":4: unknown key 'second': did you mean 'seconds'?"),
    "an unknown kind": ("exercise.yaml", "kind: numpy", "kind: torch", ":4: kind: unknown value 'torch': known are numpy, keras"),
    "a missing key": ("exercise.yaml", "kind: numpy\n", "", ":1: the key 'kind' is missing"),
    "another id than the folder's": ("exercise.yaml", "id: mean", "id: means", ":1: id is 'means', the folder is 'mean': make them equal"),
    "nothing provided": ("exercise.yaml", "[mean]", "[]", ":5: provides: name at least one function or class"),
    "a limit of nothing": ("exercise.yaml", "kind:", "limits: {seconds: 0}\nkind:", ":4: limits: seconds must be above 0 and finite"),
    "no minutes": ("exercise.yaml", "kind:", "minutes: 0\nkind:", ":4: minutes: 0 is not from 1 to 600"),
    "less in all than for one": ("exercise.yaml", "kind:", "limits: {seconds: 70}\nkind:", ":4: limits: total_seconds is less than seconds"),
    "an id that it has now": ("exercise.yaml", "kind:", "renamed_from: [mean]\nkind:", ":4: the id 'mean' is the id that it has now"),
    "an id that is taken": ("exercise.yaml", "kind:", "renamed_from: [zero]\nkind:", ":4: the id 'zero' is also that of exercises/01-basics/zero/exercise.yaml"),
    "no name": ("exercise.yaml", "[mean]", "[mean, def]", ":5: provides: 'def' is not a name, or is there twice"),
    "a name twice": ("exercise.yaml", "[mean]", "[mean, mean]", ":5: provides: 'mean' is not a name, or is there twice"),
    "a name that nobody defines": ("exercise.yaml", "[mean]", "[mean, median]", ":5: provides: neither the starter nor the solution defines 'median'"),
    "a misspelled requirement": ("exercise.yaml", "[zero]", "[zeros]", ":6: requires 'zeros', which is not in the course: did you mean 'zero'?"),
    "a requirement twice": ("exercise.yaml", "[zero]", "[zero, zero]", ":6: requires 'zero', which is there twice"),
    "a requirement that is not included": ("exercise.yaml", "[zero]", "[zero, dense]", ":6: requires 'dense', which is in the built-in course: add 03-backprop/dense to `include`"),
    "itself required": ("exercise.yaml", "[zero]", "[mean]", ":6: requires 'mean', which is itself"),
    "an unknown exercise used": ("exercise.yaml", "kind:", "uses: [zeros]\nkind:", ":4: uses 'zeros', which is no exercise: did you mean 'zero'?"),
    "itself used": ("exercise.yaml", "kind:", "uses: [mean]\nkind:", ":4: uses 'mean', which is itself"),
    "a use without a solution": ("exercise.yaml", "kind:", "uses: [zero]\nkind:", "solutions/01-basics/zero.py: missing file, which mean uses"),
    "an unknown function forbidden": ("exercise.yaml", "numpy.average", "numpy.avreage", ":9: forbid: there is no numpy.avreage: did you mean 'average'?"),
    "an unknown figure": ("exercise.yaml", "kind:", "explore: [logistics]\nkind:", ":4: unknown figure 'logistics': did you mean 'logistic'?"),
    "an unknown data set": ("exercise.yaml", "kind:", "datasets: [digit]\nkind:", ":4: no data set is called 'digit': did you mean digits"),
    "too few hints": ("exercise.yaml", "  - What is the sum?\n", "", ":10: 2 hints: write at least 3"),
    # lesson.md
    "no heading": ("lesson.md", "# The mean", "The mean", ":1: the first line is not a heading: `# Title`"),
    "a number that is not so": ("lesson.md", "\n3.0", "\n3.1", ":6: `mean(np.array([1, 2, 6]))` gives 3.0, the lesson says 3.1"),
    "a session that raises": ("lesson.md", ">>> mean(", ">>> maen(", ":6: `maen(np.array([1, 2, 6]))` raises NameError: name 'maen' is not defined"),
    "a number that nothing proves": ("lesson.md", "= 3.", "= 3.75.", ":3: 3.75 is in no worked example and in no public check"),
    "an unknown figure shown": ("lesson.md", "```\n1", "```explore trees\n1", ":10: there is no figure 'trees': take one of"),
    # starter.py
    "a starter that lacks a name": ("starter.py", "def mean", "def maen", ":1: mean is not defined, but exercise.yaml provides it"),
    "another signature": ("starter.py", "def mean(x)", "def mean(x, axis)", ":4: mean(x, axis) is mean(x) in the solution: make them equal"),
    "nothing to begin with": ("starter.py", RAISE, "pass", ":4: mean does not say what to write: raise NotImplementedError("),
    "a first step without the name": ("starter.py", '"mean: start with the sum of x"', "", ":4: mean says that it is to be written, but not its name"),
    "a name defined twice": ("starter.py", STARTS, STARTS + f'\n\n\ndef mean(x):\n    "x: int"\n    {RAISE}\n', ":10: mean is defined 2 times"),
    "a starter with what is forbidden": ("starter.py", STARTS, STARTS + "\nimport scipy", ":2: uses scipy, which the exercise forbids"),
    # the solution
    "a solution that lacks a name": ("solution.py", "def mean", "def maen", ":1: mean is not defined, but exercise.yaml provides it"),
    "a solution that is not Python": ("solution.py", "def mean(x)", "def mean(x", ":4: not Python: '(' was never closed"),
    "a solution that does not load": ("solution.py", STARTS, STARTS + "\n1 / 0", ":2: the solution cannot be loaded: ZeroDivisionError: division by zero"),
    "a solution with what is forbidden": ("solution.py", STARTS, STARTS + "\nimport scipy", ":2: uses scipy, which the exercise forbids"),
    # checks.py, hidden.py
    "parentheses forgotten": ("checks.py", "@check(points=1)", "@check", ":6: write @check(), with parentheses"),
    "an unknown argument": ("checks.py", "points=1", "point=1", ":6: check() got an unexpected keyword argument 'point': it takes points"),
    "points that are no number": ("checks.py", "points=1", "points='1'", ":6: the check 'the_worked_number' is worth '1': give it points, a number"),
    "absurd points": ("checks.py", "points=1", "points=100000", ":6: the check 'the_worked_number' is worth 100000: give it points, a number up"),
    "points below nothing": ("checks.py", "points=1", "points=-1", ":6: the check 'the_worked_number' is worth -1: give it points"),
    "more points than may be": ("checks.py", "points=1", "points=999", ":6: the checks add up to 1001 points, more than 1000"),
    "no docstring": ("checks.py", '    "The mean of 1, 2 and 6 is 3."\n', "", ":6: the check 'the_worked_number' has no docstring"),
    "nothing taken": ("checks.py", "number(lab)", "number()", ":6: the check 'the_worked_number' must take lab"),
    "no case taken": ("checks.py", "points=1", "points=1, cases=[1, 2]", ":6: the check 'the_worked_number' must take lab, case"),
    "a yield": ("checks.py", "    expect.", "    yield expect.", ":6: the check 'the_worked_number' has a yield or is async"),
    "a check twice": ("hidden.py", "random_numbers", "the_worked_number", ":5: a second check is called 'the_worked_number': rename one"),
    "an unknown need": ("hidden.py", "points=2", "points=2, needs=['worked']", ":5: random_numbers needs 'worked', which is no other check"),
    "a file that does not load": ("checks.py", "import numpy", "import nunpy", ":2: No module named 'nunpy'"),
    "a file that is not Python": ("hidden.py", "def random", "def def random", ":6: not Python: invalid syntax"),
    "the solution imported": ("checks.py", "import numpy", "from solution import mean\nimport numpy", ":2: No module named 'solution'; use lab.reference"),
    "no check": ("hidden.py", "@check(points=2)", "", ":1: no hidden checks: write at least one"),
    "a check that prints": ("hidden.py", RANDOM, f"    print(lab.rng)\n{RANDOM}", ":8: prints, maybe hidden inputs, where the grader runs: take it out"),
    # mistakes.py
    "a mistake twice": ("mistakes.py", '"median"', '"n-1"', ":13: two mistakes are called 'n-1'"),
    "one word for two": ("mistakes.py", '"median", "', '"median: ', ':18: write @mistake("name", "sentence") with two literals'),
    "a mistake without parentheses": ("mistakes.py", '@mistake("median", "This is the median: the number in the middle, not the mean.")', "@mistake", ':18: write @mistake("name", "sentence"), after `from grader import mistake`'),
    "a mistake that is a function": ("mistakes.py", f"class _:\n    def mean(x):\n{MEDIAN}", "def mean(x):\n    return 1.0\n", ":19: @mistake(…) marks a class that holds wrong versions"),
    "another name for @mistake": ("mistakes.py", "import mistake", "import mistake as wrong", ":3: import `mistake` under its own name"),
    "a mistake that says nothing": ("mistakes.py", "This is the median: the number in the middle, not the mean.", "", ":18: the mistake 'median' says nothing to the learner"),
    "a mistake that defines nothing": ("mistakes.py", f"    def mean(x):\n{MEDIAN}", "    pass\n", ":19: the mistake 'median' defines nothing"),
    "a mistake of another name": ("mistakes.py", f"    def mean(x):\n{MEDIAN}", f"    def maen(x):\n{MEDIAN}", ":19: the mistake 'median' overrides maen, which the solution does not define: did you mean 'mean'?"),
    "a mistake of other parameters": ("mistakes.py", f"    def mean(x):\n{MEDIAN}", f"    def mean(x, axis):\n{MEDIAN}", ":19: 'median': the mistake's mean takes (x, axis), the solution's (x)"),
    "a mistake that imports nothing": ("mistakes.py", "import numpy", "from solution import maen\nimport numpy", ":2: the solution has no maen: did you mean 'mean'?"),
}  # fmt: skip

# The same, where it is grading that finds it.
GRADED = {
    "a mistake that is right": ("mistakes.py", "np.median(x)", "np.sum(x) / len(x)", ":19: the mistake 'median' is not caught: it earns full marks on seed gate-0; it is right, or"),
    "two mistakes that look alike": ("mistakes.py", "np.median(x)", "np.sum(x)", ":19: the mistakes 'sum-only' and 'median' give the same answer in the_worked_number"),
    "a mistake that cannot run": ("mistakes.py", "np.median", "npp.median", ":19: the mistake 'median' cannot run: NameError: name 'npp' is not defined"),
    "mistakes that do not load": ("mistakes.py", "import numpy", "import nunpy", ":7: the mistakes 'sum-only', 'n-1' and 'median' cannot run: ModuleNotFoundError"),
    "a check that nothing can fail": ("hidden.py", RANDOM, "    lab.mean(lab.rng.normal(size=7))", ":5: random_numbers cannot fail: no mistake and no empty answer fails it"),
    "a check that asks nothing": ("hidden.py", RANDOM, "    pass", ":5: an empty file passes random_numbers"),
    "a check that raises": ("hidden.py", RANDOM, f"    1 / 0\n{RANDOM}", ":8: the check random_numbers is broken: ZeroDivisionError: division by zero"),
    "a check that ends the program": ("hidden.py", RANDOM, f"    raise SystemExit(0)\n{RANDOM}", ":8: the check random_numbers is broken: SystemExit: 0"),
    "a check of another name": ("hidden.py", "lab.mean", "lab.maen", ":8: lab.maen: neither `provides` nor the solution has 'maen': did you mean 'mean'?"),
    "a starter that is right": ("starter.py", RAISE, "return float(x.sum() / len(x))", ":1: the starter earns full marks"),
    "a starter that does not load": ("starter.py", STARTS, STARTS + "\nimport nunpy", ":1: the starter cannot be loaded: ModuleNotFoundError: No module named 'nunpy'"),
    "a solution that may not do it": ("exercise.yaml", "[scipy, numpy.average]", "[numpy]", "checks.py:9: the solution does not earn the_worked_number on seed gate-0: refused"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_gives_one_message(bench, slip):
    one_message(bench, SLIPS[slip], graded=False)


@pytest.mark.parametrize("slip", GRADED)
def test_a_slip_that_grading_finds_gives_one_message(bench, slip):
    one_message(bench, GRADED[slip], graded=True)


def one_message(bench, slip, graded):
    file, before, after, message = slip
    bench.replace(file, before, after)
    expected = message if ".py" in message.partition(": ")[0] else file + message
    (found,) = said(bench, graded)
    assert found.startswith(expected), found


@pytest.mark.parametrize("name", ["exercise.yaml", "lesson.md", "starter.py", "checks.py", "solution.py"])
@pytest.mark.parametrize(
    ("more", "why"),
    [
        (b"caf\xe9\n", "not UTF-8 text: invalid continuation byte; save"),
        (b"\0\n", "not text: it holds a byte 0"),
    ],
)
def test_bytes_that_are_no_text(bench, name, more, why):
    text = bench.path(name).read_bytes()
    bench.path(name).write_bytes(text + b"# " + more)
    (found,) = said(bench, graded=False)
    assert found.startswith(f"{name}:{text.count(bytes([10])) + 1}: {why}")


def test_windows_files_are_read_as_they_are(bench):
    for name in (
        "exercise.yaml",
        "lesson.md",
        "starter.py",
        "checks.py",
        "hidden.py",
        "mistakes.py",
        "solution.py",
    ):
        text = bench.path(name).read_bytes().replace(b"\n", b"\r\n")
        bench.path(name).write_bytes(b"\xef\xbb\xbf" + text)
    assert said(bench, graded=True) == []


@pytest.mark.parametrize(
    "name", ["lesson.md", "starter.py", "checks.py", "hidden.py", "mistakes.py", "solution.py"]
)
def test_a_missing_file(bench, name):
    bench.path(name).unlink()
    assert said(bench, graded=True) == [f"{name}: missing file"]


def test_a_folder_for_a_file(bench):
    bench.path("starter.py").unlink()
    bench.path("starter.py").mkdir()
    assert said(bench, graded=False) == ["starter.py: cannot be read: Is a directory"]


def test_nothing_to_earn(bench):
    bench.replace("checks.py", "points=1", "points=0")
    bench.replace("hidden.py", "points=2", "points=0")
    assert said(bench, graded=False) == ["checks.py:1: the checks add up to 0 points: nothing can be earned"]


def test_checks_that_need_one_another(bench):
    bench.replace("checks.py", "points=1", "points=1, needs=['random_numbers']")
    bench.replace("hidden.py", "points=2", "points=2, needs=['the_worked_number']")
    ring = "the_worked_number needs random_numbers needs the_worked_number"
    assert said(bench, graded=False) == [f"checks.py:6: {ring}: none of them would be run"]


def test_exercises_that_require_one_another(bench):
    path = bench.root / "exercises/01-basics/zero/exercise.yaml"
    path.write_text(path.read_text() + "requires: [mean]\n")
    course = bench.course()
    told = [one for id in ("zero", "mean") for one in lint(course, course.exercise(id)) if "requires" in one]
    assert told == [f"{path}:6: requires 'mean', which makes a ring: zero → mean → zero"]


def test_a_requirement_that_comes_later(bench):
    (bench.root / "exercises/01-basics/track.yaml").write_text("title: Basics\nexercises: [mean, zero]\n")
    assert said(bench, graded=False) == ["exercise.yaml:6: requires 'zero', which comes later in the course"]


@pytest.mark.parametrize(
    ("track", "message"),
    [
        ("exercises: [zero, maen]", "track.yaml:2: there is no folder 'maen' here: did you mean 'mean'?"),
        ("exercises: [zero, mean, mean]", "track.yaml:2: 'mean' is listed twice"),
        ("exercises: [zero, mean, gone]", "track.yaml:2: there is no folder 'gone' here"),
        ("exercise: [zero, mean]", "track.yaml:2: unknown key 'exercise': did you mean 'exercises'?"),
        ("exercises: [zero]", "exercise.yaml: not listed under `exercises` in 01-basics/track.yaml"),
    ],
)
def test_a_slip_in_track_yaml(bench, track, message):
    (bench.root / "exercises/01-basics/track.yaml").write_text(f"title: Basics\n{track}\n")
    (problem,) = bench.course().problems
    assert bench._short(str(problem)).replace(f"{bench.root}/exercises/01-basics/", "") == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "policy: {deadlines: {maen: 2026-03-31T23:59:00Z}}",
            ":1: unknown exercise or track 'maen': did you mean 'mean'?",
        ),
        (
            "policy:\n  deadlines:\n    mean: soon",
            ":3: policy.deadlines.mean: 'soon' is no time: write 2026-",
        ),
        ("policy: {late: {percent: 5}}", ":1: unknown key 'percent': did you mean 'percent_per_day'?"),
        (
            "tracks: [01-basic]",
            ":1: tracks: there is no folder '01-basic' in exercises, nor is it included: did you mean '01-basics'?",
        ),
        (
            "include: [02-neuron/zero]",
            ":1: include: the built-in course has no '02-neuron/zero': did you mean",
        ),
        ("datasets: {rings: {fil: a.npz}}", ":1: unknown key 'fil': did you mean 'file'?"),
        (
            "datasets: {a: {title: A, source: me, licence: CC0, file: a.npz}}",
            ":1: a: there is no file a.npz",
        ),
        ("resources: {torch: {}}", ":1: unknown key 'torch': known are numpy, keras"),
        ("title: [", ":2: not YAML"),
    ],
)
def test_a_slip_in_course_yaml(bench, text, message):
    (bench.root / "course.yaml").write_text(text)
    (problem,) = lint_course(bench.course())
    assert problem.startswith(f"{bench.root}/course.yaml{message}"), problem
