# CHEATS none: answers twice: first by hand, then as it should, late.
# Harm: the second answer is taken for the answer to the next question.
# verdicts: refused, failed
def sigmoid(*args):
    send([1, guest().current, "ok", [0, 1.0, 2.0], [2]])
    return 0.5


logistic = boundary = dsigmoid = sigmoid
