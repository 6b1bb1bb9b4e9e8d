"""Frames: what goes in comes out, value and type; what nobody would have written is a WireError."""

import contextlib
import copy
import enum
import math
import struct
import time
from collections import OrderedDict, defaultdict, namedtuple

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox import wire
from grader.sandbox.wire import (
    DTYPES,
    HEADER,
    MAX_DEPTH,
    MAX_INT_BYTES,
    MAX_ITEMS,
    NamedTuple,
    Tag,
    Unsendable,
    WireError,
)

_pack = msgspec.msgpack.encode


def nothing_crosses(value):
    return None


def no_references(raw):
    raise WireError("a reference to nothing")


def decode(frame: bytes, import_=no_references, generators=True):
    structure, buffers = HEADER.unpack_from(frame)
    body = frame[HEADER.size :]
    assert len(body) == structure + buffers
    return wire.decode(body[:structure], body[structure:], import_, generators)


def there(value):
    """What arrives in a guest."""
    return decode(wire.encode(value, nothing_crosses))


def unpacked(raw, buffers=b""):
    """What a frame of this structure decodes to on the host, whoever wrote it."""
    return wire.decode(_pack(raw), buffers, no_references)


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


def test_what_is_shared_counts_every_time():
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


# -- what may arrive ----------------------------------------------------------------------------------


def harmless(structure: bytes, buffers: bytes = b"", generators: bool = False) -> None:
    """Decoding ends in data or in a WireError; the data is plain, and no larger than what was sent."""
    try:
        value = wire.decode(structure, buffers, no_references, generators)
    except WireError:
        return
    wire.encode(value, nothing_crosses)


@given(st.binary(max_size=200), st.binary(max_size=64))
@settings(max_examples=300)
def test_any_bytes(structure, buffers):
    harmless(structure, buffers)


_loose = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | _texts
_tags = st.sampled_from([int(tag) for tag in Tag]) | st.integers(-2, 20)
_words = st.sampled_from([*DTYPES, "O", "|O", "V8", "<M8[s]", "PCG64", "bit_generator", "state", "inc"])


def _tagged(inner):
    return st.builds(lambda tag, rest: [tag, *rest], _tags, st.lists(inner | _words, max_size=5))


@given(
    st.recursive(_loose | _words, lambda inner: _tagged(inner) | st.lists(inner, max_size=3), max_leaves=20),
    st.binary(max_size=64),
)
@settings(max_examples=500)
def test_any_structure(raw, buffers):
    harmless(_pack(raw), buffers)


@given(st.data())
@settings(max_examples=200)
def test_any_damage_to_a_good_frame(data):
    value = [1, (2.5, "x"), {"a": np.arange(3.0)}, np.float32(1), 10**30, slice(3), np.random.default_rng(1)]
    frame = bytearray(wire.encode(value, nothing_crosses))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(HEADER.size, len(frame) - 1))
        frame[place] = data.draw(st.integers(0, 255))
    structure, _ = HEADER.unpack_from(frame)
    harmless(bytes(frame[HEADER.size : HEADER.size + structure]), bytes(frame[HEADER.size + structure :]))


@pytest.mark.parametrize("cut", [1, 5, 8, 9])
def test_a_frame_cut_short(cut):
    structure = _pack([int(Tag.TUPLE), [int(Tag.ARRAY), "<f8", 3]])
    with pytest.raises(WireError):
        wire.decode(structure[:-cut], bytes(24), no_references)
    with pytest.raises(WireError, match="longer than its bytes"):
        wire.decode(structure, bytes(24 - cut), no_references)
    with pytest.raises(WireError, match="surplus bytes"):
        wire.decode(structure, bytes(24 + cut), no_references)
    with pytest.raises(WireError):
        wire.decode(structure + b"\xc0" * cut, bytes(24), no_references)


def refusal(raw, buffers=b"") -> str:
    with pytest.raises(WireError) as caught:
        unpacked(raw, buffers)
    return str(caught.value)


@pytest.mark.parametrize(
    "raw", [[], {}, {"a": 1}, [1.0], [True, 1], [None], ["\0"], [[1]], [b"\1"]], ids=repr
)
def test_untagged(raw):
    assert "untagged" in refusal(raw)
    assert "untagged" in refusal([0, raw])


@pytest.mark.parametrize("tag", [-1, 13, 99, 2**40, 2**64 - 1])
def test_unknown_tags(tag):
    assert refusal([tag, 1]) == f"unknown tag {tag}"


