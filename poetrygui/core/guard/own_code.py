"""Whose code a file holds: this program's, Twisted's, Python's, or that of a protocol's author.

Told by the folder of each package, whole names at a time: ``poetrygui_mqtt`` begins like ``poetrygui`` and is somebody
else's. The protocols that ship with the program lie inside its package once that is installed; wherever they lie, they
count as an author's, so that what goes wrong in them is told with their own lines.
"""

from __future__ import annotations

import enum
import os
from functools import lru_cache
from pathlib import Path

import twisted

import poetrygui
from poetrygui import api
from poetrygui.own_process import is_standalone
from poetrygui.paths import shipped_protocols


class Whose(enum.Enum):
    """Who has written the code in a file."""

    OURS = enum.auto()  # this program's
    INTERFACE = enum.auto()  # this program's, too: what protocols are derived from
    TWISTED = enum.auto()
    PYTHON = enum.auto()  # or in no file at all: generated, frozen, typed
    INSTALLED = enum.auto()  # a library, or a protocol that a package offers
    AUTHOR = enum.auto()  # a protocol's, wherever its file is


def _inside(folder: str | Path) -> str:
    return str(folder) + os.sep


_FOLDERS = [
    (_inside(shipped_protocols()), Whose.AUTHOR),
    (_inside(Path(api.__file__).parent), Whose.INTERFACE),
    (_inside(Path(poetrygui.__file__).parent), Whose.OURS),
    (_inside(Path(twisted.__file__).parent), Whose.TWISTED),
]
# A stand-alone program names its code by files beside this one, which are not there.
_BUNDLE = _inside(Path(poetrygui.__file__).parents[1])
# By a module that is a file everywhere, unlike os, which a stand-alone program may hold: sysconfig takes a millisecond.
_PYTHON = _inside(Path(enum.__file__).parent)
_PACKAGES = tuple(os.sep + _inside(name) for name in ("site-packages", "dist-packages"))


@lru_cache(4096)  # files: more than any process runs code from
def whose(filename: str) -> Whose:
    """Return who has written the file that a code object names."""
    in_bundle = is_standalone() and not filename.startswith((os.sep, "<"))
    if in_bundle:
        filename = _BUNDLE + filename
    for folder, who in _FOLDERS:
        if filename.startswith(folder):
            return who
    if in_bundle:
        return Whose.PYTHON
    # Packages are installed into a folder inside Python's own.
    if any(folder in filename for folder in _PACKAGES):
        return Whose.INSTALLED
    return Whose.PYTHON if filename.startswith((_PYTHON, "<")) else Whose.AUTHOR


def is_ours(filename: str) -> bool:
    """Tell whether a file is this program's own code."""
    return whose(filename) in (Whose.OURS, Whose.INTERFACE)
