# CHEATS 67: sends signals to its parents, its group, everybody, the grader and a bystander; directly and through files.
# Harm: one of them ends or stops.
import ctypes, fcntl, os, signal

libc = ctypes.CDLL(None, use_errno=True)
TARGETS = (@VICTIM@, os.getppid(), @HOST@, 1, 2, 3, -@VICTIM@, -@HOST@, -1)


def call(name, *args):
    if getattr(libc, name)(*args) < 0:
        raise OSError(ctypes.get_errno(), name)


for pid in TARGETS:
    for number in (signal.SIGSTOP, signal.SIGKILL):
        attempt(f"kill {pid}", lambda: os.kill(pid, number))
        attempt(f"libc kill {pid}", lambda: call("kill", pid, int(number)))
    if pid > 0:
        attempt(f"killpg {pid}", lambda: os.killpg(pid, signal.SIGKILL))
        attempt(f"queue {pid}", lambda: call("sigqueue", pid, 9, None))
        attempt(f"pidfd {pid}", lambda: os.pidfd_open(pid))
        attempt(f"limits {pid}", lambda: call("prlimit", pid, 0, (ctypes.c_ulong * 2)(1, 1), None))
        attempt(f"priority {pid}", lambda: os.setpriority(os.PRIO_PROCESS, pid, 19))
        attempt(f"schedule {pid}", lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)))

# The kernel sends a signal of our choice to an "owner" of our choice when a pipe is ready.
read, write = os.pipe()
for pid in TARGETS:
    for descriptor in (1, 3, read):
        try:
            fcntl.fcntl(descriptor, 10, int(signal.SIGKILL))
            fcntl.fcntl(descriptor, fcntl.F_SETOWN, pid)
            fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
        except OSError as error:
            print("tried owner", error)
    os.write(write, b"x")
    print("tried", pid)
    os.read(read, 1)
for descriptor in (1, 3):
    fcntl.fcntl(descriptor, fcntl.F_SETFL, 0)
