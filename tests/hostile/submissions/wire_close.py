# CHEATS 28: closes or shuts its end of the wire and stays alive.
# Harm: it stays.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary
# verdicts: refused, crashed
import os, socket


def sigmoid(z):
    os.close(3)
    forever()


def logistic(*args):
    guest().connection.shutdown(socket.SHUT_WR)
    forever()


def boundary(w, b):
    os.dup2(os.open("/dev/null", os.O_RDWR), 3)
    forever()
