"""`dllab`, also as `python -m dllab`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; its exit status."""
    try:
        from dllab.cli.app import main as run

        return run()
    except KeyboardInterrupt:  # while modules were being imported
        return 3


if __name__ == "__main__":
    sys.exit(main())
