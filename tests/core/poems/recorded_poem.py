"""A poem with a recording, written down by hand: what a test wants to be read."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.rows import RowComposer
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log import LogComposer, Source
from poetrygui.core.poems.wire_records import Received
from tests.core.reference_rows import Delivery

INFO = PoemInfo("a server", "host:1", "lines", "2026-01-01T00:00:00+00:00", clock=1e9, kept=WhatIsKept.EVERYTHING)

MILLISECOND = 1000
"""µs, which lie between two chunks."""


class RecordedPoem:
    """Writes chunk by chunk; whoever calls says where the rows of each lie."""

    def __init__(self, folder: Path) -> None:
        write_info(folder, evolve(INFO, name=folder.name))
        self.folder = folder
        self._files = {name: SegmentedFile(folder, name) for name in ("wire", "rows", "borders", "log")}
        self._rows = RowComposer()
        self._log = LogComposer()
        self._frames = 0
        self._added = 0
        self._first_border = True

    def chunk(self, data: bytes, *deliveries: Delivery, at: int | None = None, without_cr: bool = False) -> None:
        """Add a chunk and what it made; with ``at``, these rows are the wire's bytes from there on."""
        for delivery in deliveries:
            delivery.to(self._rows)
        blocks, borders = self._rows.take()
        rows = b"".join(blocks)
        if rows:
            source = Source.OWN if at is None else Source.WIRE_WITHOUT_CR if without_cr else Source.WIRE
            self._log.begin_run(source, self._files["rows"].size if at is None else at)
        if borders and self._first_border:
            self._first_border = False
            self._log.first_border(borders[0] & 3)
            borders = borders[8:]
        self._files["wire"].append(data)
        self._files["borders"].append(borders)
        if at is None:
            self._files["rows"].append(rows)
        frames, self._frames = self._rows.frame_count - self._frames, self._rows.frame_count
        added = self._rows.size - self._rows.exact_size
        grown, self._added = added - self._added, added
        time = self._log.sums.chunks * MILLISECOND
        self._log.add(Received(time, len(data), len(rows), frames, rows.count(b"\n"), grown))
        self._files["log"].append(self._log.take())

    def open(self) -> StoredPoem:
        """Return it as it is read."""
        for file in self._files.values():
            file.close_writing()
        return StoredPoem.existing(self.folder)
