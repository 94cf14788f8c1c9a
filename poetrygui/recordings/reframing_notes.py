"""What is heard and noted beside a re-framing: each record, what is sent against what was sent then, and sentences."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Event, Record, Sent
from poetrygui.recordings.sent_comparison import SentComparison

OnRecord = Callable[[Record, bytes], None]
"""Hears of a record and, where it is a chunk's, of its bytes."""


class ReframingNotes:
    """Takes down what is to be known beside the outcome."""

    def __init__(self, on_record: OnRecord | None = None) -> None:
        """Have ``on_record`` hear of each record, if anybody wants to."""
        self._on_record = on_record
        self._sent = SentComparison()
        self._sentences: list[str] = []

    @property
    def is_heard(self) -> bool:
        """Whether anybody hears of the records."""
        return self._on_record is not None

    def hear(self, record: Record, chunk: bytes = b"") -> None:
        """Have a record heard of, with the bytes of the ``chunk`` that it may be about."""
        if self._on_record is not None:
            self._on_record(record, chunk)

    def compare(self, record: Record, position: int) -> None:
        """Take what a record tells of what was sent then; ``position`` bytes of the wire had come."""
        if isinstance(record, Sent):
            self._sent.sent_then(record.data, position)
        elif isinstance(record, Event) and record.kind is EventKind.SENT_NOT_KEPT:
            self._sent.cannot_tell()

    def wrote(self, data: bytes, position: int) -> None:
        """Take what the protocol sends now, after ``position`` bytes of the wire."""
        self._sent.sent_now(data, position)

    def add(self, sentence: str) -> None:
        """Have something else known."""
        self._sentences.append(sentence)

    def end(self) -> list[str]:
        """Return all that is to be known, in sentences."""
        difference = self._sent.end()
        return self._sentences + ([] if difference is None else [str(difference)])