def test_extension_types_and_timestamps():
    extension = msgspec.msgpack.Ext(5, b"abc")
    timestamp = b"\xd6\xff\x00\x00\x00\x00"  # 1970
    assert refusal(extension) == "an untagged Ext"
    assert refusal([0, extension]) == "an untagged Ext"
    for frame in (timestamp, b"\x92\x00" + timestamp, b"\xd6\xff", b"\xc7\x0c\xff" + b"\xff" * 12):
        with pytest.raises(WireError):
            wire.decode(frame, b"", no_references)


@pytest.mark.parametrize(
    "header", [b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff", b"\xdb\xff\xff\xff\xff"]
)
def test_a_length_that_is_not_there(header):
    for frame in (header, header * 1000, b"\x91" * 1000 + header):
        with pytest.raises(WireError, match="not a frame"):
            wire.decode(frame, b"", no_references)


def test_deep_structures_are_an_error_not_a_recursion():
    for frame in (b"\x91" * 1_000_000, b"\x92\x00" * 500_000 + b"\xc0", b"\x81\xc0" * 500_000):
        with pytest.raises(WireError, match="not a frame"):
            wire.decode(frame, b"", no_references)
    for tag in (Tag.LIST, Tag.TUPLE):
        raw = 0
        for _ in range(200):
            raw = [int(tag), raw]
        assert refusal(raw) == "nested too deep, or too many items"


def test_too_many_items():
    raw = [0, *([0] * 1000 for _ in range(1100))]
    assert refusal(raw) == "nested too deep, or too many items"


# -- arrays -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dtype",
    [
        "O",
        "|O",
        "object",
        "|V8",
        "<U1",
        "|S1",
        "<M8[s]",
        "<f16",
        ">f8",
        "f8",
        "<i8,<i8",
        "",
        "int64",
        5,
        None,
    ],
    ids=repr,
)
def test_only_listed_dtypes(dtype):
    assert refusal([3, dtype, 1], bytes(8)) == "an array of a dtype that is not allowed"
    assert refusal([4, dtype, bytes(8)]) == "an array of a dtype that is not allowed"


def test_an_array_without_anything():
    assert refusal([3]) == "an array of a dtype that is not allowed"
    assert unpacked([3, "<f8"], bytes(8)) == 0.0


@pytest.mark.parametrize(
    "dimension", [-1, -(2**63), 2**40, 2**63, 2**64 - 1, 1.0, True, None, "1", [0, 1]], ids=repr
)
def test_impossible_dimensions(dimension):
    assert refusal([3, "<f8", dimension], bytes(8)) == "an array of impossible shape"
    assert refusal([3, "<f8", 0, dimension]) == "an array of impossible shape"


@pytest.mark.parametrize(
    "shape",
    [
        *([2**39], [2**39] * 32, [2**32, 2**32], [2**31, 2**30, 8], [2**33, 2**31], [3]),
        *([2**39, 2**39, 0], [0, *[2**39] * 3]),
    ],
    ids=repr,
)
def test_shapes_that_overflow_or_are_not_there(shape):
    assert refusal([3, "<f8", *shape], bytes(16)).startswith("an array ")


def test_too_many_dimensions():
    assert unpacked([3, "<f8", *[1] * 32], bytes(8)).shape == (1,) * 32
    assert refusal([3, "<f8", *[1] * 33], bytes(8)) == "an array of too many dimensions"
    assert refusal([3, "<f8", *[0] * 1000]) == "an array of too many dimensions"


def test_buffers_are_given_once():
    both = [0, [3, "<f8", 2], [3, "<f8", 2]]
    assert refusal(both, bytes(31)) == "an array longer than its bytes"
    assert refusal(both, bytes(33)) == "surplus bytes after the arrays"
    first, second = unpacked(both, struct.pack("<4d", 1, 2, 3, 4))
    assert (first.tolist(), second.tolist()) == ([1, 2], [3, 4])


def test_a_boolean_is_zero_or_one_whatever_its_byte():
    array = unpacked([3, "|b1", 4], b"\x00\x01\x02\xff")
    assert array.dtype == np.bool_
    assert array.tobytes() == b"\x00\x01\x01\x01"
    assert array.flags.writeable
    scalar = unpacked([4, "|b1", b"\x80"])
    assert type(scalar) is np.bool_
    assert scalar.tobytes() == b"\x01"


@pytest.mark.parametrize(
    "rest", [[], ["<f8"], ["<f8", b""], ["<f8", bytes(7)], ["<f8", bytes(9)], ["<f8", "x"]]
)
def test_malformed_scalars(rest):
    assert refusal([4, *rest]) in ("an array of a dtype that is not allowed", "a malformed scalar")


