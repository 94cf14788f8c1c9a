"""Which recording a user means: a poem's folder, or its name among those of the profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from poetrygui.core.poems.recording import LOG, WIRE
from poetrygui.errors import RecordingError


def find_recording(name: str, *places: Path) -> Path:
    """Return the folder of the recording ``name``: a path, or how the name of a folder in a place begins or ends.

    ``places`` are the folders in which recordings are kept. Raises RecordingError.
    """
    path = Path(name)
    if name and path.is_dir():
        return check_recording(path.absolute())
    if name and path.exists():
        raise RecordingError(f"{name} is no poem's folder: import it first, and name what that prints.")
    folders = list(folders_in(*places))
    found = [each for each in folders if each.name == name]
    found = found or [each for each in folders if name and (each.name.startswith(name) or each.name.endswith(name))]
    if not found:
        raise RecordingError(f"There is no recording {name}: name a poem's folder, or one of those in {places[0]}.")
    if len(found) > 1:
        names = ", ".join(each.name for each in found[:5])
        raise RecordingError(f"{name} could be any of {names}: say more of its name.")
    return check_recording(found[0])


def folders_in(*places: Path) -> Iterator[Path]:
    """Yield the folders in each place, by their names; none of one that cannot be read."""
    for place in places:
        try:
            yield from sorted(each for each in place.iterdir() if each.is_dir() and not each.is_symlink())
        except OSError:
            continue


def is_recording(folder: Path) -> bool:
    """Tell whether there is anything of a recording in a folder."""
    # One in which nothing came has no wire, and one that was too long not its beginning.
    return any((folder / f"{each}.000").exists() or any(folder.glob(f"{each}.*")) for each in (WIRE, LOG))


def check_recording(folder: Path) -> Path:
    """Return a folder in which there is a recording. Raises RecordingError."""
    if not folder.is_dir():
        raise RecordingError(f"{folder} is not there: choose a recording that is.")
    if not is_recording(folder):
        raise RecordingError(f"{folder} holds no recording: nothing is there of what came on the wire.")
    return folder
