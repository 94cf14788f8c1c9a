"""Recordings of lines on disk, as a live store writes them: rows are runs of the wire where they equal it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.rows import FRAME, LINES
from poetrygui.core.poems.wire_log import LogComposer, Source
from poetrygui.core.poems.wire_records import Anchor, Delivered, Event, Sent

CLOCK = 1_767_225_600.0


def record_lines(
    folder: Path,
    chunks: Sequence[bytes],
    *,
    ending: bytes = b"\n",
    waits: Iterable[int] | None = None,
    sent: dict[int, bytes] | None = None,
    source: Source | None = None,
    protocol: str = "lines",
    senders: dict[int, str] | None = None,
) -> Path:
    """Write what a protocol of lines makes of ``chunks``; return the folder.

    ``waits`` are µs before each chunk, a thousand where none is given; before the chunk of a number, what ``sent`` has
    for it goes out, and the one is told whom ``senders`` have for it. The rows are a run of the wire unless ``source``
    says otherwise. The name of the ``protocol`` is noted.
    """
    run = Source.WIRE if ending == b"\n" else Source.WIRE_WITHOUT_CR
    composer = LogComposer()
    composer.add(Anchor(0, CLOCK))
    composer.add(Event(0, EventKind.CONNECTED, "127.0.0.1:7"))
    composer.begin_run(run if source is None else source, 0)
    composer.first_border(LINES)
    time, rest, rows = 0, b"", b""
    delays = iter(waits) if waits is not None else iter([1000] * len(chunks))
    for number, chunk in enumerate(chunks):
        time += next(delays)
        if sent and number in sent:
            composer.add(Sent(time, sent[number]))
        if senders and number in senders:
            composer.add(Event(time, EventKind.SENDER, senders[number]))
        *frames, rest = (rest + chunk).split(ending)
        made = b"".join(frame + b"\n" for frame in frames)
        rows += made
        newlines = made.count(b"\n")
        composer.received(time, len(chunk), len(made), len(frames), newlines, added=len(frames))
    composer.add(Event(time, EventKind.LOST, "the server closed the connection"))
    folder.mkdir()
    (folder / "wire.000").write_bytes(b"".join(chunks))
    (folder / "log.000").write_bytes(composer.take())
    if source is Source.OWN:
        (folder / "rows.000").write_bytes(rows)
    ended = Ended(Outcome.CUT if rest else Outcome.COMPLETE, "the server closed the connection")
    info = PoemInfo(
        "lines",
        "127.0.0.1:7",
        protocol,
        "2026-01-01T00:00:00+00:00",
        ended=ended,
        clock=CLOCK,
        kept=WhatIsKept.EVERYTHING,
    )
    write_info(folder, info)
    return folder


def record_raw(folder: Path, chunks: Sequence[bytes]) -> Path:
    """Write one frame that came in parts, the last of which ends in a newline, and was complete with the close."""
    composer = LogComposer()
    composer.begin_run(Source.WIRE, 0)
    composer.first_border(FRAME)
    for number, chunk in enumerate(chunks, 1):
        composer.received(number * 1000, len(chunk), len(chunk), 0, chunk.count(b"\n"), added=0)
    composer.add(Delivered(len(chunks) * 1000 + 1000, frames=1))
    folder.mkdir()
    (folder / "wire.000").write_bytes(b"".join(chunks))
    (folder / "log.000").write_bytes(composer.take())
    write_info(folder, PoemInfo("raw", "127.0.0.1:7", "raw", "2026-01-01T00:00:00+00:00", clock=CLOCK))
    return folder


def record_netstrings(folder: Path, chunks: Sequence[bytes]) -> Path:
    """Write what the protocol of netstrings makes of ``chunks``, strings without newlines."""
    composer = LogComposer()
    composer.first_border(LINES)
    rest, rows = b"", b""
    for number, chunk in enumerate(chunks, 1):
        rest += chunk
        made = b""
        while (digits := rest.partition(b":")[0]) != rest and len(rest) > (size := int(digits)) + len(digits) + 1:
            start = len(digits) + 1
            made += rest[start : start + size] + b"\n"
            rest = rest[start + size + 1 :]
        rows += made
        frames = made.count(b"\n")
        composer.received(number * 1000, len(chunk), len(made), frames, frames, added=frames)
    folder.mkdir()
    (folder / "wire.000").write_bytes(b"".join(chunks))
    (folder / "log.000").write_bytes(composer.take())
    (folder / "rows.000").write_bytes(rows)
    write_info(folder, PoemInfo("strings", "127.0.0.1:7", "netstring", "2026-01-01T00:00:00+00:00", clock=CLOCK))
    return folder
