"""Data sets by name: one interface for what is drawn, what is shipped and what a site has.

    from grader import datasets

    digits = datasets.load("digits")
    data = datasets.first(["mnist", "glyphs"], seed=7)
    data.record.name, data.train.x, data.train.y, data.test.x, data.origin

NumPy only. Nothing is ever fetched unless `fetch` is called.
"""

from grader.datasets.fetching import fetch
from grader.datasets.loading import available, catalogue, first, load, located
from grader.datasets.records import Array, Dataset, Record, Split, content_hash
from grader.datasets.verifying import Finding, verify

__all__ = [
    "Array",
    "Dataset",
    "Finding",
    "Record",
    "Split",
    "available",
    "catalogue",
    "content_hash",
    "fetch",
    "first",
    "load",
    "located",
    "verify",
]
