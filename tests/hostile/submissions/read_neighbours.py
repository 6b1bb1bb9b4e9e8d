# CHEATS 3, 9, 16: reads other learners' files, the home folder, and what lies about in temporary folders.
# Harm: it prints what it read.
import os

for path in (
    "@NEIGHBOUR@/logistic-unit.py", "@MINE@/notes.txt", "@HOME@/.netrc", "@HOME@/dllab/attempts.jsonl",
    "@TMPDIR@/results.json", "/etc/passwd", "/etc/hostname", "/proc/1/environ",
):
    attempt("open " + path, lambda: open(path).read())
for folder in ("@ROOT@", "@MINE@", "@NEIGHBOUR@", "@HOME@", "@TMPDIR@", "/tmp", "/home", "/root", "/dev", "/etc"):
    attempt("list " + folder, lambda: os.listdir(folder))
for folder in (os.environ["TMPDIR"], os.path.expanduser("~"), os.getcwd()):
    if os.path.dirname(folder):
        attempt("beside the scratch folder", lambda: os.listdir(os.path.dirname(folder)))
    print("mine:", sorted(os.listdir(folder)))
