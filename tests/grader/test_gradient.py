"""expect.gradient: every planted bug is caught and placed, no correct backward pass is accused."""

import pytest

DENSE = """
import numpy as np

def forward(x, W, b):
    return x @ W + b, (x, W)

def backward(upstream, cache):
    x, W = cache
    return upstream @ W.T, x.T @ upstream, upstream.sum(axis=0)
"""
DENSE_CHECK = """
x, W, b = lab.rng.normal(size=(4, 3)), lab.rng.normal(size=(3, 3)), lab.rng.normal(size=3)

def forward(m, x, W, b):
    return m.forward(x, W, b)[0]

def backward(m, upstream, x, W, b):
    out, cache = m.forward(x, W, b)
    return m.backward(upstream, cache)

expect.gradient(forward, backward, {"x": x, "W": W, "b": b})
"""


@pytest.fixture
def dense(result):
    """The check's result for a submission that differs from the dense layer by one replacement."""

    def run(old="", new="", body=DENSE_CHECK, **keys):
        assert old in DENSE
        return result(DENSE.replace(old, new), body, solution=DENSE, **keys)

    return run


def test_a_correct_layer_passes(dense):
    assert dense().verdict == "passed"


PLANTED = {
    "ignores the upstream": ("x.T @ upstream", "x.T @ np.ones_like(upstream)", "the gradient of W: "),
    "a wrong sign": ("upstream @ W.T", "-upstream @ W.T", "the gradient of x: "),
    "not transposed": ("upstream @ W.T", "upstream @ W", "the gradient of x: "),
    "a mean for a sum": ("upstream.sum(axis=0)", "upstream.mean(axis=0)", "the gradient of b: "),
    "no bias": ("upstream.sum(axis=0)", "np.zeros(3)", "the gradient of b: "),
    "a summed bias": (
        "upstream.sum(axis=0)",
        "upstream.sum()",
        "the gradient of b: expected shape (3,), yours is ().",
    ),
    "a wrong shape": (
        "x.T @ upstream",
        "upstream.T @ x @ x.T",
        "the gradient of W: expected shape (3, 3), yours is (3, 4).",
    ),
    "None": ("upstream.sum(axis=0)", "None", "the gradient of b: expected an array, yours is None."),
    "a list": (
        "upstream.sum(axis=0)",
        "[0.0, 0.0, 0.0]",
        "the gradient of b: expected an array, yours is a list.",
    ),
    "complex": ("upstream.sum(axis=0)", "upstream.sum(axis=0) + 0j", "the gradient of b: "),
    "text": ("upstream.sum(axis=0)", "np.array(['a'] * 3)", "the gradient of b: "),
    "NaN": (
        "upstream.sum(axis=0)",
        "upstream.sum(axis=0) * np.nan",
        "the gradient of b: 3 of 3 entries differ.",
    ),
    "infinite": (
        "upstream.sum(axis=0)",
        "upstream.sum(axis=0) * np.inf",
        "the gradient of b: 3 of 3 entries differ.",
    ),
    "off by a little": ("x.T @ upstream", "x.T @ upstream * (1 + 1e-4)", "the gradient of W: "),
    "twice": ("x.T @ upstream", "2 * x.T @ upstream", "the gradient of W: "),
    "one too few": (
        ", upstream.sum(axis=0)",
        "",
        "Expected 3 gradients: x, W, b, in a tuple of that length.",
    ),
    "one only": (
        "return upstream @ W.T, x.T @ upstream, upstream.sum(axis=0)",
        "return upstream",
        "Expected 3 gradients",
    ),
}


@pytest.mark.parametrize("bug", PLANTED)
def test_planted_bugs_are_caught(dense, bug):
    old, new, sentence = PLANTED[bug]
    found = dense(old, new)
    assert found.verdict == "failed"
    assert found.message.startswith(sentence)


def test_the_message_shows_the_worst_entry(dense):
    found = dense("x.T @ upstream", "x.T @ upstream + np.array([[0, 0, 0], [0, 0, 7.0], [0, 0, 0]])")
    assert found.message.startswith(
        "the gradient of W: 1 of 9 entries differ. The worst is at [1, 2]: expected "
    )
    assert found.difference.where == "[0:3, 0:3]"
    hidden = dense("x.T @ upstream", "2 * x.T @ upstream", where="hidden")
    assert hidden.message.startswith("the gradient of W: all entries differ.")
    assert "The worst" not in hidden.message


