"""Making recordings of a file that somebody gave, whatever of the known formats it has."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from poetrygui.errors import RecordingError
from poetrygui.recordings.capture_import import import_capture
from poetrygui.recordings.json_lines_import import import_json_lines
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.poemrec_blocks import MAGIC
from poetrygui.recordings.poemrec_import import import_poemrec

Made = Callable[[Imported], object]


def import_file(path: Path, recordings: NewRecordings, made: Made) -> list[str]:
    """Make recordings of the file at ``path``, and tell ``made`` of each; return what else is to be said, in sentences.

    Raises RecordingError for what is none or is damaged, when all that was before is made, and OSError.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise RecordingError(f"{path} cannot be read: {error.strerror or error}.") from error
    with file:
        return import_open(file, path.name, recordings, made)


def import_open(file: io.BufferedReader, name: str, recordings: NewRecordings, made: Made) -> list[str]:
    """Make ``recordings`` of an open file, which is called ``name`` and is read once; tell ``made`` of each.

    It is as :func:`import_file` does.
    """
    if file.peek(1).startswith(b"{"):
        import_json_lines(file, recordings, made)
        return []
    if file.peek(1).startswith(MAGIC[:1]):
        import_poemrec(file, recordings, made)
        return []
    skipped = import_capture(file, name, recordings, made)
    return [f"{name}: packets passed over {why}: {number:,}" for why, number in skipped.most_common()]
