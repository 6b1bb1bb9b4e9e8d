# CHEATS 76: fills its scratch folder and shared memory: one large file, many large files, and sparse ones.
# Harm: it writes more than its share.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary
# verdicts: flooded, refused, error, timeout, failed
import os


def sigmoid(z):
    with open("one", "wb") as file:
        while True:
            file.write(bytes(1 << 20))


def logistic(*args):
    number = 0
    while True:
        number += 1
        try:
            with open(f"file{number}", "wb") as file:
                file.write(bytes(1 << 20))
        except OSError:
            break
        if number > 400:
            print(HARM, number, "MiB")
            break
    forever()


def boundary(w, b):
    for folder in ("/dev/shm", "/tmp", "/run", "/dev/mqueue"):
        attempt(folder, lambda: open(f"{folder}/@TOKEN@", "wb").write(bytes(1 << 20)))
    file = os.open("sparse", os.O_CREAT | os.O_RDWR)
    attempt("sparse", lambda: os.ftruncate(file, 1 << 34))
    attempt("allocate", lambda: os.posix_fallocate(file, 0, 1 << 30))
    return 190.0
