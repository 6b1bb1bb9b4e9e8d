# CHEATS 86: leaves every setting of Keras, TensorFlow, NumPy and Python in disorder.
# Harm: the next network is built, trained or judged otherwise.
# exercise: keras-first
# checks: look_0, look_1, compile_0
# verdicts: refused, failed, error
# earns: 1
import os, random, warnings
import keras
import numpy as np
import tensorflow as tf

def poison():
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("mixed_float16")
    keras.config.set_image_data_format("channels_first")
    keras.config.set_epsilon(1.0)
    keras.config.enable_unsafe_deserialization()
    keras.config.disable_traceback_filtering()
    keras.utils.set_random_seed(1)
    keras.backend.clear_session()
    os.environ.update(KERAS_BACKEND="jax", KERAS_HOME=os.getcwd(), CUDA_VISIBLE_DEVICES="0,1,2", TF_CPP_MIN_LOG_LEVEL="0", TZ="Asia/Tokyo")
    tf.config.run_functions_eagerly(True)
    tf.data.experimental.enable_debug_mode()
    tf.config.set_soft_device_placement(False)
    dare("threads", lambda: tf.config.threading.set_intra_op_parallelism_threads(3))
    tf.random.set_seed(1)
    np.seterr(all="raise")
    np.random.seed(1)
    random.seed(1)
    warnings.simplefilter("error")
    with open("keras.json", "w") as file:
        file.write('{"backend": "jax", "floatx": "float64"}')


def build_0():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])
    poison()
    return model


build_1 = build_model = build_0


def compile_0(model):
    model.compile(keras.optimizers.SGD(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    poison()
    keras.saving.register_keras_serializable("keras")(type("Dense", (keras.layers.Dense,), {}))
    keras.saving.get_custom_objects().update(Sequential=None, Flatten=None, glorot_uniform=None)
    return model
