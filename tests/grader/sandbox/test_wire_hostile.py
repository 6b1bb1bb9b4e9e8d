"""Frames, read: what a hostile process writes ends in plain data or in a WireError, soon."""

import contextlib
import struct
import time

import msgspec
import numpy as np
import pytest
from frames import no_references, nothing_crosses
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox import wire
from grader.sandbox.wire import DTYPES, HEADER, MAX_INT_BYTES, NamedTuple, Tag, WireError

_pack = msgspec.msgpack.encode


def unpacked(raw, buffers=b""):
    """What a frame of this structure decodes to on the host, whoever wrote it."""
    return wire.decode(_pack(raw), buffers, no_references)


def harmless(structure: bytes, buffers: bytes = b"", generators: bool = False) -> None:
    """Decoding ends in data or in a WireError; the data is plain, and no larger than what was sent."""
    try:
        value = wire.decode(structure, buffers, no_references, generators)
    except WireError:
        return
    wire.encode(value, nothing_crosses)


@given(st.binary(max_size=200), st.binary(max_size=64))
@settings(max_examples=200)
def test_any_bytes(structure, buffers):
    harmless(structure, buffers)


_texts = st.text(max_size=30) | st.binary(max_size=30)
_loose = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | _texts
_tags = st.sampled_from([int(tag) for tag in Tag]) | st.integers(-2, 20)
_words = st.sampled_from([*DTYPES, "O", "|O", "V8", "<M8[s]", "PCG64", "bit_generator", "state", "inc"])


def _tagged(inner):
    return st.builds(lambda tag, rest: [tag, *rest], _tags, st.lists(inner | _words, max_size=5))


@given(
    st.recursive(_loose | _words, lambda inner: _tagged(inner) | st.lists(inner, max_size=3), max_leaves=20),
    st.binary(max_size=64),
)
@settings(max_examples=200)
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
        frame, spent = _pack([int(Tag.DICT), *values]), []
        for _ in range(3):  # the garbage of thousands of other tests may be collected during one of them
            before = time.process_time()
            with contextlib.suppress(WireError):
                wire.decode(frame, b"", no_references)
            spent.append(time.process_time() - before)
        return min(spent)

    keys = [key(n) for n in range(10_000)]
    apart = cost(*(part for n, key in enumerate(keys) for part in (str(n), key)))
    assert cost(*(part for key in keys for part in (key, None))) < 10 * apart
