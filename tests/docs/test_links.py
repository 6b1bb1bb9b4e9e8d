"""Every link of the documentation leads somewhere."""

import itertools
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def links(page):
    """The addresses in a page, of links and of pictures."""
    for block in MarkdownIt("commonmark").enable("table").parse(page.read_text()):
        for token in block.children or []:
            yield from (token.attrs[key] for key in ("href", "src") if key in token.attrs)


def anchors(page):
    """The names of a page's headings, as forges make them."""
    tokens = MarkdownIt().parse(page.read_text())
    heads = [after.content for token, after in itertools.pairwise(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def broken(page):
    """The links of a page that lead nowhere."""
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if "://" not in link and (not target.exists() or (anchor and anchor not in anchors(target))):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert not list(broken(page))


def test_a_broken_link_is_seen(tmp_path):
    (tmp_path / "a.md").write_text("# A `b` c.yaml\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[1](a.md) [2](a.md#a-b-cyaml) [3](b.md) [4](a.md#d) [5](https://example.org/x) ![6](c.svg)\n"
    )
    assert list(broken(page)) == ["b.md", "a.md#d", "c.svg"]
