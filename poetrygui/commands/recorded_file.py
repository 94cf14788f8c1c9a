"""The recording of one fetch, in a file for others: in a folder of its own until it has ended."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from poetrygui.commands.outlet import Outlet
from poetrygui.commands.output_files import PART
from poetrygui.commands.recorded_poem import RecordedPoem
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.errors import SaveError
from poetrygui.recordings.export import export_recording, format_of


class RecordedFile(RecordedPoem):
    """Hears one connection, and gets its frames by way of :attr:`store`.

    What a program that dies leaves is the folder ``NAME.part``: a recording's, with all that came.
    """

    def __init__(
        self,
        path: Path,
        info: PoemInfo,
        clock: RecordingClock,
        outlet: Outlet,
        *,
        source: bytes = b"",
        only_connected: bool = False,
        limit: int | None = None,
    ) -> None:
        """Make the folder beside ``path``; ``info`` is noted there, times are those of ``clock``, and ``outlet``
        writes.

        ``source`` is that of the protocol, if it is to go with it. Where ``only_connected``, there is no file of a
        connection that did not come about; where there are more than ``limit`` bytes, nothing of what came first.
        Raises RecordingError for a name of no format, and SaveError.
        """
        format_of(path)
        self._path = path
        part = path.with_name(path.name + PART)
        if os.path.lexists(path):
            raise SaveError(f"{path} is there already: name another file.")
        try:
            super().__init__(part, info, clock, outlet, source=source, only_connected=only_connected, limit=limit)
        except FileExistsError as error:
            raise SaveError(
                f"{part} is there already: the folder of a recording that was ended by force. Move it away first."
            ) from error
        except OSError as error:
            raise SaveError(f"{path} could not be written: {error.strerror or error}.") from error

    def bring(self) -> None:
        """Have it in the file. Raises OSError."""
        export_recording(self.folder, self._path)
        shutil.rmtree(self.folder, ignore_errors=True)
