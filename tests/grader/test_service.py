"""The service: a conversation in JSON lines that nothing in it can end but the end of its input."""

import contextlib
import json
import os
import signal
import subprocess
import sys

import pytest

CHECKS = """
@check()
def right(lab):
    "f doubles."
    expect.matches(lab.f, lab.rng.normal())

@check(points=2)
def prints(lab):
    "f prints."
    expect.close(lab.f(2), 4)
"""
HIDDEN = '@check(points=4)\ndef secret(lab):\n    "Hidden."\n    expect.matches(lab.f, 5.0)\n'
SOLUTION = "def f(x):\n    return 2 * x\n"


class Conversation:
    """A service in a process group of its own."""

    def __init__(self, course):
        self.course = str(course)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader.service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def send(self, request):
        """Send a request, or any bytes as a line."""
        line = request if isinstance(request, bytes) else json.dumps(request).encode()
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def hear(self):
        """The next answer."""
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read().decode()
        return json.loads(line)

    def ask(self, request):
        """A request's last answer."""
        self.send(request)
        while (answer := self.hear())["type"] not in ("report", "failed", "pong"):
            pass
        return answer

    def grade(self, id=1, **keys):
        """The request to grade."""
        return {"id": id, "op": "grade", "course": self.course, "exercise": "tiny", **keys}

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


def conversing(exercise):
    conversation = Conversation(exercise.folder.parents[2])
    yield conversation
    conversation.close()


@pytest.fixture(scope="module")
def service(write_course, tmp_path_factory):
    """One conversation for all tests that leave it going."""
    root = tmp_path_factory.mktemp("service") / "course"
    yield from conversing(write_course(root, solution=SOLUTION, checks=CHECKS, hidden=HIDDEN))


@pytest.fixture
def own_service(tiny):
    """A conversation that the test may end."""
    yield from conversing(tiny(solution=SOLUTION, checks=CHECKS))


def test_ping(service):
    assert service.ask({"id": 7, "op": "ping"}) == {"id": 7, "type": "pong"}
    assert service.ask({"id": 2**40, "op": "ping"}) == {"id": 2**40, "type": "pong"}


