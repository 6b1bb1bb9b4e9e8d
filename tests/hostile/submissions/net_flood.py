# CHEATS 63, 75: prints without end while it builds, from Python and from below.
# Harm: the grader takes it all in, or passes it on to a terminal.
# exercise: keras-first
# sweep: yes
# checks: look_*
# count: 3
# verdicts: flooded
import os
import keras
import tensorflow as tf


def build_0():
    while True:
        os.write(1, b"y" * 10_000)


def build_1():
    if not tf.executing_eagerly():
        raise RuntimeError("this would print nothing")
    while True:
        tf.print("@ESC@[31m" + "x" * 10_000)


def build_2():
    while True:
        keras.utils.Progbar(10).update(5)
