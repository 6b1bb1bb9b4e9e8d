"""What the formats have in common."""

from __future__ import annotations

import json
import re
from typing import Any

from grader import neutral
from grader.report import CheckResult, Verdict


def sentence(check: CheckResult) -> str:
    """What the learner reads, with the verdict where that is no plain "failed"."""
    if check.verdict in (Verdict.PASSED, Verdict.FAILED):
        return check.message
    return f"{check.verdict}: {check.message}" if check.message else str(check.verdict)


def to_text(document: dict[str, Any]) -> str:
    """JSON in which every number is one."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def plain(text: str) -> str:
    """Harmless text, without what HTML (and with it Markdown) would read as a tag; code stays legible."""
    return re.sub(r"<(?=[A-Za-z/!?])", "< ", neutral.plain(text))


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line.

    An apostrophe also goes before what would be a formula where another separator than ours is in force.
    """
    line = " ".join(plain(text).split())
    return re.sub(r'(^|[;,|][\s"]*)(?=[=+\-@＝＋－＠])', r"\1'", line)
