"""Public checks: the numbers of the lesson, and one small graph for every way to walk it wrongly."""

from grader import check, expect

# Your class comes in as Value. These functions run beside your code, so that a graph costs one message.

OPERATIONS = """
def operations(Value):
    a, b = Value(3), Value(-0.5)
    made = {
        "a": a, "a + b": a + b, "a - b": a - b, "a * b": a * b, "a / b": a / b, "-a": -a,
        "a ** 2": a**2, "a ** -1": a**-1, "a ** 0.5": a**0.5,
        "b.exp()": b.exp(), "b.tanh()": b.tanh(), "a.relu()": a.relu(), "b.relu()": b.relu(),
    }
    return {name: value.data for name, value in made.items()} | {"a.grad at birth": a.grad}


def number_right(Value):
    a = Value(4.0)
    made = {"a + 2": a + 2, "a - 2": a - 2, "a * 2": a * 2, "a / 2": a / 2}
    return {name: value.data for name, value in made.items()}


def number_left(Value):
    a = Value(4.0)
    made = {"2 + a": 2 + a, "2 - a": 2 - a, "2 * a": 2 * a, "2 / a": 2 / a}
    return {name: value.data for name, value in made.items()}
"""

FUNCTIONS = """
def exp(u):
    return u.exp()


def tanh(u):
    return u.tanh()


def relu(u):
    return u.relu()


def cube(u):
    return u**3


def inverse(u):
    return u**-1


def gradient(Value, f, at):
    u = Value(at)
    y = globals()[f](u)
    (y * 10).backward()
    return {"f(u)": y.data, "gradient of f(u)": y.grad, "gradient of u": u.grad}
"""

GRAPHS = """
def diamond(Value):
    a = Value(1.0)
    s = a * 2.0
    d = s * 3.0 + s * 3.0
    d.backward()
    return {"d": d.data, "gradient of s": s.grad, "gradient of a": a.grad}


def long_way_first(Value):
    a = Value(1.0)
    s = a * 2.0
    d = s * 3.0 * 3.0 + s
    d.backward()
    return {"d": d.data, "gradient of s": s.grad, "gradient of a": a.grad}


def short_way_first(Value):
    a = Value(1.0)
    s = a * 2.0
    d = s + s * 3.0 * 3.0
    d.backward()
    return {"d": d.data, "gradient of s": s.grad, "gradient of a": a.grad}


def square_twice(Value):
    a = Value(3.0)
    s = a * 2.0
    y = s * s
    y.backward()
    y.backward()
    return {"gradient of y": y.grad, "gradient of s": s.grad, "gradient of a": a.grad}


def leaf_twice(Value):
    a = Value(3.0)
    a.backward()
    a.backward()
    return {"gradient of a": a.grad}


def chain(Value, length):
    x = Value(0.5)
    y = x
    for _ in range(length):
        y = y + x
    try:
        y.backward()
    except RecursionError:
        return "RecursionError"
    return x.grad
"""


# What the operations give for a = 3 and b = -0.5, and the plain numbers for a = 4.
OF_VALUES = {
    "a": 3.0,
    "a + b": 2.5,
    "a - b": 3.5,
    "a * b": -1.5,
    "a / b": -6.0,
    "-a": -3.0,
    "a ** 2": 9.0,
    "a ** -1": 0.3333333333,
    "a ** 0.5": 1.7320508076,
    "b.exp()": 0.6065306597,
    "b.tanh()": -0.4621171573,
    "a.relu()": 3.0,
    "b.relu()": 0.0,
    "a.grad at birth": 0.0,
}
OF_NUMBERS = {
    "number_right": {"a + 2": 6.0, "a - 2": 2.0, "a * 2": 8.0, "a / 2": 2.0},
    "number_left": {"2 + a": 6.0, "2 - a": -2.0, "2 * a": 8.0, "2 / a": 0.5},
}

