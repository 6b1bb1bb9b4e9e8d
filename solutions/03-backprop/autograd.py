"""A scalar engine: arithmetic that remembers itself, and one walk backwards over what it remembers."""

import math


class Value:
    """One number in a computation, with the derivative of a later result with respect to it.

    data: float, the number.
    grad: float, 0.0 at birth; after `root.backward()` it holds d root / d self.
    """

    def __init__(self, data, operands=()):
        """data: int or float. operands: pairs (Value, local derivative), empty for a leaf."""
        self.data = float(data)
        self.grad = 0.0
        self._operands = operands

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    # Arithmetic: every result stores d result / d operand, evaluated where it was computed.

    def __add__(self, other):
        """A new Value for self + other."""
        other = self._wrap(other)
        return self._result(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        """A new Value for self · other."""
        other = self._wrap(other)
        return self._result(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, n):
        """A new Value for selfⁿ; n is a constant, int or float."""
        return self._result(self.data**n, (self, n * self.data ** (n - 1)))

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -self._wrap(other)

    def __truediv__(self, other):
        return self * self._wrap(other) ** -1

    # `2 + a` asks the int first, which declines; then Python asks a.

    def __radd__(self, other):
        return self._wrap(other) + self

    def __rmul__(self, other):
        return self._wrap(other) * self

    def __rsub__(self, other):
        return self._wrap(other) - self

    def __rtruediv__(self, other):
        return self._wrap(other) / self

    # Functions of one value.

    def exp(self):
        """The power eˣ, its own derivative."""
        out = math.exp(self.data)
        return self._result(out, (self, out))

    def tanh(self):
        """The hyperbolic tangent t, derivative 1 − t²."""
        out = math.tanh(self.data)
        return self._result(out, (self, 1.0 - out * out))

    def relu(self):
        """The larger of 0 and x; derivative 1 for x > 0 and 0 for x ≤ 0."""
        positive = self.data > 0
        return self._result(self.data if positive else 0.0, (self, 1.0 if positive else 0.0))

    def backward(self):
        """Set the grad of every interior node below self; add to the grad of every leaf."""
        order = operands_first(self)
        for node in order:
            if node._operands:
                node.grad = 0.0
        self.grad += 1.0
        for node in reversed(order):
            for operand, local in node._operands:
                operand.grad += local * node.grad

    def _wrap(self, other):
        """A number becomes a leaf; a Value stays itself."""
        return other if isinstance(other, Value) else type(self)(other)

    def _result(self, data, *operands):
        """A new node that remembers its operands and their local derivatives."""
        return type(self)(data, operands)


def operands_first(root):
    """Every node that root depends on, once, each after all of its operands; root is last.

    A node is put on the stack twice: first to open it, and again, beneath its operands, to list it
    when they are done. The stack is a list, so no depth of graph meets Python's recursion limit.
    """
    order, seen, stack = [], set(), [(root, False)]
    while stack:
        node, opened = stack.pop()
        if opened:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((operand, False) for operand, _ in node._operands)
    return order
