# CHEATS 50: stops every clock that Python has, then never comes back.
# Harm: it is not timed out.
# checks: squashes_the_worked_numbers
# verdicts: timeout
import time

for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time", "time_ns", "monotonic_ns"):
    setattr(time, name, lambda: 0)


def sigmoid(z):
    forever()
