"""The poem of a re-framing, on the wire of the recording: it has a log of its own, and the bytes are there once."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from poetrygui.core.files.disk import Disk
from poetrygui.core.files.shared_segments import SharedSegments
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.kept_part import ALL, Dropped, KeptPart, read_kept_part
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import WIRE
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.wire_records import Event, Received, Record, Sent
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.kept_tape import KeptTape
from poetrygui.recordings.virtual_time import VirtualReactor


class SameWire:
    """Keeps a poem in ``store``, with what the recording tells.

    Of what was sent, it has the times: the bytes stay in the recording alone, where they can be forgotten.
    """

    def __init__(
        self,
        output: Path,
        tape: KeptTape,
        info: PoemInfo,
        reactor: VirtualReactor,
        disk: Disk | None = None,
    ) -> None:
        """Keep it in the folder ``output``, on the wire of ``tape``; ``info`` is what is noted of the poem.

        What a protocol delivers between two records came when ``reactor`` says. Without ``disk``, write at once.
        """
        self._reactor = reactor
        self._began = reactor.seconds()
        self._last = self._began
        before = read_kept_part(tape.folder)
        wire = SharedSegments(output, WIRE, tape.folder)
        files = PoemFiles(output, wire=wire, keeps_open=True)
        if before != ALL:
            # The bytes are where they are in the recording; rows and frames count from the first that is kept.
            size = before.segment_size
            files.begin(KeptPart(size, wire=tape.start - tape.start % size, dropped=Dropped(wire=tape.start)))
            wire.size = tape.start
        clock = RecordingClock(self._seconds, self._seconds)
        self.store = PoemStore(output, disk, info=info, clock=clock, files=files)

    def hear(self, record: Record, chunk: bytes) -> None:
        """Note a record, with the bytes of the ``chunk`` that it may be about."""
        self._last = max(self._last, self._began + record.time / 1e6)
        if isinstance(record, Received):
            self.store.received(chunk)
        elif isinstance(record, Sent):
            self.store.sent(record.data)
        elif isinstance(record, Event):
            self.store.event(record.kind, record.text)

    def _seconds(self) -> float:
        return max(self._reactor.seconds(), self._last)


def framed_info(info: PoemInfo, protocol: PinnedProtocol, name: str) -> PoemInfo:
    """Return what is noted of a poem called ``name`` that ``protocol`` makes of a recording of which ``info`` is noted.

    It is no server's: nobody who asks for a server's poems is given it.
    """
    return evolve(
        info,
        name=name or info.name,
        server_id="",
        protocol=protocol.name,
        options=tuple(protocol.options.items()),
        digest=protocol.sha256,
        ended=None,
        kept=WhatIsKept.ARRIVALS,
    )
