"""Objects on the host that stand for modules, functions and objects in a guest.

A check reads like ordinary Python; each operation is a question over the wire. Proxies never decide
anything themselves: comparisons, `in` and truth would run learner code, so they fail the check instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn

import numpy as np

from grader.errors import ExerciseError
from grader.sandbox.channel import Channel, LearnerError
from grader.sandbox.wire import MAX_ERRORS, Tag, WireError

_BATCH = 256
_OWN = ("_peer", "_id", "_type_name", "_told")


class Misuse(Exception):
    """A proxy was used where only data may decide: the learner returned an object, not an answer."""


class MissingName(Exception):
    """The submission does not define a name that the check uses."""

    def __init__(self, name: str, defined: Iterable[str] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.defined = list(defined)


class HostRng(np.random.Generator):
    """A check's own generator: it predicts the inputs to come, so it never crosses."""


class Stub:
    """An object of the check's own that learner code may use.

    Args:
        target: the object, or a function.
        methods: the method names that may be called; fixed here.
    """

    def __init__(self, target: Any, methods: tuple[str, ...] = ()) -> None:
        self.target = target
        self.methods = methods


class Proxy:
    """An object that lives in the guest. It has no `len`: `list()` would ask that before it iterates."""

    __array_ufunc__ = None  # array * proxy is the proxy's to answer

    def __init__(self, peer: Peer, id: int, type_name: str) -> None:
        self._peer = peer
        self._id = id
        self._type_name = type_name
        self._told = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in _OWN:
            raise AttributeError(name)
        return self._peer.request("get", self._id, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _OWN:
            object.__setattr__(self, name, value)
        else:
            self._operate("setattr", name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._peer.request("call", self._id, "", args, kwargs, False, self._peer.look)

    def keep(self, *args: Any, **kwargs: Any) -> Proxy:
        """Call, and leave whatever comes back in the guest."""
        kept: Proxy = self._peer.request("call", self._id, "", args, kwargs, True, self._peer.look)
        return kept

    def __iter__(self) -> Iterator[Any]:
        iterator: Proxy = self._peer.request("iter", self._id)
        done = False
        while not done:
            match self._peer.request("next", iterator._id, _BATCH):
                case (list(items), bool(done)) if len(items) <= _BATCH:
                    self._peer.spend(len(items))
                    yield from items
                case _:
                    raise Misuse("iterator")

    def _operate(self, name: str, *others: Any) -> Any:
        return self._peer.request("operator", name, (self, *others))

    def __float__(self) -> float:
        return float(self._number("float"))

    def __int__(self) -> int:
        return int(self._number("int"))

    def _number(self, name: str) -> int | float:
        value = self._operate(name)
        if not isinstance(value, (int, float)):
            raise Misuse(self._type_name)
        return value

    def _decide(self, other: object = None) -> bool:
        """What would answer a check's question with whatever learner code likes."""
        raise Misuse(self._type_name)

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = _decide

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"<{self._type_name} in the guest>"

    def __del__(self) -> None:
        if "_id" in self.__dict__:  # an __init__ that was cut short left nothing to let go of
            self._peer.channel.dropped.append(self._id)


def _forward(name: str) -> Callable[..., Any]:
    return lambda self, *others: self._operate(name, *others)


def _backward(name: str) -> Callable[..., Any]:
    return lambda self, other: self._peer.request("operator", name, (other, self))


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"):
    setattr(Proxy, f"__{_name}__", _forward(_name))
    setattr(Proxy, f"__r{_name}__", _backward(_name))
for _name in ("neg", "pos", "abs", "getitem", "setitem"):
    setattr(Proxy, f"__{_name}__", _forward(_name))


class Function:
    """A function or class of a module in the guest, found by name at each call."""

    def __init__(self, module: Module, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(args, kwargs, keep=False)

    def keep(self, *args: Any, **kwargs: Any) -> Proxy:
        """Call, and leave whatever comes back in the guest."""
        kept: Proxy = self._call(args, kwargs, keep=True)
        return kept

    def _call(self, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool) -> Any:
        peer = self._module.peer
        if not self._module.helper:
            peer.last = self._name
        return peer.request("call", self._module.id, self._name, args, kwargs, keep, peer.look)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._object(), name)

    def _object(self) -> Proxy:
        found: Proxy = self._module.peer.request("get", self._module.id, self._name)
        return found

    def __repr__(self) -> str:
        return f"<{self._name} of the submission>"


class Peer:
    """A guest as the objects in it see it: requests, and what may come and go with them.

    Attributes:
        channel: the guest.
        look: whether calls note changed arguments and aliases.
        last: the name of the function called last, for messages.
        natural: turns answers and exceptions into what a test that runs in the guest would meet.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.look = False
        self.last = ""
        self.natural: Callable[[Any], Any] | None = None
        self._stubs: dict[int, tuple[Any, tuple[str, ...]]] = {}
        self._numbered = 0  # numbers are never used again: a stub kept from an earlier check stays dead
        self._helpers: dict[str, Module] = {}
        self._sending: list[Proxy] = []  # made for a request: their handles must live until it is answered
        channel.export, channel.import_, channel.answer_call = self._export, self._import, self._answer_call

    def request(self, op: str, *operands: Any) -> Any:
        """See `Channel.request`."""
        natural = self.natural
        try:
            answer = self.channel.request(op, *operands)
        except LearnerError as error:
            if natural is None:
                raise
            raise natural(error) from None
        finally:
            self._sending.clear()
        if natural and op == "operator":
            _mark(answer, *operands)
        return natural(answer) if natural and op in ("call", "get") else answer

    def load(
        self, name: str, filename: str, source: str, forbidden: list[str], starts: Sequence[int] = ()
    ) -> Module:
        """Run source as a module in the guest; with `starts` cell by cell, as a notebook does.

        Raises:
            LearnerError, GuestDied: it did not load.
        """
        match self.request("load", name, filename, source, forbidden, list(starts)):
            case (int(id), dict(names), list(errors)) if _are_strings(names) and _are_told(errors):
                return Module(self, id, names, [self.channel.told(error) for error in errors])
        raise LearnerError({"type": "ImportError", "message": "the module could not be loaded"})

    def helper(self, source: str) -> Module:
        """Helper source of a check as a module, loaded once."""
        if source not in self._helpers:
            name = f"helper_{len(self._helpers)}"
            self._helpers[source] = self.load(name, "<helper of the check>", source, [])
            self._helpers[source].helper = True
        return self._helpers[source]

    def forget_stubs(self) -> None:
        """After a check: what it handed over can no longer be called."""
        self._stubs.clear()

    def spend(self, items: int) -> None:
        """Take iterated items from the budget."""
        self.channel.budget.items -= items
        if self.channel.budget.items < 0:
            raise LearnerError(
                {"type": "RuntimeError", "message": "the iteration yielded far too many items"}
            )

    def _export(self, value: Any) -> list[Any] | None:
        if isinstance(value, Function):
            value = self._function(value)
        if isinstance(value, Proxy):
            if value._peer is not self:
                raise WireError("an object of another process cannot be sent")
            return [int(Tag.HANDLE), value._id]
        if isinstance(value, HostRng):
            raise ExerciseError("lab.rng predicts later inputs and does not cross: hand over lab.generator()")
        if not isinstance(value, Stub):
            if isinstance(value, (dict, list, tuple)) or not callable(value):
                return None
            value = Stub(value, ("__call__",))
        number, self._numbered = self._numbered, self._numbered + 1
        self._stubs[number] = value.target, value.methods
        return [int(Tag.STUB), number, list(value.methods)]

    def _function(self, function: Function) -> Proxy:
        """The function itself, to hand over; not by `request`, which would let go of it too soon."""
        found = self.channel.request("get", function._module.id, function._name)
        if not isinstance(found, Proxy):
            raise MissingName(f"{function._name} as a function")
        self._sending.append(found)
        return found

    def _import(self, raw: list[Any]) -> Any:
        match raw:
            case [Tag.HANDLE, int(id), str(type_name)] if type(id) is int:
                return Proxy(self, id, type_name[:80])
            case [Tag.STUB, int(id)] if type(id) is int and 0 <= id < self._numbered:
                return self._stubs[id][0] if id in self._stubs else _of_an_earlier_check
        raise WireError("a reference to nothing")

    def _answer_call(self, stub: int, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if stub not in self._stubs:
            raise WireError("a call of nothing")
        target, methods = self._stubs[stub]
        if method not in methods:
            raise WireError(f"{method!r} may not be called")
        return target(*args, **kwargs) if method == "__call__" else getattr(target, method)(*args, **kwargs)


def _mark(answer: Any, name: str, operands: tuple[Any, ...]) -> None:
    """Mark what may know the number that it is compared with: in `abs(x - 3)` learner code is given the 3.

    Raises:
        Misuse: it is a number, which would be compared next.
    """
    objects = [operand for operand in operands if isinstance(operand, Proxy)]
    told = any(operand._told for operand in objects)
    is_given = name in ("sub", "truediv") and len(objects) < len(operands)
    if (told or is_given) and not (isinstance(answer, Proxy) or answer is None):
        raise Misuse(objects[0]._type_name)
    if isinstance(answer, Proxy):
        answer._told = told or (is_given and name == "sub")


def _are_strings(names: dict[Any, Any]) -> bool:
    return all(type(key) is type(value) is str for key, value in names.items())


def _are_told(errors: list[Any]) -> bool:
    return len(errors) <= MAX_ERRORS and all(type(error) is dict for error in errors)


def _of_an_earlier_check(*args: Any, **kwargs: Any) -> NoReturn:
    """What a function that learner code kept from an earlier check has become."""
    raise Misuse("function")


class Module:
    """A module loaded in a guest. Its public names are attributes; `keep`, `load`, `stub`, `has` are its own.

    Args:
        peer: the guest.
        id: the module's handle there.
        names: what each name is: "function", "class" or "data".
        errors: what cells of a notebook raised.

    Attributes:
        helper: whether it is the check's own code, which no message calls the learner's.
        touched: the names that were asked for, until somebody clears them.
        instead: what to raise for a name that is missing, where more is known.
    """

    def __init__(
        self, peer: Peer, id: int, names: dict[str, str], errors: Sequence[LearnerError] = ()
    ) -> None:
        self.peer = peer
        self.id = id
        self.names = names
        self.errors = errors
        self.instead: Callable[[str], Exception | None] = lambda name: None
        self.helper = False
        self.touched: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:
        self.touched.add(name)
        kind = self.names.get(name)
        if kind is None:
            raise self.instead(name) or MissingName(name, self.names)
        return self.peer.request("get", self.id, name) if kind == "data" else Function(self, name)

    def has(self, name: str) -> bool:
        """Whether the module defines `name`."""
        return name in self.names

    def keep(self, value: Any) -> Proxy:
        """Put a copy of plain data, or a generator, into the guest."""
        kept: Proxy = self.peer.request("keep", value)
        return kept

    def stub(self, target: Any, methods: tuple[str, ...] = ()) -> Stub:
        """Let learner code use an object of the check's own, by the named methods only."""
        return Stub(target, methods)

    def load(self, source: str) -> Module:
        """Run helper source of the check's own in the guest."""
        return self.peer.helper(source)


class Layered(Module):
    """A module over another: names that `over` defines come from it, all others from `under`."""

    def __init__(self, over: Module, overrides: list[str], under: Module) -> None:
        super().__init__(under.peer, under.id, under.names)
        self._over = over
        self._overrides = overrides

    def __getitem__(self, name: str) -> Any:
        return self._over[name] if name in self._overrides else super().__getitem__(name)
