# CHEATS 75: prints, raises and returns just less than it may, in the widest characters, in every check.
# Harm: the report becomes large.
# verdicts: failed, error
TEXT = "\U0001F600" * 3900


def sigmoid(*args):
    print(TEXT)
    raise type("\u4e00" * 200, (Exception,), {})("\n".join(["\U0001F600" * 399] * 99))


logistic = boundary = dsigmoid = sigmoid
