"""Objects that stay in the guest: a check uses them like its own, and they decide nothing."""

import gc

import numpy as np
import pytest

from grader.errors import ExerciseError
from grader.sandbox.channel import Budget, LearnerError
from grader.sandbox.proxy import Function, HostRng, MissingName, Misuse, Proxy
from grader.sandbox.wire import WireError

SOURCE = """
import numpy as np

RATE = 0.5
NAMES = ["a", "b"]

class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
    def __add__(self, other):
        return Value(self.data + (other.data if isinstance(other, Value) else other))
    __radd__ = __add__
    __array_ufunc__ = None
    def __mul__(self, other):
        return Value(self.data * other)
    def __rsub__(self, other):
        return Value(other - self.data)
    def __neg__(self):
        return Value(-self.data)
    def __matmul__(self, other):
        return "matmul"
    def __getitem__(self, key):
        return key
    def __setitem__(self, key, value):
        self.data = (key, value)
    def __contains__(self, item):
        return item == self.data
    def __float__(self):
        return float(self.data)
    def __int__(self):
        return int(self.data)
    def __call__(self, *args, **kwargs):
        return args, kwargs
    def __iter__(self):
        yield from range(self.data)
    def __len__(self):
        raise AssertionError("nobody asks how long it is")
    def __eq__(self, other):
        return True
    def __bool__(self):
        return True
    def __lt__(self, other):
        return self.data < other.data
    def method(self, x, twice=False):
        return self.data + x * (1 + twice)

def f(x):
    return x

def kind(x):
    return type(x).__name__

def make(n):
    return [Value(i) for i in range(n)]

def count():
    n = 0
    while True:
        yield n
        n += 1

def few(n):
    yield from range(n)

def breaks():
    yield 1
    raise ValueError("broken")

def same(a, b):
    return a is b
"""


@pytest.fixture
def m(load):
    return load(SOURCE)


# -- the module ---------------------------------------------------------------------------------------


def test_names_of_the_submission(m):
    assert m.has("f")
    assert not m.has("g")
    assert m.RATE == 0.5
    assert m["NAMES"] == ["a", "b"]
    assert type(m.f) is type(m["Value"]) is Function
    with pytest.raises(MissingName) as caught:
        _ = m.g
    assert caught.value.name == "g"
    with pytest.raises(AttributeError):
        _ = m.__wrapped__


def test_its_own_names_can_be_reached_by_index(load):
    m = load("def load(x):\n    return x\ndef has():\n    return 1\n")
    assert m["load"](5) == 5
    assert m["has"]() == 1
    assert m.has("load")


def test_helper_source_of_the_check_s_own(m):
    helper = m.load("def total(values):\n    return sum((v.data for v in values), 0)\n")
    assert helper.total(m.make(5)) == 10


# -- objects ------------------------------------------------------------------------------------------


def test_attributes_and_calls(m):
    value = m.Value(3)
    assert type(value) is Proxy
    assert value.data == 3
    assert value.method(1) == 4
    assert value.method(1, twice=True) == 5
    assert value(1, a=2) == ((1,), {"a": 2})
    value.data = 7
    assert value.data == 7
    assert repr(value) == "<Value in the guest>"
    with pytest.raises(LearnerError, match="AttributeError"):
        _ = value.nothing


def test_operators_on_both_sides(m):
    a, b = m.Value(3), m.Value(4)
    assert (a + b).data == 7
    assert (a + 1).data == (1 + a).data == 4
    assert (a * 2).data == 6
    assert (10 - a).data == 7
    assert (-a).data == -3
    assert a @ b == "matmul"
    assert (np.float64(1) + a).data == 4
    with pytest.raises(LearnerError, match="TypeError"):
        a - 1
    with pytest.raises(LearnerError, match="TypeError"):
        2 / a


def test_arrays_leave_operators_to_the_proxy(m):
    total = np.ones(2) + m.Value(3)
    assert total.data.tolist() == [4, 4]


def test_items(m):
    value = m.Value(3)
    assert value[1] == 1
    assert value[1:2, ..., None] == (slice(1, 2), ..., None)
    value["key"] = 5
    assert value.data == ("key", 5)


def test_numbers(m):
    assert float(m.Value(3)) == 3.0
    assert int(m.Value(3.7)) == 3


