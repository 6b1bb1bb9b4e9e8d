# CHEATS 66: leaves links and folders in its scratch folder for whoever cleans up after it.
# Harm: what they point to is removed or changed.
# verdicts: refused, failed
import os

for number, target in enumerate(("@HOME@", "@COURSE@", "@NEIGHBOUR@/logistic-unit.py", "@TMPDIR@", "/", "..", "loop0")):
    dare("link", lambda: os.symlink(target, f"loop{number}"))
for folder, mode in (("a", 0o777), ("a/b", 0o777), ("locked", 0o000), ("write only", 0o300)):
    dare("folder", lambda: os.mkdir(folder, mode))
dare("link in a folder", lambda: os.symlink("@HOME@", "a/b/home"))
dare("rename a folder over a link", lambda: os.rename("a", "loop0"))
dare("file in a folder", lambda: open("write only/inside", "w").close())
dare("fifo", lambda: os.mkfifo("fifo"))
dare("odd name", lambda: open("a\x1b[31m\n\u202e", "w").close())
dare("long name", lambda: open("x" * 255, "w").close())
dare("file without modes", lambda: os.close(os.open("no modes", os.O_CREAT | os.O_WRONLY, 0)))
attempt("hard link", lambda: os.link("@HOME@/.netrc", "hard"))
attempt("device", lambda: os.mknod("device", 0o20666, os.makedev(1, 3)))
