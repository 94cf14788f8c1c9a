"""The protocol in a file that a program names."""

from __future__ import annotations

from pathlib import Path

from poetrygui.api import PoemProtocol
from poetrygui.plugins.checking.check import load_file


def protocol_in(file: str | Path) -> type[PoemProtocol]:
    """Run a protocol file, and return its protocol, or of several the one of ``FILE.py:Class``.

    It is not asked whether the file is trusted: whoever names it in a program means it. Raises PluginError with the
    reason where it cannot be used.
    """
    return load_file(Path(file))
