"""Which names a piece of code binds and needs."""

import pytest

from dllab.authoring.importing.names import of, statements
from dllab.authoring.importing.text import identifier, indented

NEEDED = {
    "x = 1\ny = x": set(),
    "y = x\nx = 1": {"x"},
    "x = x + 1": {"x"},
    "x += 1": {"x"},
    "x = 0\nx += 1": set(),
    "def f(a, b=c):\n    return a + d + f(1)": {"c", "d"},
    "def f():\n    return g()\ndef g():\n    return h": {"h"},
    "class A(B):\n    n = 1\n    def m(self):\n        return self.n + n": {"B", "n"},
    "[a + b for a in c]": {"b", "c"},
    "lambda a: a + b": {"b"},
    "import numpy as np\nnp.ones(n)": {"n"},
    "from a import b as c\nb + c": {"b"},
    "try:\n    f()\nexcept ValueError as error:\n    print(error)": {"f"},
    "for i in range(3):\n    total = total + i": {"total"},
    "with open(p) as file:\n    file.read()": {"p"},
    "print(len([1]), __name__)": set(),
    "(y := f(x)) + y": {"f", "x"},
    "match p:\n    case [a, *b]:\n        print(a, b)": {"p"},
    "f'{a:{b}}'": {"a", "b"},
    "@d\ndef f(): pass": {"d"},
    "x: int = y": {"y"},
    "for r in (1, 2): assert f(r)": {"f"},
    "a = f(); a": {"f"},
    "x = [i for i in x]": {"x"},
    "def f(a=f): pass": {"f"},
    "def f():\n    global z\n    z = 1\nf(); z": set(),
}


@pytest.mark.parametrize("source", NEEDED)
def test_needed(source):
    assert of(source).needed == NEEDED[source]


def test_bound():
    source = "import a.b\nfrom c import d as e\nf = g, (h, *i) = 1, (2, 3)\nfor j in k: pass\n"
    source += "def m(n): o = 1\nclass P: q = 1"
    assert of(source).bound == {"a", "e", "f", "g", "h", "i", "j", "m", "P"}


@pytest.mark.parametrize("source", ["x = (", "return 1", "(" * 1000, "x = 1\0", "-" * 100_000 + "1"])
def test_what_is_not_python(source):
    with pytest.raises(SyntaxError):
        of(source)
    with pytest.raises(SyntaxError):
        statements(source)


def test_statements_keep_their_text():
    source = "# about\n# f\n@a\n@b\ndef f():  # here\n    return 1\n\n# loose\n\nx = 1; y = 2\nz = 3  # three"
    texts = [one.text for one in statements(source)]
    assert texts == [
        "# about\n# f\n@a\n@b\ndef f():  # here\n    return 1",
        "x = 1",
        "y = 2",
        "z = 3  # three",
    ]


def test_indentation_leaves_strings_alone():
    source = 'x = """a\n  b\n"""\n\nif x:\n    y = f"""{x}\n c"""'
    moved = f"def f():\n{indented(source, 4)}\n    return x, y\n"
    names = {}
    exec(source, names)
    exec(moved, names)
    assert names["f"]() == (names["x"], names["y"])


@pytest.mark.parametrize(
    ("text", "name"),
    [("q 1.a", "q_1_a"), ("2nd", "test_2nd"), ("class", "test_class"), ("±", "test"), ("taken", "taken_2")],
)
def test_identifiers(text, name):
    assert identifier(text, {"taken"}) == name
