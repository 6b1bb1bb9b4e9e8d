# CHEATS 59: answers with names for the grader to look up: tags, stubs, handles and fields that are attributes of its own.
# Harm: an attribute is looked up by a name that it sent, or a reference to nothing is followed.
# verdicts: failed, refused, timeout
import collections

NAMES = "__class__ __init__ __globals__ __reduce__ type_name fields __len__ __eq__ shape dtype _peer".split()
FRAMES = [
    [12, 0], [12, -1], [12, 2**63], [11, "__class__", "x"], [11, -1, "ndarray"], [10, "os.system", ["__class__"], 1],
    [99, "os.system", "true"], [3, "O", 1], [3, "<U9999999", 1], [8, b"\xff" * 5000], [9, [2, "bit_generator", "MT19937"]],
    [6, [11, 1, ""], None, None], [2, [0], 1], [4, "<f8", b""], [3, "<f8", -1], [3, "<f8", 2**40, 2**40], [1], [], [[]], [True],
]
turn = 0


def sigmoid(*args):
    global turn
    turn += 1
    send([1, guest().current, "ok", FRAMES[(len(repr(args)) + turn) % len(FRAMES)], [2]])
    forever()


def logistic(x, w, b):
    return collections.namedtuple("Odd", NAMES, rename=True)(*NAMES)


def boundary(w, b):
    odd = type("Odd", (tuple,), {"_fields": tuple(NAMES)})
    return odd(range(len(NAMES)))


def dsigmoid(a):
    return type("Odd", (dict,), {"items": lambda self: [("a", 1), ("a", 2)] * 3})(a=1)
