"""Recordings in memory, as the program's own look to whoever plays them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.wire_records import Event, Received, Record, Sent

MICROSECONDS = 1_000_000


class MemoryTape:
    """A recording that is put together by hand. Each of ``chunks`` comes ``wait`` seconds after the one before."""

    def __init__(
        self, chunks: Iterable[bytes] = (), outcome: Outcome | None = Outcome.COMPLETE, wait: float = 0.001
    ) -> None:
        self.info = PoemInfo("a server", "127.0.0.1:7", "raw", "2026-01-01T00:00:00+00:00")
        self._wire = bytearray()
        self._records: list[Record] = []
        self._time = 0
        self._wait = wait
        for chunk in chunks:
            self.came(chunk)
        if outcome is not None:
            self.end(outcome)

    @property
    def wire_size(self) -> int:
        return len(self._wire)

    def wire(self, start: int, stop: int) -> bytes:
        return bytes(self._wire[start:stop])

    def records(self, first: int = 0) -> Iterator[Record]:
        return islice(iter(self._records), first, None)

    # Putting it together

    def came(self, chunk: bytes, wait: float | None = None) -> None:
        self._pass(self._wait if wait is None else wait)
        self._wire += chunk
        self._records.append(Received(self._time, len(chunk)))

    def sent(self, data: bytes, wait: float = 0.0) -> None:
        self._pass(wait)
        self._records.append(Sent(self._time, data))

    def happened(self, kind: EventKind, text: str = "", wait: float = 0.0) -> None:
        self._pass(wait)
        self._records.append(Event(self._time, kind, text))

    def end(self, outcome: Outcome, reason: str = "as it was", wait: float = 0.0) -> None:
        self.happened(EventKind.LOST, reason, wait)
        self.info = PoemInfo(
            self.info.name, self.info.address, self.info.protocol, self.info.started, ended=Ended(outcome, reason)
        )

    def lose_bytes(self, count: int) -> None:
        """Forget the last of the wire, as a disk may."""
        del self._wire[-count:]

    def _pass(self, wait: float) -> None:
        self._time += round(wait * MICROSECONDS)


class Kept:
    """What keeps the rows of a poem and nothing of the wire."""

    def __init__(self, store: PoemStore) -> None:
        self.store = store

    def hear(self, record: Record, chunk: bytes) -> None:
        pass
