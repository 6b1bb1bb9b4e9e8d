"""What a training check costs beyond the training; cold start, memory, trainings a minute, CPU and GPU.

    python benchmarks/training.py [--json FILE] [--parts NAMES] [--quick]

KERAS_BACKEND chooses the backend. See benchmarks/README.md for what is measured and how.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

from common import command
from common.alone import alone
from common.command import Part

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("pairs", "where", "exercises", "cold", "memory", "jobs")


def main() -> int:
    """Measure, show, write; status 2 where nothing can be trained."""
    options = command.parser(__doc__.split("\n")[0], PARTS).parse_args()
    from grader.errors import BackendError, DllabError
    from grader.failure import CheckFailed
    from grader.sandbox.channel import GuestDied, LearnerError
    from grader.training.installed import installed_backend

    try:
        backend = installed_backend()
    except BackendError as error:
        command.say(str(error))
        return 2
    with tempfile.TemporaryDirectory(prefix="dllab-benchmark-") as folder:
        every = _parts(Path(folder), backend, options.quick)
        parts = {name: every[name] for name in options.parts}
        failures = (DllabError, CheckFailed, GuestDied, LearnerError)
        return command.run(parts, _versions(backend), options.json, failures)


def _parts(folder: Path, backend: str, quick: bool) -> dict[str, Part]:
    from grader.training.template import keras_template
    from networks.course import make_course
    from parts.training import anatomy, cold, exercises, jobs, memory, pairs

    course, environment = make_course(folder / "course"), keras_template(backend).environment
    (folder / "workspace").mkdir()
    return {
        "pairs": partial(pairs.measure, course, environment, rounds=1 if quick else 11, quick=quick),
        "where": partial(anatomy.measure, backend, environment, rounds=1 if quick else 5, quick=quick),
        "exercises": partial(exercises.measure, ROOT, rounds=1 if quick else 3, quick=quick),
        "cold": partial(cold.measure, course, folder / "workspace", environment, rounds=1 if quick else 5),
        "memory": partial(alone, memory.measure, course, quick),
        "jobs": partial(jobs.measure, backend, environment, rounds=1 if quick else 5, quick=quick),
    }


def _versions(backend: str) -> dict[str, str]:
    """Of what takes part, and what the sandbox enforces around the processes that train."""
    import numpy

    from grader import __version__
    from grader.sandbox.probe import probe
    from grader.training.installed import describe
    from parts.training import clean

    server = clean.server(backend)
    try:
        sandbox = probe(server)
    finally:
        server.close()
    parts = f"landlock {sandbox.landlock}, seccomp {sandbox.seccomp}, bubblewrap {sandbox.bubblewrap}"
    told = {"dllab": __version__, "numpy": numpy.__version__, "backend": backend, **describe().versions}
    return told | {"sandbox": f"{sandbox.level}: {parts}"}


if __name__ == "__main__":
    sys.exit(main())
