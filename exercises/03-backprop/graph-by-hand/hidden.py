"""Hidden checks of `graph-by-hand`: random inputs, small steps, and what follows from the chain rule."""

from checks import fanout, fanout_gradient, graph, graph_gradients, pair, triple, unit, unit_gradients

from grader import check, expect


@check(points=1)
def results_on_random_inputs(lab):
    "All three results agree with their formulas, on numbers and on arrays."
    for shape in ((5,), (3, 2), (2, 4, 3)):
        x, y, z = 2 * lab.rng.normal(size=(3, *shape))
        expect.matches(graph, x, y, z)
        expect.matches(fanout, x)
        expect.matches(unit, x, y, z)
    x, y, z = (float(v) for v in lab.rng.normal(size=3))
    expect.matches(graph, x, y, z)
    expect.matches(fanout, x)
    expect.matches(unit, x, y, z)


@check(points=2)
def the_graph_and_small_steps(lab):
    "The gradients of (x + y)·z agree with small steps."
    x, y, z = lab.rng.normal(size=(3, 2, 5))
    expect.gradient(graph, graph_gradients, {"x": x, "y": y, "z": z})


@check(points=2)
def the_reused_value_and_small_steps(lab):
    "The gradient of the reused value agrees with small steps."

    def backward(m, upstream, a):
        return (fanout_gradient(m, upstream, a),)

    expect.gradient(fanout, backward, {"a": lab.rng.normal(size=(3, 4))})


@check(points=2)
def the_unit_and_small_steps(lab):
    "The gradients of the logistic unit agree with small steps."
    w, x, b = lab.rng.normal(size=(3, 4, 2))
    expect.gradient(unit, unit_gradients, {"w": w, "x": x, "b": b})


@check(points=1)
def follows_the_upstream_gradient(lab):
    "Twice the upstream gradient, twice the gradients; zero gives zero."
    x, y, z, upstream = lab.rng.normal(size=(4, 6))
    for gradients, inputs in ((graph_gradients, (x, y, z)), (unit_gradients, (x, y, z))):
        once = expect.matches(gradients, upstream, *inputs)
        twice, none = gradients(lab, 2 * upstream, *inputs), gradients(lab, 0 * upstream, *inputs)
        for g, g2, g0 in zip(once, twice, none, strict=True):
            expect.close(g2, 2 * g, what="a gradient for twice the upstream gradient")
            expect.close(g0, 0 * g, what="a gradient for an upstream gradient of zero")
    expect.close(
        fanout_gradient(lab, 2 * upstream, x),
        2 * expect.matches(fanout_gradient, upstream, x),
        what="da for twice the upstream gradient",
    )


@check(points=1)
def graphs_can_be_chained(lab):
    "The graphs can be joined: what one returns is the other's upstream."

    def chain(m, x, y, z, w, bias):
        f, first = pair(m.forward(x, y, z), "forward")
        a, second = pair(m.unit_forward(w, f, bias), "unit_forward")
        c, third = pair(m.fanout_forward(a), "fanout_forward")
        da = m.fanout_backward(third, 1.0)
        dw, df, dbias = triple(m.unit_backward(second, da), "unit_backward")
        dx, dy, dz = triple(m.backward(first, df), "backward")
        return c, dx, dy, dz, dw, dbias

    for _ in range(3):
        expect.matches(chain, *(float(v) for v in lab.rng.normal(size=5)))


@check(points=1)
def caches_and_arguments_last(lab):
    "In the other two graphs, too, caches last and arguments stay as they are."

    def unit_twice(m, upstream, w, x, b, v, y, c):
        _, first = pair(m.unit_forward(w, x, b), "unit_forward")
        _, second = pair(m.unit_forward(v, y, c), "unit_forward")
        last = m.unit_backward(second, upstream)
        return last, m.unit_backward(first, upstream), m.unit_backward(first, upstream)

    def fanout_twice(m, upstream, a, b):
        _, first = pair(m.fanout_forward(a), "fanout_forward")
        _, second = pair(m.fanout_forward(b), "fanout_forward")
        last = m.fanout_backward(second, upstream)
        return last, m.fanout_backward(first, upstream), m.fanout_backward(first, upstream)

    arrays = list(lab.rng.normal(size=(7, 3)))
    expect.matches(unit_twice, *arrays)
    expect.unchanged(unit_twice, *arrays)
    expect.matches(fanout_twice, *arrays[:3])
    expect.unchanged(fanout_twice, *arrays[:3])
    expect.unchanged(graph_gradients, *arrays[:4])
