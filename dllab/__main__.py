"""`dllab`, also as `python -m dllab`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; its exit status."""
    try:
        if not sys.argv[1:] and (status := _lab()) is not None:
            return status
        from dllab.cli.app import main as run

        return run()
    except KeyboardInterrupt:  # while modules were being imported
        return 3


def _lab() -> int | None:
    """The lab's exit status; None where there is no screen to show it on, or a command has to say why not."""
    from dllab.cli import screen
    from grader.errors import DllabError

    try:
        lab = screen.prepared() if screen.is_there() else None
    except (DllabError, OSError):
        return None
    return screen.show(lab) if lab else None


if __name__ == "__main__":
    sys.exit(main())
