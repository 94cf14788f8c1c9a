"""Removing a recording for good."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.library.removal import remove_folder
from poetrygui.errors import RecordingError, SaveError


def check_forgettable(folder: Path, *places: Path) -> None:
    """Raise RecordingError unless the recording is the profile's own, in one of its ``places``."""
    if folder.is_symlink() or folder.resolve().parent not in [place.resolve() for place in places]:
        raise RecordingError(f"{folder} is not among this profile's recordings: remove the folder yourself.")


def forget_recording(folder: Path) -> None:
    """Remove a recording's folder; one that cannot be removed whole is out of the list all the same.

    Raises SaveError.
    """
    try:
        remove_folder(folder)
    except OSError as error:
        raise SaveError(f"{folder} could not be removed: {error.strerror or error}.") from error
