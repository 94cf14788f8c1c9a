"""What the ``poetrygui`` command runs, and ``python -m poetrygui``."""

from __future__ import annotations

import sys

from poetrygui import startup
from poetrygui.own_process import leave_bundle, run_if_own


def main() -> None:
    """Run the command line, or be a process of the program's own."""
    leave_bundle()
    if run_if_own(sys.argv):
        return
    startup.begin()
    from poetrygui import cli  # noqa: PLC0415 - the longest part of starting

    cli.main()


if __name__ == "__main__":
    main()
