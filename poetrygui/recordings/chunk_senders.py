"""Who sent the chunks of a recording whose messages come from several."""

from __future__ import annotations

from bisect import bisect_right
from itertools import takewhile

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.poems.wire_records import Event, Received

_FARTHEST = 64
"""Blocks of the log that are looked into for one chunk: its sender is told again long before that."""
_HELD = 16
"""Blocks of which is remembered who was told there."""

_Told = tuple[list[int], list[str]]
"""The numbers of the chunks before which a sender was told, and who that was."""


class ChunkSenders:
    """Looks senders up in a log, while it grows, too. Each method raises OSError."""

    def __init__(self, recording: Recording) -> None:
        """Look them up in the log of ``recording``."""
        self._recording = recording
        self._are_told: bool | None = None
        self._blocks: dict[tuple[int, int], _Told] = {}

    @property
    def are_told(self) -> bool:
        """Whether senders are told at all: the first is, before anything came from them."""
        if self._are_told is None:
            log, first = self._recording.log, self._recording.log.first_block
            records = (record for record, _ in log.entries(first)) if log.blocks else iter(())
            if not self._recording.dropped:
                records = takewhile(lambda record: not isinstance(record, Received), records)
            is_told = any(isinstance(record, Event) and record.kind is EventKind.SENDER for record in records)
            if not is_told and not self._recording.sums.chunks:
                return False
            self._are_told = is_told
        return self._are_told

    def of(self, chunk: Chunk) -> str:
        """Return who sent a chunk; empty where that is not known."""
        if not self.are_told:
            return ""
        log = self._recording.log
        last = log.block_with("chunks", chunk.number)
        for block in range(last, max(log.first_block, last - _FARTHEST) - 1, -1):
            numbers, senders = self._told_in(block)
            if at := bisect_right(numbers, chunk.number):
                return senders[at - 1]
        return ""

    def _told_in(self, block: int) -> _Told:
        log = self._recording.log
        key = block, log.size_of(block)
        if key not in self._blocks:
            numbers: list[int] = []
            senders: list[str] = []
            for record, sums in log.entries(block):
                if isinstance(record, Event) and record.kind is EventKind.SENDER:
                    numbers.append(sums.chunks)
                    senders.append(record.text)
            while len(self._blocks) >= _HELD:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[key] = numbers, senders
        return self._blocks[key]
