"""Functions and objects of a check's own in learner code: they stay on the host, and closed."""

import numpy as np
import pytest

from grader.sandbox.channel import GuestDied, LearnerError
from grader.sandbox.proxy import Stub


class Spy:
    def __init__(self):
        self.seen = []

    def allowed(self, *args, **kwargs):
        self.seen.append((args, kwargs))
        return len(self.seen)

    def secret(self):
        self.seen.append("secret")
        return "the hidden inputs"


USES = """
def call(g, *args, **kwargs):
    return g(*args, **kwargs)

def method(spy, name, *args):
    return getattr(spy, name)(*args)

def look(spy):
    return sorted(name for name in dir(spy) if not name.startswith("__"))

def force(spy, name):
    return spy._ask(spy._id, name, (), {})

def forge(spy, id, name):
    return spy._ask(id, name, (), {})

stolen = []
def steal(g):
    stolen.append(g)
def use():
    return stolen[0](1)

def back(g):
    return g

def itself(g, n):
    return g(n)
"""


@pytest.fixture
def uses(load):
    return load(USES)


def test_functions_are_called_back_with_copies(uses):
    seen = []
    x = np.ones(2)

    def g(a, b=0):
        seen.append((a, b))
        a[0] = 9
        return a * 2

    assert uses.call(g, x, b=[1]).tolist() == [18, 2]
    assert [(a.tolist(), b) for a, b in seen] == [([9, 1], [1])]
    assert x.tolist() == [1, 1]


def test_a_stub_offers_its_methods_and_nothing_else(uses):
    spy = Spy()
    stub = Stub(spy, ("allowed",))
    assert uses.method(stub, "allowed", 1) == 1
    assert uses.method(stub, "allowed", "x") == 2
    assert spy.seen == [((1,), {}), (("x",), {})]
    for name in ("secret", "seen", "__class__x", "_private"):
        with pytest.raises(LearnerError, match="no attribute"):
            uses.method(stub, name)
    with pytest.raises(LearnerError):
        uses.call(stub, 1)
    assert len(spy.seen) == 2


@pytest.mark.parametrize("name", ["secret", "__init__", "__class__", "__dict__", "seen", "__call__", ""])
def test_a_stub_cannot_be_forced(uses, name):
    spy = Spy()
    with pytest.raises(LearnerError, match="may not be called"):
        uses.force(Stub(spy, ("allowed",)), name)
    assert spy.seen == []


@pytest.mark.parametrize("id", [-1, 1, 99, 2**62])
def test_stubs_that_were_never_handed_over(uses, id):
    spy = Spy()
    with pytest.raises(LearnerError, match="a call of nothing"):
        uses.forge(Stub(spy, ("allowed",)), id, "allowed")
    assert spy.seen == []


def test_a_stub_that_was_kept_is_dead_after_the_check(uses):
    seen = []
    uses.steal(seen.append)
    uses.use()
    assert seen == [1]
    uses.peer.forget_stubs()
    with pytest.raises(LearnerError, match="a call of nothing"):
        uses.use()
    assert seen == [1]


def test_a_stub_that_was_kept_does_not_reach_the_next_check_s(uses):
    old, new = [], []
    uses.steal(old.append)
    uses.peer.forget_stubs()

    def g(*args):
        new.append(args)
        if not args:
            with pytest.raises(LearnerError, match="a call of nothing"):
                uses.use()  # the stolen stub, while the new check's are there

    uses.call(g)
    assert (old, new) == ([], [()])


def test_a_function_that_comes_back_is_the_check_s_own(uses):
    def g():
        return 1

    assert uses.back(g) is g
    spy = Spy()
    assert uses.back([Stub(spy, ("allowed",))])[0] is spy


def test_functions_of_the_learner_s_are_handed_to_learner_code(uses):
    assert uses.call(uses.back, 5) == 5
    assert uses.call(lambda f: f(5), uses.back) == 5
    assert uses.call(uses.call, uses.call, uses.back, 5) == 5


def test_what_a_callback_raises_does_not_carry_the_host_along(uses):
    def g():
        raise ZeroDivisionError("on the host")

    with pytest.raises(LearnerError) as caught:
        uses.call(g)
    assert caught.value.type == "RuntimeError"
    assert caught.value.message == "the function of the check raised ZeroDivisionError: on the host"


@pytest.mark.parametrize("error", [NameError("author"), ImportError("author")])
def test_an_author_s_error_in_a_callback_is_the_author_s(uses, error):
    def g():
        raise error

    with pytest.raises(type(error), match="author"):
        uses.call(g)


def test_handles_that_are_forged(load):
    m = load(
        """
        class Ref:
            pass
        def f(id):
            import gc
            guest = next(o for o in gc.get_objects() if type(o).__name__ == "Guest")
            forged = type(guest.ref(1))(id, "Forged" * 100)
            return forged
        """
    )
    proxy = m.f(2**40)
    assert len(proxy._type_name) <= 80
    with pytest.raises(LearnerError, match="KeyError"):
        proxy()
    with pytest.raises(GuestDied, match="not plain data"):
        m.f("one")
