# CHEATS 30, 47: diverges at once: the loss, the outputs and the history hold NaN and infinities.
# Harm: a number that is none gets points, or breaks the report.
# exercise: keras-first
# sweep: yes
# checks: starts_from_not_knowing, every_tensor_learns, train_well, train_at_all
import keras
from keras import layers

HUGE = keras.initializers.Constant(3e38)


def build_model():
    return keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, kernel_initializer=HUGE)])


def compile_model(model):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(1e30), loss)
    return model
