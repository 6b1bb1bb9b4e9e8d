# CHEATS 73: takes gigabytes while it builds: in arrays, in tensors, in variables, in what it keeps of former networks.
# Harm: it gets more than its limit, or takes the machine's.
# exercise: keras-first
# sweep: yes
# checks: look_*
# count: 3
# verdicts: memory, error, crashed
import keras
import numpy as np
import tensorflow as tf

GB = 1 << 30


def really():
    """Tensors are real only where nobody traces them."""
    if not tf.executing_eagerly():
        raise RuntimeError("this would cost nothing")


def build_0():
    kept = [np.ones(GB // 8) for _ in range(20)]
    print(HARM, len(kept), "GB")


def build_1():
    really()
    kept = [tf.ones((GB // 4,)) + n for n in range(20)]
    print(HARM, len(kept), "GB")


def build_2():
    kept = []
    while len(kept) < 3000:
        try:
            really()
            kept.append(tf.Variable(tf.ones((1 << 20,))))
        except MemoryError:
            pass
    print(HARM, len(kept), "GB")
