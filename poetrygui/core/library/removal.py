"""Removing what is kept for good: each poem whole, or not at all."""

from __future__ import annotations

import contextlib
import shutil
import time
import uuid
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from poetrygui.core.library.poem_folders import PoemFolder, folders_by_name, is_marked, size_of
from poetrygui.core.library.recorders import is_being_recorded

_HIDDEN = "forgotten-"
_UNFINISHED = "importing-"
_DAY = 24 * 60 * 60


class Removed(NamedTuple):
    """What was removed, the oldest first, and why something was not."""

    folders: tuple[PoemFolder, ...] = ()
    problem: str = ""

    @property
    def size(self) -> int:
        """How many bytes it had."""
        return sum(folder.size for folder in self.folders)

    @property
    def names(self) -> frozenset[str]:
        """Those of the poems."""
        return frozenset(folder.name for folder in self.folders)


def remove_folder(folder: Path) -> None:
    """Remove a poem's folder; one that cannot be removed whole is out of the list all the same. Raises OSError."""
    # Moved first: what half of a poem looks like is nobody's business, if this is interrupted.
    hidden = folder.parent.parent / f"{_HIDDEN}{uuid.uuid4().hex}"
    folder.rename(hidden)
    shutil.rmtree(hidden)


def remove_unmarked(folders: Iterable[PoemFolder]) -> Removed:
    """Remove poems but for what is marked as kept or just being recorded, and what is not where it was."""
    return _remove(
        folder
        for folder in folders
        if folder.path.is_dir() and not (is_marked(folder.path) or is_being_recorded(folder.path))
    )


def remove_named(names: Collection[str], places: Collection[Path]) -> Removed:
    """Remove the poems of these ``names``, wherever in ``places`` they are."""
    there = folders_by_name(*places)
    return _remove(PoemFolder(there[name], size_of(there[name])) for name in sorted(names) if name in there)


def remove_leftovers(root: Path) -> None:
    """Remove what a program that died was removing or making in the profile at ``root``."""
    for path in root.glob(f"{_HIDDEN}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in root.glob(f"{_UNFINISHED}*"):
        # A younger one may be at work.
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY:
                shutil.rmtree(path, ignore_errors=True)


def _remove(folders: Iterable[PoemFolder]) -> Removed:
    removed, problem = [], ""
    for folder in folders:
        try:
            remove_folder(folder.path)
        except OSError as error:
            problem = f"{folder.path} could not be removed: {error.strerror or error}."
        if not folder.path.exists():
            removed.append(folder)
    return Removed(tuple(removed), problem)
