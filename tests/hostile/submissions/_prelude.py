# Put in front of every hostile submission: how to tell what was possible.
import gc as _gc, os as _os, re as _re, struct as _struct, sys as _sys

HARM = "HA" "RM"
_CANARY = _re.compile(r"DLLAB-CANARY-\w+")


def attempt(what, action):
    """Try, and tell. Only what a sandbox answers with counts as being kept from it."""
    try:
        result = action()
    except (OSError, ImportError, MemoryError, RuntimeError) as error:
        print("tried", what, type(error).__name__)
    else:
        print(HARM, what, repr(result)[:100], search(repr(result)))


def dare(what, action):
    """Try what may well be allowed, for what may come of it later."""
    try:
        action()
    except (OSError, RuntimeError, MemoryError) as error:
        print("tried", what, type(error).__name__)
    else:
        print("done", what)


def search(text):
    """The secrets in a text."""
    return " ".join(set(_CANARY.findall(text)))


def some(value):
    """What was found, or an error where that is nothing."""
    if not value:
        raise OSError("nothing there")
    return value


def guest():
    """The object that answers the grader in this process."""
    return next(thing for thing in _gc.get_objects() if type(thing).__name__ == "Guest")


def send(structure, buffers=b"", lengths=None):
    """Write a frame to the grader by hand; `structure` is msgpack or what to make it of."""
    import msgspec
    body = structure if type(structure) is bytes else msgspec.msgpack.encode(structure)
    frame = _struct.pack("<II", *(lengths or (len(body), len(buffers)))) + body + buffers
    while frame:
        frame = frame[_os.write(3, frame):]


def forever():
    """Never come back."""
    while True:
        pass
