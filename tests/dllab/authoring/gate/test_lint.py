"""The static rules: each finds the one thing that is wrong, at its file and line."""

import pytest

from dllab.authoring.gate.lint import lint


def found(bench) -> list[str]:
    course = bench.course()
    return [bench._short(problem) for problem in lint(course, course.exercise("mean"))]


def test_nothing_is_wrong_with_the_tiny_exercise(bench):
    assert found(bench) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "problem"),
    [
        # exercise.yaml
        ("exercise.yaml", "title: The mean", "title: ' '", "exercise.yaml:2: title is empty"),
        ("exercise.yaml", "title: The mean", "title: Zero", "exercise.yaml:2: title is also that of zero"),
        (
            "exercise.yaml",
            "summary: Add",
            "summary: Add" + " more" * 12,
            "exercise.yaml:3: summary: make it one line of at most 100 characters",
        ),
        (
            "exercise.yaml",
            "summary: Add the",
            'summary: "Add\\nthe sum."\n# ',
            "exercise.yaml:3: summary: make it one line of at most 100 characters",
        ),
        ("exercise.yaml", "there are.", "there are", "exercise.yaml:3: summary: end it with a full stop"),
        (
            "exercise.yaml",
            "provides: [mean]",
            "provides: [mean, mean]",
            "exercise.yaml:5: provides: 'mean' is not a name, or is there twice",
        ),
        (
            "exercise.yaml",
            "requires: [zero]",
            "requires:\n  - zero\n  - one",
            "exercise.yaml:8: requires 'one', which is not in the course: see `dllab list`",
        ),
        (
            "exercise.yaml",
            "requires: [zero]",
            "requires: [mean]",
            "exercise.yaml:6: requires 'mean', which is itself",
        ),
        (
            "exercise.yaml",
            "requires: [zero]",
            "requires: [zero]\nexplore: [bumps, logistics]",
            "exercise.yaml:7: unknown figure 'logistics': did you mean 'logistic'?",
        ),
        (
            "exercise.yaml",
            "requires: [zero]",
            "requires: [zero]\nexplore:\n  - picture",
            "exercise.yaml:8: unknown figure 'picture': known are "
            "logistic, bumps, activations, losses, circuit, descent, vanishing, dropout, batchnorm, "
            "kernels, outsize, receptive, im2col, poolback",
        ),
        (
            "exercise.yaml",
            "objectives:\n  - Compute a mean.\n",
            "objectives: []\n",
            "exercise.yaml:7: objectives: say what a learner can do afterwards",
        ),
        ("exercise.yaml", "a mean.", "a mean", "exercise.yaml:8: objectives: end each with a full stop"),
        ("exercise.yaml", "  - What is the sum?\n", "", "exercise.yaml:10: 2 hints: write at least 3"),
        ("exercise.yaml", "the sum?", "the sum", "exercise.yaml:11: hints: end each with a full stop"),
        # lesson.md
        ("lesson.md", "# The mean", "The mean", "lesson.md:1: the first line is not a heading: `# Title`"),
        ("lesson.md", "page. \n", "page. \n```\n", "lesson.md:16: this code block is never closed"),
        (
            "lesson.md",
            "```\n1  2  ·  ·  ·  6\n      ↑ 3\n```",
            "",
            "lesson.md:1: no figure: draw one in a code block (```)",
        ),
        (
            "lesson.md",
            "```\n1",
            "```explore trees\n1",
            "lesson.md:10: there is no figure 'trees': take one of "
            "logistic, bumps, activations, losses, circuit, descent, vanishing, dropout, batchnorm, "
            "kernels, outsize, receptive, im2col, poolback",
        ),
        (
            "lesson.md",
            "```\n1",
            "```explore bumps\n1",
            "lesson.md:10: the figure 'bumps' is missing from `explore` in exercise.yaml",
        ),
        (
            "lesson.md",
            "3.0",
            "3.1",
            "lesson.md:6: `mean(np.array([1, 2, 6]))` gives 3.0, the lesson says 3.1",
        ),
        (
            "lesson.md",
            ">>> ",
            "",
            "lesson.md:1: no worked example: write lines of a Python session (>>>) into a ```python block",
        ),
        # starter.py
        (
            "starter.py",
            "def mean",
            "def maen",
            "starter.py:1: mean is not defined, but exercise.yaml provides it",
        ),
        (
            "starter.py",
            '"""The mean of x. x: (N,) array. Returns a float."""',
            "",
            "starter.py:4: mean has no docstring",
        ),
        (
            "starter.py",
            "The mean of x. x: (N,) array. Returns a float.",
            "The mean of x.",
            "starter.py:4: the docstring of mean names no shape and no type",
        ),
        ("starter.py", "def mean(x)", "def mean(x", "starter.py:4: not Python: '(' was never closed"),
        # the solution
        (
            "solution.py",
            "def mean",
            "def maen",
            "solution.py:1: mean is not defined, but exercise.yaml provides it",
        ),
        (
            "solution.py",
            "return",
            "import scipy; return",
            "solution.py:6: uses scipy, which the exercise forbids",
        ),
        (
            "solution.py",
            '"""The mean."""',
            '"""The mean."""\nfrom scipy.stats import norm',
            "solution.py:2: uses scipy, which the exercise forbids",
        ),
        (
            "solution.py",
            "    return float(",
            "    import numpy as np\n    return np.average(x) or float(",
            "solution.py:7: uses numpy.average, which the exercise forbids",
        ),
        # checks
        ("checks.py", "@check(points=1)", "", "checks.py:1: no public checks: write at least one"),
        ("hidden.py", "@check(points=2)", "", "hidden.py:1: no hidden checks: write at least one"),
        (
            "checks.py",
            "points=1",
            "points=-1",
            "checks.py:6: the check 'the_worked_number' is worth -1: give it points, "
            "a number up to 1000 with two decimals at most, or a part such as 1 / 3",
        ),
        (
            "checks.py",
            "6 is 3.",
            "6 is 3",
            "checks.py:6: the title of the_worked_number: end it with a full stop",
        ),
        (
            "checks.py",
            '    "The mean of 1, 2 and 6 is 3."\n',
            "",
            "checks.py:6: the check 'the_worked_number' has no docstring: its first line is the title",
        ),
        (
            "hidden.py",
            "def random_numbers",
            "def the_worked_number",
            "hidden.py:5: a second check is called 'the_worked_number': rename one",
        ),
        ("checks.py", "import numpy", "import nunpy", "checks.py:2: No module named 'nunpy'"),
        ("checks.py", "def the", "def def the", "checks.py:7: not Python: invalid syntax"),
        # mistakes.py
        (
            "mistakes.py",
            '@mistake("n-1",',
            '@mistake("N 1",',
            "mistakes.py:13: the mistake 'N 1': write its name in kebab-case",
        ),
        (
            "mistakes.py",
            "divides by n.",
            "divides by n",
            "mistakes.py:13: the sentence of 'n-1': end it with a full stop",
        ),
        ("mistakes.py", '"median"', '"n-1"', "mistakes.py:13: two mistakes are called 'n-1'"),
        (
            "mistakes.py",
            '"median", "',
            '"median", "" + "',
            'mistakes.py:18: write @mistake("name", "sentence") with two literals',
        ),
    ],
)
def test_each_rule_finds_its_problem(bench, file, before, after, problem):
    bench.replace(file, before, after)
    assert problem in found(bench)
    assert len(found(bench)) <= 2


