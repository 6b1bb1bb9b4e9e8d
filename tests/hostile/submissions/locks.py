# CHEATS 77: holds locks on the log, the gradebook and the libraries that others need.
# Harm: it gets one.
import fcntl, os
import numpy as np

for path in ("@HOME@/dllab/attempts.jsonl", "@TMPDIR@/results.json"):
    attempt("open", lambda: open(path, "a"))
library = open(np.__file__)
attempt("flock", lambda: fcntl.flock(library, fcntl.LOCK_EX | fcntl.LOCK_NB))
attempt("lockf", lambda: fcntl.lockf(library, fcntl.LOCK_EX | fcntl.LOCK_NB))
attempt("lease", lambda: fcntl.fcntl(library, 1024, fcntl.F_WRLCK))
attempt("watch", lambda: fcntl.fcntl(os.open("/usr", os.O_RDONLY), 1026, 0x2))
