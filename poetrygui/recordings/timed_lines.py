"""Lines of one poem or of several in a file, each with its time, and whose it is: as text, or as lines of JSON.

What was sent may stand between them.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from twisted.internet.defer import Deferred

from poetrygui.core.library.sent_found import FoundMessage
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.moments import of_day_text, since_start_text
from poetrygui.core.text.sent_line import SIGN

READ_BLOCK = 256 * 1024
"""Bytes that are read at a time; of a longer line, what is told comes in pieces."""
_FAR = 1024 * 1024  # bytes of rows that are gone through chunk by chunk
_BETWEEN = "  "
_MICROSECONDS = 1_000_000

Piece = bytes | Deferred[None]
"""Bytes of a file, or what is to be waited for before the next."""


class LineStretch(NamedTuple):
    """Whole lines of a poem, of a server called ``name``: its rows from byte ``start`` up to ``stop``."""

    poem: StoredPoem
    start: int
    stop: int
    name: str


class SentLine(NamedTuple):
    """What was ``sent`` to a server called ``name``, which stands between stretches as ``words``."""

    sent: FoundMessage
    name: str
    words: str


class _Line(NamedTuple):
    """A line without its newline, or a piece of a long one that may go on, and when it came.

    That is in µs since its ``recording`` began, None if it is not known.
    """

    data: bytes
    time: int | None
    recording: Recording | None
    name: str
    begins: bool
    goes_on: bool
    sent: SentLine | None = None


Stretches = Iterable["LineStretch | SentLine | Deferred[None]"]


class RowTimes:
    """Tells when rows came, of one recording, asked for one behind the other."""

    def __init__(self, recording: Recording) -> None:
        """Read nothing yet of ``recording``."""
        self._recording = recording
        self._chunks: Iterator[Chunk] = iter(())
        self._chunk: Chunk | None = None
        self._end = -1  # up to where it is known without another chunk

    def at(self, offset: int) -> int | None:
        """Return when the byte at ``offset`` of the rows came; None where that is not known. Raises OSError."""
        if not 0 <= self._end <= offset <= self._end + _FAR:
            self._chunks = self._recording.deliveries(max(offset - 1, 0))
            self._next()
        while self._chunk is not None and self._chunk.rows_after <= offset:
            self._next()
        chunk = self._chunk
        return chunk.time if chunk is not None and chunk.rows_before <= offset else None

    def _next(self) -> None:
        self._chunk = next(self._chunks, None)
        self._end = -1 if self._chunk is None else self._chunk.rows_before


def lines_as_text(
    stretches: Stretches, *, of_day: bool = True, names: int = 0, as_utf_8: Callable[[bytes], bytes] = bytes
) -> Iterator[Piece]:
    """Give each line of ``stretches`` behind its time, ``of_day`` or since its recording began.

    Its name stands between, in as many characters as ``names`` tells. ``as_utf_8`` makes UTF-8 of another encoding.
    """
    for line in _lines(stretches):
        if isinstance(line, Deferred):
            yield line
            continue
        lead = ""
        if line.begins:
            name = f"{label_text(line.name, names).ljust(names)}{_BETWEEN}" if names else ""
            lead = f"{_time_text(line, of_day=of_day)}{_BETWEEN}{name}"
        data = (
            as_utf_8(line.data) if line.sent is None else f"{SIGN} {line.sent.words}".encode("utf-8", "surrogateescape")
        )
        yield lead.encode() + data + (b"" if line.goes_on else b"\n")


def lines_as_json(stretches: Stretches, as_utf_8: Callable[[bytes], bytes] = bytes) -> Iterator[Piece]:
    """Give an object for each line of ``stretches``, of a long one for each piece of it.

    It tells the server, the time in seconds since the epoch, and since the line before. ``as_utf_8`` is as above.
    """
    before: float | None = None
    for line in _lines(stretches):
        if isinstance(line, Deferred):
            yield line
            continue
        event = "sent" if line.sent is not None else "part" if line.goes_on else "line"
        told: dict[str, object] = {"event": event, "server": line.name}
        if line.time is not None and line.recording is not None:
            time = round(line.recording.info.clock + line.time / _MICROSECONDS, 6)
            told |= {"time": time, "delta": 0.0 if before is None else round(time - before, 6)}
            before = time
        data = as_utf_8(line.data) if line.sent is None else line.data
        if line.sent is not None and line.sent.sent.message.not_kept:
            told["text"] = line.sent.words
            yield json.dumps(told, ensure_ascii=False).encode() + b"\n"
            continue
        try:
            told["text"] = data.decode("utf-8")
        except UnicodeDecodeError:
            told["base64"] = base64.b64encode(data).decode("ascii")
        yield json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _time_text(line: _Line, *, of_day: bool) -> str:
    """Return the time of a line, or room for one."""
    if line.recording is None or of_day:
        known = None if line.recording is None or line.time is None else (line.recording.info.clock, line.time)
        return of_day_text(*known) if known else " " * len(of_day_text(0, 0))
    text = "" if line.time is None else since_start_text(line.time)
    return text.rjust(len(since_start_text(line.recording.sums.time)))


def _lines(stretches: Stretches) -> Iterator[_Line | Deferred[None]]:
    times: dict[StoredPoem, RowTimes] = {}
    for stretch in stretches:
        if isinstance(stretch, Deferred):
            yield stretch
            continue
        if isinstance(stretch, SentLine):
            yield _sent(stretch)
            continue
        recording = stretch.poem.recording
        if recording is not None and stretch.poem not in times:
            times[stretch.poem] = RowTimes(recording)
        begins = True
        for start, data, goes_on in _read_lines(stretch):
            time = None if recording is None else times[stretch.poem].at(start)
            yield _Line(data, time, recording, stretch.name, begins, goes_on)
            begins = not goes_on


def _sent(line: SentLine) -> _Line:
    found = line.sent
    data = found.search.whole(found.message) or found.message.head
    return _Line(data, found.message.time, found.search.recording, line.name, True, False, line)


def _read_lines(stretch: LineStretch) -> Iterator[tuple[int, bytes, bool]]:
    """Give where each line begins, the line, and whether that is but a piece of it, which is longer than a block."""
    place, rest = stretch.start, b""
    for at in range(stretch.start, stretch.stop, READ_BLOCK):
        *lines, rest = (rest + stretch.poem.read(at, min(at + READ_BLOCK, stretch.stop))).split(b"\n")
        for line in lines:
            yield place, line, False
            place += len(line) + 1
        if len(rest) >= READ_BLOCK:
            yield place, rest, True
            place, rest = place + len(rest), b""
    if rest:
        yield place, rest, False