def test_an_id_that_is_not_kebab_case(bench):
    bench.replace("exercise.yaml", "id: mean", "id: The_Mean")
    bench.folder.rename(bench.folder.with_name("The_Mean"))
    (bench.root / "exercises/01-basics/track.yaml").write_text("title: B\nexercises: [zero, The_Mean]\n")
    bench.solution.rename(bench.solution.with_name("The_Mean.py"))
    course = bench.course()
    problems = lint(course, course.exercise("The_Mean"))
    assert len(problems) == 1
    assert problems[0].endswith(
        "The_Mean/exercise.yaml:1: id 'The_Mean': write it in kebab-case, such as `logistic-unit`"
    )


@pytest.mark.parametrize(("words", "problem"), [(5, "50 words"), (200, "1415 words")])
def test_the_length_of_a_lesson(bench, words, problem):
    filler = "Seven words that fill up the page. "
    bench.replace("lesson.md", filler * 45, filler * words)
    [found_problem] = found(bench)
    assert found_problem == f"lesson.md:1: {problem} outside code blocks: write 300 to 900"


def test_words_in_figures_do_not_count(bench):
    bench.replace("lesson.md", "```\n1", "```\n" + "word " * 2000 + "\n1")
    assert found(bench) == []


@pytest.mark.parametrize(
    "name", ["lesson.md", "starter.py", "checks.py", "hidden.py", "mistakes.py", "solution.py"]
)
def test_a_missing_file_is_said_once(bench, name):
    bench.path(name).unlink()
    problems = found(bench)
    assert f"{name}: missing file" in problems
    assert sum("missing file" in problem for problem in problems) == 1


@pytest.mark.parametrize("name", ["notes.txt", "checks.txt", "images"])
def test_stray_files(bench, name):
    (bench.folder / name).mkdir() if name == "images" else (bench.folder / name).touch()
    assert found(bench) == [f"{name}: a stray file: it is no part of an exercise"]


