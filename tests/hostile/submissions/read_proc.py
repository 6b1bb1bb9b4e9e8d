# CHEATS 8, 10: reads what /proc says of this process, its parents, the grader and everybody else.
# Harm: it prints their environment, arguments, memory or open files.
import os

OTHERS = {os.getppid(), @HOST@, @VICTIM@, 1}
for pid in sorted(OTHERS - {os.getpid(), 0}):
    for name in ("environ", "cmdline", "maps", "mem", "auxv", "syscall", "task"):
        attempt(f"{pid} {name}", lambda: some(open(f"/proc/{pid}/{name}", "rb").read(4096)))
    for name in ("cwd", "root", "exe", *(f"fd/{n}" for n in range(8))):
        attempt(f"{pid} {name}", lambda: os.readlink(f"/proc/{pid}/{name}"))
attempt("all processes", lambda: os.listdir("/proc"))
for name in ("environ", "cmdline", "mem", "maps", "fd", "mountinfo"):
    attempt(f"self {name}", lambda: open(f"/proc/self/{name}", "rb").read(1 << 20) if name != "fd" else os.listdir("/proc/self/fd"))
for pid in range(2, 400):
    try:
        found = search(open(f"/proc/{pid}/cmdline", errors="replace").read())
    except OSError:
        continue
    print(HARM, pid, found)
