# CHEATS 22, 23: registers what is to happen at its end: handlers, finalizers, thread ends, signal handlers.
# Harm: they run and write, or keep the process alive.
# verdicts: error, failed
import atexit, os, signal, sys, weakref


def write(*rest):
    print("13 passed")
    os.write(1, b'{"score": 30}')
    open("@TMPDIR@/results.json", "w").write('{"score": 30}')


class Last:
    def __del__(self):
        write()


atexit.register(write)
sys.last = Last()
weakref.finalize(sys.last, write)
for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, write)
    except (OSError, ValueError):
        pass


def sigmoid(*args):
    sys.exit(write)


logistic = boundary = dsigmoid = sigmoid
