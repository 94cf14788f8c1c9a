"""Recordings on disk as a library has them."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.stored_poem import StoredPoem


def poem_in(folder: Path) -> KeptPoem:
    """Return the poem in a folder, which has ended if that is noted."""
    info = read_info(folder)
    assert info is not None
    poem = KeptPoem(info, folder, info.ended)
    poem.store = StoredPoem.existing(folder)
    return poem
