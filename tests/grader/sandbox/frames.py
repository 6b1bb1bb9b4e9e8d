"""What tests of the wire and of the channel share."""

import pytest

from grader.sandbox.channel import GuestDied
from grader.sandbox.wire import WireError


def nothing_crosses(value):
    """Exports nothing but plain data."""
    return


def no_references(raw):
    """Imports nothing but plain data."""
    raise WireError("a reference to nothing")


def ending(action, *args) -> GuestDied:
    """How the guest ended that this action was the end of."""
    with pytest.raises(GuestDied) as caught:
        action(*args)
    return caught.value
