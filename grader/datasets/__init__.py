"""Data sets by name: one interface for what is drawn, what is shipped, what a site and what a course has.

    from grader import datasets

    digits = datasets.load("digits")
    data = datasets.first(["mnist", "glyphs"], seed=7)
    penguins = datasets.load("penguins", course=folder)     # as its course.yaml declares them
    data.record.name, data.train.x, data.train.y, data.test.x, data.origin

NumPy only. Nothing is ever fetched unless `fetch` is called.
"""

from grader.datasets.fetching import fetch
from grader.datasets.loading import available, catalogue, first, load, located
from grader.datasets.opening import hash_of
from grader.datasets.own import Own, own_of
from grader.datasets.records import Array, Dataset, Record, Split, content_hash
from grader.datasets.sharing import Copy, for_students
from grader.datasets.verifying import Finding, verify

__all__ = [
    "Array",
    "Copy",
    "Dataset",
    "Finding",
    "Own",
    "Record",
    "Split",
    "available",
    "catalogue",
    "content_hash",
    "fetch",
    "first",
    "for_students",
    "hash_of",
    "load",
    "located",
    "own_of",
    "verify",
]
