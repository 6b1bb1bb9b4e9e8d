"""The reference for authors: it is current, and it has everything."""

from pathlib import Path

import msgspec
import pytest

from dllab.authoring import keys
from dllab.authoring.manual import manual
from grader import expect, ladder

PAGE = Path("docs/authors/reference.md")


def test_the_published_page_is_current():
    assert PAGE.read_text() == manual(), f"python -m dllab.authoring.manual > {PAGE}"


@pytest.mark.parametrize("module", [expect, ladder], ids=["expect", "ladder"])
def test_every_public_function_has_an_entry(module):
    heads = manual().splitlines()
    short = module.__name__.removeprefix("grader.")
    assert all(f"### {short}.{name}" in heads for name in module.__all__)


@pytest.mark.parametrize(
    "entry",
    [
        "@check(points=1, cases=(), fresh=False, needs=())",
        "@mistake(name, sentence)",
        "lab.task(*names, target='labels', train=None, test=None)",
        "* `lab.rng`: the check's own",
        "### lab.reference",
        "| `seconds` | number; `5` if left out | wall time",
        "## exercise.yaml",
        "## track.yaml",
        "## course.yaml",
        "## mutants.yaml",
        "### course.yaml: policy.late",
        "### exercise.yaml: limits",
    ],
)
def test_the_page_has(entry):
    assert entry in manual()


def test_no_key_is_without_a_word():
    rows = [line for line in manual().splitlines() if line.startswith("| `")]
    assert len(rows) > 40
    assert not [row for row in rows if row.endswith("|  |")]


class Inner(msgspec.Struct):
    """."""

    size: float | None = None
    what: int | str = 3


class Outer(msgspec.Struct):
    """."""

    name: str
    inner: Inner
    inners: dict[str, Inner] = {}
    names: list[str] = []
    pairs: list[tuple[int, str]] = []
    kind: str = "numpy"
    flag: bool = False


def test_a_table_of_keys():
    schema = msgspec.json.schema(Outer)
    schema["$defs"]["Outer"]["properties"]["name"]["description"] = "this | that\nand more"
    assert list(keys.tables("a.yaml", schema)) == [
        "## a.yaml",
        "| key | takes | |\n"
        "| --- | --- | --- |\n"
        "| `name` | text; required | this \\| that and more |\n"
        "| `inner` | keys, below; required |  |\n"
        "| `inners` | names and what belongs to each |  |\n"
        "| `names` | list of texts |  |\n"
        "| `pairs` | list |  |\n"
        "| `kind` | text; `numpy` if left out |  |\n"
        "| `flag` | `true` or `false`; `false` if left out |  |",
        "### a.yaml: inner, inners.NAME",
        "| key | takes | |\n"
        "| --- | --- | --- |\n"
        "| `size` | number |  |\n"
        "| `what` | whole number or text; `3` if left out |  |",
    ]
