import resource
import subprocess
import sys
import threading

import pytest

from grader import files


def test_create_writes_all_of_it(tmp_path):
    files.create(tmp_path / "new", b"text")
    assert (tmp_path / "new").read_bytes() == b"text"
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_create_never_overwrites(tmp_path):
    (tmp_path / "old").write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        files.create(tmp_path / "old", b"text")
    assert (tmp_path / "old").read_bytes() == b"precious"
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_create_does_not_follow_a_link_that_leads_nowhere(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        files.create(tmp_path / "link", b"text")
    assert not (tmp_path / "nowhere").exists()


def test_of_many_that_create_the_same_file_one_succeeds(tmp_path):
    outcomes = []

    def create(number):
        try:
            files.create(tmp_path / "wanted", b"%d" % number * 1000)
            outcomes.append(number)
        except FileExistsError:
            pass

    threads = [threading.Thread(target=create, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 1
    assert (tmp_path / "wanted").read_bytes() == b"%d" % outcomes[0] * 1000


FULL = """
import resource, sys
from pathlib import Path
from grader import files
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    getattr(files, sys.argv[1])(Path(sys.argv[2]), b"x" * 1000)
except OSError as error:
    print("refused")
"""


@pytest.mark.parametrize(("how", "left"), [("create", {}), ("replace", {"file": b"precious"})])
def test_where_there_is_no_room_nothing_is_lost_and_nothing_left_behind(tmp_path, how, left):
    for name, data in left.items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", FULL, how, tmp_path / "file"], capture_output=True, text=True
    )
    assert done.stdout == "refused\n", done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == left


def test_the_limit_that_the_last_test_uses_does_not_outlive_it():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 10


def test_lines_are_appended(tmp_path):
    for line in (b"one", b"two"):
        files.append_line(tmp_path / "log", line)
    assert (tmp_path / "log").read_bytes() == b"one\ntwo\n"


def test_a_line_after_half_a_line_starts_afresh(tmp_path):
    (tmp_path / "log").write_bytes(b"one\nhal")
    files.append_line(tmp_path / "log", b"two")
    assert (tmp_path / "log").read_bytes() == b"one\nhal\ntwo\n"


def test_a_full_disk_is_an_error(tmp_path):
    (tmp_path / "log").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        files.append_line(tmp_path / "log", b"one")


APPEND = """
import sys
from pathlib import Path
from grader import files
for number in range(200):
    files.append_line(Path(sys.argv[1]), b"x" * 500 + sys.argv[2].encode())
"""


def test_processes_do_not_write_into_each_others_lines(tmp_path):
    command = [sys.executable, "-c", APPEND, tmp_path / "log"]
    writers = [subprocess.Popen([*command, name]) for name in "abc"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    # An empty line may come between: who looks while another writes may take half a line for a damaged one.
    lines = [line for line in (tmp_path / "log").read_bytes().splitlines() if line]
    assert sorted(lines) == sorted(b"x" * 500 + name for name in (b"a", b"b", b"c") for _ in range(200))
