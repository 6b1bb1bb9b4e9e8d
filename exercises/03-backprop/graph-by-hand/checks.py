"""Public checks of `graph-by-hand`. The numbers are those of the lesson."""

from grader import check, expect


def pair(answer, name):
    """What a forward function returned, which must be two things: arrays would be taken apart in silence."""
    good = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(good, f"`{name}` should return two things, the result and the cache.")
    return answer


def triple(answer, name):
    """What a backward function returned, which must be three gradients."""
    good = isinstance(answer, (tuple, list)) and len(answer) == 3
    expect.that(good, f"`{name}` should return three gradients.")
    return answer


def graph(m, x, y, z):
    return pair(m.forward(x, y, z), "forward")[0]


def graph_gradients(m, upstream, x, y, z):
    _, cache = pair(m.forward(x, y, z), "forward")
    dx, dy, dz = triple(m.backward(cache, upstream), "backward")
    return dx, dy, dz


def fanout(m, a):
    return pair(m.fanout_forward(a), "fanout_forward")[0]


def fanout_gradient(m, upstream, a):
    _, cache = pair(m.fanout_forward(a), "fanout_forward")
    return m.fanout_backward(cache, upstream)


def unit(m, w, x, b):
    return pair(m.unit_forward(w, x, b), "unit_forward")[0]


def unit_gradients(m, upstream, w, x, b):
    _, cache = pair(m.unit_forward(w, x, b), "unit_forward")
    dw, dx, db = triple(m.unit_backward(cache, upstream), "unit_backward")
    return dw, dx, db


@check(points=2)
def a_product_of_a_sum(lab):
    "f = (x + y)·z at (-2, 5, -4): f is -12, and the gradients are -4, -4, 3."

    def with_no_upstream(m, x, y, z):
        _, cache = pair(m.forward(x, y, z), "forward")
        dx, dy, dz = triple(m.backward(cache), "backward")
        return dx, dy, dz

    expect.close(expect.matches(graph, -2.0, 5.0, -4.0), -12.0, what="f")
    gradients = expect.matches(with_no_upstream, -2.0, 5.0, -4.0)
    expect.close(gradients, (-4.0, -4.0, 3.0), what="(dx, dy, dz)")


@check(points=2)
def a_value_used_twice(lab):
    "b = a + a, c = b·b at a = 3: c is 36, and da is 24."
    expect.close(expect.matches(fanout, 3.0), 36.0, what="c")
    expect.close(expect.matches(fanout_gradient, 1.0, 3.0), 24.0, what="da")


@check(points=2)
def a_logistic_unit(lab):
    "The lesson's unit answers 0.7311, and its gradients are right."
    expect.close(expect.matches(unit, 2.0, -1.0, 3.0), 0.7310585786, what="a")
    gradients = expect.matches(unit_gradients, 1.0, 2.0, -1.0, 3.0)
    expect.close(gradients, (-0.1966119332, 0.3932238665, 0.1966119332), what="(dw, dx, db)")


@check(points=2)
def passes_on_what_arrives(lab):
    "The upstream gradient is multiplied in, in all three graphs."
    gradients = expect.matches(graph_gradients, 0.5, -2.0, 5.0, -4.0)
    expect.close(gradients, (-2.0, -2.0, 1.5), what="(dx, dy, dz) for an upstream gradient of 0.5")
    gradient = expect.matches(fanout_gradient, -2.0, 3.0)
    expect.close(gradient, -48.0, what="da for an upstream gradient of -2")
    gradients = expect.matches(unit_gradients, 10.0, 2.0, -1.0, 3.0)
    expected = (-1.9661193324, 3.9322386648, 1.9661193324)
    expect.close(gradients, expected, what="(dw, dx, db) for an upstream gradient of 10")


@check(points=1)
def works_entry_by_entry(lab):
    "Arrays are treated entry by entry, upstream gradients too."
    x, y, z, upstream = lab.rng.normal(size=(4, 2, 3))
    expect.matches(graph, x, y, z)
    expect.matches(graph_gradients, upstream, x, y, z)
    expect.matches(fanout_gradient, upstream, x)
    expect.matches(unit_gradients, upstream, x, y, z)


@check(points=1)
def keeps_calls_apart(lab):
    "No argument is changed; each cache belongs to its call, and lasts."

    def two_graphs(m, x, y, z, u, v, w):
        _, first = pair(m.forward(x, y, z), "forward")
        _, second = pair(m.forward(u, v, w), "forward")
        last = m.backward(second)
        return last, m.backward(first), m.backward(first)

    arrays = list(lab.rng.normal(size=(6, 3)))
    expect.unchanged(two_graphs, *arrays)
    expect.matches(two_graphs, *arrays)
