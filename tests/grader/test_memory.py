"""What a check makes of an answer may not take the grader's own memory."""

import sys
import threading

import numpy as np
import pytest

from grader.memory import HEADROOM, bounded_memory

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
TOO_LARGE = 2 * HEADROOM


def allocate(size: int) -> bool:
    """Whether so many bytes can be had; they are not touched."""
    try:
        return np.empty(size, np.uint8).nbytes == size
    except MemoryError:
        return False


def test_beyond_the_ceiling_memory_is_refused():
    with bounded_memory():
        assert allocate(HEADROOM // 2)
        assert not allocate(TOO_LARGE)


def test_afterwards_the_limit_is_as_it_was():
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(ZeroDivisionError), bounded_memory():
        assert resource.getrlimit(resource.RLIMIT_AS) != before
        with bounded_memory():
            assert not allocate(TOO_LARGE)
        raise ZeroDivisionError
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_other_threads_set_no_limit_for_all():
    allowed = []

    def work():
        with bounded_memory():
            allowed.append(allocate(TOO_LARGE))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert allowed == [True]


def test_a_broadcast_of_an_answer_is_the_submission_s_failure(result):
    source = "import numpy as np\ndef f(n):\n    return np.zeros({})\n"
    body = "assert (lab.f(40_000)[:, None] - np.zeros((1, 40_000))).sum() == 0"
    small = "import numpy as np\ndef f(n):\n    return np.zeros(1)\n"
    found = result(source.format("n"), body, solution=small)
    assert found.verdict == "failed"
    assert found.message.startswith("`f` returned something that cannot be used as the exercise says")
    assert result(source.format("2"), body, solution=small).verdict == "passed"
