# CHEATS none: answers with so many invented handles that forgetting them is a message too large to send.
# Harm: the grader cannot go on.
# checks: is_undecided_at_the_boundary, squashes_the_worked_numbers
# verdicts: failed, error, refused, timeout, crashed
def evil(reply):
    handles = [[11, 2**63 + number, ""] for number in range(150_000)]
    send([1, reply[0], "ok", [0, *handles], [2]])


def sigmoid(*args):
    guest().send = evil


logistic = boundary = dsigmoid = sigmoid
