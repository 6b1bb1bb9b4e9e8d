"""Diagnosis by counterfactual: the one mistake with the learner's answer is named; two, or none, are not."""

import textwrap

import numpy as np
import pytest

# An exercise in which one function calls the other, and mistakes in either.
SOLUTION = """
import numpy as np

def square(x):
    return x * x

def f(x):
    return square(x) + 1
"""
MISTAKES = """
from solution import f, square

@mistake("cubes", "You cube it.")
class _:
    def square(x):
        return x ** 3

@mistake("no-one", "You forget the one.")
class _:
    def f(x):
        return square(x)

@mistake("twice", "You square twice.")
class _:
    from solution import square as right

    def square(x):
        return right(right(x))
"""


@pytest.fixture
def diagnosed(result):
    """A function that gives name and first line for a submission: diagnosed(f, square, body, …)."""

    def run(f="return square(x) + 1", square="return x * x", body="expect.matches(lab.f, 3.0)", **keys):
        source = f"import numpy as np\ndef square(x):\n    {square}\ndef f(x):\n    {f}\n"
        found = result(source, body, **{"solution": SOLUTION, "mistakes": MISTAKES, **keys})
        return found.mistake, found.message.split("\n")[0]

    return run


def test_nothing_is_said_of_a_right_answer(diagnosed):
    assert diagnosed() == (None, "")


def test_the_function_that_is_called_is_wrong(diagnosed):
    assert diagnosed(f="return square(x)") == ("no-one", "You forget the one.")
    assert diagnosed(square="return x ** 3", body="expect.matches(lab.square, 3.0)") == (
        "cubes",
        "You cube it.",
    )


def test_the_mistake_may_be_made_in_other_words(diagnosed):
    assert diagnosed(f="return sum(x for _ in range(int(x)))") == ("no-one", "You forget the one.")


def test_a_mistake_deeper_down_is_found_in_the_second_reading(diagnosed):
    assert diagnosed(square="return x ** 3") == ("cubes", "You cube it.")
    assert diagnosed(square="return x ** 4") == ("twice", "You square twice.")


def test_an_answer_of_no_mistake_is_described(diagnosed):
    assert diagnosed(f="return 7.0") == (None, "`f`: expected 10, yours is 7.")


def test_inputs_that_two_mistakes_answer_alike_name_neither(diagnosed):
    # 1 cubed is 1 squared twice, and -1 neither.
    more = (
        '\n@mistake("cubes-too", "The same again.")\nclass _:\n    def square(x):\n        return x * x * x\n'
    )
    found = diagnosed(square="return x ** 3", mistakes=MISTAKES + more)
    assert found == (None, "`f`: expected 10, yours is 28.")


def test_the_first_reading_goes_before_the_second(diagnosed):
    """What is wrong in the called function itself beats what reaches it by way of another."""
    solution = """
def flip(k):
    return k[::-1]

def f(x, k):
    return [a * b for a, b in zip(x, flip(k))]
"""
    mistakes = """
from solution import flip

@mistake("not-flipped", "You do not flip the kernel.")
class _:
    def f(x, k):
        return [a * b for a, b in zip(x, k)]

@mistake("flip-does-nothing", "Your flip does nothing.")
class _:
    def flip(k):
        return k
"""
    keys = {
        "body": "expect.matches(lab.f, [1.0, 2.0], [3.0, 5.0])",
        "solution": solution,
        "mistakes": mistakes,
    }
    found = diagnosed(f="pass\ndef f(x, k): return [x[0] * k[0], x[1] * k[1]]", **keys)
    assert found == ("not-flipped", "You do not flip the kernel.")


def test_a_mistake_that_raises_as_the_learner_does(diagnosed):
    mistakes = (
        '@mistake("empty", "It cannot take empty lists.")\nclass _:\n    def f(x):\n        return max([])\n'
    )
    found = diagnosed(f="return [][0]", mistakes=mistakes)
    assert found[0] is None
    assert diagnosed(f="return max(())", mistakes=mistakes) == ("empty", "It cannot take empty lists.")


