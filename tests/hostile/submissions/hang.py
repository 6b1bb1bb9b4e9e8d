# CHEATS 29, 69: never comes back.
# Harm: the grader waits for ever, or a check that timed out earns something.
# checks: squashes_the_worked_numbers, agrees_on_random_inputs
# verdicts: timeout
def sigmoid(*args):
    forever()


logistic = sigmoid