def test_one_wrong_entry_of_many_is_caught_and_placed(result):
    solution = "import numpy as np\ndef f(x):\n    return x ** 2\ndef g(u, x):\n    return 2 * x * u\n"
    wrong = solution.replace("return 2 * x * u", "d = 2 * x * u\n    d[17, 3] += 1\n    return d")
    body = """
        x = lab.rng.normal(size=(30, 20))
        expect.gradient(lambda m, x: m.f(x), lambda m, u, x: m.g(u, x), {"x": x})
        """
    found = result(wrong, body, solution=solution)
    assert found.verdict == "failed"
    assert found.message.startswith("the gradient of x: ")
    assert "[17, 3]" in found.message
    assert result(solution, body, solution=solution).verdict == "passed"


def test_gradients_by_name(dense):
    old = "return upstream @ W.T, x.T @ upstream, upstream.sum(axis=0)"
    by_name = "return {'x': upstream @ W.T, 'W': x.T @ upstream, 'b': upstream.sum(axis=0), 'more': 1}"
    assert dense(old, by_name).verdict == "passed"
    found = dense(old, "return {'x': upstream @ W.T, 'w': 1}")
    assert (found.verdict, found.message) == ("failed", "The gradients lack W, b.")


def test_only_some_arguments(dense):
    body = DENSE_CHECK.replace('"b": b}', '"b": b}, wrt=["W"]').replace(
        "return m.backward(upstream, cache)", "return m.backward(upstream, cache)[1]"
    )
    assert dense(body=body).verdict == "passed"
    assert dense("upstream @ W.T", "upstream", body=body).verdict == "passed"
    assert dense("x.T @ upstream", "x.T @ upstream / 2", body=body).verdict == "failed"


def test_the_learner_s_own_forward(dense):
    """A consistent pair of its own passes with own=True, and only then."""
    own = DENSE.replace("x @ W + b,", "3 * (x @ W) + b,").replace(
        "upstream @ W.T, x.T @", "3 * upstream @ W.T, 3 * x.T @"
    )
    bodies = {own: DENSE_CHECK.replace('"b": b}', f'"b": b}}, own={own}') for own in (True, False)}
    assert dense(DENSE, own, body=bodies[True]).verdict == "passed"
    assert dense(DENSE, own, body=bodies[False]).verdict == "failed"


LOSS = """
import numpy as np

def loss(w, x, y):
    z = x @ w - y
    return float((z ** 2).mean()), 2 * x.T @ z / len(y)
"""
LOSS_CHECK = """
expect.gradient(
    lambda m, w, x, y: m.loss(w, x, y)[0],
    lambda m, w, x, y: m.loss(w, x, y)[1],
    {"w": lab.rng.normal(size=3), "x": lab.rng.normal(size=(5, 3)), "y": lab.rng.normal(size=5)},
    wrt=["w"],
    upstream=False,
)
"""


def test_a_loss_and_its_gradient(result):
    assert result(LOSS, LOSS_CHECK, solution=LOSS).verdict == "passed"
    for wrong in (LOSS.replace(" / len(y)", ""), LOSS.replace("2 * x.T", "x.T")):
        found = result(wrong, LOSS_CHECK, solution=LOSS)
        assert found.message.startswith("the gradient of w: 3 of 3 entries differ.")
        assert "Your values are the expected ones times" in found.message


CONV = """
import numpy as np

def forward(x, k, stride):
    n = (len(x) - len(k)) // stride + 1
    return np.array([x[i * stride : i * stride + len(k)] @ k for i in range(n)])

def backward(upstream, x, k, stride):
    dx, dk = np.zeros_like(x), np.zeros_like(k)
    for i, u in enumerate(upstream):
        window = slice(i * stride, i * stride + len(k))
        dx[window] += u * k
        dk += u * x[window]
    return dx, dk
"""
CONV_CHECK = """
for size, width, stride in [(12, 3, 1), (12, 3, 2), (13, 5, 3), (5, 5, 1), (4, 1, 1)]:
    expect.gradient(
        lambda m, x, k: m.forward(x, k, stride),
        lambda m, u, x, k: m.backward(u, x, k, stride),
        {"x": lab.rng.normal(size=size), "k": lab.rng.normal(size=width) * 10.0 ** lab.rng.integers(-3, 4)},
    )
"""


