"""From an assignment's tests to checks.py and hidden.py: the tests as they are, each in a check."""

from __future__ import annotations

import ast
import re
from collections import Counter
from fractions import Fraction

import msgspec

from dllab.authoring.importing.assignment import Assignment, Test
from dllab.authoring.importing.names import of, statements
from dllab.authoring.importing.state import Needed, State
from dllab.authoring.importing.text import identifier, indented, quoted, sentence
from grader.checks import MOST_PARTS
from grader.running import is_of_lab


class Rendered(msgspec.Struct, frozen=True):
    """A test as a check.

    Attributes:
        test: the test.
        name: the check's.
        text: its source.
        needed: what stands above it in its file.
    """

    test: Test
    name: str
    text: str
    needed: Needed


def render(assignment: Assignment) -> list[Rendered]:
    """The checks, in order; `assignment.remarks` says which tests cannot be any."""
    state = State(assignment)
    names = _names(assignment.tests)
    titles = _titles(assignment.tests)
    found = []
    for test in assignment.tests:
        try:
            needed = state.needed(test)
            refusal = _refusal(test, needed)
            text = "" if refusal else _check(test, names, titles, needed)
            compile(text, "<check>", "exec", dont_inherit=True)  # not everything may stand in a function
        except SyntaxError as error:
            refusal = f"not Python: {error.msg}"
        if refusal:
            assignment.remark(test.cell, f"the test {test.name} is not carried over: {refusal}")
            continue
        _warn(assignment, state, test)
        found.append(Rendered(test, names[test.name], text, needed))
    return found


def file(checks: list[Rendered], hidden: bool, id: str) -> str:
    """checks.py, or hidden.py, of those checks."""
    mine = [one for one in checks if one.test.hidden == hidden]
    public = {text for one in checks if not one.test.hidden for text in one.needed.helpers}
    helpers = list(dict.fromkeys(text for one in mine for text in one.needed.helpers))
    shared = [text for text in helpers if hidden and text in public]
    own = [text for text in helpers if text not in shared]
    imports = {text for one in mine for text in one.needed.imports}
    # What a helper needs is imported where the helper stands.
    lines = sorted(imports, key=lambda text: (text.startswith("from"), text))
    what = "Hidden" if hidden else "Public"
    reads = "learners see the titles, never the inputs" if hidden else "learners read them"
    blocks = [f'"""{what} checks of {id}: {reads}."""']
    blocks += ["\n".join(lines)] if lines else []
    blocks.append("from grader import check, expect")
    if shared:
        blocks[-1] = f"from checks import {', '.join(sorted(map(_defined, shared)))}\n{blocks[-1]}"
    head = "\n\n".join(blocks)
    return "\n\n\n".join([head, *(text.strip("\n") for text in own), *(one.text for one in mine)]) + "\n"


def _defined(text: str) -> str:
    return next(iter(of(text).bound))


def _names(tests: list[Test]) -> dict[str, str]:
    names: dict[str, str] = {}
    for test in tests:
        text = test.name if re.match(r"[^\W\d]", test.name) else f"test {test.name}"
        names[test.name] = identifier(text, names.values())
    return names


def _titles(tests: list[Test]) -> dict[str, str]:
    """A sentence for each, no two alike; of hidden ones only what anybody may read."""
    titles = {test.name: sentence(test.title) if test.title else _plain_title(test) for test in tests}
    twice = {title for title, count in Counter(titles.values()).items() if count > 1}
    return {name: f"{title[:-1]} ({name})." if title in twice else title for name, title in titles.items()}


def _plain_title(test: Test) -> str:
    name = test.name.removesuffix(" hidden").removeprefix("test_").replace("_", " ")
    return f"The other tests of {name}." if test.after else f"The tests of {name}."


def _refusal(test: Test, needed: Needed) -> str:
    """Why a test cannot run apart from its notebook."""
    if needed.missing:
        return f"nothing here defines {', '.join(needed.missing)}"
    own = of(test.source).bound | set(needed.learner)
    taken = sorted(own & {"lab", "expect", "check"})
    if taken:
        return f"it uses the name {taken[0]}, which checks have for themselves"
    if not any(not isinstance(one.node, ast.Pass) for one in statements(test.source)):
        return "there is nothing in it"
    return ""


