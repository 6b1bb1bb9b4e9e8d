# CHEATS 21, 25, 27, 28: prints a good result and ends its process while it builds, from Python and from below.
# Harm: silence, or what it printed, is taken for an answer.
# exercise: keras-first
# checks: look_*
# count: 4
# verdicts: crashed
import ctypes, os, sys
import tensorflow as tf

GOOD = '{"ok": true, "score": 15, "verdict": "passed"}'


def build_0():
    print(GOOD, flush=True)
    os._exit(0)


def build_1():
    print(GOOD, flush=True)
    ctypes.string_at(0)


def build_2():
    os.close(3)
    forever()


def build_3():
    print(GOOD, flush=True)
    os.abort()
