"""The untrusted side: a process that loads learner code and answers the host's requests.

Nothing here protects anything: learner code shares this process and can change it. What protects is what
the process may do at all (policy.py) and that the host believes only data (wire.py).

A request is `(id, op, *operands)`. Its answer is `(id, "ok", value, notes)`, `(id, "raised", error, notes)`,
or, any number of times before that, `(id, "call", stub, method, args, kwargs)`, which the host answers with a
request of its own.
"""

from __future__ import annotations
import __future__

import ast
import itertools
import linecache
import operator
import os
import socket
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.sandbox import forbid, observe, wire
from grader.sandbox.wire import Tag

OPERATORS: dict[str, Callable[..., Any]] = {
    name: getattr(operator, name)
    for name in (
        *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
        *("neg", "pos", "abs", "getitem", "setitem"),
    )
} | {"float": float, "int": int, "setattr": setattr}


class Stub:
    """A function or object that stayed on the host; using it asks the host."""

    def __init__(self, guest: Guest, id: int, methods: list[str]) -> None:
        self._ask = guest.ask
        self._id = id
        self._methods = methods

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(self._id, "__call__", args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._methods:
            raise AttributeError(f"this object of the grader has no attribute {name!r}")
        return lambda *args, **kwargs: self._ask(self._id, name, args, kwargs)


class Guest:
    """Answers requests from `connection` until it closes.

    Args:
        connection: the stream to the host.
        reply_limit: bytes of arrays that one answer may hold.
    """

    def __init__(self, connection: socket.socket, reply_limit: int) -> None:
        self.connection = connection
        self.reply_limit = reply_limit
        self.handles: dict[int, Any] = {}
        self.ids = itertools.count(1)
        self.filenames: set[str] = set()
        self.current = 0
        self.inbox = bytearray()

    def serve(self) -> None:
        """Say that the sandbox is entered, then answer until the host is gone."""
        self.send((0, "ok", "ready", {}))
        while (request := self.receive()) is not None:
            self.answer(request)

    def answer(self, request: tuple[Any, ...]) -> None:
        """Answer one request, whatever happens in learner code."""
        id, op, dropped, *operands = request
        for handle in dropped:
            self.handles.pop(handle, None)
        outer, self.current = self.current, id
        notes = observe.Notes()
        try:
            with observe.defaults(notes):
                value = observe.PRISTINE.copy().run(getattr(self, f"op_{op}"), notes, *operands)
            reply = (id, "ok", value, notes.plain())
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt are learners' too
            reply = (id, "raised", self.describe(error), notes.plain())
        finally:
            self.current = outer
        _flush()
        self.send(reply)

    # -- what the host may ask for -------------------------------------------------------------------

    def op_load(
        self,
        notes: observe.Notes,
        name: str,
        filename: str,
        source: str,
        forbidden: list[str],
        starts: Sequence[int] = (),
    ) -> Any:
        """Run source as a module; returns its handle, what each public name is, and what went wrong.

        Source of a notebook comes with the lines that its cells start on: a cell that raises ends there, and
        the next is run.
        """
        forbid.install(forbidden)
        if not filename.startswith("<"):
            self.filenames.add(filename)  # lines of the check's helpers are not the learner's
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        module = types.ModuleType(name)
        module.__file__ = filename
        sys.modules[name] = module
        errors = []
        if starts:
            errors = self.run_cells(vars(module), filename, source, starts)
        else:
            exec(compile(source, filename, "exec", dont_inherit=True), vars(module))
        names = {key: _kind(value) for key, value in vars(module).items() if not key.startswith("__")}
        return self.keep(module), names, errors

    def run_cells(
        self, names: dict[str, Any], filename: str, source: str, starts: Sequence[int]
    ) -> list[dict[str, Any]]:
        """Run the cells of a notebook in turn; tells the first exceptions."""
        lines, errors, features = source.split("\n"), [], 0
        for start, end in itertools.pairwise([*starts, len(lines) + 1]):
            try:
                code = _compiled(lines[start - 1 : end - 1], filename, start, features)
                features |= code.co_flags & _FEATURES
                exec(code, names)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001 - as a notebook does
                errors.append(error)
        return [self.describe(error) for error in errors[: wire.MAX_ERRORS]]

    def op_call(
        self,
        notes: observe.Notes,
        target: int,
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        keep: bool,
        look: bool,
    ) -> Any:
        """Call a handle, or its attribute `name`; `look` notes changed arguments and aliases."""
        function = self.handles[target]
        if name:
            function = getattr(function, name)
        watched = observe.Arguments(args, kwargs) if look else None
        value = function(*args, **kwargs)
        if watched is not None:
            watched.note(notes, value)
        return self.ref(value) if keep else value

    def op_get(self, notes: observe.Notes, target: int, name: str) -> Any:
        """An attribute of what a handle stands for."""
        return getattr(self.handles[target], name)

    def op_keep(self, notes: observe.Notes, value: Any) -> Any:
        """A handle for a value that the host sent."""
        return self.ref(value)

    def op_operator(self, notes: observe.Notes, name: str, operands: tuple[Any, ...]) -> Any:
        """Arithmetic, comparison, indexing: an operator of the closed list, by its name."""
        return OPERATORS[name](*operands)

    def op_iter(self, notes: observe.Notes, target: int) -> Any:
        """A handle for an iterator."""
        return self.ref(iter(self.handles[target]))

    def op_next(self, notes: observe.Notes, target: int, count: int) -> Any:
        """Up to `count` more items, and whether that was all."""
        items = list(itertools.islice(self.handles[target], count))
        return items, len(items) < count

    # -- across the wire -----------------------------------------------------------------------------

    def ask(self, stub: int, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call back into the host; serves the host's own requests until the answer comes."""
        self.send((self.current, "call", stub, method, args, kwargs))
        while True:
            request = self.receive()
            if request is None:
                raise SystemExit("the grader is gone")
            if request[1] == "return":
                return request[2]
            if request[1] == "raise":
                raise RuntimeError(request[2])
            self.answer(request)

    def receive(self) -> tuple[Any, ...] | None:
        """The host's next request; None at the end of the stream."""
        header_size = wire.HEADER.size
        if not self.fill(header_size):
            return None
        structure, buffers = wire.HEADER.unpack_from(self.inbox)
        end = header_size + structure + buffers
        if not self.fill(end):
            return None
        body = bytes(self.inbox[header_size:end])
        del self.inbox[:end]
        request: tuple[Any, ...] = wire.decode(
            body[:structure], body[structure:], self.import_, generators=True
        )
        return request

    def fill(self, count: int) -> bool:
        """Read until `count` bytes are there; False at the end of the stream."""
        while len(self.inbox) < count:
            part = self.connection.recv(1 << 16)
            if not part:
                return False
            self.inbox += part
        return True

    def send(self, reply: tuple[Any, ...]) -> None:
        """Answer; what cannot be sent is told as such."""
        try:
            frame = wire.encode(reply, self.export, self.reply_limit)
        except wire.Unsendable as error:
            frame = wire.encode((reply[0], "unsendable", error.reason, {}), self.export)
        except Exception as error:  # noqa: BLE001 - a learner's class may do anything while it is read
            frame = wire.encode((reply[0], "raised", self.describe(error), {}), self.export)
        self.connection.sendall(frame)

    def export(self, value: Any) -> list[Any] | None:
        """What stands on the wire for what is no plain data; None for containers, which are walked."""
        if type(value) is Stub:
            return [int(Tag.STUB), value._id]
        if isinstance(value, (dict, tuple, list)):
            return None
        ref = value if type(value) is Ref else self.ref(value)
        return [int(Tag.HANDLE), ref.id, ref.type_name]

    def import_(self, raw: list[Any]) -> Any:
        """What the host means by a handle or a stub."""
        return self.handles[raw[1]] if raw[0] == Tag.HANDLE else Stub(self, raw[1], raw[2])

    def keep(self, value: Any) -> int:
        """Hold a value for the host; its handle's number."""
        id = next(self.ids)
        self.handles[id] = value
        return id

    def ref(self, value: Any) -> Ref:
        """Hold a value for the host; its handle."""
        return Ref(self.keep(value), _type_name(value))

    def describe(self, error: BaseException) -> dict[str, Any]:
        """What the host is told of an exception: never the exception itself."""
        return observe.describe(error, self.filenames)


class Ref:
    """Goes over the wire as a handle, even where what it stands for is plain data."""

    def __init__(self, id: int, type_name: str) -> None:
        self.id = id
        self.type_name = type_name


# `from __future__ import annotations` holds for all cells below.
_FEATURES = __future__.annotations.compiler_flag


def _compiled(lines: list[str], filename: str, start: int, features: int) -> types.CodeType:
    """A part of a file, with its line numbers there, and what parts above import from `__future__`."""
    try:
        tree = ast.parse("\n".join(lines), filename)
    except SyntaxError as error:
        error.lineno = (error.lineno or 1) + start - 1
        raise
    ast.increment_lineno(tree, start - 1)
    code: types.CodeType = compile(tree, filename, "exec", features, dont_inherit=True)
    return code


def _kind(value: Any) -> str:
    return "class" if isinstance(value, type) else "function" if callable(value) else "data"


def _type_name(value: Any) -> str:
    if type(value) is np.ndarray:
        return f"array of dtype {value.dtype}"[:80]
    return str(getattr(type(value), "__name__", "object"))[:80]


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # noqa: BLE001 - learner code may have put anything there
            pass


def run(connection: socket.socket, reply_limit: int) -> None:
    """The life of a guest process; never returns."""
    status = 0
    try:
        Guest(connection, reply_limit).serve()
    except BaseException:  # noqa: BLE001 - whatever it was, the process ends here
        status = 70
    os._exit(status)
