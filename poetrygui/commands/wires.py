"""Where what comes on the wire is to go beside the poems, as the user asked for it."""

from __future__ import annotations

import contextlib
import datetime
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from twisted.python.failure import Failure

from poetrygui import commands, recordings
from poetrygui.api import FrameSink
from poetrygui.commands.outlet import Outlet
from poetrygui.core import poems
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.library.poem_origin import origin
from poetrygui.core.library.recorders import Recorder
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import SaveError

STANDARD_OUTPUT = Path("-")


@frozen
class WireOptions:
    """What the user asked for: a file for the ``record``, or a ``folder`` of them, and a file for ``pcapng``, or ``-``.

    ``source`` is that of the protocol, if that is known; it goes with the record. There is a record of connections that
    came about alone where ``only_connected``, and of each no more than the last ``record_limit`` bytes, if it is given.
    """

    record: Path | None = None
    pcapng: Path | None = None
    source: bytes = b""
    only_connected: bool = False
    folder: Path | None = None
    record_limit: int | None = None

    @property
    def is_asked_for(self) -> bool:
        """Whether anything is to be written of the wire."""
        return any(each is not None for each in (self.record, self.folder, self.pcapng))

    @property
    def is_on_standard_output(self) -> bool:
        """Whether that is where the capture goes, so that poems do not."""
        return self.pcapng == STANDARD_OUTPUT


class Wires:
    """Has each connection heard by what is to write of it."""

    def __init__(self, options: WireOptions, outlet: Outlet, trouble: Callable[[str], object]) -> None:
        """Begin the capture, if ``options`` ask for one; ``outlet`` writes, and ``trouble`` hears why it cannot.

        Raises SaveError.
        """
        self._options = options
        self._outlet = outlet
        self._recorder = Recorder()
        # What these need is imported now: who connects first does not wait for it.
        self._into_file = None if options.record is None else commands.RecordedFile
        self._into_folder = None if options.folder is None else commands.record_in
        self._captures: recordings.LiveCaptures | None = None
        self._file: _LiveFile | None = None
        if options.pcapng is not None:
            if not options.is_on_standard_output:
                self._file = _LiveFile(options.pcapng, outlet, trouble)
            self._captures = recordings.LiveCaptures(outlet.write if self._file is None else self._file.write)

    @property
    def has_failed(self) -> bool:
        """Whether the capture is not whole."""
        return self._file is not None and self._file.has_failed

    def begin(self, server: Server, count: int = 1) -> Wire:
        """Return what hears the ``count``-th connection to ``server``. Raises RecordingError and SaveError.

        Each has a record of its own: NAME.poemrec, NAME-2.poemrec, and so on.
        """
        clock = WireClock()
        if not self._options.is_asked_for:
            return Wire(clock)
        now = datetime.datetime.fromtimestamp(clock.began_at).astimezone()
        source = self._options.source
        digest = hashlib.sha256(source).hexdigest() if source else ""
        info = evolve(origin(server, now), digest=digest, is_tls=server.address.startswith(("tls:", "wss:")))
        capture = None if self._captures is None else self._captures.begin(info, clock)
        return Wire(clock, capture, self._record(info, clock, count))

    def _record(self, info: poems.PoemInfo, clock: RecordingClock, count: int) -> commands.RecordedPoem | None:
        options, outlet = self._options, self._outlet
        how: Any = {"source": options.source, "only_connected": options.only_connected}
        if options.record is not None and self._into_file is not None:
            path = options.record
            path = path if count == 1 else path.with_stem(f"{path.stem}-{count}")
            return self._into_file(path, info, clock, outlet, **how, limit=options.record_limit)
        if options.folder is None or self._into_folder is None:
            return None
        return self._into_folder(options.folder, info, clock, outlet, self._recorder, **how)


class WireClock(RecordingClock):
    """Tells the same time to all who hear of one thing."""

    _held: int | None = None

    def now(self) -> int:
        """Return the µs."""
        return super().now() if self._held is None else self._held

    @contextlib.contextmanager
    def held(self, at: int | None = None) -> Iterator[None]:
        """Have it stand still; at another time than now, where ``at`` is given, in µs."""
        self._held = super().now() if at is None else at
        try:
            yield
        finally:
            self._held = None


