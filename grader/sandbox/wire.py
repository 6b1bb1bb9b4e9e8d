"""Frames between host and guest: a closed list of tagged plain data, bounded in size, depth and count.

A frame is `length of structure (u32) | length of buffers (u32) | structure | buffers`, little-endian.
The structure is msgpack; what msgpack has no exact type for is an array whose first item is a `Tag`.
The bytes of NumPy arrays lie one after the other in the buffers. Nothing is ever unpickled, evaluated
or looked up by a name that came over the wire.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from enum import IntEnum
from typing import Any

import msgspec
import numpy as np

HEADER = struct.Struct("<II")
MAX_STRUCTURE = 2 * 1024 * 1024
MAX_BUFFERS = 64 * 1024 * 1024
MAX_DEPTH = 40
MAX_ITEMS = 1_000_000
MAX_DIMENSIONS = 32
MAX_INT_BYTES = 1024
MAX_ODD_KEYS = 1000
MAX_HANDLES = 10_000
MAX_ERRORS = 20  # of a notebook's cells, that are told

DTYPES = {
    np.dtype(name).str: np.dtype(name)
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    )
}
# Not Philox: NumPy believes the buffer position in its state, and would read memory at it.
BIT_GENERATORS = {cls.__name__: cls for cls in (np.random.PCG64, np.random.PCG64DXSM)}


class Tag(IntEnum):
    """The first item of a tagged array."""

    LIST = 0
    TUPLE = 1
    DICT = 2
    ARRAY = 3
    SCALAR = 4
    COMPLEX = 5
    SLICE = 6
    ELLIPSIS = 7
    BIGINT = 8
    GENERATOR = 9
    NAMED = 10
    HANDLE = 11
    STUB = 12


class WireError(Exception):
    """A frame that is not allowed: it says which rule it breaks."""


class Unsendable(WireError):
    """A value that cannot become a frame.

    Args:
        reason: index into REASONS; a number, because a guest's own words would be a way to leak.
    """

    def __init__(self, reason: int) -> None:
        super().__init__(REASONS[reason])
        self.reason = reason


REASONS = (
    f"it is nested more than {MAX_DEPTH} deep, or contains itself",
    f"it has more than {MAX_ITEMS:,} items",
    "it is too large",
    f"it contains an integer of more than {8 * MAX_INT_BYTES} bits",
    "it contains something that is not data",
    f"it has more than {MAX_ODD_KEYS:,} dict keys that are neither strings nor numbers",
    f"it has more than {MAX_HANDLES:,} objects that are not data",
)
_DEEP, _ITEMS, _LARGE, _INTEGER, _ODD, _KEYS, _HANDLES = range(len(REASONS))


class NamedTuple(tuple[Any, ...]):
    """A named tuple of the other side: a tuple whose items have names, read as attributes."""

    _type_name = ""
    _fields: tuple[str, ...] = ()

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._fields:
            return self[self._fields.index(name)]
        return super().__getattribute__(name)


Export = Callable[[Any], list[Any] | None]
Import = Callable[[list[Any]], Any]


def encode(value: Any, export: Export, limit: int = MAX_BUFFERS) -> bytes:
    """A frame holding `value`.

    Args:
        value: plain data, or objects that `export` knows.
        export: gives the tagged array (HANDLE or STUB) for what is not plain data; None leaves it to
            this module, which sends subclasses of dict, list and tuple as such and refuses the rest.

        limit: bytes of arrays, at most.

    Raises:
        WireError: too deep, too many, too large, or nothing the other side may get.
    """
    encoder = _Encoder(export, limit)
    structure = _PACK(encoder.item(value, 0))
    if len(structure) > MAX_STRUCTURE:
        raise Unsendable(_LARGE)
    return b"".join((HEADER.pack(len(structure), encoder.size), structure, *encoder.buffers))


def decode(
    structure: bytes | bytearray, buffers: bytes | bytearray, import_: Import, generators: bool = False
) -> Any:
    """The value of a frame.

    Args:
        structure: the frame's msgpack part.
        buffers: the bytes of its arrays.
        import_: turns HANDLE and STUB arrays into objects, or raises WireError.
        generators: whether generators may come in: in guests only, their state is not worth believing.

    Raises:
        WireError: anything that `encode` would not have written.
    """
    try:
        raw = _UNPACK(structure)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise WireError(f"not a frame: {error}") from None
    decoder = _Decoder(memoryview(buffers), import_, generators)
    value = decoder.item(raw, 0)
    if decoder.offset != len(buffers):
        raise WireError("surplus bytes after the arrays")
    return value


_PACK = msgspec.msgpack.Encoder().encode
_UNPACK = msgspec.msgpack.Decoder().decode


class _Encoder:
    """One value on its way out; `buffers` collects the arrays' bytes."""

    def __init__(self, export: Export, limit: int) -> None:
        self._export = export
        self.limit = limit
        self.buffers: list[bytes] = []
        self.size = 0
        self.items = self.odd_keys = self.handles = 0

    def export(self, value: Any) -> list[Any] | None:
        exported = self._export(value)
        self.handles += exported is not None
        if self.handles > MAX_HANDLES:
            raise Unsendable(_HANDLES)
        return exported

    def item(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind in (bool, float, str, bytes):
            return _clean(value) if kind is str else value
        if kind is int:
            return value if -(2**63) <= value < 2**63 else _big_integer(value)
        self.items += 1
        if depth > MAX_DEPTH:
            raise Unsendable(_DEEP)
        writer = _WRITERS.get(kind)
        if writer is not None:
            return writer(self, value, depth)
        return self.other(value, depth)

    def sequence(self, tag: Tag, values: Any, depth: int) -> list[Any]:
        self.count(len(values))
        return [int(tag), *[self.item(value, depth + 1) for value in values]]

    def dict(self, value: Any, depth: int) -> list[Any]:
        self.count(2 * len(value))
        self.odd_keys += sum(type(key) not in _ORDINARY_KEYS for key in value)
        if self.odd_keys > MAX_ODD_KEYS:
            raise Unsendable(_KEYS)
        flat = [part for pair in value.items() for part in pair]
        return [int(Tag.DICT), *[self.item(part, depth + 1) for part in flat]]

    def array(self, value: np.ndarray[Any, Any], depth: int) -> Any:
        name = value.dtype.str
        if name not in DTYPES:
            swapped = value.dtype.newbyteorder("=").str
            if swapped not in DTYPES:
                return self.refused(value)
            value, name = value.astype(swapped), swapped
        self.size += value.nbytes  # before the copy: a broadcast view may claim any size
        if self.size > self.limit:
            raise Unsendable(_LARGE)
        self.buffers.append(value.tobytes())
        return [int(Tag.ARRAY), name, *value.shape]

    def scalar(self, value: np.generic, depth: int) -> Any:
        if value.dtype.str not in DTYPES:
            return self.refused(value)
        return [int(Tag.SCALAR), value.dtype.str, value.tobytes()]

    def slice(self, value: slice, depth: int) -> list[Any]:
        return [
            int(Tag.SLICE),
            *[self.item(part, depth + 1) for part in (value.start, value.stop, value.step)],
        ]

    def generator(self, value: np.random.Generator, depth: int) -> Any:
        exported = self.export(value)
        if exported is not None:
            return exported
        state = value.bit_generator.state
        if state["bit_generator"] not in BIT_GENERATORS:
            return self.refused(value)
        return [int(Tag.GENERATOR), self.item(state, depth + 1)]

    def other(self, value: Any, depth: int) -> Any:
        if isinstance(value, np.generic):
            return self.scalar(value, depth)
        exported = self.export(value)
        if exported is not None:
            return exported
        if isinstance(value, dict):
            return self.dict(value, depth)
        if isinstance(value, tuple) and isinstance(fields := getattr(value, "_fields", None), tuple):
            return self.named(type(value).__name__, fields, value, depth)
        if isinstance(value, tuple):
            return self.sequence(Tag.TUPLE, value, depth)
        if isinstance(value, list):
            return self.sequence(Tag.LIST, value, depth)
        return self.refused(value)

    def refused(self, value: Any) -> Any:
        exported = self.export(value)
        if exported is None:
            raise Unsendable(_ODD)
        return exported

    def named(self, name: str, fields: tuple[Any, ...], value: tuple[Any, ...], depth: int) -> list[Any]:
        names = [str(field)[:80] for field in fields]
        items = [self.item(item, depth + 1) for item in value]
        return [int(Tag.NAMED), name[:80], names, *items]

    def count(self, items: int) -> None:
        self.items += items
        if self.items > MAX_ITEMS:
            raise Unsendable(_ITEMS)


def _clean(text: str) -> str:
    """Lone surrogates cannot be UTF-8; they arrive as question marks."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _big_integer(value: int) -> list[Any]:
    size = value.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise Unsendable(_INTEGER)
    return [int(Tag.BIGINT), value.to_bytes(size, "little", signed=True)]


_WRITERS: dict[type, Callable[[_Encoder, Any, int], Any]] = {
    list: lambda encoder, value, depth: encoder.sequence(Tag.LIST, value, depth),
    tuple: lambda encoder, value, depth: encoder.sequence(Tag.TUPLE, value, depth),
    dict: _Encoder.dict,
    np.ndarray: _Encoder.array,
    slice: _Encoder.slice,
    complex: lambda encoder, value, depth: [int(Tag.COMPLEX), value.real, value.imag],
    type(Ellipsis): lambda encoder, value, depth: [int(Tag.ELLIPSIS)],
    np.random.Generator: _Encoder.generator,
    NamedTuple: lambda encoder, value, depth: encoder.named(value._type_name, value._fields, value, depth),
}


class _Decoder:
    """One value on its way in. Every reader checks all it takes from the raw array."""

    def __init__(self, buffers: memoryview, import_: Import, generators: bool) -> None:
        self.buffers = buffers
        self.import_ = import_
        self.generators = generators
        self.odd_keys = self.handles = 0
        self.offset = 0
        self.items = 0

    def item(self, raw: Any, depth: int) -> Any:
        kind = type(raw)
        if raw is None or kind in (bool, int, float, str, bytes):
            return raw
        if kind is not list or not raw or type(raw[0]) is not int:
            raise WireError(f"an untagged {kind.__name__}")
        self.items += len(raw)
        if depth > MAX_DEPTH + 2 or self.items > MAX_ITEMS + 16:
            raise WireError("nested too deep, or too many items")
        reader = _READERS.get(raw[0])
        if reader is None:
            raise WireError(f"unknown tag {raw[0]}")
        return reader(self, raw, depth)

    def handle(self, raw: list[Any]) -> Any:
        self.handles += 1
        _require(self.handles <= MAX_HANDLES, "too many references to objects")
        return self.import_(raw)

    def rest(self, raw: list[Any], depth: int, start: int = 1) -> list[Any]:
        return [self.item(part, depth + 1) for part in raw[start:]]

    def dict(self, raw: list[Any], depth: int) -> dict[Any, Any]:
        parts = self.rest(raw, depth)
        _require(len(parts) % 2 == 0, "a dict with half a pair")
        # Hashes of big integers and tuples are no secret: many that collide would cost quadratic time.
        self.odd_keys += sum(_odd(key) for key in raw[1::2])
        _require(self.odd_keys <= MAX_ODD_KEYS, "too many dict keys of unusual types")
        try:
            return dict(zip(parts[::2], parts[1::2], strict=True))
        except TypeError:
            raise WireError("a dict key that cannot be hashed") from None

    def array(self, raw: list[Any], depth: int) -> np.ndarray[Any, Any]:
        dtype = _dtype(raw)
        shape = raw[2:]
        _require(len(shape) <= MAX_DIMENSIONS, "an array of too many dimensions")
        _require(all(type(n) is int and 0 <= n < 2**40 for n in shape), "an array of impossible shape")
        start, size = self.offset, math.prod(shape) * dtype.itemsize
        _require(start + size <= len(self.buffers), "an array longer than its bytes")
        self.offset += size
        try:
            return _from_bytes(self.buffers[start : start + size], dtype).reshape(shape)
        except ValueError as error:
            raise WireError(f"an array of impossible shape: {error}") from None

    def scalar(self, raw: list[Any], depth: int) -> Any:
        dtype = _dtype(raw)
        _require(
            len(raw) == 3 and type(raw[2]) is bytes and len(raw[2]) == dtype.itemsize, "a malformed scalar"
        )
        return _from_bytes(raw[2], dtype)[0]

    def generator(self, raw: list[Any], depth: int) -> np.random.Generator:
        _require(self.generators and len(raw) == 2, "a malformed generator")
        state = self.item(raw[1], depth + 1)
        name = state.get("bit_generator") if type(state) is dict else None
        if type(name) is not str or name not in BIT_GENERATORS:
            raise WireError("a generator of unknown kind")
        bits = BIT_GENERATORS[name](0)
        try:
            bits.state = state
        except Exception as error:  # noqa: BLE001 - NumPy's setters raise what they like for a bad state
            raise WireError(f"a malformed generator: {type(error).__name__}") from None
        return np.random.Generator(bits)

    def named(self, raw: list[Any], depth: int) -> NamedTuple:
        _require(len(raw) >= 3 and type(raw[1]) is str and type(raw[2]) is list, "a malformed named tuple")
        names = raw[2]
        _require(
            all(type(name) is str for name in names) and len(names) == len(raw) - 3, "a malformed named tuple"
        )
        value = NamedTuple(self.rest(raw, depth, start=3))
        value._type_name, value._fields = raw[1], tuple(names)
        return value

    def slice(self, raw: list[Any], depth: int) -> slice:
        _require(len(raw) == 4, "a malformed slice")
        return slice(*self.rest(raw, depth))

    def complex(self, raw: list[Any], depth: int) -> complex:
        _require(len(raw) == 3 and type(raw[1]) is type(raw[2]) is float, "a malformed complex number")
        return complex(raw[1], raw[2])

    def big_integer(self, raw: list[Any], depth: int) -> int:
        _require(
            len(raw) == 2 and type(raw[1]) is bytes and len(raw[1]) <= MAX_INT_BYTES, "a malformed integer"
        )
        return int.from_bytes(raw[1], "little", signed=True)


def _dtype(raw: list[Any]) -> np.dtype[Any]:
    _require(
        len(raw) >= 2 and type(raw[1]) is str and raw[1] in DTYPES, "an array of a dtype that is not allowed"
    )
    return DTYPES[raw[1]]


_ORDINARY_KEYS = (str, bytes, int, float, bool, type(None))


def _odd(raw_key: Any) -> bool:
    """Whether a key, still raw, is of a type whose hashes could be made to collide in bulk."""
    return type(raw_key) not in _ORDINARY_KEYS


def _from_bytes(data: bytes | memoryview, dtype: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """A fresh, contiguous, writable array; a boolean is 0 or 1, whatever the byte was."""
    array: np.ndarray[Any, Any] = (
        np.frombuffer(data, np.uint8) != 0 if dtype == np.bool_ else np.frombuffer(data, dtype)
    )
    return array.copy()


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise WireError(what)


_READERS: dict[int, Callable[[_Decoder, list[Any], int], Any]] = {
    Tag.LIST: _Decoder.rest,
    Tag.TUPLE: lambda decoder, raw, depth: tuple(decoder.rest(raw, depth)),
    Tag.DICT: _Decoder.dict,
    Tag.ARRAY: _Decoder.array,
    Tag.SCALAR: _Decoder.scalar,
    Tag.COMPLEX: _Decoder.complex,
    Tag.SLICE: _Decoder.slice,
    Tag.ELLIPSIS: lambda decoder, raw, depth: Ellipsis,
    Tag.BIGINT: _Decoder.big_integer,
    Tag.GENERATOR: _Decoder.generator,
    Tag.NAMED: _Decoder.named,
    Tag.HANDLE: lambda decoder, raw, depth: decoder.handle(raw),
    Tag.STUB: lambda decoder, raw, depth: decoder.handle(raw),
}