@pytest.mark.parametrize(
    "broken",
    [
        "return oops",
        "import no_such_module",
        "from solution import no_such_name",
    ],
)
def test_a_broken_mistake_is_nobody_s_answer(diagnosed, broken):
    mistakes = f'@mistake("broken", "Broken.")\nclass _:\n    def f(x):\n        {broken}\n'
    assert diagnosed(f="return oops", mistakes=mistakes)[0] is None
    assert diagnosed(f="return 7.0", mistakes=mistakes)[0] is None


@pytest.mark.parametrize(
    "ending",
    [
        *("while True: pass", "import os; os._exit(0)", "return bytearray(10**12)", "import sys; sys.exit()"),
        *("return object()", "print('x' * 10**7)", "return f(x)", "import ctypes; ctypes.string_at(0)"),
    ],
)
def test_a_mistake_that_ends_badly_does_not_hide_the_others(diagnosed, ending):
    mistakes = f'@mistake("bad", "Bad.")\nclass _:\n    def f(x):\n        {ending}\n' + MISTAKES
    limits = {"seconds": 0.5, "memory_mb": 200}
    assert diagnosed(f="return square(x)", mistakes=mistakes, limits=limits) == (
        "no-one",
        "You forget the one.",
    )


def test_a_mistake_that_a_check_cannot_go_on_with_is_nobody_s_answer(diagnosed):
    mistakes = (
        '@mistake("nothing", "It returns nothing.")\nclass _:\n    def f(x):\n        pass\n' + MISTAKES
    )
    body = "expect.matches(lambda m, x: {'y': m.f(x)['y'] if x > 5 else m.f(x).real}, 3.0)"
    assert diagnosed(f="return square(x)", body=body, mistakes=mistakes) == ("no-one", "You forget the one.")


def test_without_mistakes_or_without_the_solution_nothing_is_asked(result, tiny, grader):
    found = result("def f(x):\n    return 1\n", "expect.close(lab.f(1), 2)", solution="")
    assert found.message == "`f`: expected 2, yours is 1."


def test_exceptions_may_be_known_mistakes_too(diagnosed):
    mistakes = (
        '@mistake("shape", "You transpose it.")\nclass _:\n    def f(x): return np.ones(2) @ np.ones(3)\n'
    )
    name, first = diagnosed(f="return np.ones(4) @ np.ones(5)", mistakes=mistakes)
    assert (name, first) == ("shape", "You transpose it.")


# -- exceptions, told ---------------------------------------------------------------------------------

TOLD = {
    "raise ValueError('no')": ("error", "`f` raised ValueError: no (line 3: raise ValueError('no'))."),
    "raise ValueError": ("error", "`f` raised ValueError (line 3: raise ValueError)."),
    "raise NotImplementedError": ("error", "`f` is not written yet (line 3)."),
    "raise NotImplementedError('f: square it and add one.')": (
        "error",
        "`f` is not written yet: square it and add one.",
    ),
    "exit()": ("error", None),
    "raise SystemExit('bye')": ("error", "`f` raised SystemExit: bye (line 3: raise SystemExit('bye'))."),
    "raise KeyboardInterrupt": ("error", "`f` raised KeyboardInterrupt (line 3: raise KeyboardInterrupt)."),
    "return bytearray(10**12)": ("memory", "`f` ran out of memory."),
    "raise PermissionError('no')": ("refused", None),
    "return f(x)": ("error", None),
    "return undefined": (
        "error",
        "`f` raised NameError: name 'undefined' is not defined (line 3: return undefined).",
    ),
    "return {1, 2} - 1": ("error", None),
    "return [0] * 2_000_000": (
        "failed",
        "`f`: what it returned cannot be sent: it has more than 1,000,000 items.",
    ),
    "a = []; a.append(a); return a": (
        "failed",
        "`f`: what it returned cannot be sent: it is nested more than 40 deep, or contains itself.",
    ),
    "return 10 ** 9999": (
        "failed",
        "`f`: what it returned cannot be sent: it contains an integer of more than 8192 bits.",
    ),
    "return 'x' * 10**7": ("failed", "`f`: what it returned cannot be sent: it is too large."),
}


