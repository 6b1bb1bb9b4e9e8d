"""What an exercise provides, as its author says it: `clip(g, limit=1.0)`, `Dense(n_in, n_out)`."""

from __future__ import annotations

import ast
import keyword

import msgspec

from grader.errors import UsageError


class Parameter(msgspec.Struct, frozen=True):
    """One parameter.

    Attributes:
        name: its name.
        kind: its annotation as written, or the type of its default; empty without both.
        is_needed: whether a call must give it.
        by_name: whether it can only be given by its name.
    """

    name: str
    kind: str
    is_needed: bool
    by_name: bool = False


class Signature(msgspec.Struct, frozen=True):
    """A function or, where the name begins with a capital, a class and its constructor.

    Attributes:
        name: what a submission must define.
        arguments: the parameters as they are written between the parentheses.
        parameters: the same, one by one; without *args and **kwargs.
        returns: the annotation of what it returns; empty without one.
    """

    name: str
    arguments: str
    parameters: list[Parameter]
    returns: str = ""

    @property
    def is_class(self) -> bool:
        """Whether it is a class."""
        return self.name[:1].isupper()

    @property
    def needed(self) -> list[Parameter]:
        """The parameters that a call must give."""
        return [one for one in self.parameters if one.is_needed]

    def __str__(self) -> str:
        return f"{self.name}({self.arguments})" + (f" -> {self.returns}" if self.returns else "")


def parse(text: str) -> Signature:
    """Read one signature.

    Raises:
        UsageError: it is none.
    """
    text = text.strip().removesuffix(":").removeprefix("def ").removeprefix("class ").strip()
    try:
        [node] = ast.parse(f"def {text}: pass").body
    except (SyntaxError, ValueError):
        raise _no_signature(text) from None
    if not isinstance(node, ast.FunctionDef) or len(node.body) != 1:
        raise _no_signature(text)
    if keyword.issoftkeyword(node.name) or node.name.startswith("_"):
        raise UsageError(f"{node.name!r} is no good name for learners to define: take another")
    returns = ast.unparse(node.returns) if node.returns else ""
    # As it was written: ast.unparse makes 1e-09 of 1e-9.
    arguments = text.partition("->")[0].strip().removesuffix(")").partition("(")[2].strip()
    return Signature(node.name, arguments, _parameters(node.args), returns)


def together(found: list[Signature]) -> list[Signature]:
    """Those of one exercise.

    Raises:
        UsageError: two have the same name.
    """
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{name} is there twice: learners write it once")
    return found


def _no_signature(text: str) -> UsageError:
    name = text if text.isidentifier() else "double"
    return UsageError(
        f"{text!r} is no signature: write a name and its parameters, such as {name}(x) or clip(g, limit=1.0)"
    )


def _parameters(found: ast.arguments) -> list[Parameter]:
    positional = [*found.posonlyargs, *found.args]
    defaults = [*[None] * (len(positional) - len(found.defaults)), *found.defaults]
    ordered = [_parameter(*one) for one in zip(positional, defaults, strict=True)]
    named = zip(found.kwonlyargs, found.kw_defaults, strict=True)
    return ordered + [_parameter(*one, by_name=True) for one in named]


def _parameter(one: ast.arg, default: ast.expr | None, by_name: bool = False) -> Parameter:
    kind = ast.unparse(one.annotation) if one.annotation else _kind_of(default)
    return Parameter(one.arg, kind, default is None, by_name)


def _kind_of(default: ast.expr | None) -> str:
    try:
        value = ast.literal_eval(default) if default is not None else None
    except ValueError:
        return ""
    return "" if value is None else type(value).__name__
