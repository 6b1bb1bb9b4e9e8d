# CHEATS 69, 72: calls the function of the check without end; every call is answered at once.
# Harm: nobody looks at the clock while there is something to answer.
# exercise: gradcheck
# checks: leaves_x_as_it_was, differentiates_random_functions
# verdicts: timeout
def num_grad(f, x, h=1e-5):
    while True:
        f(x)
