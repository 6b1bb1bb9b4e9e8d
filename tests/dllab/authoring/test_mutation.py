"""What the checks let through is found, and may be explained; what is explained must be true."""

from dllab.authoring import mutation

SOLUTION = '''\
"""The mean."""


def mean(x):
    """Sum over number."""
    if len(x) > 1000:
        return float(x.sum() / len(x))
    total = 0
    for number in x:
        total += number
    return float(total / len(x))
'''
THREE = ["if len(x) > 1000: → if len(x) >= 1000:", "if len(x) > 1000: → if len(x) > 1001:"]


def outcome(bench, seeds=1):
    return mutation.examine(bench.course().exercise("mean"), bench.grader, seeds)


def test_checks_that_catch_every_mutant(bench):
    found = outcome(bench)
    assert (found.exercise, found.mutants, found.killed, found.survivors) == ("mean", 2, 2, [])
    assert found.is_sharp


def test_a_branch_that_no_check_enters(bench):
    bench.write(bench.solution, SOLUTION)
    found = outcome(bench)
    names = [survivor.name.removeprefix("mean: ") for survivor in found.survivors]
    assert set(THREE) < set(names)
    assert "return float(x.sum() / len(x)) → return float(x.sum() * len(x))" in names
    assert not found.is_sharp
    assert found.killed + len(found.survivors) == found.mutants
    assert {(one.path, one.line) for one in found.survivors} == {
        (str(bench.solution), line) for line in (6, 7)
    }


def test_what_is_explained_is_no_survivor(bench):
    bench.write(bench.solution, SOLUTION)
    lines = [f'  "{one.name}": nobody has so many numbers' for one in outcome(bench).survivors]
    bench.write(bench.folder / "mutants.yaml", "\n".join(["survivors:", *lines, ""]))
    found = outcome(bench)
    assert (found.explained, found.survivors, found.problems) == (len(lines), [], [])
    assert found.is_sharp
    assert bench.problems() == []


def test_explanations_that_are_no_longer_true(bench):
    killed = "mean: return float(x.sum() / len(x)) → return float(x.sum() * len(x))"
    text = f'survivors:\n  "{killed}": because\n  "median: x → y": because\n'
    bench.write(bench.folder / "mutants.yaml", text)
    problems = [problem.replace(f"{bench.folder}/", "") for problem in outcome(bench).problems]
    assert problems == [
        f"mutants.yaml:2: a check kills this mutant: take {killed!r} out",
        "mutants.yaml:3: the solution has no such mutant: take 'median: x → y' out",
    ]
    assert not outcome(bench).is_sharp


def test_a_mutant_that_never_ends_is_killed(bench):
    loop = "    n = 0\n    while n < len(x):\n        n += 1\n    return float(x.sum() / n)\n"
    bench.replace("solution.py", "    return float(x.sum() / len(x))\n", loop)
    names = [survivor.name for survivor in outcome(bench).survivors]
    assert "mean: n += 1 → pass" not in names


def test_more_seeds_kill_what_survives_one_by_chance(bench):
    bench.write(bench.folder / "checks.py", NOTHING)
    bench.replace("hidden.py", "    expect", "    if lab.rng.random() < 0.9:\n        return\n    expect")
    assert len(outcome(bench).survivors) == 2
    assert outcome(bench, seeds=60).survivors == []


NOTHING = '''\
"""Public checks."""
from grader import check, expect


@check(points=1)
def it_is_there(lab):
    "There is a function mean."
    expect.that(lab.has("mean"), "Write mean.")
'''


def test_a_solution_that_is_wrong_itself_is_not_mutated(bench):
    bench.replace("checks.py", "1.0, 2.0, 6.0]))", "1.0]))\n    expect.that(False, 'No.')")
    found = outcome(bench)
    advice = "the solution does not earn the_worked_number: `dllab author check mean` says more"
    assert (found.mutants, found.problems) == (0, [f"{bench.solution}: {advice}"])
    assert not found.is_sharp


def test_a_solution_that_is_not_written_is_not_mutated(bench):
    bench.replace("solution.py", "return float(x.sum() / len(x))", 'raise NotImplementedError("[write: it]")')
    assert outcome(bench).problems == [f"{bench.solution}: the solution is not written yet"]