def test_proxies_decide_nothing(m):
    a, b = m.Value(3), m.Value(3)
    equal = (lambda: a == b, lambda: a != b, lambda: a == 3)
    ordered = (lambda: a < b, lambda: a <= 4, lambda: a > 4, lambda: a >= b, lambda: max([a, b]))
    for question in (*equal, *ordered, lambda: 3 in a, lambda: bool(a), lambda: not a):
        with pytest.raises(Misuse, match="Value"):
            question()
    with pytest.raises(Misuse):
        assert a in [1, 2]
    assert len({a, b}) == 2


def test_the_learner_s_own_object_comes_back_as_itself(m):
    value = m.Value(3)
    assert m.same(value, value) is True
    assert m.same(m.Value, m.Value) is True
    assert m.kind(value) == "Value"
    assert m.kind(m.f) == "function"
    assert m.kind([value, {"a": value}]) == "list"
    again = m.f(value)
    assert m.same(again, value) is True


def test_lists_of_objects_are_lists_of_proxies(m):
    values = m.make(3)
    assert type(values) is list
    assert [value.data for value in values] == [0, 1, 2]
    assert m.f({"a": (values[1],)})["a"][0].data == 1


def test_a_proxy_of_another_guest_is_not_sent(m, load):
    other = load(SOURCE)
    with pytest.raises(WireError, match="an object of another process"):
        m.f(other.Value(1))
    with pytest.raises(WireError, match="an object of another process"):
        m.f([{"a": other.Value(1)}])


def test_proxies_do_not_keep_their_objects_for_ever(m):
    helper = m.load(
        "import gc\ndef alive():\n    return sum(type(o).__name__ == 'Value' for o in gc.get_objects())\n"
    )
    for _ in range(3):
        m.make(100)
        gc.collect()
    assert helper.alive() == 0


# -- iteration ----------------------------------------------------------------------------------------


def test_iterating_does_not_ask_for_the_length(m):
    assert list(m.Value(5)) == [0, 1, 2, 3, 4]
    assert list(m.few(1000)) == list(range(1000))
    assert list(m.few(256)) == list(range(256))
    assert list(m.few(0)) == []


def test_one_iterator_goes_on_where_it_was(m):
    counting = iter(m.count())
    assert [next(counting) for _ in range(3)] == [0, 1, 2]
    assert m.f(1) == 1
    assert [next(counting) for _ in range(300)] == list(range(3, 303))


def test_an_exception_in_a_generator_arrives(m):
    with pytest.raises(LearnerError, match="broken"):
        list(m.breaks())


def test_what_is_no_iterable(m):
    with pytest.raises(LearnerError, match="TypeError"):
        list(m.Value.keep(1).method)


def test_endless_generators_spend_the_budget(m):
    m.peer.channel.budget = Budget(20.0, 1000, items=2000)
    with pytest.raises(LearnerError, match="far too many items"):
        for _ in m.count():
            pass


# -- keep ---------------------------------------------------------------------------------------------


def test_keep_leaves_plain_data_in_the_guest(m):
    kept = m.keep([1, 2])
    assert type(kept) is Proxy
    assert m.kind(kept) == "list"
    assert m.same(kept, kept) is True
    kept.append(3)
    assert m.f(kept) == [1, 2, 3]
    result = m.f.keep({"a": 1})
    assert type(result) is Proxy
    assert result["a"] == 1


def test_a_kept_generator_moves_on_and_a_sent_one_does_not(load):
    m = load("def draw(rng):\n    return rng.random()\n")
    rng = np.random.default_rng(5)
    expected = np.random.default_rng(5).random(3).tolist()
    assert [m.draw(rng) for _ in range(2)] == [expected[0]] * 2
    kept = m.keep(rng)
    assert [m.draw(kept) for _ in range(3)] == expected
    assert rng.random() == expected[0]  # and the host's has not moved


def test_the_check_s_own_rng_does_not_cross(m):
    rng = HostRng(np.random.PCG64(1))
    for send in (lambda: m.f(rng), lambda: m.f([rng]), lambda: m.keep(rng), lambda: m.f(x={"a": rng})):
        with pytest.raises((WireError, ExerciseError), match=r"lab\.rng predicts later inputs"):
            send()
