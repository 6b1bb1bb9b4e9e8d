"""The expectations about data: what passes, and the exact sentence where it does not."""

from outcomes import passes, sentence

# -- close --------------------------------------------------------------------------------------------


def test_close(result):
    source = "def f(x):\n    return x\n"
    assert passes(result(source, "assert expect.close(lab.f(2.0), 2.0) == 2.0"))
    assert sentence(result(source, "expect.close(lab.f(2.0), 3.0)")) == "`f`: expected 3, yours is 2."
    assert sentence(result(source, "expect.close(lab.f(2.0), 3.0, what='the slope')")) == (
        "the slope: expected 3, yours is 2."
    )
    assert passes(result(source, "expect.close(lab.f(2.0), 2.1, atol=0.2)"))
    assert sentence(result(source, "expect.close(lab.f([1, 2]), [1, 3])")) == (
        "`f`, result[1]: expected 3, yours is 2."
    )


def test_close_knows_the_answers_of_mistakes(result):
    source = "def f(x):\n    return x\n"
    mistakes = "@mistake('halved', 'You halve it.')\nclass _:\n    def f(x):\n        return x / 2\n"
    body = "expect.close(lab.f(2.0), 4.0, mistakes={'halved': 2.0, 'You add one to it.': 5.0})"
    found = result(source, body, mistakes=mistakes)
    assert (found.message, found.mistake) == ("You halve it.\n`f`: expected 4, yours is 2.", "halved")
    other = result("def f(x):\n    return 5.0\n", body, mistakes=mistakes)
    assert (other.message, other.mistake) == ("You add one to it.\n`f`: expected 4, yours is 5.", None)
    neither = result("def f(x):\n    return 7.0\n", body, mistakes=mistakes)
    assert (neither.message, neither.mistake) == ("`f`: expected 4, yours is 7.", None)


def test_close_does_not_choose_between_two_mistakes(result):
    body = "expect.close(lab.f(2.0), 4.0, mistakes={'First sentence.': 2.0, 'Second sentence.': 2.0})"
    assert sentence(result("def f(x):\n    return x\n", body)) == "`f`: expected 4, yours is 2."


# -- that, between ------------------------------------------------------------------------------------


def test_that(result):
    source = "def f(x):\n    return x\n"
    assert passes(result(source, "expect.that(lab.f(2) == 2, 'It should be 2.')"))
    assert sentence(result(source, "expect.that(lab.f(2) == 3, 'It should be 3.')")) == "It should be 3."
    assert sentence(result(source, "expect.that(np.bool_(False), 'It should be 3.')")) == "It should be 3."
    assert sentence(result("def f(x):\n    return f\n", "expect.that(lab.f(2), 'x')")) == (
        "Plain data was expected, yours is an object of type function."
    )
    mistakes = "@mistake('halved', 'You halve it.')\nclass _:\n    def f(x):\n        return x / 2\n"
    found = result(source, "expect.that(False, 'It is 2.', mistake='halved')", mistakes=mistakes)
    assert (found.message, found.mistake) == ("You halve it.\nIt is 2.", "halved")


def test_between(result):
    source = "def f(x):\n    return x\n"
    body = (
        "assert {1} == "
        "expect.between(lab.f({0}), 1, 3, what='the loss', mistakes={{'It explodes.': (10, 1e9)}})"
    )
    for value in ("1", "2.5", "3", "np.float32(2)"):
        assert passes(result(source, body.format(value, value)))
    assert sentence(result(source, body.format(4, 4))) == "the loss should lie between 1 and 3, yours is 4."
    assert sentence(result(source, body.format(20, 20))) == (
        "It explodes.\nthe loss should lie between 1 and 3, yours is 20."
    )
    assert sentence(result(source, body.format("float('nan')", 1))).endswith("yours is nan.")
    assert (
        sentence(result(source, body.format("'x'", 1)))
        == "the loss: expected a number, yours is a string ('x')."
    )
    assert sentence(result(source, body.format("1j", 1))).startswith("the loss")
    hidden = result(source, body.format(4, 4), where="hidden")
    assert sentence(hidden) == "the loss should lie between 1 and 3; yours does not."


# -- shape, dtype, finite -----------------------------------------------------------------------------


def test_shape(result):
    body = "assert expect.shape(lab.f(), (2, 3), what='W') is not None"
    assert passes(result("import numpy as np\ndef f():\n    return np.ones((2, 3))\n", body))
    assert passes(
        result("import numpy as np\ndef f():\n    return np.float64(1)\n", "expect.shape(lab.f(), ())")
    )
    wrong = result("import numpy as np\ndef f():\n    return np.ones((3, 2))\n", body)
    assert sentence(wrong) == "W: expected shape (2, 3), yours is (3, 2)."
    other = result("def f():\n    return [[1, 2, 3]]\n", body)
    assert sentence(other) == "W: expected an array of shape (2, 3), yours is a list."


def test_dtype(result):
    body = "expect.dtype(lab.f(), np.float64)"
    assert passes(result("import numpy as np\ndef f():\n    return np.ones(2)\n", body))
    assert sentence(result("import numpy as np\ndef f():\n    return np.ones(2, 'f4')\n", body)) == (
        "the answer: expected dtype float64, yours is float32."
    )
    assert sentence(result("def f():\n    return 1.0\n", body)) == (
        "the answer: expected dtype float64, yours is a number (1)."
    )


def test_finite(result):
    body = "expect.finite(lab.f(), what='W')"
    for good in ("np.ones(2)", "1.0", "np.array([True])", "1 + 2j"):
        assert passes(result(f"import numpy as np\ndef f():\n    return {good}\n", body))
    assert sentence(
        result("import numpy as np\ndef f():\n    return np.array([1, np.nan, np.inf])\n", body)
    ) == ("W: 2 of 3 values are NaN or infinite.")
    assert (
        sentence(result("def f():\n    return 'x'\n", body))
        == "W: expected numbers, yours is a string ('x')."
    )
    assert sentence(result("def f():\n    return [1.0]\n", body)) == "W: expected numbers, yours is a list."
