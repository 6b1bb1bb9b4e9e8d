"""The scalar engine with a function in each node that pays its operands; users are counted for the order."""

import math
import numbers


class Value:
    """A number; an interior node also knows its operands and how to pay them."""

    def __init__(self, data):
        """Make a leaf of an int or a float."""
        self.data = float(data)
        self.grad = 0.0
        self.operands = ()
        self.pay = None

    def __add__(self, other):
        """A new Value for self + other."""
        other = value(other)

        def pay(upstream):
            self.grad += upstream
            other.grad += upstream

        return node(self.data + other.data, (self, other), pay)

    def __sub__(self, other):
        """A new Value for self − other."""
        other = value(other)

        def pay(upstream):
            self.grad += upstream
            other.grad -= upstream

        return node(self.data - other.data, (self, other), pay)

    def __mul__(self, other):
        """A new Value for self · other."""
        other = value(other)

        def pay(upstream):
            self.grad += upstream * other.data
            other.grad += upstream * self.data

        return node(self.data * other.data, (self, other), pay)

    def __truediv__(self, other):
        """A new Value for self / other."""
        other = value(other)
        quotient = self.data / other.data

        def pay(upstream):
            self.grad += upstream / other.data
            other.grad -= upstream * quotient / other.data

        return node(quotient, (self, other), pay)

    def __pow__(self, n):
        """A new Value for selfⁿ."""

        def pay(upstream):
            self.grad += upstream * n * self.data ** (n - 1)

        return node(self.data**n, (self,), pay)

    def __neg__(self):
        return 0.0 - self

    def __radd__(self, other):
        return value(other) + self

    def __rsub__(self, other):
        return value(other) - self

    def __rmul__(self, other):
        return value(other) * self

    def __rtruediv__(self, other):
        return value(other) / self

    def exp(self):
        """The power eˣ."""
        return self.function(math.exp(self.data), lambda y: y)

    def tanh(self):
        """The hyperbolic tangent."""
        return self.function(math.tanh(self.data), lambda t: 1 - t**2)

    def relu(self):
        """The larger of 0 and x."""
        return self.function(max(0.0, self.data), lambda r: float(r > 0))

    def function(self, result, slope):
        """A node of one operand whose slope is a function of the result."""

        def pay(upstream):
            self.grad += upstream * slope(result)

        return node(result, (self,), pay)

    def backward(self):
        """Pay from the root on; whoever has been paid by all of its users is next."""
        users = count_users(self)
        for interior in users:
            if interior.operands:
                interior.grad = 0.0
        self.grad += 1.0
        ready = [self]
        while ready:
            paid = ready.pop()
            if paid.pay is not None:
                paid.pay(paid.grad)
            for operand in paid.operands:
                users[operand] -= 1
                if users[operand] == 0:
                    ready.append(operand)


def count_users(root):
    """How often each node below root is used, root included: a dict."""
    users, found = {root: 0}, [root]
    while found:
        for operand in found.pop().operands:
            if operand not in users:
                users[operand] = 0
                found.append(operand)
            users[operand] += 1
    return users


def value(x):
    """A number becomes a leaf."""
    return Value(x) if isinstance(x, numbers.Real) else x


def node(data, operands, pay):
    """An interior node."""
    made = Value(data)
    made.operands, made.pay = operands, pay
    return made
