"""What students write into the two assignments: right answers, and by student those that differ.

nbgrader's cells go by their grade_id, otter's by their number among the cells to be filled in.
An answer that is None leaves the cell as it was handed out.
"""

_SQUARED_ERROR = """\
def squared_error(y, t):
    return float(((y - t) ** 2).sum() / len(y))
"""
_GRADIENT = """\
def gradient(w, b, x, t):
    error = w * x + b - t
    return 2 * (error * x).mean(), 2 * error.mean()
"""
_DESCENT = """\
class Descent:
    def __init__(self, rate):
        if not rate > 0:
            raise ValueError("a positive rate, please")
        self.rate = rate
        self.w = self.b = 0.0
        self.steps = 0

    def step(self, x, t):
        error = squared_error(self.w * x + self.b, t)
        dw, db = gradient(self.w, self.b, x, t)
        self.w -= self.rate * dw
        self.b -= self.rate * db
        self.steps += 1
        return error
"""
_ANSWER = """\
best = (2, -1)


def labels(t):
    return {one for one in t}
"""
_IN_WORDS = "It would jump over the minimum."

NBGRADER_RIGHT = {
    "squared_error": _SQUARED_ERROR,
    "gradient": _GRADIENT,
    "descent": _DESCENT,
    "answer": _ANSWER,
    "why": _IN_WORDS,
}
NBGRADER = {
    "right": {},
    "untouched": dict.fromkeys(NBGRADER_RIGHT),
    # Seen tests pass, hidden ones do not; the descent works all the same.
    "halved": {
        "gradient": _GRADIENT.replace("2 * (error", "1 * (error").replace("2 * error", "1 * error"),
        "answer": _ANSWER.replace("-1", "1"),
    },
    "summed": {"squared_error": "def squared_error(y, t):\n    return float(((y - t) ** 2).sum())\n"},
    # A cell that is no Python, and one that raises at its end.
    "broken": {
        "squared_error": _SQUARED_ERROR.replace("def", "define"),
        "answer": _ANSWER + "\nlabels(5)\n",
    },
    "stopped_half_way": {"descent": None, "answer": None},
    "lists_and_silence": {
        "descent": _DESCENT.replace('raise ValueError("a positive rate, please")', "rate = 0.1"),
        "answer": _ANSWER.replace("{one for one in t}", "sorted(set(t))"),
        "gradient": _GRADIENT.replace("return 2 * (error * x).mean(), 2", "return (error * x).mean(), 2"),
    },
    # The locked cell is changed so that everything is near: nbgrader writes it back.
    "tampered": {
        "points": "xs = ts = np.array([0.0])\n\n\ndef near(a, b):\n    return True\n",
        "gradient": _GRADIENT.replace("2 * (error", "3 * (error"),
    },
    "another_exception": {"descent": _DESCENT.replace("raise ValueError", "raise KeyError")},
}

_SIGMOID = """\
def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, 1) / (1 + small)
"""
_PARAMETERS = """\
def parameters(n, k):
    if min(n, k) < 1:
        raise ValueError("none")
    return (n + 1) * k

digits = parameters(784, 10)
"""
_LAYER = """\
def layer(x, W, b):
    return sigmoid(x.dot(W) + b)
"""
_NAMES = """\
def names(k):
    return ["unit " + str(i) for i in range(k)]
"""

OTTER_RIGHT = {0: _SIGMOID, 1: _PARAMETERS, 2: _LAYER, 3: _NAMES, 5: "Lines of lines are lines."}
OTTER = {
    "right": {},
    "untouched": dict.fromkeys(OTTER_RIGHT),
    "only_seen": {
        0: "def sigmoid(z):\n    return np.round(1 / (1 + np.exp(-np.clip(z, -9, 9))), 5)\n",
        2: "def layer(x, W, b):\n    return x @ W + b\n",
    },
    "no_bias": {1: _PARAMETERS.replace("(n + 1) * k", "n * k"), 3: None},
    "by_hand": {1: "digits = 7850\n", 3: _NAMES.replace("range(k)", "range(1, k + 1)")},
    "broken": {0: _SIGMOID.replace("return", "retrun"), 3: _NAMES + "\nnames(None)\n"},
    "unsure": {1: _PARAMETERS.replace('raise ValueError("none")', "return 0"), 2: None},
}