@pytest.mark.parametrize("code", TOLD)
def test_what_went_wrong_is_told(result, code):
    found = result(
        f"import numpy as np\ndef f(x):\n    {code}\n", "expect.matches(lab.f, 1)", limits={"memory_mb": 300}
    )
    verdict, message = TOLD[code]
    assert found.verdict == verdict
    told, _, call = found.message.partition("\nThe call: ")
    assert message is None or told == message
    assert told.startswith("`f`")
    assert "\n" not in told
    assert call == ("" if "not written" in told or verdict in ("memory", "refused") else "f(1)")


# -- what hidden checks do not tell -------------------------------------------------------------------

SECRET = "7391.25"
CARRIERS = {
    "a value": "return x",
    "a text": "return str(x)",
    "a message": "raise ValueError(str(x))",
    "a type": "raise type(f'X{x}', (Exception,), {})",
    "a WireError": "raise type('WireError', (Exception,), {})(str(x))",
    "a Forbidden": "raise type('Forbidden', (PermissionError,), {})(str(x))",
    "NotImplemented": "raise NotImplementedError(f'f: {x}')",
    "a name": "raise NameError(f'name {x} is not defined')",
    "an object": "return type(f'X{x}', (), {})()",
    "a proxy's text": "return type('X', (), {'__repr__': lambda self: str(x)})()",
    "keys": "return {str(x): 1}",
    "a named tuple": "from collections import namedtuple; return namedtuple(f'X{int(x)}', 'a')(1)",
    "a list": "return [str(x)] * int(x)",
    "a shape": "return np.zeros((int(x), 0))",
    "an array": "return np.full(3, x)",
    "NaN": "return np.array([np.nan] * int(x))",
    "a warning": "import warnings; warnings.warn(str(x)); return x",
    "output": "print(x); return 0",
    "a flood": "print(str(x) * 100_000); return 0",
    "an exit": "import sys; sys.exit(str(x))",
    "an exit status": "import os; os._exit(int(x) % 256)",
    "a source line": (
        "import linecache; linecache.cache['tiny.py'] = (1, None, [str(x)] * 9, 'tiny.py'); 1 / 0"
    ),
    "a line number": "exec(compile('\\n' * int(x) + '1 / 0', 'tiny.py', 'exec'))",
    "a syntax error": "exec(compile(f'{x} = 1', 'tiny.py', 'exec'))",
    "a note": "e = ValueError(); e.add_note(str(x)); raise e",
    "a group": "raise ExceptionGroup(str(x), [ValueError(str(x))])",
    "a cause": "raise ValueError from Exception(str(x))",
    "a fork": "open(f'/{x}')",
}
BODIES = {
    "matches": "expect.matches(lab.f, {0})",
    "close": "expect.close(lab.f({0}), [{0}])",
    "that": "expect.that(lab.f({0}) == 5, 'It should be five.')",
    "shape": "expect.shape(lab.f({0}), (3,))",
    "finite": "expect.finite(lab.f({0})); expect.close(lab.f({0}), 'x')",
    "raises": "expect.raises(OSError, lab.f, {0}); expect.close(1, 2)",
    "no warnings": "expect.no_warnings(lab.f, {0}); expect.close(1, 2)",
    "arithmetic": "expect.close(lab.f({0})[0] + 1, 'x')",
    "iteration": "expect.close([y * 2 for y in lab.f({0})], 'x')",
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_hidden_check_does_not_tell_its_inputs(result, carrier):
    source = f"import numpy as np\ndef f(x):\n    {CARRIERS[carrier]}\n"
    for body in BODIES.values():
        found = result(
            source, body.format(SECRET), where="hidden", solution="def f(x):\n    return [x, 1.0]\n"
        )
        for secret in (SECRET, SECRET.partition(".")[0]):
            assert secret not in found.message, (body, found.message)


def test_the_same_is_told_to_graders(result):
    found = result("def f(x):\n    raise ValueError(x)\n", f"expect.matches(lab.f, {SECRET})", where="hidden")
    assert SECRET in found.details


def test_hidden_values_are_told_as_shares(result):
    solution = "import numpy as np\ndef f(x):\n    return np.arange(10.0)\n"
    for count, share in ((1, "some"), (6, "most"), (10, "all")):
        wrong = f"y[:{count}] += np.pi ** np.arange(1, {count + 1})"
        source = f"import numpy as np\ndef f(x):\n    y = np.arange(10.0)\n    {wrong}\n    return y\n"
        found = result(source, "expect.matches(lab.f, 1)", where="hidden", solution=solution)
        assert found.message.startswith(f"`f`: {share} entries differ.")
        assert found.difference is None


# -- numbers side by side -----------------------------------------------------------------------------


def grid(result, expected, wrong):
    body = "expect.matches(lab.f)"
    found = result(
        f"import numpy as np\ndef f():\n    x = {expected}\n    {wrong}\n    return x\n",
        body,
        solution=f"import numpy as np\ndef f():\n    return {expected}\n",
    )
    assert found.verdict == "failed"
    return found.difference


def test_the_grid_shows_a_window_around_the_worst(result):
    shown = grid(result, "np.arange(400.0).reshape(20, 20)", "x[10, 15] = -5")
    assert np.shape(shown.expected) == np.shape(shown.yours) == (6, 6)
    rows, columns = np.argwhere(np.array(shown.yours) == -5).tolist()[0]
    assert shown.expected[rows][columns] == 215
    assert shown.where == "[7:13, 12:18]"
    corner = grid(result, "np.arange(400.0).reshape(20, 20)", "x[19, 0] = -5")
    assert (np.shape(corner.expected), corner.where) == ((6, 6), "[14:20, 0:6]")


def test_the_grid_of_other_ranks(result):
    assert grid(result, "np.arange(3.0)", "x[0] = 9").expected == [[0, 1, 2]]
    deep = grid(result, "np.arange(24.0).reshape(2, 3, 4)", "x[1, 2, 3] = 99")
    assert (np.shape(deep.expected), deep.where) == ((3, 4), "[1, 0:3, 0:4]")
    assert grid(result, "np.array(5.0)", "x = np.array(6.0)") is None
    assert grid(result, "np.array([1j])", "x = x * 2") is None
    assert grid(result, "np.array([True, False])", "x = ~x").expected == [[1, 0]]


def test_what_is_not_finite_has_a_word(result):
    shown = grid(result, "np.array([1.0, np.inf, np.nan])", "x = np.array([np.nan, -np.inf, 1.0])")
    assert shown.expected == [[1.0, "inf", "nan"]]
    assert shown.yours == [["nan", "-inf", 1.0]]


def test_what_one_check_recognised_the_next_one_asks_first(graded):
    source = "def square(x):\n    return x ** 3\ndef f(x):\n    return square(x) + 1\n"
    alone = """
    @check()
    def at_one(lab):
        "Who cubes and who negates answer alike."
        expect.matches(lab.square, -1.0)
    """
    mistakes = (
        MISTAKES
        + """
@mistake("negates", "You negate it.")
class _:
    def square(x):
        return -x * x
"""
    )
    keys = {"solution": SOLUTION, "mistakes": mistakes, "provides": ["f", "square"]}
    (result,) = graded(source, alone, **keys).checks
    assert (result.mistake, "cubes" in result.details) == (None, True)
    before = '@check()\ndef at_three(lab):\n    "Three."\n    expect.matches(lab.square, 3.0)\n'
    both = graded(source, before + textwrap.dedent(alone), **keys).checks
    assert [found.mistake for found in both] == ["cubes", "cubes"]
