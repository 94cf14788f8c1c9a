"""Which recording a user means: a poem's folder, or its name among those of the profile."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.recording import WIRE
from poetrygui.errors import RecordingError


def find_recording(name: str, poems: Path) -> Path:
    """Return the folder of the recording ``name``: a path, or how the name of a folder in ``poems`` begins or ends.

    Raises RecordingError.
    """
    path = Path(name)
    if name and path.is_dir():
        return _checked(path.absolute())
    if name and path.exists():
        raise RecordingError(f"{name} is no poem's folder: import it first, and name what that prints.")
    try:
        folders = sorted(each for each in poems.iterdir() if each.is_dir())
    except OSError:
        folders = []
    found = [each for each in folders if each.name == name]
    found = found or [each for each in folders if name and (each.name.startswith(name) or each.name.endswith(name))]
    if not found:
        raise RecordingError(f"There is no recording {name}: name a poem's folder, or one of those in {poems}.")
    if len(found) > 1:
        names = ", ".join(each.name for each in found[:5])
        raise RecordingError(f"{name} could be any of {names}: say more of its name.")
    return _checked(found[0])


def _checked(folder: Path) -> Path:
    if not (folder / f"{WIRE}.000").exists():
        raise RecordingError(f"{folder} holds no recording: nothing is there of what came on the wire.")
    return folder
