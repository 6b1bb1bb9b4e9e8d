# CHEATS 62: answers with what is just small enough to come, and too large or too deep to be sent back.
# Harm: the grader calls its own exercise broken.
# checks: is_undecided_at_the_boundary
# verdicts: failed, error
def boundary(w, b):
    nest = 1.0
    for _ in range(40):
        nest = [nest]
    return nest


def logistic(x, w, b):
    return 0.5
