# CHEATS 67, 77: moves the grader and a bystander to one processor, and its own process out of sight.
# Harm: they are moved.
import os

for pid in (os.getppid(), @HOST@, @VICTIM@):
    attempt(f"affinity {pid}", lambda: os.sched_setaffinity(pid, {min(os.sched_getaffinity(0))}))
attempt("session", os.setsid)
attempt("group", lambda: os.setpgid(0, 0))
