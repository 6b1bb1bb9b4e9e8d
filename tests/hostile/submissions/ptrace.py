# CHEATS 68: attaches to the grader, its server and a bystander, and reads and writes their memory.
# Harm: it can.
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(4096)


class Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def call(name, *args):
    if getattr(libc, name)(*args) < 0:
        raise OSError(ctypes.get_errno(), name)


here = Vector(ctypes.addressof(buffer), 4096)
there = Vector(id(os), 64)
for pid in {os.getppid(), @HOST@, @VICTIM@, 1}:
    attempt(f"attach {pid}", lambda: call("ptrace", 16, pid, 0, 0))
    attempt(f"seize {pid}", lambda: call("ptrace", 0x4206, pid, 0, 0))
    attempt(f"read {pid}", lambda: call("process_vm_readv", pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0))
    attempt(f"write {pid}", lambda: call("process_vm_writev", pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0))
    attempt(f"mem {pid}", lambda: open(f"/proc/{pid}/mem", "r+b"))
attempt("let itself be traced", lambda: call("ptrace", 0, 0, 0, 0))
