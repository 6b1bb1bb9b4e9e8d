"""How tests read the result of one check."""


def told(found) -> str:
    """A message without the call that it ends with."""
    return found.message.partition("\nThe call: ")[0]


def sentence(found) -> str:
    """What is told of a check that failed."""
    assert found.verdict == "failed", (found.verdict, found.message, found.details)
    assert found.earned == 0
    return told(found)


def passes(found) -> bool:
    assert found.message == "", found.message
    return found.verdict == "passed" and found.earned == found.points
