"""The recording of one fetch, in a file for others: in a folder of its own until it has ended."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from attrs import evolve
from twisted.python.failure import Failure

from poetrygui.commands.outlet import Outlet
from poetrygui.commands.output_files import PART
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.store import PoemStore
from poetrygui.errors import SaveError
from poetrygui.paths import make_private_file
from poetrygui.plugins.pinned import RECORDED_SOURCE
from poetrygui.recordings.export import export_recording, format_of


class RecordedFile(WireListener):
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
    ) -> None:
        """Make the folder beside ``path``; ``info`` is noted there, times are those of ``clock``, and ``outlet``
        writes.

        ``source`` is that of the protocol, if it is to go with it. Where ``only_connected``, there is no file of a
        connection that did not come about. Raises RecordingError for a name of no format, and
        SaveError.
        """
        format_of(path)
        self._path = path
        self._part = path.with_name(path.name + PART)
        self._info = evolve(info, clock=clock.began_at)
        self._is_worth_it = not only_connected
        self._outlet = outlet
        self.on_failure: Callable[[str], object] = _ignore
        """Called with the reason where nothing more can be kept."""
        if os.path.lexists(path):
            raise SaveError(f"{path} is there already: name another file.")
        try:
            self._part.mkdir(mode=0o700)
            write_info(self._part, self._info)
            if source:
                _write(self._part / RECORDED_SOURCE, source)
        except FileExistsError as error:
            raise SaveError(
                f"{self._part} is there already: the folder of a recording that was ended by force. Move it away first."
            ) from error
        except OSError as error:
            raise SaveError(f"{path} could not be written: {error.strerror or error}.") from error
        self.store = PoemStore(self._part, outlet.disk, info=self._info, clock=clock)
        """Takes the frames that the protocol makes of what is heard."""
        self.store.on_error = self._failed

    def received(self, chunk: bytes) -> None:
        """Keep a chunk; it is written when what the protocol makes of it is there."""
        self.store.received(chunk)

    def delivered(self) -> None:
        """Write what the protocol made; what a timer brings is not taken for part of the next chunk."""
        self.store.flush()

    def sent(self, data: bytes) -> None:
        """Keep what was sent."""
        self.store.sent(data)

    def event(self, kind: EventKind, text: str = "") -> None:
        """Keep what else happened."""
        if kind is EventKind.CONNECTED:
            self._is_worth_it = True
            self._info = evolve(self._info, peer=text)
        self.store.event(kind, text)

    def end(self, ended: Ended, done: Callable[[Ended], object]) -> None:
        """Have all of it in the file, and then call ``done`` with how it ended: worse, where that could not be."""
        info = evolve(self._info, ended=ended)

        def written(result: object) -> None:
            done(self._not_kept(ended, result) if isinstance(result, Failure) else ended)

        self.store.flush()
        self.store.close_writing()
        self.store.when_written(lambda: self._outlet.run(partial(self._finish, info), written))

    def _finish(self, info: PoemInfo) -> None:
        if self._is_worth_it:
            write_info(self._part, info)
            export_recording(self._part, self._path)
        shutil.rmtree(self._part, ignore_errors=True)

    def _failed(self, error: OSError) -> None:
        self.on_failure(f"what came could not be recorded in {self._part}: {(error.strerror or str(error)).lower()}")

    def _not_kept(self, ended: Ended, failure: Failure) -> Ended:
        outcome = Outcome.DISK_ERROR if ended.outcome is Outcome.COMPLETE else ended.outcome
        cause = str(failure.value).rstrip(".")
        return evolve(ended, outcome=outcome, reason=f"{ended.reason}; but what came is in {self._part} still: {cause}")


def _write(path: Path, data: bytes) -> None:
    descriptor = make_private_file(path, os.O_WRONLY)
    try:
        write_all(descriptor, data)
    finally:
        os.close(descriptor)


def _ignore(_reason: str) -> None:
    pass
