"""A recording to be read for a while, wherever it lies: among those of the profile, in a folder, or in one file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from poetrygui.errors import RecordingError
from poetrygui.recordings.imports import import_file
from poetrygui.recordings.named_recording import find_recording
from poetrygui.recordings.new_recordings import Imported, NewRecordings


@contextmanager
def open_recording(name: str, *places: Path, tell: Callable[[str], object]) -> Iterator[Path]:
    """Give the folder of the recording ``name``: a file that was exported, or what is found in ``places``.

    Those are as :func:`find_recording` has them. What a file holds is unpacked for as long as this is entered. Of one
    that is cut off or damaged what came before is given, and ``tell`` gets the sentence that says so. Raises
    RecordingError.
    """
    path = Path(name)
    if not name or not path.is_file():
        yield find_recording(name, *places)
        return
    with tempfile.TemporaryDirectory(prefix="poetrygui-recording-", ignore_cleanup_errors=True) as scratch:
        try:
            folder = _unpacked(path, Path(scratch) / "poems", tell)
        except OSError as error:
            raise RecordingError(f"{name} cannot be unpacked: {error.strerror or error}.") from error
        yield folder


def _unpacked(path: Path, poems: Path, tell: Callable[[str], object]) -> Path:
    made: list[Imported] = []
    with NewRecordings(poems) as recordings:
        try:
            import_file(path, recordings, made.append)
        except RecordingError as error:
            if not made:
                raise RecordingError(f"{path}: {error}") from error
            tell(f"{path}: {error}")
    if not made:
        raise RecordingError(f"{path} holds no recording: nothing is in it that could be one.")
    if len(made) > 1:
        raise RecordingError(
            f"{path} holds {len(made):,} recordings: import it with “poetrygui recordings import”, and name one."
        )
    return made[0].folder
