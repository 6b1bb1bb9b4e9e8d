# CHEATS none: takes over the conversation for good, and answers every question by hand with what a check might like.
# Harm: something that was not computed is taken for right.
# verdicts: failed, refused, error, timeout
import sys

wire = sys.modules["grader.sandbox.wire"]


def sigmoid(*args):
    me = guest()
    id = me.current
    for number in range(10**6):
        kind = ("ok", "raised")[number % 2]
        send([1, id, kind, True if kind == "ok" else [2, "type", "Passed", "bases", [0, "ValueError"]], [2, "changed", [0]]])
        request = me.receive()
        if request is None:
            sys.exit()
        id = request[0]


logistic = boundary = dsigmoid = sigmoid
