# CHEATS 53: keeps the functions of one check and calls them in the next ones, and between calls.
# Harm: a function of another check is called, or the grader stumbles.
# exercise: gradcheck
# verdicts: failed, error
# earns: 2
kept = []


def num_grad(f, x, h=1e-5):
    kept.append(f)
    for old in kept:
        try:
            old(x)
        except RuntimeError:
            pass
    return x


def rel_error(a, b):
    return kept[0](a) if kept else 0.0


def check(forward, backward, inputs, rng, h=1e-5, tol=1e-6):
    kept.append(forward)
    return kept[0]
