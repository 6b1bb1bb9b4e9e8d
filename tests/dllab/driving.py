"""Drive the lab as a learner would, with keys, and wait for what they lead to."""

import asyncio
import time

from textual.css.query import QueryError


def drive(app, steps, size=(80, 24)):
    """Run the application without a terminal while `steps(pilot)`, an async function, uses it.

    Args:
        app: a lab, not yet run.
        steps: what to do and to assert; what it returns is returned.
        size: columns and lines.
    """

    async def play():
        async with app.run_test(size=size) as pilot:
            return await steps(pilot)

    return asyncio.run(play())


async def until(pilot, condition, seconds=20.0):
    """Let the application work until `condition()` is true, and return what it gave.

    A widget that is not there yet is no error, it is just not true yet.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if answer := condition():
                return answer
        except QueryError:
            pass
        await pilot.pause(0.01)
    raise AssertionError(f"nothing after {seconds} s:\n{seen(pilot.app)}")


def seen(app):
    """What stands on the screen now, as lines of text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)
