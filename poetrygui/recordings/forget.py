"""Removing a recording for good, or of it what was sent."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from attrs import evolve

from poetrygui.core import poems
from poetrygui.core.library.removal import remove_folder
from poetrygui.core.outcomes import WhatIsKept
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


def forget_sent_in(folder: Path) -> int:
    """Have a recording tell how much was sent, and not what; return how many bytes that were.

    Raises RecordingError and SaveError.
    """
    try:
        size = poems.forget_sent(folder)
        if size:
            _note_what_is_kept(folder)
    except OSError as error:
        raise SaveError(f"The log in {folder} could not be written anew: {error.strerror or error}.") from error
    return size


def _note_what_is_kept(folder: Path) -> None:
    with suppress(poems.DamagedInfoError):  # it is set aside, and says nothing of what is kept
        info = poems.read_info(folder)
        if info is not None:
            poems.write_info(folder, evolve(info, kept=WhatIsKept.ARRIVALS))