class Wire(WireListener):
    """Tells all who listen to one connection."""

    def __init__(
        self,
        clock: WireClock,
        capture: recordings.LiveCapture | None = None,
        recorded: commands.RecordedPoem | None = None,
    ) -> None:
        """Tell the ``capture`` and what is ``recorded``, as far as there are any; times are those of ``clock``."""
        self.clock = clock
        self._capture = capture
        self._recorded = recorded
        both: Sequence[WireListener | None] = (capture, recorded)
        self._listeners = [each for each in both if each is not None]

    def add(self, listener: WireListener) -> None:
        """Tell one more."""
        self._listeners.append(listener)

    @property
    def is_heard(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listeners)

    @property
    def kept(self) -> poems.PoemStore | None:
        """Where what this hears is kept, if it is."""
        return None if self._recorded is None else self._recorded.kept

    @property
    def sink(self) -> FrameSink | None:
        """What is to get the frames, too."""
        return None if self._recorded is None else self._recorded.store

    def when_failed(self, callback: Callable[[str], object]) -> None:
        """Have ``callback`` called with the reason where nothing more can be kept."""
        if self._recorded is not None:
            self._recorded.on_failure = callback

    def received(self, chunk: bytes) -> None:
        """Tell of a chunk."""
        with self.clock.held():
            for each in self._listeners:
                each.received(chunk)

    def delivered(self) -> None:
        """Tell that all is delivered that was made of it."""
        for each in self._listeners:
            each.delivered()

    def sent(self, data: bytes, at: int | None = None) -> None:
        """Tell of what was sent; before now, where ``at`` is given, in µs."""
        with self.clock.held(at):
            for each in self._listeners:
                each.sent(data)

    def event(self, kind: poems.EventKind, text: str = "") -> None:
        """Tell of what else happened."""
        with self.clock.held():
            for each in self._listeners:
                each.event(kind, text)

    def end(self, ended: Ended, done: Callable[[Ended], object]) -> None:
        """Have all written, and then call ``done`` with how it ended."""
        if self._capture is not None:
            self._capture.end(ended)
        if self._recorded is not None:
            self._recorded.end(ended, done)
        else:
            done(ended)


class _LiveFile:
    """A file, or a pipe with a name, that gets each packet as it comes."""

    def __init__(self, path: Path, outlet: Outlet, trouble: Callable[[str], object]) -> None:
        self._path = path
        self._disk = outlet.disk
        self._trouble = trouble
        self._descriptor: int | None = None
        self.has_failed = False
        """Whether something could not be written."""
        try:
            if stat.S_ISREG(path.lstat().st_mode):
                raise SaveError(f"{path} is there already: name another file.")
        except FileNotFoundError:
            pass
        except OSError as error:
            raise SaveError(f"{path} could not be written: {error.strerror or error}.") from error

    def write(self, data: bytes) -> None:
        self._disk.backlog_grew(len(data))
        self._disk.run(partial(self._write, data), partial(self._written, len(data)))

    def _write(self, data: bytes) -> None:
        """Write in the disk's thread, in which a pipe is waited for, too."""
        if self.has_failed:
            return
        if self._descriptor is None:
            # Nothing that is there is cut short: a pipe and a device take this as well.
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0)
            self._descriptor = os.open(self._path, flags, 0o600)
        write_all(self._descriptor, data)

    def _written(self, size: int, result: Failure | None) -> None:
        self._disk.backlog_grew(-size)
        if isinstance(result, Failure) and not self.has_failed:
            self.has_failed = True
            error = result.value
            cause = error.strerror if isinstance(error, OSError) else str(error)
            gone = isinstance(error, OSError) and error.errno == errno.EPIPE
            self._trouble(
                f"Whoever read {self._path} has gone." if gone else f"{self._path} could not be written: {cause}."
            )
