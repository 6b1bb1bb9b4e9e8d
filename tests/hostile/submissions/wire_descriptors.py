# CHEATS 10: sends open descriptors along with its answers, by the hundred.
# Harm: the grader keeps them, and runs out of its own.
# checks: squashes_the_worked_numbers, rates_the_teams
# verdicts: failed, refused, timeout, error
import array, os, socket


def sigmoid(*args):
    wire = guest().connection
    for _ in range(200):
        descriptors = array.array("i", [0] * 20)
        wire.sendmsg([b"\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])
    return 0.5


logistic = sigmoid
