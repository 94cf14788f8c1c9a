"""The folders in which poems are kept, as they lie on disk: which there are, how large each is, and what is marked."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import uuid
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from poetrygui.core.library.recorders import is_being_recorded
from poetrygui.paths import make_private_file

_MARK = "marked-as-kept"
_MADE = len("YYYYmmdd-HHMMSS")
_OWN_NAME = re.compile(r"\d{8}-\d{6}-\d{6}-(?P<stream>[0-9a-f]{8})")


def new_folder_in(folder: Path, stream: str = "") -> Path:
    """Return where in ``folder`` another poem is to be kept, as one of a ``stream`` or by itself; nothing is there."""
    # Names are of the program's own making: what a server is called never reaches the file system.
    now = datetime.datetime.now().astimezone()
    return folder / f"{now:%Y%m%d-%H%M%S-%f}-{stream or uuid.uuid4().hex[:8]}"


class PoemFolder(NamedTuple):
    """The folder of a poem, and how many bytes the files in it have."""

    path: Path
    size: int

    @property
    def name(self) -> str:
        """What the poem's folder is called, whether its tab was closed or not."""
        return poem_name(self.path.name)

    @property
    def made(self) -> datetime.datetime | None:
        """The local time at which it was made, as far as its name tells that."""
        try:
            return datetime.datetime.strptime(self.name[:_MADE], "%Y%m%d-%H%M%S")
        except ValueError:
            return None


def poem_name(folder: str) -> str:
    """Return the name of a poem's folder, of which that of a closed one is the end."""
    return folder.rpartition("_")[2]


def stream_of(name: str) -> str:
    """Return what the names of a stream's folders end with, of which that is one: a connection has a folder.

    A name that is not of the program's making is that of a stream of its own.
    """
    found = _OWN_NAME.fullmatch(name)
    return name if found is None else found["stream"]


def folders_by_name(*places: Path) -> dict[str, Path]:
    """Return the folders in ``places`` by their poems' names, as they were made; none of one that cannot be read."""
    found: dict[str, Path] = {}
    for place in places:
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    found[poem_name(entry.name)] = place / entry.name
    return dict(sorted(found.items()))


def folders_by_stream(place: Path) -> list[list[Path]]:
    """Return the folders in ``place``, those of each stream as they were made, and the streams by their newest one."""
    found: dict[str, list[Path]] = {}
    for name, folder in reversed(folders_by_name(place).items()):
        found.setdefault(stream_of(name), []).append(folder)
    return [folders[::-1] for folders in reversed(found.values())]


def size_of(folder: Path) -> int:
    """Return how many bytes the files in a folder take; 0 where it cannot be read.

    Of a wire that several poems have, as a recording and what was framed anew of it, each counts its share.
    """
    try:
        with os.scandir(folder) as entries:
            return sum(_share(entry.stat(follow_symlinks=False)) for entry in entries)
    except OSError:
        return 0


def _share(status: os.stat_result) -> int:
    return status.st_size // max(1, status.st_nlink)


def is_marked(folder: Path) -> bool:
    """Tell whether a poem is marked as kept: it is removed by its user only."""
    return (folder / _MARK).exists()


def mark(folder: Path, *, kept: bool) -> None:
    """Mark a poem as ``kept``, or as not. Raises OSError."""
    # A file of its own: what is noted of a poem is written again while it runs.
    if not kept:
        (folder / _MARK).unlink(missing_ok=True)
    elif not is_marked(folder):
        os.close(make_private_file(folder / _MARK, os.O_WRONLY))


def mark_all(names: Collection[str], places: Collection[Path], *, kept: bool) -> None:
    """Mark the poems of these ``names`` in ``places`` as ``kept``, or as not. Raises OSError."""
    there = folders_by_name(*places)
    for name in names:
        if name in there:
            mark(there[name], kept=kept)


class KnownFolders:
    """Measures folders, each once: what has ended does not grow."""

    def __init__(self) -> None:
        """Know none."""
        self._sizes: dict[str, int] = {}

    def look(self, places: Collection[Path], growing: Collection[str]) -> list[PoemFolder]:
        """Return the folders in ``places``, the oldest first; those of the names ``growing`` are measured each time."""
        there = folders_by_name(*places)
        sizes = {
            name: self._sizes[name] if name in self._sizes and name not in growing else size_of(path)
            for name, path in there.items()
        }
        new = sizes.keys() - self._sizes.keys()
        # What another program records grows without anybody saying so.
        grow = {name for name in new if is_being_recorded(there[name])}
        self._sizes = {name: size for name, size in sizes.items() if name not in grow}
        return [PoemFolder(path, sizes[name]) for name, path in there.items()]
