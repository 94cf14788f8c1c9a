"""What is told of each transport without its module, which takes far longer to import than an address to read.

It is made of the classes, once, and kept beside them for as long as no file is another that they are made of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import poetrygui
from poetrygui.core import options, transports
from poetrygui.kept_beside import keep_beside, read_kept


class Told(NamedTuple):
    """What is known of a transport: its class by the names of its module and its own, and how it is written.

    ``reads_bare`` is whether an address of its kind may have no prefix. ``options`` are the rows of a help: each
    one's name, and what it takes.
    """

    module: str
    kind: str
    forms: tuple[str, ...]
    reads_bare: bool
    options: tuple[tuple[str, str], ...]


Table = dict[str, Told]
"""Of each transport by its prefix."""


def table_of(folder: Path) -> Table:
    """Return the table of the transports whose files are in a folder, which is one of the room's."""
    folders: list[str | Path] = [folder, *transports.__path__, *options.__path__]
    made_of = [poetrygui.__version__, *(files_in(each) for each in folders)]
    source = folder / "known.py"
    kept = read_kept(source, made_of)
    if kept is None:
        kept = {prefix: tuple(told) for prefix, told in transports.table_of_classes(folder).items()}
        # Where the modules are no files, as in an archive, nothing tells whether they are the same.
        if made_of[1]:
            keep_beside(source, made_of, kept)
    return {prefix: Told(*told) for prefix, told in kept.items()}


def files_in(folder: str | Path) -> list[tuple[str, int, int, int]]:
    """Return of each Python file in a folder, and below, what is another when the file is: its times and size.

    The second of the times is that of its last change of any kind, which nobody sets: of two versions of a package the
    files may be of one size, and of one hour.
    """
    return sorted(_files_below(os.fspath(folder)))


def _files_below(folder: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.endswith(".py"):
            found = entry.stat()
            yield entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
        elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
            yield from _files_below(entry.path)
