# CHEATS 41, 53: replaces what is there of the grader in its own process: encoder, answers, notes, limits.
# Harm: the grader believes an answer that was not computed.
# verdicts: failed, error, crashed, refused
import sys

for name, module in list(sys.modules.items()):
    if name.startswith("grader"):
        for key, value in list(vars(module).items()):
            if key.isupper() and isinstance(value, int):
                setattr(module, key, 2**62)
            elif callable(value) and key in ("defaults", "describe", "refuse", "limit", "enter"):
                setattr(module, key, lambda *args, **kwargs: True)
try:
    import grader.expect as expect
    expect.matches = expect.close = expect.that = lambda *args, **kwargs: None
    print(HARM, "expect")
except (ImportError, PermissionError):
    print("tried grader.expect")


def sigmoid(z):
    me = guest()
    me.reply_limit = 2**62
    return "passed"


logistic = boundary = dsigmoid = sigmoid
