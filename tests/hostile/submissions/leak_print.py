# CHEATS 12: prints the inputs of hidden checks, to both streams and below Python.
# Harm: they stand in what the learner reads.
# checks: leak_matches, leak_raises, leak_unchanged, leak_keys
# verdicts: failed, error
# earns: 1
import os, sys


def sigmoid(z):
    print(z.tolist())
    print(z.tolist(), file=sys.stderr)
    os.write(1, repr(z.tolist()).encode())
    os.write(2, repr(z.tolist()).encode())
    return z


def boundary(w, b):
    print(b)