def test_no_false_alarm_on_correct_code(grader, result):
    assert result(CONV, CONV_CHECK, solution=CONV).verdict == "passed"
    for seed in range(5):
        assert result(CONV, CONV_CHECK, solution=CONV, seed=str(seed)).verdict == "passed"
    overwrites = CONV.replace("dx[window] += u * k", "dx[window] = u * k")
    assert result(overwrites, CONV_CHECK, solution=CONV).message.startswith("the gradient of x: ")


@pytest.mark.parametrize(
    "function", ["np.exp(x)", "np.tanh(x)", "np.sin(x) * x", "x ** 3", "1 / (1 + np.exp(-x))"]
)
@pytest.mark.parametrize("scale", [1e-3, 1.0, 10.0])
def test_smooth_functions_are_not_accused(result, function, scale):
    derivative = {
        "np.exp(x)": "np.exp(x)",
        "np.tanh(x)": "1 - np.tanh(x) ** 2",
        "np.sin(x) * x": "np.cos(x) * x + np.sin(x)",
        "x ** 3": "3 * x ** 2",
        "1 / (1 + np.exp(-x))": "np.exp(-x) / (1 + np.exp(-x)) ** 2",
    }[function]
    source = (
        f"import numpy as np\ndef f(x):\n    return {function}\ndef g(u, x):\n    return u * ({derivative})\n"
    )
    body = f"""
        x = np.clip({scale} * lab.rng.normal(size=20), -8, 8)
        expect.gradient(lambda m, x: m.f(x), lambda m, u, x: m.g(u, x), {{"x": x}})
        """
    found = result(source, body, solution=source)
    assert (found.verdict, found.message) == ("passed", "")


def test_a_mistake_is_named(dense):
    mistakes = """
        from solution import forward

        @mistake("mean", "You take the mean over the batch.")
        class _:
            def backward(upstream, cache):
                x, W = cache
                return upstream @ W.T, x.T @ upstream / len(x), upstream.mean(axis=0)

        @mistake("no-upstream", "You leave the upstream gradient out.")
        class _:
            def backward(upstream, cache):
                x, W = cache
                one = np.ones_like(upstream)
                return one @ W.T, x.T @ one, one.sum(axis=0)
        """
    wrong = DENSE.replace("x.T @ upstream,", "x.T @ upstream / 4,").replace("sum(axis=0)", "mean(axis=0)")
    found = dense(DENSE, wrong, mistakes=mistakes)
    assert found.mistake == "mean"
    assert found.message.startswith("You take the mean over the batch.\nthe gradient of W: ")
    half = dense("upstream.sum(axis=0)", "upstream.mean(axis=0)", mistakes=mistakes)
    assert half.mistake is None


def test_exceptions_and_missing_names(dense, result):
    raised = dense("x.T @ upstream", "x @ upstream")
    assert raised.verdict == "error"
    assert raised.message.startswith("`backward` raised ValueError: matmul")
    missing = result("def forward(x, W, b):\n    return x @ W + b, (x, W)\n", DENSE_CHECK, solution=DENSE)
    assert missing.message == "Your file does not define `backward`."


def test_a_learner_s_forward_that_gives_an_object(dense):
    body = DENSE_CHECK.replace('"b": b}', '"b": b}, own=True')
    found = dense("x @ W + b,", "(v for v in x),", body=body)
    assert found.verdict in ("failed", "error")
    assert found.earned == 0


def test_arguments_stay_as_they_are(dense):
    body = (
        "import copy\n"
        + DENSE_CHECK.replace("expect.gradient", "before = x.copy(), W.copy()\nexpect.gradient")
        + ("\nassert (before[0] == x).all() and (before[1] == W).all()\n")
    )
    assert dense("x, W = cache", "x, W = cache; x = x.copy(); x *= 1", body=body).verdict == "passed"
