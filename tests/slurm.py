"""A real Slurm of one node with two cores, in a folder of its own, on loopback: munged, slurmctld and slurmd.

    with slurm.cluster(folder) as cluster:
        subprocess.run(["sbatch", …], env={**os.environ, **cluster.environment})

All of it, and all of its jobs, live in a PID namespace that ends with the process that made it, however that
one ends: the namespace's first process reads a pipe from it.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "unshare")
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"

_CONFIGURATION = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
# With linuxproc a job that was cancelled runs on.
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
ReturnToService=2
KillWait=2
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={node} CPUs=2 RealMemory=2000
PartitionName=all Nodes=n1 Default=YES MaxTime=60 State=UP
"""

# The first process of the namespace: all others end with it, and the dead of its jobs it has to bury.
_DAEMONS = """\
exec 3<&0
(read end <&3; kill -KILL -1) &
munged --foreground --force --socket {folder}/munge.socket --key-file {folder}/munge.key \
    --pid-file {folder}/munged.pid --log-file {folder}/munged.log --seed-file {folder}/munged.seed &
while ! [ -S {folder}/munge.socket ]; do sleep 0.02; done
slurmctld -D -i -f {folder}/slurm.conf &
slurmd -D -N n1 -f {folder}/slurm.conf &
wait
"""


@dataclass
class Cluster:
    """A cluster that is up.

    Attributes:
        folder: where all its files lie.
        environment: what its commands, and who starts them, need besides their own.
        process: what its daemons and jobs descend from.
    """

    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen = field(repr=False)

    def run(self, *command):
        """What a command prints."""
        environment = {**os.environ, **self.environment}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout

    def jobs(self, *states):
        """(id, state) of each task that is not over, or that is in one of the states."""
        chosen = ["-t", ",".join(states)] if states else []
        lines = self.run("squeue", "-h", "-r", *chosen, "-o", "%i %T").splitlines()
        return [tuple(line.split()) for line in lines]

    def logs(self):
        """What the daemons have to say."""
        return "".join(f"{path}:\n{path.read_text()[-2000:]}\n" for path in sorted(self.folder.glob("*.log")))


@contextlib.contextmanager
def cluster(folder):
    """Start one in a new folder, and stop it."""
    missing = [program for program in PROGRAMS if shutil.which(program, path=_PATH) is None]
    if missing:
        pytest.skip(f"no {', '.join(missing)} (Debian: slurmctld, slurmd, slurm-client, munge)")
    if os.geteuid() != 0:
        pytest.skip("slurmd needs root to start jobs")
    folder.mkdir(mode=0o755, parents=True)
    _configure(folder)
    command = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c"]
    environment = {"SLURM_CONF": str(folder / "slurm.conf"), "PATH": _PATH}
    with (folder / "daemons.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, _DAEMONS.format(folder=folder)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env={**os.environ, **environment},
            start_new_session=True,
        )
    found = Cluster(folder, environment, process)
    try:
        _wait(found)
        yield found
    finally:
        process.stdin.close()
        process.wait(20)


def _configure(folder):
    for name in ("state", "spool"):
        (folder / name).mkdir()
    key = folder / "munge.key"
    key.write_bytes(os.urandom(128))
    key.chmod(0o400)
    with socket.socket() as one, socket.socket() as other:
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
        ports = {"controller": one.getsockname()[1], "node": other.getsockname()[1]}
    host = socket.gethostname().partition(".")[0]
    (folder / "slurm.conf").write_text(_CONFIGURATION.format(folder=folder, host=host, **ports))


def settled(found):
    """Wait until no job is left."""
    _until(lambda: found.jobs() == [])


def _wait(found):
    def is_idle():
        assert found.process.poll() is None, found.logs()
        with contextlib.suppress(subprocess.CalledProcessError):
            return found.run("sinfo", "-h", "-o", "%T").strip() == "idle"

    _until(is_idle)


def _until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@contextlib.contextmanager
def full(found):
    """No task starts as long as this lasts: another job has the node."""
    command = (
        "sbatch",
        "--parsable",
        "--exclusive",
        "--chdir=/",
        "--output=/dev/null",
        "--wrap=exec sleep 600",
    )
    job = found.run(*command).strip()
    _until(lambda: (job, "RUNNING") in found.jobs())
    try:
        yield
    finally:
        found.run("scancel", job)


def processes(found, words):
    """The ids of a cluster's processes whose command lines have these words."""
    below, ids = [found.process.pid], []
    for pid in below:
        with contextlib.suppress(OSError):
            below += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
            command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            ids += [pid] if words in command else []
    return ids
