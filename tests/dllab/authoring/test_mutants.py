"""Mutants: what is changed, how it is called, and that nothing else is."""

import ast

import pytest

from dllab.authoring.mutants import mutants


def names(source):
    return [mutant.name for mutant in mutants(source)]


def becomes(statement):
    """What one statement turns into."""
    return [mutant.source.splitlines()[0] for mutant in mutants(statement)]


@pytest.mark.parametrize(
    ("statement", "others"),
    [
        ("a = b < c", ["a = b <= c", "a = b >= c"]),
        ("a = b == c", ["a = b != c"]),
        ("a = b < c == d", ["a = b <= c == d", "a = b >= c == d", "a = b < c != d"]),
        ("a = b + c", ["a = b - c"]),
        ("a = b / c", ["a = b * c"]),
        ("a = b @ c", ["a = b * c"]),
        ("a = -b", ["a = b"]),
        ("a = not b", ["a = b"]),
        ("a = b and c", ["a = b or c"]),
        ("a = 3", ["a = 4"]),
        ("a = 0.5", ["a = 1.0"]),
        ("a = 0.0", ["a = 1.0"]),
        ("a = True", ["a = False"]),
        ("a = b if c else d", ["a = b", "a = d"]),
        ("a = b[c:d:e]", ["a = b[:d:e]", "a = b[c::e]", "a = b[c:d]"]),
        ("a = b.T", ["a = b"]),
        ("a = b.copy()", ["a = b"]),
        ("a = np.abs(b)", ["a = b"]),
        ("a = b.sum(axis=c)", ["a = b.sum()", "a = b.mean(axis=c)"]),
        ("a = max(b, c)", ["a = min(b, c)"]),
        ("a += b", ["pass", "a = b", "a -= b"]),
        ("f(a)", ["pass"]),
        ("raise ValueError(f'{1}')", ["pass"]),
        ("for a in range(b):\n    continue", ["for a in range(b):"]),
    ],
)
def test_what_slips_into_a_statement(statement, others):
    assert becomes(statement) == others


@pytest.mark.parametrize(
    "source",
    ["import numpy", '"""1 + 1"""', "a = f'{b}'", "a = 'b'", "a = None", "a: int = b", "class A(b): pass"],
)
def test_what_is_left_alone(source):
    assert names(source) == []


def test_a_name_says_where_and_what():
    source = "class A:\n    def f(self, x=1):\n        if x > 0:\n            return x\n        return -x\n"
    assert names(source) == [
        "f: def f(self, x=1): → def f(self, x=2):",
        "f: if x > 0: → if x >= 0:",
        "f: if x > 0: → if x <= 0:",
        "f: if x > 0: → if x > 1:",
        "f: return -x → return x",
    ]
    assert [mutant.line for mutant in mutants(source)] == [2, 3, 3, 3, 5]


def test_equal_names_are_numbered():
    assert names("def f(a):\n    a += b\n    a += b\n") == [
        *("f: a += b → pass", "f: a += b → a = b", "f: a += b → a -= b"),
        *("f: a += b → pass (2)", "f: a += b → a = b (2)", "f: a += b → a -= b (2)"),
    ]


def test_each_changes_one_place_and_is_python():
    source = ast.unparse(
        ast.parse("def f(a, b):\n    c = a + b\n    c += 2 * a\n    return c if c > 0 else -c\n")
    )
    for mutant in mutants(source):
        changed = mutant.source.splitlines()
        differing = [pair for pair in zip(source.splitlines(), changed, strict=True) if pair[0] != pair[1]]
        assert len(differing) == 1
        ast.parse(mutant.source)
    assert len({mutant.source for mutant in mutants(source)}) == len(names(source)) == 12