# The value and the derivative of each function at some places.
OF_FUNCTIONS = {
    ("exp", 0.5): (1.6487212707, 1.6487212707),
    ("tanh", 0.5): (0.4621171573, 0.7864477330),
    ("relu", 2.0): (2.0, 1.0),
    ("relu", -2.0): (0.0, 0.0),
    ("relu", 0.0): (0.0, 0.0),
    ("cube", 0.5): (0.125, 0.75),
    ("inverse", 0.5): (2.0, -4.0),
}

# The picture of the lesson, two with ways of different length, and two that are walked twice.
OF_GRAPHS = {
    "diamond": {"d": 12.0, "gradient of s": 6.0, "gradient of a": 12.0},
    "long_way_first": {"d": 20.0, "gradient of s": 10.0, "gradient of a": 20.0},
    "short_way_first": {"d": 20.0, "gradient of s": 10.0, "gradient of a": 20.0},
    "square_twice": {"gradient of y": 1.0, "gradient of s": 12.0, "gradient of a": 48.0},
    "leaf_twice": {"gradient of a": 2.0},
}


def run(m, source, name, *args):
    """What the function called name in source returns for m's Value."""
    return m.load(source)[name](m.Value, *args)


@check(points=2)
def computes(lab):
    "Operations between Values compute the right numbers."
    expect.close(expect.matches(run, OPERATIONS, "operations"), OF_VALUES)


@check(points=1, cases=[{"graph": "number_right"}, {"graph": "number_left"}])
def takes_plain_numbers(lab, case):
    "A plain number may stand on either side of + - * /."
    expect.close(expect.matches(run, OPERATIONS, case["graph"]), OF_NUMBERS[case["graph"]])


@check(
    points=2,
    cases=[
        {"f": "exp", "at": 0.5},
        {"f": "tanh", "at": 0.5},
        {"f": "relu", "at": 2.0},
        {"f": "relu", "at": -2.0},
        {"f": "relu", "at": 0.0},
        {"f": "cube", "at": 0.5},
        {"f": "inverse", "at": 0.5},
    ],
)
def knows_local_derivatives(lab, case):
    "A gradient is the derivative times the upstream gradient, here 10."
    found = expect.matches(run, FUNCTIONS, "gradient", case["f"], case["at"])
    value, derivative = OF_FUNCTIONS[case["f"], case["at"]]
    expect.close(found, {"f(u)": value, "gradient of f(u)": 10.0, "gradient of u": 10 * derivative})


@check(points=2)
def adds_up_two_uses(lab):
    "A value used twice receives both gradients."

    def used_twice(m):
        a, b = m.Value(3.0), m.Value(3.0)
        (a + a).backward()
        (b * b).backward()
        return {"gradient of a in a + a": a.grad, "gradient of b in b * b": b.grad}

    found = expect.matches(used_twice)
    expect.close(found, {"gradient of a in a + a": 2.0, "gradient of b in b * b": 6.0})


@check(points=2, cases=[{"graph": "diamond"}, {"graph": "long_way_first"}, {"graph": "short_way_first"}])
def waits_for_every_use(lab, case):
    "A node passes its gradient on once, when all who used it have paid in."
    expect.close(expect.matches(run, GRAPHS, case["graph"]), OF_GRAPHS[case["graph"]])


@check(points=2, cases=[{"graph": "square_twice"}, {"graph": "leaf_twice"}])
def accumulates_in_leaves_only(lab, case):
    "A second backward() adds to leaves, and starts interior nodes from 0."
    expect.close(expect.matches(run, GRAPHS, case["graph"]), OF_GRAPHS[case["graph"]])


@check(points=2)
def walks_deep_graphs(lab):
    "A chain of 5 000 operations does not meet the recursion limit."
    gradient = run(lab, GRAPHS, "chain", 5000)
    expect.that(
        gradient != "RecursionError",
        "y = y + x, 5 000 times, then y.backward(): RecursionError",
        mistake="recursion-limit",
    )
    expect.close(gradient, 5001.0, what="the gradient of x")
