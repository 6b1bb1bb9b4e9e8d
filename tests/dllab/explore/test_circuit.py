"""The gradient that walks backwards: against finite differences, and step by step."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dllab.explore.circuit import Explorer, compact
from dllab.explore.circuits import CIRCUITS
from dllab.explore.graph import Graph, Node

NUMBERS = st.floats(-4, 4).map(lambda value: round(value, 3))
STEP = 1e-5


def differences(graph, leaves):
    """The derivatives by the leaves, measured."""
    result = {}
    for name in leaves:
        high = graph.forward({**leaves, name: leaves[name] + STEP})[graph.root]
        low = graph.forward({**leaves, name: leaves[name] - STEP})[graph.root]
        result[name] = (high - low) / (2 * STEP)
    return result


@st.composite
def graphs(draw):
    """Graphs of sums, products, logistic units and maxima, in which any number may be used again."""
    names = ["x", "y", "z"]
    nodes = []
    for name in "abcdef"[: draw(st.integers(1, 6))]:
        op = draw(st.sampled_from(["+", "·", "max", "σ"]))
        inputs = tuple(draw(st.sampled_from(names)) for _ in range(1 if op == "σ" else 2))
        nodes.append(Node(name, op, inputs))
        names.append(name)
    return Graph(("x", "y", "z"), tuple(nodes))


@settings(deadline=None)
@given(graphs(), st.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_gradients_agree_with_finite_differences(graph, numbers):
    leaves = dict(zip(graph.leaves, numbers, strict=True))
    values = graph.forward(leaves)
    for node in graph.nodes:
        one, other = (values[node.inputs[0]], values[node.inputs[-1]])
        assume(node.op != "max" or node.inputs[0] == node.inputs[1] or abs(one - other) > 1e-2)
    assume(max(map(abs, values.values())) < 100)
    gradients = graph.backward(values)
    for name, expected in differences(graph, leaves).items():
        assert gradients[name] == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_the_numbers_of_the_course():
    figure = Explorer()
    assert figure.values == {"x": -2, "y": 5, "z": -4, "q": 3, "f": -12}
    press(figure, "a")
    assert figure.gradients == {"f": 1, "q": -4, "x": -4, "y": -4, "z": 3}


def test_a_number_that_is_used_twice_gets_both_gradients():
    circuit = CIRCUITS["(x + y) · (x + z)"]
    values = circuit.graph.forward({"x": -2, "y": 5, "z": -4})
    assert circuit.graph.backward(values)["x"] == (-6) * 1 + 3 * 1


def test_of_two_equal_numbers_the_first_takes_all():
    graph = CIRCUITS["max(x, y) · z"].graph
    gradients = graph.backward(graph.forward({"x": 5, "y": 5, "z": -4}))
    assert (gradients["x"], gradients["y"]) == (-4, 0)


def test_a_logistic_unit_far_out_neither_overflows_nor_loses_its_slope():
    graph = CIRCUITS["σ(w·x + b)"].graph
    for w in (20, -20):
        gradients = graph.backward(graph.forward({"w": w, "x": 20, "b": 0}))
        assert 0 < gradients["b"] < 1e-100


def press(figure, key, times=1):
    for _ in range(times):
        next(action for action in figure.actions if action.key == key).run()


def test_it_walks_forward_and_back_one_number_at_a_time():
    figure = Explorer()
    press(figure, "b", 9)
    assert figure.known == ["x", "y", "z"]
    press(figure, "space")
    assert figure.known == ["x", "y", "z", "q"]
    assert not figure.gradients
    press(figure, "space", 3)
    assert list(figure.gradients) == ["f", "q"]
    press(figure, "b")
    assert list(figure.gradients) == ["f"]
    press(figure, "space", 99)
    assert list(figure.gradients) == ["f", "q", "x", "y", "z"]


def test_it_says_the_product_of_the_chain_rule():
    figure = Explorer()
    press(figure, "space", 2)
    assert "∂f/∂q = 1 · −4 = −4: ∂f/∂f = 1, and f = q · z has ∂f/∂q = −4 (z)." in figure.says()
    press(figure, "space")
    assert "∂f/∂x = −4 · 1 = −4: ∂f/∂q = −4, and q = x + y has ∂q/∂x = 1." in figure.says()
    press(figure, "a")
    assert "Try: x + 0.001 moves f by −0.004." in figure.says()


def test_it_says_that_two_ways_add_up():
    figure = Explorer()
    assert figure.fields[0].type("(x + y) · (x") == ""
    press(figure, "space", 4)
    assert "∂f/∂x = −6 · 1 + 3 · 1 = −3" in figure.says()
    assert "Both ways add up." in figure.says()


def test_an_edit_begins_anew_at_the_forward_result():
    figure = Explorer()
    press(figure, "a")
    assert figure.fields[1].type("3") == ""
    assert figure.values["f"] == -32
    assert not figure.gradients
    assert figure.known == ["x", "y", "z", "q", "f"]


def test_another_expression_brings_its_names_and_numbers():
    figure = Explorer()
    figure.fields[0].turn(1)
    assert [field.name for field in figure.fields[1:]] == ["w", "x", "b"]
    assert figure.values["a"] == pytest.approx(0.7310585786)


def test_the_picture_shows_what_was_reached_and_no_more():
    figure = Explorer()
    press(figure, "b")
    drawn = figure.picture(60, 10).plain
    assert "q 3" in drawn
    assert "f ?" in drawn
    assert "◂" not in drawn
    press(figure, "a")
    assert figure.picture(60, 10).plain.count("◂") == 5


@settings(deadline=None)
@given(st.integers(0, 3), st.lists(st.floats(-20, 20), min_size=3, max_size=3), st.integers(0, 9))
def test_the_picture_fits_and_stays_aligned(which, numbers, step):
    figure = Explorer()
    figure.fields[0].turn(which)
    for field, number in zip(figure.fields[1:], numbers, strict=True):
        field.set(number)
    press(figure, "b", 9)
    empty = figure.picture(60, 10).plain.split("\n")
    press(figure, "space", step)
    text = figure.picture(60, 10)
    lines = text.plain.split("\n")
    assert text == figure.picture(60, 10)
    assert len(lines) <= 10
    assert max(map(len, lines)) <= 60
    assert [len(line) for line in lines] == [len(line) for line in empty]
    assert [[n for n, sign in enumerate(line) if sign in "│├┐┘"] for line in lines] == [
        [n for n, sign in enumerate(line) if sign in "│├┐┘"] for line in empty
    ]


@settings(deadline=None)
@given(st.floats(-2000, 2000))
def test_numbers_are_short(value):
    assert len(compact(value)) <= 7
