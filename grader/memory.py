"""A ceiling on the grader's own memory while a check computes with what learner code returned.

Answers are bounded, but what a check makes of them need not be: a column of a million numbers minus a row of
a thousand is a broadcast away from eight gigabytes.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator

if sys.platform == "linux":
    import resource

HEADROOM = 1 << 30  # bytes


@contextlib.contextmanager
def bounded_memory() -> Iterator[None]:
    """MemoryError beyond HEADROOM more than now: in the main thread, for the whole process has one limit."""
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - once a check
        now = int(file.read().split()[0]) * resource.getpagesize()
    limits = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([now + HEADROOM, *limits]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
