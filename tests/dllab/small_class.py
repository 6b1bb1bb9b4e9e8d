"""What those who test the class share: a deadline, and checks that went well or badly."""

from gradings import a_check

DEADLINE = 1_774_994_340.0  # 2026-03-31T21:59:00Z
DAY = 86_400
POLICY = "policy:\n  late: {percent_per_day: 10}\n  deadlines: {double: 2026-03-31T21:59:00Z}\n"


def squared(**changes):
    """The check of somebody who made the known mistake."""
    facts = {
        "earned": 0.0,
        "points": 5.0,
        "mistake": "squared",
        "message": "You multiply x by itself: `x * x`.",
        "output": "<img src=x onerror=alert(1)>\nhello",
        "details": "the secret input is 3",
    }
    return a_check("doubles", **{**facts, **changes})
