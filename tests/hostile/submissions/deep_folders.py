# CHEATS 66, 76: leaves folders in folders in folders, deeper than anyone who walks them recursively can follow.
# Harm: whoever cleans up stumbles, or leaves something behind.
# checks: squashes_the_worked_numbers, finds_the_boundary
# verdicts: refused, flooded, timeout, failed
import os

def deeper():
    for _ in range(1500):
        os.mkdir("d")
        os.chdir("d")


dare("deep", deeper)


def sigmoid(z):
    forever()
