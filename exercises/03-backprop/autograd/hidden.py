"""Hidden checks: random graphs, shared parts, and the cost of the walk."""

from grader import check, expect

PROGRAM = """
def run(Value, leaves, program):
    nodes = [Value(x) for x in leaves]
    for operation, i, j, number in program:
        u, v = nodes[i], nodes[j]
        if operation == "sum":
            w = u + v * number
        elif operation == "difference":
            w = number - u - v
        elif operation == "product":
            w = number * u * v
        elif operation == "quotient":
            w = u / (v * v + 1)
        elif operation == "inverse":
            w = number / (u**2 + 2.0)
        elif operation == "power":
            w = (u + 3) ** 2.5 * 0.1
        elif operation == "exp":
            w = -u.exp() + v
        else:
            w = v * u.relu()
        nodes.append(w.tanh())
    total = 0
    for node in nodes:
        total = total + node
    total.backward()
    return {"sum": total.data, "gradients": [node.grad for node in nodes]}
"""
OPERATIONS = ("sum", "difference", "product", "quotient", "inverse", "power", "exp", "relu")


def random_program(rng, length):
    """A list of (operation, first operand, second operand, number) on three leaves and what came before."""
    program = []
    for newest in range(2, 2 + length):
        operation = OPERATIONS[int(rng.integers(len(OPERATIONS)))]
        program.append((operation, int(rng.integers(newest)), newest, float(rng.uniform(0.5, 2.0))))
    return program


def run_program(m, leaves, program):
    """The sum of all nodes after the program, and every node's gradient."""
    return m.load(PROGRAM).run(m.Value, leaves, program)


@check(points=2, cases=[{"length": 8}, {"length": 24}])
def differentiates_random_graphs(lab, case):
    "Every node of a random graph gets its gradient."
    leaves = [float(x) for x in lab.rng.normal(size=3)]
    expect.matches(run_program, leaves, random_program(lab.rng, case["length"]))


@check(points=1)
def keeps_equal_values_apart(lab):
    "Values with equal data are nodes of their own."
    number = float(lab.rng.uniform(1.0, 2.0))

    def twins(m):
        a, b, c = m.Value(number), m.Value(number), m.Value(number)
        (a * b + a - c).backward()
        return {"a": a.grad, "b": b.grad, "c": c.grad}

    expect.matches(twins)


@check(points=1)
def shares_parts_between_results(lab):
    "Two results that share a part each send their own gradient through it."
    x, y = (float(v) for v in lab.rng.uniform(1.0, 2.0, size=2))

    def two_losses(m):
        a, b = m.Value(x), m.Value(y)
        shared = a * b
        first, second = shared.tanh(), shared.exp()
        first.backward()
        second.backward()
        return {"shared": shared.grad, "a": a.grad, "b": b.grad}

    expect.matches(two_losses)


@check(points=1)
def goes_on_after_backward(lab):
    "A result can be used after its backward(), and no number changes."
    x = float(lab.rng.uniform(1.0, 2.0))

    def used_further(m):
        a = m.Value(x)
        y = a * a
        y.backward()
        z = y * 3
        z.backward()
        return {"data": [a.data, y.data, z.data], "gradients": [a.grad, y.grad, z.grad]}

    expect.matches(used_further)


DOUBLING = """
import sys


class TooMany(Exception):
    pass


def double(Value, levels, budget):
    "The gradient through y = y + y, or None once backward() has made `budget` calls."
    x = Value(1.0)
    y = x
    for _ in range(levels):
        y = y + y
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += 1
        if calls > budget:
            raise TooMany

    sys.setprofile(count)
    try:
        y.backward()
    except TooMany:
        return None
    finally:
        sys.setprofile(None)
    return x.grad
"""


@check(points=2)
def takes_each_node_once(lab):
    "The time of backward() grows with the nodes, not with the paths."
    # Calls are counted, not seconds: a walk over 40 nodes makes a few hundred, whatever the machine.
    gradient = lab.load(DOUBLING).double(lab.Value, 40, 50_000)
    expect.that(
        gradient is not None,
        "backward() made over 50 000 calls on a graph of 40 nodes",
        mistake="walks-every-path",
    )
    expect.close(gradient, 2.0**40, what="the gradient of the first value")
