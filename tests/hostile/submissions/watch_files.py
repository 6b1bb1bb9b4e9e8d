# CHEATS 24: waits for the result file with inotify and fanotify, to change it before it is read.
# Harm: it may watch.
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)


def call(name, *args):
    result = getattr(libc, name)(*args)
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


attempt("inotify", lambda: call("inotify_init1", 0))
attempt("fanotify", lambda: call("fanotify_init", 0, 0))
attempt("poll the file", lambda: open("@TMPDIR@/results.json"))
