# CHEATS 71: sends half a frame and sleeps, or sends it in single bytes for ever.
# Harm: the grader waits for the rest.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary
# verdicts: timeout
import os, struct, time


def sigmoid(z):
    send(b"\x91", lengths=(1000, 1000))
    time.sleep(1e6)


def logistic(*args):
    os.write(3, struct.pack("<II", 10**6, 10**6))
    while True:
        os.write(3, b"\0")
        time.sleep(0.005)


def boundary(w, b):
    os.write(3, b"\0\0\0")
    forever()
