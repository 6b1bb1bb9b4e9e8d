# CHEATS 23, 74: starts processes in every way there is, that would outlive it and rewrite results later.
# Harm: there is another process.
import ctypes, multiprocessing, os, platform, pty, subprocess, sys

libc = ctypes.CDLL(None, use_errno=True)


def named(pid):
    if pid:
        return pid
    try:
        libc.prctl(15, b"@TOKEN@"[-8:], 0, 0, 0)
        os.setsid()
    finally:
        if os.fork() == 0:
            import time
            time.sleep(600)
        os._exit(0)


def by_libc(call, *args):
    result = getattr(libc, call)(*args)
    if result < 0:
        raise OSError(ctypes.get_errno(), call)
    return named(result)


def in_background():
    process = multiprocessing.get_context("fork").Process(target=lambda: named(0), daemon=True)
    process.start()
    return process.pid


attempt("fork", lambda: named(os.fork()))
attempt("forkpty", lambda: named(pty.fork()[0]))
attempt("libc fork", lambda: by_libc("fork"))
attempt("spawn", lambda: os.posix_spawn("/bin/sleep", ["@TOKEN@", "600"], {}))
attempt("spawn python", lambda: os.posix_spawn(sys.executable, ["@TOKEN@"], {}))
attempt("popen", lambda: subprocess.Popen(["sleep", "600", "@TOKEN@"]))
attempt("shell", lambda: subprocess.Popen("exec -a @TOKEN@ sleep 600", shell=True))
attempt("exec", lambda: os.execv("/bin/sleep", ["@TOKEN@", "600"]))
attempt("daemon", lambda: by_libc("daemon", 1, 1))
attempt("multiprocessing", in_background)
attempt("system", lambda: some(os.system("sleep 600 &") in (0,)))
if platform.machine() == "x86_64":
    for name, number, args in (("fork", 57, ()), ("clone", 56, (17, 0, 0, 0, 0)), ("clone3", 435, (0, 88))):
        attempt("raw " + name, lambda: by_libc("syscall", ctypes.c_long(number), *args))
