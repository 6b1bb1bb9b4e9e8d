# CHEATS 9: prints its whole environment, also the one that C sees.
# Harm: something of the grader's is in it.
import ctypes, os, sys

block = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
raw, index = [], 0
while block[index]:
    raw.append(block[index].decode(errors="replace"))
    index += 1
text = " ".join([*raw, *map(str, os.environ.items()), *sys.argv, *sys.orig_argv, *sys.path])
found = search(text)
print(HARM, found) if found else print("tried", len(text))
surplus = set(os.environ) - {"PATH", "LANG", "TZ", "HOME", "TMPDIR", "PWD", "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "LC_CTYPE"}
surplus = [name for name in surplus if not name.endswith("_NUM_THREADS") and name != "VECLIB_MAXIMUM_THREADS"]
if surplus:
    print(HARM, surplus)
