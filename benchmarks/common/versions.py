"""What takes part, and what the sandbox enforces here."""

from __future__ import annotations


def versions() -> dict[str, str]:
    """Of dllab and NumPy, and the sandbox around NumPy's exercises."""
    import numpy

    from grader import __version__
    from grader.grade import Grader

    with Grader() as grader:
        sandbox = grader.environment().sandbox
    parts = f"landlock {sandbox.landlock}, seccomp {sandbox.seccomp}, bubblewrap {sandbox.bubblewrap}"
    return {"dllab": __version__, "numpy": numpy.__version__, "sandbox": f"{sandbox.level}: {parts}"}
