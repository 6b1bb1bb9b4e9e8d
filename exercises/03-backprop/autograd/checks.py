"""Public checks: the numbers of the lesson, and one small graph for every way to walk it wrongly."""

from grader import check, expect


@check(points=2)
def computes(lab):
    "Operations between Values compute the right numbers."

    def results(m):
        a, b = m.Value(3), m.Value(-0.5)
        made = [a + b, a - b, a * b, a / b, a**2, a**-1, a**0.5, -a, b.exp(), b.tanh(), a.relu(), b.relu()]
        return [a.data, a.grad] + [value.data for value in made]

    expect.matches(results)


@check(points=1, cases=[{"side": "right"}, {"side": "left"}])
def takes_plain_numbers(lab, case):
    "A plain number may stand on either side of + - * /."

    def number_right(m):
        a = m.Value(4.0)
        made = [a + 2, a - 2, a * 2, a / 2]
        return [value.data for value in made]

    def number_left(m):
        a = m.Value(4.0)
        made = [2 + a, 2 - a, 2 * a, 2 / a]
        (made[1] * made[3]).backward()  # (2 − a)·(2 / a) = 4/a − 2
        return [value.data for value in made] + [a.grad]

    expect.matches(number_left if case["side"] == "left" else number_right)


FUNCTIONS = {
    "exp": lambda u: u.exp(),
    "tanh": lambda u: u.tanh(),
    "relu": lambda u: u.relu(),
    "cube": lambda u: u**3,
    "one over": lambda u: 1 / u,
}


@check(
    points=2,
    cases=[
        {"f": "exp", "at": 0.5},
        {"f": "tanh", "at": 0.5},
        {"f": "relu", "at": 2.0},
        {"f": "relu", "at": -2.0},
        {"f": "relu", "at": 0.0},
        {"f": "cube", "at": 0.5},
        {"f": "one over", "at": 0.5},
    ],
)
def knows_local_derivatives(lab, case):
    "The gradient of a function is its derivative times the upstream gradient, here 10."

    def ten_times(m):
        u = m.Value(case["at"])
        y = FUNCTIONS[case["f"]](u)
        (10 * y).backward()
        return y.data, y.grad, u.grad

    expect.matches(ten_times)


@check(points=2)
def adds_up_two_uses(lab):
    "A value used twice receives both gradients."

    def used_twice(m):
        a, b = m.Value(3.0), m.Value(3.0)
        (a + a).backward()
        (b * b).backward()
        return a.grad, b.grad

    expect.matches(used_twice)


@check(points=2, cases=[{"graph": "diamond"}, {"graph": "long way first"}, {"graph": "short way first"}])
def waits_for_every_use(lab, case):
    "A node passes its gradient on once, when everyone who used it has paid in."

    def graph(m):
        a = m.Value(1.0)
        s = a * 2.0
        if case["graph"] == "diamond":
            d = s * 3.0 + s * 3.0
        elif case["graph"] == "long way first":
            d = s * 3.0 * 3.0 + s
        else:
            d = s + s * 3.0 * 3.0
        d.backward()
        return d.data, s.grad, a.grad

    expect.matches(graph)


@check(points=2, cases=[{"root": "a square"}, {"root": "a leaf"}])
def accumulates_in_leaves_only(lab, case):
    "A second backward() adds to the leaves, and starts interior nodes from 0."

    def twice(m):
        a = m.Value(3.0)
        s = a * 2.0
        root = s * s if case["root"] == "a square" else a
        root.backward()
        root.backward()
        return root.grad, s.grad, a.grad

    expect.matches(twice)


CHAIN = """
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


@check(points=2)
def walks_deep_graphs(lab):
    "A chain of 5 000 operations does not meet the recursion limit."
    gradient = lab.load(CHAIN).chain(lab.Value, 5000)
    expect.that(
        gradient != "RecursionError",
        "y = y + x, 5 000 times, then y.backward(): RecursionError",
        mistake="recursion-limit",
    )
    expect.close(gradient, 5001.0, what="the gradient of x")
