# CHEATS 74: starts threads without end.
# Harm: there is another thread.
# checks: squashes_the_worked_numbers, rates_the_teams
# verdicts: error, refused, crashed, failed
import _thread, ctypes, threading

libc = ctypes.CDLL(None)


def sigmoid(z):
    for _ in range(100):
        attempt("thread", lambda: threading.Thread(target=forever, daemon=True).start())


def logistic(*args):
    attempt("_thread", lambda: _thread.start_new_thread(forever, ()))
    run = ctypes.CFUNCTYPE(ctypes.c_void_p)(lambda: None)
    if libc.pthread_create(ctypes.byref(ctypes.c_ulong()), None, run, None) == 0:
        print(HARM, "pthread")