def _warn(assignment: Assignment, state: State, test: Test) -> None:
    for name in state.rebound(test):
        what = f"{test.name} looks at {name}, which gets another value further down: here it sees the last"
        assignment.remark(test.cell, what)
    if re.search(r"\bseed\(", test.source):
        what = f"{test.name} seeds a generator: learners' code runs in another process and does not see it"
        assignment.remark(test.cell, what)


def _check(test: Test, names: dict[str, str], titles: dict[str, str], needed: Needed) -> str:
    needs = [names[name] for name in test.after if name in names]
    told = f", needs=[{', '.join(map(quoted, needs))}]" if needs else ""
    lines = [f"@check(points={_number(test.points)}{told})", f"def {names[test.name]}(lab):"]
    lines.append(f"    {quoted(titles[test.name])}")
    lines += [f"    {name} = {_asked(name)}" for name in needed.learner]
    lines += [f"    {test.environment} = lab"] if test.environment else []
    hint = quoted(sentence(test.hint)) if test.hint else ""
    lines.append(f"    with expect.assertions({hint}):")
    lines += [indented(text, 8) for text in (*needed.setup, *_body(test))]
    return "\n".join(lines)


def _asked(name: str) -> str:
    """How the submission's name is asked for."""
    return f'lab["{name}"]' if is_of_lab(name) or name.startswith("_") else f"lab.{name}"


def _number(points: float) -> str:
    """0.5, and 1 / 3 where no decimal is exact."""
    exact = round(points, 2)
    part = Fraction(points).limit_denominator(MOST_PARTS)
    if exact == points or float(part) != points:
        return f"{exact:g}"
    return f"{part.numerator} / {part.denominator}"


def _body(test: Test) -> list[str]:
    """The test's statements; of its last one, what it shows."""
    found = statements(test.source)
    source = test.source
    if test.title and isinstance(found[0].node, ast.Expr) and _is_text(found[0].node) and found[1:]:
        source = _below(source, found[0].text)  # which is the title now
    for one in found if test.shown is None else ():
        if _is_applause(one.node) and len(found) > 1:
            source = source.replace(one.text, "")
    last, text = found[-1].node, found[-1].text
    before = _above(source, text)
    if isinstance(last, ast.Expr) and test.share and test.points:
        value = _segment(test, last.value)
        return [*before, f"lab.credit = min(max(float({value}) / {_number(test.points)}, 0.0), 1.0)"]
    if test.shown and isinstance(last, ast.Expr):
        return [*before, *_shown(test, last.value)]
    if test.shown:
        return [*before, f"with expect.output({quoted(test.shown)}):", indented(text, 4)]
    return [source.strip("\n")]


def _shown(test: Test, value: ast.expr) -> list[str]:
    """What is expected of the text that the last line shows or prints."""
    expected = test.shown or ""
    match value:
        case ast.Call(func=ast.Name(id="print"), args=[one], keywords=[]) if not isinstance(one, ast.Starred):
            return [f"assert str({_segment(test, one)}) == {quoted(expected.removesuffix(chr(10)))}"]
        case ast.Call(func=ast.Name(id="print")):
            return [f"with expect.output({quoted(expected)}):", indented(_segment(test, value), 4)]
    return [f"expect.shows({_segment(test, value)}, {quoted(expected)})"]


def _segment(test: Test, node: ast.expr) -> str:
    return ast.get_source_segment(test.source, node) or ast.unparse(node)


def _is_applause(node: ast.stmt) -> bool:
    """`print("Success!")`, where nobody is to read it."""
    call = node.value if isinstance(node, ast.Expr) else None
    is_print = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "print"
    return is_print and all(isinstance(one, ast.Constant) for one in getattr(call, "args", ()))


def _is_text(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _below(source: str, first: str) -> str:
    return source.partition(first)[2]


def _above(source: str, last: str) -> list[str]:
    """The text before the last statement, comments and all."""
    cut = source.rfind(last)
    if cut < 0:
        return ["\n".join(one.text for one in statements(source)[:-1])]
    above = source[:cut].strip("\n")
    return [above] if above.strip() else []
