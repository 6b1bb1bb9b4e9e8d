# CHEATS 44, 45: answers everything that is asked of its objects with more such objects, for ever.
# Harm: the grader follows them for ever, or takes one for an answer.
# exercise: autograd
# verdicts: failed, error, timeout
class Value:
    def __init__(self, *args):
        pass

    def __getattr__(self, name):
        return Value()

    def __call__(self, *args, **kwargs):
        return Value()

    def __iter__(self):
        while True:
            yield Value()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __neg__ = __call__
    __getitem__ = __call__
    __eq__ = __lt__ = __gt__ = lambda self, other: True
    __hash__ = lambda self: 1
