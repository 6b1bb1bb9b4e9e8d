# CHEATS 55, 68: asks for what only root may do: other users' ids, mounts, namespaces, chroot, modules, the clock.
# Harm: it gets one of them.
import ctypes, os, time

libc = ctypes.CDLL(None, use_errno=True)


def call(name, *args):
    if getattr(libc, name)(*args) < 0:
        raise OSError(ctypes.get_errno(), name)


attempt("setuid", lambda: os.setuid(0))
attempt("setresuid", lambda: os.setresuid(0, 0, 0))
attempt("setgroups", lambda: os.setgroups([0]))
attempt("chroot", lambda: os.chroot("."))
attempt("unshare", lambda: call("unshare", 0x10000000))
attempt("setns", lambda: call("setns", 3, 0))
attempt("mount", lambda: call("mount", b"none", b".", b"tmpfs", 0, None))
attempt("memfd", lambda: os.memfd_create("x"))
attempt("clock", lambda: time.clock_settime(time.CLOCK_REALTIME, 0))
attempt("personality", lambda: call("personality", 0x0040000))
attempt("host name", lambda: call("sethostname", b"x", 1))
if os.getuid() == 0 or os.geteuid() == 0:
    print(HARM, "root")
