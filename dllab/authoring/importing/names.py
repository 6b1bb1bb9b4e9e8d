"""Which names a piece of code binds, and which it needs from what ran before it."""

from __future__ import annotations

import ast
import builtins
import symtable

import msgspec


class Names(msgspec.Struct, frozen=True):
    """Names of a piece of code.

    Attributes:
        bound: what it defines, imports or assigns at its top level.
        needed: what it reads that it does not bind first, built-in names left out.
    """

    bound: set[str]
    needed: set[str]


class Statement(msgspec.Struct, frozen=True):
    """One statement at the top level.

    Attributes:
        node: its syntax.
        text: its source, with the comments right above it.
        names: what it binds and needs.
    """

    node: ast.stmt
    text: str
    names: Names

    @property
    def is_import(self) -> bool:
        """Whether it imports."""
        return isinstance(self.node, (ast.Import, ast.ImportFrom))

    @property
    def is_definition(self) -> bool:
        """Whether it defines a function or a class."""
        return isinstance(self.node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))


def of(source: str) -> Names:
    """The names of some source.

    Raises:
        SyntaxError: it is not Python.
    """
    tree = _tree(source)
    table = symtable.symtable(source, "<cell>", "exec")
    bound = {
        one.get_name()
        for one in table.get_symbols()
        if one.is_assigned() or one.is_imported() or one.is_namespace()
    }
    early = _read_first(tree, bound)
    bound |= set(_declared(table))
    read = {one.get_name() for one in table.get_symbols() if one.is_referenced()} | set(_from_inside(table))
    return Names(bound, {name for name in read - bound if not hasattr(builtins, name)} | early)


def statements(source: str) -> list[Statement]:
    """The statements of some source, in order.

    Raises:
        SyntaxError: it is not Python.
    """
    body, lines = _tree(source).body, source.split("\n")
    found, last = [], 0
    for index, node in enumerate(body):
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        end = node.end_lineno or node.lineno
        shares = first <= last or (index + 1 < len(body) and body[index + 1].lineno <= end)
        while not shares and first - 1 > last and lines[first - 2].startswith("#"):
            first -= 1
        text = ast.unparse(node) if shares else "\n".join(lines[first - 1 : end])
        found.append(Statement(node, text, of(ast.unparse(node))))
        last = end
    return found


def _tree(source: str) -> ast.Module:
    try:
        tree = ast.parse(source)
        compile(tree, "<cell>", "exec", dont_inherit=True)
        return tree
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or "nested too deeply") from None


def _declared(table: symtable.SymbolTable) -> list[str]:
    """Names that functions assign by `global`."""
    return [
        one.get_name()
        for child in _below(table)
        for one in child.get_symbols()
        if one.is_declared_global() and one.is_assigned()
    ]


def _from_inside(table: symtable.SymbolTable) -> list[str]:
    """Global names that functions and classes read."""
    return [
        one.get_name()
        for child in _below(table)
        for one in child.get_symbols()
        if one.is_global() and one.is_referenced()
    ]


def _below(table: symtable.SymbolTable) -> list[symtable.SymbolTable]:
    children = table.get_children()
    return [*children, *(one for child in children for one in _below(child))]


def _read_first(tree: ast.Module, bound: set[str]) -> set[str]:
    """Bound names that are read before they are bound: `x = x + 1`."""
    order = _Order(bound)
    order.visit(tree)
    return order.early


class _Order(ast.NodeVisitor):
    """Follows a module as it runs, without looking into functions, which run later."""

    def __init__(self, bound: set[str]) -> None:
        self._yet_to_come = set(bound)
        self.early: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.early |= self._yet_to_come & {node.id}
        else:
            self._bind(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self._visit(node.value, *node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._visit(node.annotation, node.value, node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.early |= self._yet_to_come & {node.target.id}
        self._visit(node.value, node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._visit(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        self._visit(node.iter, node.target, *node.body, *node.orelse)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        defaults = [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]
        self._visit(*node.decorator_list, *defaults)
        self._bind(node.name)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._visit(*node.decorator_list, *node.bases)
        self._bind(node.name)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit(*node.args.defaults)

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        self._visit(node.generators[0].iter)

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp

    def visit_alias(self, node: ast.alias) -> None:
        self._bind((node.asname or node.name).partition(".")[0])

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self._visit(node.type)
        self._bind(node.name)
        self._visit(*node.body)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        self._visit(node.pattern)
        self._bind(node.name)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        self._bind(node.name)

    def _bind(self, name: str | None) -> None:
        self._yet_to_come.discard(name or "")

    def _visit(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)