@pytest.mark.parametrize(
    "name",
    [".exercise.yaml.swp", "lesson.md~", "#a#", ".#a", "4913", "checks.py.bak", ".DS_Store", "import.md"],
)
def test_what_editors_keep_beside_a_file_is_no_stray(bench, name):
    (bench.folder / name).touch()
    assert found(bench) == []


def test_compiled_files_are_no_strays(bench):
    (bench.folder / "__pycache__").mkdir()
    assert found(bench) == []


def test_too_few_mistakes(bench):
    text = bench.path("mistakes.py").read_text()
    bench.path("mistakes.py").write_text(text[: text.index('@mistake("median"')])
    assert found(bench) == ["mistakes.py:1: 2 mistakes: write at least 3"]


def test_two_checks_of_one_title(bench):
    bench.replace("hidden.py", "mean agrees on random numbers.", "The mean of 1, 2 and 6 is 3.")
    assert found(bench) == [
        "checks.py:6: the title of the_worked_number is also that of another check",
        "hidden.py:5: the title of random_numbers is also that of another check",
    ]


def test_two_mistakes_of_one_sentence(bench):
    bench.replace("mistakes.py", "This is the median: the number in the middle, not the mean.", "Same.")
    bench.replace("mistakes.py", "You forgot to divide by how many numbers there are.", "Same.")
    assert found(bench) == [
        "mistakes.py:7: the sentence of 'sum-only' is also that of another mistake",
        "mistakes.py:19: the sentence of 'median' is also that of another mistake",
    ]


@pytest.mark.parametrize("name", ["forgot-1/N", "dW-transposed", "stride=k-assumed"])
def test_names_of_mistakes_may_quote_the_maths(bench, name):
    bench.replace("mistakes.py", '"n-1"', f'"{name}"')
    assert found(bench) == []


def test_a_class_may_put_its_shapes_into_its_methods(bench):
    bench.replace("exercise.yaml", "provides: [mean]", "provides: [mean, Mean]")
    bench.replace("solution.py", "def mean", "class Mean: pass\n\n\ndef mean")
    starter = (
        'class Mean:\n    """Adds up."""\n\n    def add(self, x):\n        """One more. x: {kind}."""\n\n\n'
    )
    bench.replace("starter.py", "def mean", starter.format(kind="thing") + "def mean")
    assert found(bench) == ["starter.py:4: the docstring of Mean names no shape and no type"]
    bench.replace("starter.py", "x: thing", "x: (N, D)")
    assert found(bench) == []


def test_a_constant_needs_no_docstring(bench):
    bench.replace("exercise.yaml", "provides: [mean]", "provides: [mean, SIZE]")
    for file in ("solution.py", "starter.py"):
        bench.replace(file, "def mean", "SIZE: int = 3\n\n\ndef mean")
    assert found(bench) == []


def test_a_name_that_the_lab_has_itself(bench):
    for file in ("starter.py", "solution.py", "mistakes.py"):
        bench.replace(file, "def mean", "def network")
    bench.replace("starter.py", '"mean: start', '"network: start')
    bench.replace("exercise.yaml", "[mean]", "[network]")
    bench.replace("lesson.md", ">>> mean", ">>> network")
    bench.replace("checks.py", "lab.mean", "lab.network")
    bench.replace("hidden.py", "lab.mean", 'lab["network"]')
    assert found(bench) == ['checks.py:9: lab.network is no submission\'s: write lab["network"]']


def test_what_is_printed_may_be_caught(bench):
    call = "    expect.matches(lab.mean, lab.rng.normal(size=7))"
    bench.replace("hidden.py", call, f"{call}\n    with expect.assertions():\n        print(1)")
    assert found(bench) == []
    bench.replace("hidden.py", "        print(1)", "        pass\n    print(1)")
    assert found(bench) == ["hidden.py:11: prints, maybe hidden inputs, where the grader runs: take it out"]


@pytest.mark.parametrize("name", ["credit", "train", "remark"])
def test_names_that_the_lab_gets_when_it_is_made(bench, name):
    for file in ("starter.py", "solution.py", "mistakes.py"):
        bench.replace(file, "def mean", f"def {name}")
    bench.replace("starter.py", '"mean: start', f'"{name}: start')
    bench.replace("exercise.yaml", "[mean]", f"[{name}]")
    bench.replace("lesson.md", ">>> mean", f">>> {name}")
    bench.replace("checks.py", "lab.mean", f"lab.{name}")
    bench.replace("hidden.py", "lab.mean", f'lab["{name}"]')
    assert found(bench) == [f'checks.py:9: lab.{name} is no submission\'s: write lab["{name}"]']
