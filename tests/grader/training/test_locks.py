"""Locks that all users of a machine share."""

import os
import stat
import subprocess
import sys
import textwrap

import pytest

from grader.errors import DeviceError
from grader.training import locks


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder as /tmp is one."""
    folder = tmp_path / "locks"
    folder.mkdir()
    folder.chmod(0o1777)
    monkeypatch.setenv("DLLAB_LOCKS", str(folder))
    return folder


def run(code, **options):
    """What this code prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60, **options
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_name_is_locked_once():
    with locks.attempt("GPU-1") as lock:
        assert locks.attempt("GPU-1") is None
        with locks.attempt("GPU-2"):
            pass
        lock.close()
        lock.close()
        with locks.attempt("GPU-1"):
            pass


def test_a_name_with_slashes_is_a_file_of_the_folder(folder):
    with locks.attempt("MIG-GPU-1/../../3"):
        assert [path.name for path in folder.iterdir()] == ["dllab-MIG-GPU-1_.._.._3.lock"]


def test_everybody_may_open_the_file_whatever_the_umask(folder):
    run("from grader.training import locks; locks.attempt('GPU-1')", umask=0o077)
    [path] = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o666


def test_another_user_meets_the_same_lock():
    said = run(
        """
        import os, tempfile
        from grader.training import locks
        with tempfile.TemporaryDirectory() as folder:  # others cannot enter the test's
            os.chmod(folder, 0o1777)
            os.environ["DLLAB_LOCKS"] = folder
            mine = locks.attempt("GPU-1")
            if os.geteuid() == 0:
                os.seteuid(65534)
            print(locks.attempt("GPU-1"))
            mine.close()
            print(type(locks.attempt("GPU-1")).__name__)
            locks.attempt("GPU-2").close()
            os.seteuid(os.getuid())
            print(type(locks.attempt("GPU-2")).__name__)
        """
    )
    assert said == ["None", "Lock", "Lock"]


def test_a_process_that_was_forked_meanwhile_does_not_keep_it():
    said = run(
        """
        import os, signal
        from grader.training import locks
        lock = locks.attempt("GPU-1")
        child = os.fork()
        if child == 0:
            signal.pause()
        lock.close()
        print(type(locks.attempt("GPU-1")).__name__)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        """
    )
    assert said == ["Lock"]


def test_many_at_once_agree_on_one():
    code = """
        import sys
        from grader.training import locks
        lock = locks.attempt("GPU-1")
        print("held" if lock else "busy", flush=True)
        sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    crowd = [subprocess.Popen(command, **pipes) for _ in range(6)]
    said = [process.stdout.readline().strip() for process in crowd]
    for process in crowd:
        process.communicate(timeout=30)
    assert sorted(said) == ["busy"] * 5 + ["held"]


def test_a_link_is_not_followed(folder, tmp_path):
    (tmp_path / "precious").write_text("x")
    (folder / "dllab-GPU-1.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(DeviceError, match=r"dllab-GPU-1.lock cannot be locked .*: set DLLAB_LOCKS"):
        locks.attempt("GPU-1")
    (folder / "dllab-GPU-2.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DeviceError):
        locks.attempt("GPU-2")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_in_its_place_is_told(folder):
    (folder / "dllab-GPU-1.lock").mkdir()
    with pytest.raises(DeviceError, match="cannot be locked"):
        locks.attempt("GPU-1")


def test_nothing_hangs_on_a_fifo(folder):
    os.mkfifo(folder / "dllab-GPU-1.lock")
    with locks.attempt("GPU-1"):
        assert locks.attempt("GPU-1") is None


def test_files_that_are_swept_away_are_made_again(folder):
    with locks.attempt("GPU-1"):
        pass
    for path in folder.iterdir():
        path.unlink()
    with locks.attempt("GPU-1"):
        assert locks.attempt("GPU-1") is None


def test_nothing_but_the_files_is_left(folder):
    for _ in range(3):
        locks.attempt("GPU-1").close()
    assert [path.name for path in folder.iterdir()] == ["dllab-GPU-1.lock"]


def test_unless_told_it_is_a_folder_that_all_users_have(monkeypatch):
    monkeypatch.delenv("DLLAB_LOCKS")
    monkeypatch.setenv("TMPDIR", "/nothing")
    chosen = locks.folder()
    assert stat.S_IMODE(chosen.stat().st_mode) & 0o1007 == 0o1007
