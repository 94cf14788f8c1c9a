"""The program's entry in the desktop's menu, with its icon, its description and its manual page, for one user.

A package that is installed for all puts these files where the desktop looks. What pipx, uv or pip put into an
environment of its own stands where no desktop looks, and so does a checkout.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from poetrygui.errors import SaveError
from poetrygui.own_process import is_standalone
from poetrygui.paths import resources

ENTRY = "io.github.poetrygui.PoetryGui.desktop"
_PLACES = {
    "applications": ENTRY,
    "metainfo": "io.github.poetrygui.PoetryGui.metainfo.xml",
    "icons/hicolor/scalable/apps": "poetrygui.svg",
    "man/man1": "poetrygui.1",
}
"""The folders below one of data, and what goes there."""
_SOURCES = {"poetrygui.svg": "icons/poetrygui.svg"}
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
_ESCAPED_IN_QUOTES = '"`$\\'


def data_folder() -> Path:
    """Return where this user's programs have what the desktop looks for."""
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"


def entry_files(data: Path) -> list[Path]:
    """Return where the files belong below a folder of data."""
    return [data / folder / name for folder, name in _PLACES.items()]


def entry_sources() -> list[Path]:
    """Return the files as they come with the program, in the same order."""
    return [resources() / _SOURCES.get(name, name) for name in _PLACES.values()]


def install(data: Path, command: Sequence[str]) -> list[Path]:
    """Write the files below ``data``, with ``command`` as what starts the program; return where they are.

    Raises SaveError.
    """
    written = entry_files(data)
    for path, source in zip(written, entry_sources(), strict=True):
        content = source.read_bytes()
        if path.name == ENTRY:
            content = entry_with(content.decode(), command).encode()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise SaveError(f"{path} could not be written: {error.strerror or error}.") from error
    return written


def remove(data: Path) -> list[Path]:
    """Remove the files below ``data``; return those that were there. Raises SaveError."""
    there = [path for path in entry_files(data) if path.is_file()]
    for path in there:
        try:
            path.unlink()
        except OSError as error:
            raise SaveError(f"{path} could not be removed: {error.strerror or error}.") from error
    return there


def own_command() -> list[str]:
    """Return the words that start this very installation, from any folder."""
    if is_standalone():
        return [sys.executable]
    started_as = Path(sys.argv[0]).absolute()
    if started_as.name == "poetrygui" and os.access(started_as, os.X_OK):
        return [str(started_as)]
    return [sys.executable, "-P", "-m", "poetrygui"]


def entry_with(entry: str, command: Sequence[str]) -> str:
    """Return the text of a desktop entry with another command; where that is no more, desktops do not show it."""
    line = " ".join(map(_quoted, command))
    values = {"Exec": _escaped(line), "TryExec": _escaped(command[0])}
    kept = [row for row in entry.splitlines() if not row.startswith("TryExec=")]
    at = next(number for number, row in enumerate(kept) if row.startswith("Exec="))
    kept[at : at + 1] = [f"{name}={value}" for name, value in values.items()]
    return "\n".join(kept) + "\n"


def _quoted(word: str) -> str:
    """Return a word of a command as the standard for desktop entries has it."""
    word = word.replace("%", "%%")
    if word and not _RESERVED.intersection(word):
        return word
    return '"' + "".join(f"\\{each}" if each in _ESCAPED_IN_QUOTES else each for each in word) + '"'


def _escaped(value: str) -> str:
    """Return a value as it stands in the file."""
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