# -- the rest -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ([2, 1], "a dict with half a pair"),
        ([2, [0], 1], "a dict key that cannot be hashed"),
        ([2, [2], 1], "a dict key that cannot be hashed"),
        ([2, [1, [0]], 1], "a dict key that cannot be hashed"),
        ([5, 1.0], "a malformed complex number"),
        ([5, 1.0, 1], "a malformed complex number"),
        ([5, 1.0, 1.0, 1.0], "a malformed complex number"),
        ([6, 1, 2], "a malformed slice"),
        ([6, 1, 2, 3, 4], "a malformed slice"),
        ([8], "a malformed integer"),
        ([8, 5], "a malformed integer"),
        ([8, "5"], "a malformed integer"),
        ([8, bytes(MAX_INT_BYTES + 1)], "a malformed integer"),
        ([10], "a malformed named tuple"),
        ([10, "P"], "a malformed named tuple"),
        ([10, "P", ["x"]], "a malformed named tuple"),
        ([10, "P", ["x"], 1, 2], "a malformed named tuple"),
        ([10, "P", [1], 1], "a malformed named tuple"),
        ([10, 5, ["x"], 1], "a malformed named tuple"),
        ([10, "P", "x", 1], "a malformed named tuple"),
        ([11, 5, "P"], "a reference to nothing"),
        ([11], "a reference to nothing"),
        ([12, 5], "a reference to nothing"),
        ([0, [12, 0, []]], "a reference to nothing"),
    ],
    ids=repr,
)
def test_malformed(raw, why):
    assert refusal(raw) == why


def test_array_keys_cannot_be_hashed():
    assert refusal([2, [3, "<f8", 1], 1], bytes(8)) == "a dict key that cannot be hashed"


def test_of_a_key_given_twice_the_last_counts():
    assert unpacked([2, "a", 1, "a", 2]) == {"a": 2}


def test_named_tuples_keep_to_their_names():
    odd = unpacked([10, "P", ["__class__", "__len__", "x"], 1, 2, 3])
    assert type(odd) is NamedTuple
    assert len(odd) == 3
    assert odd.x == 3


_PCG = {"bit_generator": "PCG64", "state": {"state": 1, "inc": 3}, "has_uint32": 0, "uinteger": 0}


def forged(state, generators):
    """A generator of that state, on the host or in a guest."""
    frame = wire.encode(state, nothing_crosses)
    size, _ = HEADER.unpack_from(frame)
    body = frame[HEADER.size :]
    return wire.decode(b"\x92\x09" + body[:size], body[size:], no_references, generators)


@pytest.mark.parametrize(
    "state",
    [
        *(None, 5, [], {}, {"bit_generator": "MT19937"}, {"bit_generator": "os"}, {"bit_generator": None}),
        *({"bit_generator": "PCG64"}, {**_PCG, "state": None}, {**_PCG, "state": {}}),
        *({**_PCG, "state": {"state": "x", "inc": 3}}, {**_PCG, "state": {"state": [], "inc": 3}}),
        *({**_PCG, "has_uint32": "x"}, {**_PCG, "uinteger": 2**80}, {**_PCG, "uinteger": None}),
        {**_PCG, "bit_generator": ["PCG64"]},
    ],
    ids=repr,
)
def test_generator_states_of_nonsense(state):
    with pytest.raises(WireError, match="generator"):
        forged(state, generators=True)


@pytest.mark.parametrize("bits", [np.random.PCG64, np.random.PCG64DXSM, np.random.Philox])
def test_no_generator_comes_in_from_a_guest(bits):
    # NumPy believes its state: a Philox of a forged buffer position reads the host's memory.
    with pytest.raises(WireError, match="generator"):
        forged(bits(1).state, generators=False)
    with pytest.raises(WireError, match="generator"):
        forged({**np.random.Philox(1).state, "buffer_pos": -(10**6)}, generators=True)


_MERSENNE = 2**61 - 1
_COLLIDING = {
    "integers": lambda n: [int(Tag.BIGINT), ((n + 9) * _MERSENNE).to_bytes(16, "little")],  # all hash to 0
    "tuples": lambda n: [int(Tag.TUPLE), *(-1 - (n >> bit & 1) for bit in range(16))],  # hash(-1) == hash(-2)
}


@pytest.mark.parametrize("key", _COLLIDING.values(), ids=_COLLIDING)
def test_keys_of_one_hash_do_not_cost_quadratic_time(key):
    def cost(*values) -> float:
        frame, before = _pack([int(Tag.DICT), *values]), time.process_time()
        with contextlib.suppress(WireError):
            wire.decode(frame, b"", no_references)
        return time.process_time() - before

    keys = [key(n) for n in range(10_000)]
    apart = cost(*(part for n, key in enumerate(keys) for part in (str(n), key)))
    assert cost(*(part for key in keys for part in (key, None))) < 10 * apart
