# CHEATS 62: frames that are small to send and slow or deep to read.
# Harm: the grader spends its time on them: equal hashes, deep nests, empty lists, handles by the thousand.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary, takes_the_slope_from_the_activation, agrees_on_random_inputs
# verdicts: refused, failed, timeout, flooded
PRIME = 2**61 - 1
turn = 0


def collisions(n):
    return [2, *(part for k in range(1, n) for part in ([8, (PRIME * (k + 16)).to_bytes(10, "little")], None))]


def complex_collisions(n):
    return [2, *(part for k in range(1, n) for part in ([5, -1000003.0 * k, float(k)], None))]


def sigmoid(z):
    send([1, guest().current, "ok", collisions(60_000), [2]])
    forever()


def logistic(*args):
    send([1, guest().current, "ok", complex_collisions(60_000), [2]])
    forever()


def boundary(w, b):
    send(b"\x94\x01\xce\x00\x00\x00\x01" + b"\x92\x00" * 100_000)
    forever()


def dsigmoid(a):
    send([1, guest().current, "ok", [0, *[[0]] * 200_000], [2]])
    forever()
