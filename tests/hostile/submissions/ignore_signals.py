# CHEATS 51, 52: ignores every signal, cancels every timer, catches everything, and raises its own limits.
# Harm: it is not timed out, or gets more than its limits.
# checks: squashes_the_worked_numbers
# verdicts: timeout
import resource, signal

for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.alarm(0)
signal.setitimer(signal.ITIMER_REAL, 0)
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


def more(what):
    try:
        resource.setrlimit(what, (2**40, 2**40))
    except ValueError as error:
        raise OSError(error)


for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE):
    attempt(f"limit {what}", lambda: more(what))


def sigmoid(z):
    while True:
        try:
            forever()
        except BaseException:
            pass
