"""Frames, written: what goes in comes out, value and type, and nothing but plain data goes in."""

import copy
import enum
import math
import struct
from collections import OrderedDict, defaultdict, namedtuple

import msgspec
import numpy as np
import pytest
from frames import no_references, nothing_crosses
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox import wire
from grader.sandbox.wire import (
    DTYPES,
    HEADER,
    MAX_DEPTH,
    MAX_HANDLES,
    MAX_INT_BYTES,
    MAX_ITEMS,
    NamedTuple,
    Tag,
    Unsendable,
    WireError,
)


def decode(frame: bytes, import_=no_references, generators=True):
    structure, buffers = HEADER.unpack_from(frame)
    body = frame[HEADER.size :]
    assert len(body) == structure + buffers
    return wire.decode(body[:structure], body[structure:], import_, generators)


def msgpack_list(part: bytes) -> bytes:
    """The structure of a list that holds this one twice."""
    return msgspec.msgpack.encode([int(Tag.LIST), msgspec.Raw(part), msgspec.Raw(part)])


def there(value):
    """What arrives in a guest."""
    return decode(wire.encode(value, nothing_crosses))


def same(a, b) -> bool:
    """Equal in value and type all the way down; NaN equals NaN, -0.0 is not 0.0."""
    if type(a) is not type(b):
        return False
    match a:
        case float():
            return struct.pack("<d", a) == struct.pack("<d", b) or (math.isnan(a) and math.isnan(b))
        case complex():
            return same(a.real, b.real) and same(a.imag, b.imag)
        case list() | tuple():
            return len(a) == len(b) and all(map(same, a, b))
        case dict():
            return len(a) == len(b) and all(same(p, q) for p, q in zip(a.items(), b.items(), strict=True))
        case slice():
            return same((a.start, a.stop, a.step), (b.start, b.stop, b.step))
        case np.ndarray() | np.generic():
            return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    return a == b


# -- what goes in comes out ---------------------------------------------------------------------------

