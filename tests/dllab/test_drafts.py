import os

import pytest

from dllab import drafts, locations
from dllab.drafts import Draft

DRAFT = Draft("x = 'é\N{ZERO WIDTH SPACE}\t\r\n'", "base")


def test_what_was_written_is_read(home):
    drafts.write(home, "double", DRAFT)
    assert drafts.read(home, "double") == DRAFT
    assert drafts.read(home, "triple") is None


def test_a_later_draft_takes_the_place_of_the_earlier(home):
    drafts.write(home, "double", DRAFT)
    drafts.write(home, "double", Draft("later", "base"))
    assert drafts.read(home, "double") == Draft("later", "base")
    assert [path.name for path in locations.drafts(home).iterdir()] == [drafts.own(home, "double").name]


def test_a_discarded_draft_is_gone(home):
    drafts.discard(home, "double")
    drafts.write(home, "double", DRAFT)
    drafts.discard(home, "double")
    assert drafts.read(home, "double") is None


@pytest.mark.parametrize("data", [b"", b'{"text": "x = ', b'{"text": 1, "base": ""}', b"\xff\xfe", b"[]"])
def test_a_damaged_draft_is_none(home, data):
    drafts.write(home, "double", DRAFT)
    drafts.own(home, "double").write_bytes(data)
    assert drafts.read(home, "double") is None


def test_a_draft_that_is_a_fifo_makes_nobody_wait(home):
    locations.drafts(home).mkdir(parents=True)
    os.mkfifo(drafts.own(home, "double"))
    assert drafts.read(home, "double") is None
