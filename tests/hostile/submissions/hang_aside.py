# CHEATS 69: hangs where nobody expects code: in repr, in del, in str of an exception, in the hash of a key, in a property.
# Harm: the grader waits for ever.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary, takes_the_slope_from_the_activation
# verdicts: timeout, failed, error, crashed
class Type(type):
    __name__ = property(lambda cls: forever())


class Hangs(Exception, metaclass=Type):
    def __str__(self):
        forever()

    __repr__ = __del__ = __hash__ = __len__ = __str__


def sigmoid(z):
    raise Hangs


def logistic(*args):
    return Hangs()


def boundary(w, b):
    class Dict(dict):
        def items(self):
            forever()

    return Dict(a=1)


def dsigmoid(a):
    class Array(type(a)):
        dtype = property(lambda self: forever())
        tobytes = __len__ = lambda self: forever()

    return a.view(Array)