_numbers = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers()
_texts = st.text(max_size=30) | st.binary(max_size=30)
_dtypes = st.sampled_from(list(DTYPES.values()))
_arrays = hnp.arrays(_dtypes, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
_scalars = hnp.arrays(_dtypes, ()).map(lambda array: array[()])
_slices = st.builds(slice, *[st.none() | st.integers(-9, 9)] * 3)
_leaves = _numbers | _texts | _arrays | _scalars | _slices | st.just(...)
_keys = _numbers | _texts | st.tuples(st.integers(), st.booleans()) | _scalars


def _containers(inner):
    lists = st.lists(inner, max_size=4)
    return lists | lists.map(tuple) | st.dictionaries(_keys, inner, max_size=4)


@given(st.recursive(_leaves, _containers, max_leaves=12))
def test_plain_data_comes_back_in_value_and_type(value):
    assert same(there(value), value)


@pytest.mark.parametrize(
    "value",
    [
        *(True, 1, 1.0, -0.0, math.nan, math.inf, 1j, complex(math.nan, -0.0), "", b"", "\0", None, ...),
        *((), [], {}, (1,), [1], [(1, [2])], {1: "a", "1": b"a", None: (), (1, (2,)): []}),
        *(2**63 - 1, -(2**63), 2**63, -(2**63) - 1, 2**64, 10**2000, -(10**2000), 127, 128, -128, -129),
        *(np.float64("nan"), np.float32(0.1), np.float16(1), np.int8(-1), np.uint64(2**64 - 1)),
        *(np.bool_(True), np.bool_(False), np.complex64(1j), np.complex128(1j)),
        *(slice(None), slice(1, None, -1), slice(2**70), slice("a", (1,), None)),
    ],
    ids=repr,
)
def test_by_example(value):
    assert same(there(value), value)


def test_a_number_is_not_its_neighbour():
    for a, b in [(True, 1), (1, 1.0), ((), []), ("", b""), (0.0, -0.0), (np.float64(1), 1.0), (1.0, 1 + 0j)]:
        assert not same(there(a), b), (a, b)


@pytest.mark.parametrize("dtype", DTYPES.values(), ids=str)
def test_every_dtype_comes_back(dtype):
    array = np.arange(-3, 3).astype(dtype).reshape(2, 3)
    assert same(there(array), array)
    assert same(there(array[1, 2]), array[1, 2])


_layouts = {
    "transposed": lambda a: a.T,
    "strided": lambda a: a[::2, 1:],
    "reversed": lambda a: a[::-1, ::-1],
    "Fortran order": np.asfortranarray,
    "broadcast": lambda a: np.broadcast_to(a[0], (3, *a[0].shape)),
    "read-only": lambda a: np.frombuffer(a.tobytes()).reshape(a.shape),
    "a row": lambda a: a[1],
    "0-d": lambda a: a.sum(keepdims=False)[...],
    "empty": lambda a: a[:0],
    "empty in the middle": lambda a: np.zeros((2, 0, 3)),
}


@pytest.mark.parametrize("layout", _layouts.values(), ids=_layouts)
def test_arrays_arrive_fresh_contiguous_and_writable(layout):
    sent = layout(np.arange(12.0).reshape(3, 4))
    before = sent.copy()
    arrived = there(sent)
    assert type(arrived) is np.ndarray
    assert arrived.dtype == sent.dtype
    assert np.array_equal(arrived, sent)
    assert arrived.shape == sent.shape
    assert arrived.flags.c_contiguous
    assert arrived.flags.writeable
    assert arrived.flags.aligned
    arrived += 1.0
    assert np.array_equal(sent, before)


def test_one_array_sent_twice_arrives_as_two():
    array = np.zeros(3)
    first, second = there([array, array])
    first += 1
    assert second.tolist() == [0, 0, 0]


@pytest.mark.parametrize("name", [">f8", ">i4", ">c16", ">u2"])
def test_byte_swapped_arrays_arrive_native(name):
    sent = np.arange(4).astype(name)
    arrived = there(sent)
    assert arrived.dtype == sent.dtype.newbyteorder("=")
    assert arrived.tolist() == sent.tolist()


def test_arrays_after_one_another_keep_their_bytes():
    value = {"a": np.arange(3, dtype=np.int8), "b": [np.ones(2), (np.zeros((0, 2)), np.arange(5.0))]}
    assert same(there(value), value)


@given(st.sampled_from([np.random.PCG64, np.random.PCG64DXSM]), st.integers(0, 2**64), st.integers(0, 9))
def test_generators_draw_on_where_they_were(bits, seed, drawn):
    sent = np.random.Generator(bits(seed))
    sent.integers(1000, size=drawn, dtype=np.int32)  # 32-bit draws keep half a word
    arrived = there(sent)
    assert arrived.bit_generator is not sent.bit_generator
    assert arrived.integers(2**32, size=5, dtype=np.uint32).tolist() == (
        sent.integers(2**32, size=5, dtype=np.uint32).tolist()
    )
    assert arrived.normal(size=3).tolist() == sent.normal(size=3).tolist()


def test_a_named_tuple_is_a_tuple_with_its_names():
    Point = namedtuple("Point", "x y")
    arrived = there(Point(1, [2.0]))
    assert type(arrived) is NamedTuple
    assert arrived == (1, [2.0])
    assert (arrived.x, arrived.y) == (1, [2.0])
    with pytest.raises(AttributeError):
        _ = arrived.z
    again = there(arrived)  # a learner's named tuple goes back in
    assert type(again) is NamedTuple
    assert again == (1, [2.0])
    assert again.y == [2.0]


def test_items_come_before_a_tuple_s_own_attributes():
    Odd = namedtuple("Odd", "count index type_name fields")
    arrived = there(Odd(1, 2, 3, 4))
    assert (arrived.count, arrived.index, arrived.type_name, arrived.fields) == (1, 2, 3, 4)
    assert same(copy.deepcopy(arrived), arrived)
    assert len({arrived, arrived}) == 1


def test_subclasses_arrive_as_what_they_are_of():
    class Mine(list):
        pass

    assert same(there(Mine([1, 2])), [1, 2])
    assert same(there(defaultdict(int, a=1)), {"a": 1})
    assert same(there(OrderedDict([("b", 1), ("a", 2)])), {"b": 1, "a": 2})


def test_half_characters_arrive_as_question_marks():
    assert there("a\ud800b") == "a?b"


# -- what may not be sent -----------------------------------------------------------------------------


class Colour(enum.IntEnum):
    RED = 1


@pytest.mark.parametrize(
    "value",
    [
        *({1, 2}, frozenset(), object(), print, iter([]), bytearray(b"x"), range(3), Colour.RED, WireError()),
        *(np.array([1, None]), np.array(["a"]), np.array([b"a"]), np.zeros(2, "f8,i4")),
        *(np.array("2020-01-01", "M8[D]"), np.datetime64("2020-01-01"), np.str_("a"), np.longdouble(1)),
        *(np.ma.array([1.0]), np.zeros(2).view(np.recarray)),
        *(np.random.Generator(np.random.MT19937(1)), np.random.Generator(np.random.Philox(1))),
    ],
    ids=lambda value: type(value).__name__,
)
def test_nothing_but_plain_data_is_sent(value):
    with pytest.raises(Unsendable, match="it contains something that is not data"):
        wire.encode([value], nothing_crosses)


def test_a_container_that_contains_itself_is_an_error():
    cycle = []
    cycle.append({"again": (cycle,)})
    with pytest.raises(Unsendable, match="contains itself"):
        wire.encode(cycle, nothing_crosses)


def nested(depth: int):
    value = 0
    for _ in range(depth):
        value = [value]
    return value


def test_depth_is_bounded():
    assert same(there(nested(MAX_DEPTH + 1)), nested(MAX_DEPTH + 1))
    for depth in (MAX_DEPTH + 2, 100_000):
        with pytest.raises(Unsendable, match=f"nested more than {MAX_DEPTH} deep"):
            wire.encode(nested(depth), nothing_crosses)


def test_what_is_shared_counts_every_time(monkeypatch):
    monkeypatch.setattr(wire, "MAX_ITEMS", 10_000)
    value = [0]
    for _ in range(MAX_DEPTH - 2):  # 2**38 items in 38 lists
        value = [value, value]
    with pytest.raises(Unsendable, match="items"):
        wire.encode(value, nothing_crosses)


def test_count_and_size_are_bounded():
    with pytest.raises(Unsendable, match="items"):
        wire.encode([None] * (MAX_ITEMS + 1), nothing_crosses)
    with pytest.raises(Unsendable, match="too large"):
        wire.encode("x" * (wire.MAX_STRUCTURE + 1), nothing_crosses)
    with pytest.raises(Unsendable, match="too large"):
        wire.encode([np.zeros(500), np.zeros(501)], nothing_crosses, limit=8000)
    with pytest.raises(Unsendable, match="too large"):  # though it takes eight bytes here
        wire.encode(np.broadcast_to(0.0, (10**9, 10**9)), nothing_crosses)
    assert len(wire.encode(np.zeros(1000), nothing_crosses, limit=8000)) > 8000


def test_references_to_objects_are_counted_on_both_sides():
    def reference(value):
        return [int(Tag.HANDLE), 1, "object"] if type(value) is object else None

    things = [object()] * MAX_HANDLES
    assert len(decode(wire.encode(things, reference), import_=lambda raw: raw)) == MAX_HANDLES
    with pytest.raises(Unsendable, match="objects that are not data"):
        wire.encode([*things, object()], reference)
    half = wire.encode(things, reference)
    structure, _ = HEADER.unpack_from(half)
    forged = msgpack_list(half[HEADER.size : HEADER.size + structure])
    with pytest.raises(WireError, match="too many references"):
        wire.decode(forged, b"", lambda raw: raw, generators=True)


def test_integers_are_bounded():
    largest = 2 ** (8 * MAX_INT_BYTES - 1) - 1
    assert same(there([largest, -largest]), [largest, -largest])
    for value in (largest + 1, 1 << 10_000_000):
        with pytest.raises(Unsendable, match="an integer of more than"):
            wire.encode(value, nothing_crosses)


def test_what_is_not_plain_is_exported_and_imported():
    thing = object()
    frame = wire.encode({"it": [thing, 1]}, lambda value: [int(Tag.HANDLE), 7, "Thing"])
    assert decode(frame, lambda raw: tuple(raw)) == {"it": [(Tag.HANDLE, 7, "Thing"), 1]}
