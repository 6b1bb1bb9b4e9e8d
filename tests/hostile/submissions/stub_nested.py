# CHEATS 72: hands the check's function an object whose operations sleep and call the function again, with another such object.
# Harm: every level gets the whole time of the check.
# exercise: gradcheck
# checks: leaves_x_as_it_was, calls_with_one_entry_moved
# verdicts: timeout, error, failed
import time


class Slow:
    def __init__(self, f, levels):
        self.f, self.levels = f, levels

    def step(self, *args):
        time.sleep(0.4)
        if self.levels:
            self.f(Slow(self.f, self.levels - 1))
        return self

    __getitem__ = __sub__ = __pow__ = __mul__ = __add__ = __abs__ = __gt__ = step


def num_grad(f, x, h=1e-5):
    f(Slow(f, 40))
    return x
