# CHEATS none: replaces its class by a number once the grader has seen it.
# Harm: the grader calls its own exercise broken.
# exercise: autograd
# verdicts: failed, error, refused
class Value:
    def __init__(self, *args):
        globals()["Value"] = 5
