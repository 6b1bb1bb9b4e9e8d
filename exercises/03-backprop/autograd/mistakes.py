"""Wrong engines: the reference with one operation or one walk replaced."""

from solution import Value as Right
from solution import operands_first

from grader import mistake


def clear(root):
    """Start the interior nodes below root from 0."""
    for node in operands_first(root):
        if node._operands:
            node.grad = 0.0


def operands_of(node):
    """The nodes that node was computed from, each once."""
    return list(dict.fromkeys(operand for operand, _ in node._operands))


def push(node):
    """Hand node's gradient to its operands."""
    for operand, local in node._operands:
        operand.grad += local * node.grad


def recursively_ordered(root):
    """Every node after its operands, the short way."""
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for operand, _ in node._operands:
                visit(operand)
            order.append(node)

    visit(root)
    return order


@mistake(
    "radd-missing",
    "A plain number on the left of an operator is not handled: for 2 + a, Python asks a for __radd__. "
    "Each of the four operators has such a reflected partner.",
)
class _:
    class Value(Right):
        __radd__ = __rsub__ = __rmul__ = __rtruediv__ = None


@mistake(
    "reflected-order",
    "With the number on the left, your difference and quotient come out the wrong way round: 2 - a is not "
    "a - 2. Only sums and products may swap their sides.",
)
class _:
    class Value(Right):
        __rsub__ = Right.__sub__
        __rtruediv__ = Right.__truediv__


@mistake(
    "exp-uses-x",
    "The gradient of your exp uses the number that went in. The local derivative of exp is its own "
    "result, eˣ.",
)
class _:
    class Value(Right):
        def exp(self):
            return self._result(Right.exp(self).data, (self, self.data))


@mistake(
    "tanh-uses-x",
    "The gradient of your tanh squares the number that went in. In 1 - t², t is the result of tanh.",
)
class _:
    class Value(Right):
        def tanh(self):
            return self._result(Right.tanh(self).data, (self, 1.0 - self.data**2))


@mistake(
    "relu-open-at-zero",
    "At 0 your relu lets the gradient through. There is a kink at that point, and the rule here is that "
    "its derivative counts as 0.",
)
class _:
    class Value(Right):
        def relu(self):
            return self._result(max(self.data, 0.0), (self, 1.0 if self.data >= 0 else 0.0))


@mistake(
    "overwrites-grad",
    "A value that is used twice ends with the gradient of one use: the second overwrites the first. "
    "Gradients that arrive at the same node have to be added.",
)
class _:
    class Value(Right):
        def backward(self):
            self.grad = 1.0
            for node in reversed(operands_first(self)):
                for operand, local in node._operands:
                    operand.grad = local * node.grad


@mistake(
    "preorder-recursion",
    "A node passes its gradient on as soon as one user has paid in, and again after the next: what was "
    "there first is counted twice. Put all nodes in an order before you start, so that each waits for "
    "every one of its users.",
)
class _:
    class Value(Right):
        def backward(self):
            clear(self)
            self.grad += 1.0
            todo = [self]
            while todo:
                node = todo.pop()
                push(node)
                todo.extend(operands_of(node))


@mistake(
    "visited-too-early",
    "You visit each node once, but some before all their users have paid in, so a part of the gradient is "
    "never passed on. Once is right; the order has to make every node wait for its users.",
)
class _:
    class Value(Right):
        def backward(self):
            clear(self)
            self.grad += 1.0
            seen, todo = set(), [self]
            while todo:
                node = todo.pop()
                if node not in seen:
                    seen.add(node)
                    push(node)
                    todo.extend(reversed(operands_of(node)))


@mistake(
    "level-by-level",
    "Your walk goes level by level from the result. That is too early for a node that is reached by a "
    "short way and by a longer one: it must wait for the longer one too.",
)
class _:
    class Value(Right):
        def backward(self):
            clear(self)
            self.grad += 1.0
            seen, queue = {self}, [self]
            for node in queue:
                push(node)
                fresh = [operand for operand in operands_of(node) if operand not in seen]
                seen.update(fresh)
                queue.extend(fresh)


@mistake(
    "interior-not-reset",
    "On a second backward() your interior nodes still hold the gradients of the first, and pass them on "
    "again. Only leaves accumulate; every other node starts from 0 at each call.",
)
class _:
    class Value(Right):
        def backward(self):
            self.grad = 1.0
            for node in reversed(operands_first(self)):
                push(node)


@mistake(
    "leaves-reset",
    "A second backward() wipes out what the first one left in the leaves. Values that you made yourself "
    "accumulate over calls; only interior nodes start from 0.",
)
class _:
    class Value(Right):
        def backward(self):
            order = operands_first(self)
            for node in order:
                node.grad = 0.0
            self.grad = 1.0
            for node in reversed(order):
                push(node)


@mistake(
    "recursion-limit",
    "Your backward() goes one call deeper for every operation in a chain, and Python allows about a "
    "thousand. Keep the nodes that are still to be visited in a list of your own.",
)
class _:
    class Value(Right):
        def backward(self):
            order = recursively_ordered(self)
            for node in order:
                if node._operands:
                    node.grad = 0.0
            self.grad += 1.0
            for node in reversed(order):
                push(node)


@mistake(
    "walks-every-path",
    "Your numbers are right, but every path through the graph is walked on its own, and each reuse "
    "doubles the number of paths. Let a node collect its whole gradient first, then pass it on once.",
)
class _:
    class Value(Right):
        def backward(self):
            clear(self)
            todo = [(self, 1.0)]
            while todo:
                node, gradient = todo.pop()
                node.grad += gradient
                todo.extend((operand, local * gradient) for operand, local in node._operands)
