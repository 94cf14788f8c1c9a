"""Marking recordings as kept: they are never removed for the budget of a profile."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.library.poem_folders import mark
from poetrygui.errors import RecordingError, SaveError


def check_markable(folder: Path, *places: Path) -> None:
    """Raise RecordingError unless the recording is the profile's own, in one of its ``places``."""
    if folder.is_symlink() or folder.resolve().parent not in [place.resolve() for place in places]:
        raise RecordingError(f"{folder} is not among this profile's recordings: no budget removes it.")


def mark_recording(folder: Path, *, kept: bool) -> None:
    """Mark a recording as ``kept``, or as not. Raises SaveError."""
    try:
        mark(folder, kept=kept)
    except OSError as error:
        raise SaveError(f"{folder} could not be marked: {error.strerror or error}.") from error
