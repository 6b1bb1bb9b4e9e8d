# CHEATS 86: leaves every global setting of its process in disorder, after each call.
# Harm: later checks, or other submissions, suffer.
# verdicts: failed, error, crashed
# earns: 1
import decimal, gc, locale, os, random, sys, time, warnings
import numpy as np


def poison():
    np.seterr(all="raise")
    np.set_printoptions(precision=1, threshold=1, formatter={"all": lambda x: "\x1b[31m"})
    np.seterrcall(lambda *args: forever())
    np.random.seed(0)
    random.seed(0)
    sys.setrecursionlimit(60)
    sys.setswitchinterval(100)
    warnings.simplefilter("error")
    warnings.showwarning = None
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    dare("umask", lambda: os.umask(0o777))
    gc.set_threshold(1)
    decimal.getcontext().prec = 1
    sys.float_repr_style = "legacy"
    os.chdir("/")
    sys.stdout = sys.stderr = None


def sigmoid(*args):
    poison()
    return np.zeros(3)


poison()
logistic = boundary = dsigmoid = sigmoid
