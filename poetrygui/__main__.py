"""Lets ``python -m poetrygui`` do what the installed ``poetrygui`` command does."""

from poetrygui.cli import main

if __name__ == "__main__":
    main()
