"""What the ``poetrygui`` command runs, and ``python -m poetrygui``."""

from __future__ import annotations

from poetrygui import startup


def main() -> None:
    """Run the command line."""
    startup.begin()
    from poetrygui import cli  # noqa: PLC0415 - the longest part of starting

    cli.main()


if __name__ == "__main__":
    main()
