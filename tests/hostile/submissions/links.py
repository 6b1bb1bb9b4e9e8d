# CHEATS 66: leaves links and folders in its scratch folder for whoever cleans up after it.
# Harm: what they point to is removed or changed.
# verdicts: refused, failed
import os

for number, target in enumerate(("@HOME@", "@COURSE@", "@NEIGHBOUR@/logistic-unit.py", "@TMPDIR@", "/", "..", "loop0")):
    os.symlink(target, f"loop{number}")
os.makedirs("a/b/c")
os.symlink("@HOME@", "a/b/c/home")
os.symlink("../..", "a/b/up")
attempt("rename a folder over a link", lambda: os.rename("a", "loop0"))
attempt("hard link", lambda: os.link("@HOME@/.netrc", "hard"))
attempt("device", lambda: os.mknod("device", 0o20666, os.makedev(1, 3)))
os.mkfifo("fifo")
open("a\x1b[31m\n\u202e", "w").close()
os.mkdir("locked", 0o000)
os.mkdir("write only", 0o300)
open("write only/inside", "w").close()
