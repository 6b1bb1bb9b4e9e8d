# CHEATS 62: answers with a text that is just short enough to come, and too long to be sent back.
# Harm: the grader calls its own exercise broken.
# checks: is_undecided_at_the_boundary
# verdicts: failed, error
def boundary(w, b):
    return "x" * (2**21 - 40)


def logistic(x, w, b):
    return 0.5
