# CHEATS 10: reads and seeks in every descriptor that it inherited, and looks for the grader's own.
# Harm: there are more than standard input, output, error and the wire, or something can be read from them.
import os, stat

there = []
for number in range(1024):
    try:
        there.append((number, stat.S_IFMT(os.fstat(number).st_mode)))
    except OSError:
        pass
for number, kind in there:
    if number > 3:
        print(HARM, "descriptor", number, oct(kind))
    if number != 3:
        os.set_blocking(number, False)
        attempt(f"read {number}", lambda: some(os.read(number, 100)))
    if number:
        attempt(f"seek {number}", lambda: os.lseek(number, 10, 0))
for number in (3, 4, 5):
    attempt(f"reopen {number}", lambda: os.open(f"/dev/fd/{number}", os.O_RDWR))
print("tried", there)
