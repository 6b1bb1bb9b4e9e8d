# CHEATS 69: its objects never return from what is done with them: attributes, arithmetic, repr, iteration.
# Harm: the grader waits for ever.
# exercise: autograd
# checks: adds_up_two_uses, computes, keeps_equal_values_apart, goes_on_after_backward
# verdicts: timeout, error
class Value:
    def __init__(self, *args):
        pass

    def __getattr__(self, name):
        forever()

    __add__ = __mul__ = __neg__ = __repr__ = __str__ = lambda self, *args: forever()