def test_a_grading_is_told_event_by_event(service, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("def f(x):\n    print('here')\n    return 2 * x\n")
    service.send(service.grade(3, path=str(path)))
    heard = [service.hear() for _ in range(6)]
    assert [event["type"] for event in heard] == ["started", *["check-started", "check"] * 2, "report"]
    assert {event["id"] for event in heard} == {3}
    assert heard[0]["checks"] == ["right", "prints"]
    assert heard[1]["name"] == "right"
    assert heard[2]["result"]["verdict"] == "passed"
    assert heard[2]["result"]["output"] == "here\n"
    report = heard[-1]["report"]
    assert (report["score"], report["max_score"]) == (3, 3)
    assert report["submission"]["path"] == str(path)


def test_text_that_is_no_file(service):
    report = service.ask(service.grade(source=SOLUTION))["report"]
    assert (report["score"], report["submission"]["path"]) == (3, "tiny.py")
    wrong = service.ask(service.grade(source="def f(x):\n    return x\n", path="draft.py"))["report"]
    assert (wrong["score"], wrong["submission"]["path"]) == (0, "draft.py")


def test_seed_only_and_hidden_checks(service):
    wrong = "def f(x):\n    return x\n"
    first, again = (service.ask(service.grade(source=wrong, seed="s"))["report"] for _ in range(2))
    assert [c["message"] for c in first["checks"]] == [c["message"] for c in again["checks"]]
    only = service.ask(service.grade(source=wrong, seed="s", only=["prints"]))["report"]
    assert [c["name"] for c in only["checks"]] == ["prints"]
    every = service.ask(service.grade(source=SOLUTION, public_only=False))["report"]
    assert [c["name"] for c in every["checks"]] == ["right", "prints", "secret"]


BAD = {
    b"": "not a request",
    b"junk": "not a request",
    b"[]": "not a request",
    b"{}": "not a request",
    b'{"id": "x"}': "not a request",
    b'{"id": 1.5}': "not a request",
    b'{"id": 1, "op": 5}': "not a request",
    b'{"id": 1, "only": "all"}': "not a request",
    b"\xff\xfe\x00": "not a request",
    b"[" * 100_000: "not a request",
    b'{"id": 4, "op": "dance"}': "unknown op 'dance': grade or ping",
    b'{"id": 4, "op": "grade"}': None,
    b'{"id": 4, "course": "/no/such/folder", "exercise": "tiny"}': "no course here",
    b'{"id": 4, "course": "\\u0000", "exercise": "tiny"}': None,
    b'{"id": 4, "course": "/", "exercise": "../../etc"}': None,
}


@pytest.mark.parametrize("line", BAD, ids=lambda line: line[:40].decode(errors="replace"))
def test_junk_is_answered_and_ends_nothing(service, line):
    answer = service.ask(line)
    assert answer["type"] == "failed"
    assert answer["id"] == (4 if b'"id": 4' in line else 0)
    assert "\n" not in answer["message"]
    assert BAD[line] is None or BAD[line] in answer["message"]
    assert service.ask({"id": 5, "op": "ping"})["type"] == "pong"


def test_what_cannot_be_graded_is_one_sentence(service, tmp_path):
    wanted = {
        "SubmissionError": service.grade(path=str(tmp_path)),
        "UsageError": service.grade(source=SOLUTION, only=["nothing"]),
    }
    for error, request in wanted.items():
        answer = service.ask(request)
        assert (answer["type"], answer["error"]) == ("failed", error)
    for request in (
        service.grade(path="/no/such/file.py"),
        service.grade(path="a\0b"),
        service.grade(source="x = '\ud800'"),
        service.grade(source="x = '\0'"),
        {**service.grade(source=SOLUTION), "exercise": "tyni"},
    ):
        answer = service.ask(request)
        assert answer["type"] in ("failed", "report")
        assert answer["type"] == "failed" or answer["report"]["score"] == 0
    assert service.ask(service.grade(source=SOLUTION))["report"]["score"] == 3


def test_a_broken_exercise_is_one_sentence(tiny):
    exercise = tiny(solution=SOLUTION, checks='@check()\ndef a(lab):\n    "A."\n    oops\n')
    conversation = Conversation(exercise.folder.parents[2])
    try:
        answer = conversation.ask(conversation.grade(source=SOLUTION))
        assert answer["error"] == "ExerciseError"
        assert answer["message"].endswith(
            "checks.py:5: the check a is broken: NameError: name 'oops' is not defined"
        )
        (exercise.folder / "checks.py").write_text(f"from grader import check, expect\n{CHECKS}")
        assert conversation.ask(conversation.grade(source=SOLUTION))["report"]["score"] == 3
    finally:
        conversation.close()


def test_prints_of_a_check_do_not_break_the_conversation(tiny):
    exercise = tiny(
        checks='@check()\ndef a(lab):\n    "A."\n    import os\n    print("{}")\n    os.write(1, b"raw")\n'
    )
    conversation = Conversation(exercise.folder.parents[2])
    try:
        assert conversation.ask(conversation.grade(source=""))["report"]["score"] == 1
    finally:
        conversation.close()


def test_hostile_submissions_do_not_break_the_conversation(service):
    for source in (
        "import os\ndef f(x):\n    os._exit(0)\n",
        'import sys\nprint(\'{"id": 1, "type": "report"}\')\nsys.exit()\n',
        "def f(x):\n    while True:\n        print('x' * 1000)\n",
    ):
        assert service.ask(service.grade(source=source))["report"]["score"] == 0
    assert service.ask(service.grade(source=SOLUTION))["report"]["score"] == 3


def test_many_requests_at_once_are_answered_in_order(service):
    for id in range(1, 6):
        service.send(service.grade(id, source=SOLUTION))
        service.send({"id": 100 + id, "op": "ping"})
    ends = []
    while len(ends) < 10:
        answer = service.hear()
        if answer["type"] in ("report", "pong"):
            ends.append(answer["id"])
    assert ends == [1, 101, 2, 102, 3, 103, 4, 104, 5, 105]


def test_the_end_of_its_input_ends_it(own_service, processes):
    assert own_service.ask(own_service.grade(source=SOLUTION))["report"]["score"] == 3
    below = processes.below(own_service.process.pid)
    assert below
    rest, _ = own_service.process.communicate(timeout=20)
    assert (own_service.process.returncode, rest) == (0, b"")
    processes.until(lambda: not any(map(processes.alive, below)))


def test_an_unfinished_line_at_the_end_is_no_request(own_service):
    own_service.process.stdin.write(b'{"id": 1, "op": "pi')
    out, err = own_service.process.communicate(timeout=20)
    assert own_service.process.returncode == 0
    assert b"Traceback" not in err
    assert all(json.loads(line)["type"] == "failed" for line in out.splitlines())


@pytest.mark.parametrize("source", ["def f(x):\n    while True:\n        pass\n", "while True:\n    pass\n"])
def test_killing_its_group_leaves_nothing(own_service, processes, source):
    own_service.send(own_service.grade(source=source))
    assert [own_service.hear()["type"] for _ in range(2)] == ["started", "check-started"]
    below = processes.until(lambda: len(found := processes.below(own_service.process.pid)) >= 2 and found)
    os.killpg(own_service.process.pid, signal.SIGKILL)
    own_service.process.wait(timeout=20)
    processes.until(lambda: not any(map(processes.alive, below)))


def test_a_reader_that_goes_away_ends_it(own_service, processes):
    assert own_service.ask({"id": 1, "op": "ping"})["type"] == "pong"
    own_service.process.stdout.close()
    own_service.send({"id": 1, "op": "ping"})
    processes.until(lambda: own_service.process.poll() is not None)
    assert own_service.process.stderr.read() == b""
