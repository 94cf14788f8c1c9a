"""The recording of one connection of a command, in a folder of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve
from twisted.python.failure import Failure

from poetrygui.commands.outlet import Outlet
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.library.budget import FIRST_LIMIT
from poetrygui.core.library.poem_folders import new_folder_in
from poetrygui.core.library.recorders import Recorder
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.store import PoemStore
from poetrygui.errors import SaveError
from poetrygui.paths import make_private_file, make_private_folder
from poetrygui.plugins.pinned import RECORDED_SOURCE


class RecordedPoem(WireListener):
    """Hears one connection, and gets its frames by way of :attr:`store`."""

    def __init__(
        self,
        folder: Path,
        info: PoemInfo,
        clock: RecordingClock,
        outlet: Outlet,
        *,
        source: bytes = b"",
        only_connected: bool = False,
        limit: int | None = None,
    ) -> None:
        """Make the ``folder``; ``info`` is noted there, times are those of ``clock``, and ``outlet`` writes.

        ``source`` is that of the protocol, if it is to go with it. Where ``only_connected``, nothing is left of a
        connection that did not come about; where there are more than ``limit`` bytes, of what came first. Raises
        OSError.
        """
        self.folder = folder
        self.on_failure: Callable[[str], object] = _ignore
        """Called with the reason where nothing more can be kept."""
        self._info = evolve(info, clock=clock.began_at)
        self._is_worth_it = not only_connected
        self._outlet = outlet
        folder.mkdir(mode=0o700)
        write_info(folder, self._info)
        if source:
            _write(folder / RECORDED_SOURCE, source)
        self.store = PoemStore(folder, outlet.disk, info=self._info, clock=clock, limit=limit)
        """Takes the frames that the protocol makes of what is heard."""
        self.store.on_error = self._failed

    @property
    def kept(self) -> PoemStore:
        """Where what this hears is kept."""
        return self.store

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
        """Have all of it where it belongs, and then call ``done`` with how it ended: worse, where that could not be."""
        info = evolve(self._info, ended=ended)

        def written(result: object) -> None:
            done(self._not_kept(ended, result) if isinstance(result, Failure) else ended)

        self.store.flush()
        self.store.close_writing()
        self.store.when_written(lambda: self._outlet.run(partial(self._finish, info), written))

    def bring(self) -> None:
        """Have what is kept, and has ended, be where others look for it: that is where it is. Raises OSError."""

    def _finish(self, info: PoemInfo) -> None:
        if self._is_worth_it:
            write_info(self.folder, info)
            self.bring()
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _failed(self, error: OSError) -> None:
        self.on_failure(f"what came could not be recorded in {self.folder}: {(error.strerror or str(error)).lower()}")

    def _not_kept(self, ended: Ended, failure: Failure) -> Ended:
        outcome = Outcome.DISK_ERROR if ended.outcome is Outcome.COMPLETE else ended.outcome
        cause = str(failure.value).rstrip(".")
        return evolve(
            ended, outcome=outcome, reason=f"{ended.reason}; but what came is in {self.folder} still: {cause}"
        )


class SignedPoem(RecordedPoem):
    """Is signed for as long as it is being recorded."""

    def __init__(self, recorder: Recorder, folder: Path, *what: Any, **how: Any) -> None:
        """Have ``recorder`` sign it; ``folder``, ``what`` and ``how`` are a :class:`RecordedPoem`'s."""
        super().__init__(folder, *what, **how)
        self._recorder = recorder
        recorder.sign(folder)

    def _finish(self, info: PoemInfo) -> None:
        try:
            super()._finish(info)
        finally:
            self._recorder.unsign(self.folder)


def record_in(
    among: Path,
    info: PoemInfo,
    clock: RecordingClock,
    outlet: Outlet,
    recorder: Recorder,
    *,
    source: bytes,
    only_connected: bool,
) -> RecordedPoem:
    """Return what records in a new folder ``among`` those of a profile, as one of the window's does; raises SaveError.

    The ``recorder`` signs it; ``info``, ``clock``, ``outlet``, ``source`` and ``only_connected`` are a
    :class:`RecordedPoem`'s.
    """
    try:
        make_private_folder(among)
        folder = new_folder_in(among)
        how: Any = {"source": source, "only_connected": only_connected, "limit": FIRST_LIMIT}
        return SignedPoem(recorder, folder, info, clock, outlet, **how)
    except OSError as error:
        raise SaveError(f"{among} cannot hold recordings: {error.strerror or error}.") from error


def _write(path: Path, data: bytes) -> None:
    descriptor = make_private_file(path, os.O_WRONLY)
    try:
        write_all(descriptor, data)
    finally:
        os.close(descriptor)


def _ignore(_reason: str) -> None:
    pass
