# CHEATS 16, 21, 26, 31, 32, 33, 88: writes wherever a later submission, a test, a log or a gradebook might be read.
# Harm: the file is there.
import os, sqlite3
import numpy as np

PLACES = (
    "@HOME@", "@HOME@/dllab", "@TMPDIR@", "@COURSE@", "@COURSE@/exercises/02-neuron/logistic-unit", "@MINE@", "@NEIGHBOUR@",
    "@ROOT@", "/tmp", "/var/tmp", "/dev/shm", "/run", os.path.dirname(np.__file__), os.path.dirname(os.__file__), "/", "..",
)
for folder in PLACES:
    path = folder + "/@TOKEN@"
    attempt("write " + folder, lambda: open(path, "w").write("42"))
    attempt("mkdir " + folder, lambda: os.mkdir(path))
    attempt("symlink " + folder, lambda: os.symlink("/etc/passwd", path))
    attempt("fifo " + folder, lambda: os.mkfifo(path))
    attempt("save " + folder, lambda: np.save(path, np.ones(3)))
for path in (
    "@HOME@/.netrc", "@HOME@/dllab/attempts.jsonl", "@TMPDIR@/results.json", "@NEIGHBOUR@/logistic-unit.py", "@MINE@/notes.txt",
    "@COURSE@/exercises/02-neuron/logistic-unit/hidden.py", "@COURSE@/exercises/02-neuron/logistic-unit/exercise.yaml",
    "@COURSE@/solutions/02-neuron/logistic-unit.py",
):
    attempt("append", lambda: open(path, "a").write("{}"))
    attempt("truncate", lambda: os.truncate(path, 0))
    attempt("remove", lambda: os.unlink(path))
    attempt("replace", lambda: os.replace(path, path + "x"))
    attempt("chmod", lambda: os.chmod(path, 0))
    attempt("utime", lambda: os.utime(path, (0, 0)))
    attempt("chown", lambda: os.chown(path, os.getuid(), os.getgid()))
    attempt("setxattr", lambda: os.setxattr(path, "user.grade", b"10"))


def database():
    with sqlite3.connect("@HOME@/dllab/gradebook.sqlite") as book:
        book.execute("create table scores (student, score)")


try:
    database()
    print(HARM, "database")
except sqlite3.Error as error:
    print("tried database", error)
open("in_scratch", "w").write("this is allowed, and gone afterwards")
