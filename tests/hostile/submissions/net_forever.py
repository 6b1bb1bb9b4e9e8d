# CHEATS 69, 70, 71: is built for ever, in Python or in a graph that Python cannot interrupt.
# Harm: the grader waits.
# exercise: keras-first
# sweep: yes
# checks: look_*
# count: 2
# seconds: 3
# verdicts: timeout
import tensorflow as tf


def build_0():
    forever()


@tf.function
def loop():
    return tf.while_loop(lambda n: True, lambda n: n + 1, [tf.constant(0)])


def build_1():
    if not tf.executing_eagerly():
        raise RuntimeError("this would cost nothing")
    loop()
