"""What a fork server has imported when it forks: one server a template."""

from __future__ import annotations

import msgspec


class Template(msgspec.Struct, frozen=True):
    """A warm process to fork from.

    Attributes:
        name: for messages.
        modules: what is imported beyond NumPy and the guest itself; imported only, nothing of it is run.
        environment: variables that are set beyond the usual ones.
        packages: guests may read the installed packages, for what libraries import late; never the course.
        start_seconds: how long the imports may take on a slow file system.
    """

    name: str = "numpy"
    modules: list[str] = []
    environment: dict[str, str] = {}
    packages: bool = False
    start_seconds: float = 60.0


NUMPY = Template()
