# CHEATS 1, 2, 18: opens the hidden checks, their bytecode and the solution in every way there is.
# Harm: it prints what it read.
import ctypes, glob, io, mmap, os, pathlib, runpy
from importlib.machinery import SourceFileLoader
import numpy as np

HIDDEN = "@COURSE@/exercises/02-neuron/logistic-unit/hidden.py"
SOLUTION = "@COURSE@/solutions/02-neuron/logistic-unit.py"
MISTAKES = "@COURSE@/exercises/02-neuron/logistic-unit/mistakes.py"
BYTECODE = "@COURSE@/exercises/02-neuron/logistic-unit/__pycache__/hidden.cpython-311.pyc"
libc = ctypes.CDLL(None, use_errno=True)


def by_link(path):
    os.symlink(path, "link")
    try:
        return open("link").read()
    finally:
        os.unlink("link")


def by_path_descriptor(path):
    folder = os.open(os.path.dirname(path), os.O_PATH)
    return os.open(os.path.basename(path), os.O_RDONLY, dir_fd=folder)


def by_libc(path):
    file = libc.open(path.encode(), 0)
    if file < 0:
        raise OSError(ctypes.get_errno())
    return os.read(file, 99)


def by_walking_up(path):
    os.chdir(os.path.dirname(path))
    return open(os.path.basename(path)).read()


for path in (HIDDEN, SOLUTION, MISTAKES, BYTECODE):
    attempt("open", lambda: open(path).read())
    attempt("write", lambda: open(path, "r+"))
    attempt("os.open", lambda: os.read(os.open(path, os.O_RDONLY), 99))
    attempt("open_code", lambda: io.open_code(path).read())
    attempt("pathlib", lambda: pathlib.Path(path).read_bytes())
    attempt("fromfile", lambda: np.fromfile(path, np.uint8).tobytes())
    attempt("memmap", lambda: np.memmap(path, mode="r").tobytes())
    attempt("loadtxt", lambda: np.loadtxt(path, dtype=str))
    attempt("loader", lambda: SourceFileLoader("x", path).get_data(path))
    attempt("runpy", lambda: runpy.run_path(path))
    attempt("symlink", lambda: by_link(path))
    attempt("hardlink", lambda: os.link(path, "hard"))
    attempt("rename", lambda: os.rename(path, "moved"))
    attempt("O_PATH", lambda: by_path_descriptor(path))
    attempt("libc", lambda: by_libc(path))
    attempt("chdir", lambda: by_walking_up(path))
for folder in ("@COURSE@", "@COURSE@/solutions", "@COURSE@/exercises/02-neuron/logistic-unit", "..", "/", "/tmp"):
    attempt("listdir", lambda: os.listdir(folder))
    attempt("glob", lambda: some(glob.glob(folder + "/**/*.py*", recursive=True)))
