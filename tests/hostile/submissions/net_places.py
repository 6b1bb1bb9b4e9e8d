# CHEATS 1, 2, 8, 9, 15, 16, 17, 23, 31, 74, 78, 83: reads, writes, calls out and starts processes by Keras' and TensorFlow's own means.
# Harm: it prints what it read, or something is there afterwards.
# exercise: keras-first
# checks: takes_images_and_gives_ten_numbers
# earns: 1
import ctypes, glob, multiprocessing, os, signal, socket, subprocess, sys
import keras
import numpy as np
import tensorflow as tf

HIDDEN = "@COURSE@/exercises/06-keras/keras-first/hidden.py"
PACKAGES = os.path.dirname(os.path.dirname(np.__file__))
libc = ctypes.CDLL(None, use_errno=True)


def by_graph(action):
    """TensorFlow has errors of its own."""
    def run():
        try:
            return action()
        except (tf.errors.OpError, ValueError) as error:
            raise OSError(str(error)[:50])
    return run


def grown(folder):
    path = folder + "/@TOKEN@"
    np.save(path, np.ones(3))
    return path


for path in (HIDDEN, "@COURSE@/solutions/06-keras/keras-first.py", "@CACHE@/notes.txt", "@HOME@/.keras/keras.json",
             "@HOME@/.keras/datasets/notes.txt", "@NEIGHBOUR@/logistic-unit.py", "/proc/@HOST@/environ", "/etc/passwd"):
    attempt("open", lambda: open(path, "rb").read())
    attempt("gfile", by_graph(lambda: tf.io.gfile.GFile(path).read()))
    attempt("read_file", by_graph(lambda: tf.io.read_file(path).numpy()))
    attempt("dataset", by_graph(lambda: list(tf.data.TextLineDataset(path).as_numpy_iterator())))
    attempt("records", by_graph(lambda: some(list(tf.data.TFRecordDataset(path).as_numpy_iterator()))))
    attempt("load_model", by_graph(lambda: keras.saving.load_model(path)))
    attempt("library", by_graph(lambda: tf.load_op_library(path)))
    attempt("copy", by_graph(lambda: tf.io.gfile.copy(path, "stolen")))
for folder in ("@COURSE@", "@CACHE@", "@HOME@/.keras", "@ROOT@", "/tmp", "/", PACKAGES + "/dllab", PACKAGES + "/dllab/course", PACKAGES + "/grader"):
    attempt("listdir", lambda: some(os.listdir(folder)))
    attempt("gfile list", by_graph(lambda: some(tf.io.gfile.listdir(folder))))
    attempt("glob", by_graph(lambda: some(tf.io.gfile.glob(folder + "/*") + glob.glob(folder + "/*"))))
for folder in ("@HOME@/.keras", "@CACHE@", "@TMPDIR@", "@COURSE@", "/tmp", "/dev/shm", "/var/tmp", PACKAGES, PACKAGES + "/keras",
               os.environ.get("KERAS_HOME", "/root/.keras"), keras.src.utils.file_utils.path_to_string(keras.src.backend.config._KERAS_DIR)):
    attempt("write " + folder, lambda: grown(folder))
    attempt("write_file " + folder, by_graph(lambda: tf.io.write_file(folder + "/@TOKEN@", "x") or True))
    attempt("makedirs " + folder, by_graph(lambda: tf.io.gfile.makedirs(folder + "/@TOKEN@") or True))
attempt("mnist", by_graph(lambda: keras.datasets.mnist.load_data()))
attempt("get_file", by_graph(lambda: keras.utils.get_file("x", "http://127.0.0.1:@PORT@/x")))
attempt("socket", lambda: socket.create_connection(("127.0.0.1", @PORT@), timeout=1))
attempt("grpc", by_graph(lambda: tf.distribute.Server.create_local_server()))
attempt("fork", os.fork)
attempt("spawn", lambda: subprocess.Popen(["sleep", "600", "@TOKEN@"]))
attempt("exec", lambda: os.execv(sys.executable, ["@TOKEN@"]))
attempt("pool", lambda: multiprocessing.get_context("fork").Pool(1))
for pid in (os.getppid(), @HOST@, @VICTIM@, 1, -1, 0):
    attempt("kill", lambda: os.kill(pid, signal.SIGTERM))
attempt("devices", lambda: some(tf.config.list_physical_devices("GPU") + tf.config.list_physical_devices("TPU")))
for device in ("/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/dri", "/dev/mem", "/dev/kmsg"):
    attempt("device", lambda: os.open(device, os.O_RDWR))
attempt("modules", lambda: some([name for name in sys.modules if name.startswith(("dllab", "hidden", "solution"))]))
for name in ("grader.training.session", "grader.training.run", "grader.grade", "grader.datasets", "grader.ladder", "grader.reference", "dllab.cli.app"):
    attempt("import " + name, lambda: __import__(name))
attempt("secret", lambda: some(os.environ.get("SECRET_TOKEN")))


def build_model():
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])


def compile_model(model):
    return model
