"""Folders of poems of given sizes, as far as a look at their files goes."""

from __future__ import annotations

import os
from pathlib import Path


def lay_down(place: Path, name: str, size: int = 10) -> Path:
    """Make the folder of a poem that has so many bytes."""
    folder = place / name
    folder.mkdir(parents=True)
    (folder / "wire.000").touch()
    os.truncate(folder / "wire.000", size)
    return folder
