"""A scalar engine: numbers that remember how they were computed.

Refused here: tensorflow, keras, torch, jax, sympy.
"""


class Value:
    """One number in a computation.

    Attributes (scalars, no arrays):
        data: float, the number; Value(3).data is 3.0.
        grad: float, 0.0 at birth; after root.backward() it is d root / d self.

    A Value that you make with Value(data) is a leaf; one that an operation
    returns is an interior node. Operations return a new Value and change
    nothing. The other operand is a Value, an int or a float, on either side.
    Two Values with equal data are two different nodes.
    """

    def __init__(self, data):
        """data: int or float. You may add arguments that have defaults."""
        raise NotImplementedError(
            "Value: start with __init__, which stores float(data) and a grad "
            "of 0.0"
        )

    # self with another operand

    def __add__(self, other):
        """self + other, a new Value."""
        raise NotImplementedError(
            "__add__: turn a plain number into a Value first, then make a "
            "node for the sum"
        )

    def __mul__(self, other):
        """self * other, a new Value."""
        raise NotImplementedError(
            "__mul__: the local derivative for one factor is the other "
            "factor's data"
        )

    def __sub__(self, other):
        """self - other, a new Value."""
        raise NotImplementedError("__sub__: write it with + and negation")

    def __truediv__(self, other):
        """self / other, a new Value."""
        raise NotImplementedError("__truediv__: write it with * and **")

    def __pow__(self, n):
        """self ** n, a new Value; n is an int or a float, never a Value."""
        raise NotImplementedError("__pow__: the derivative of xⁿ is n·xⁿ⁻¹")

    def __neg__(self):
        """-self, a new Value."""
        raise NotImplementedError("__neg__: write it with *")

    # other is a plain number on the left: 2 + a, 2 * a, 2 - a, 2 / a

    def __radd__(self, other):
        """other + self, a new Value."""
        raise NotImplementedError("__radd__: the same as self + other")

    def __rmul__(self, other):
        """other * self, a new Value."""
        raise NotImplementedError("__rmul__: the same as self * other")

    def __rsub__(self, other):
        """other - self, a new Value; mind the order."""
        raise NotImplementedError("__rsub__: here self is what is subtracted")

    def __rtruediv__(self, other):
        """other / self, a new Value; mind the order."""
        raise NotImplementedError("__rtruediv__: here self is the divisor")

    # functions of one value

    def exp(self):
        """e to the power of self, a new Value."""
        raise NotImplementedError(
            "exp: compute the result once; you need it again for the "
            "derivative"
        )

    def tanh(self):
        """The hyperbolic tangent of self, a new Value."""
        raise NotImplementedError(
            "tanh: with t = tanh(x) the derivative is 1 - t²"
        )

    def relu(self):
        """max(0, self), a new Value; the derivative at 0 counts as 0."""
        raise NotImplementedError(
            "relu: pass positive numbers on, turn the others into 0"
        )

    # the walk backwards

    def backward(self):
        """Find d self / d node for every node self depends on; return nothing.

        - The gradient of self is 1. A node used several times adds up what
          each use sends back.
        - Interior nodes (self too) start every call from 0: after the call
          their grad is this call's derivative.
        - Leaves start from what they have: a second call adds to the first. If
          self is a leaf, its grad grows by 1.
        - The time is proportional to the number of nodes, and a chain of 5 000
          operations works.
        """
        raise NotImplementedError(
            "backward: first list all nodes so that each stands after its "
            "operands"
        )
