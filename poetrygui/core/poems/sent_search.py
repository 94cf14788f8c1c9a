"""What was sent on a connection, found in the log of its recording, also while that grows."""

from __future__ import annotations

from time import perf_counter
from typing import NamedTuple

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log_reader import LogPlace
from poetrygui.core.poems.wire_records import FORGOTTEN, Event, Record, Sent, SentMore, sent_forgotten

HEAD = 400
"""Bytes of a message that are at hand; all others are read again when they are wanted."""
MOST_SENT = 10_000
"""Messages of a recording that are found: the first ones."""
_OFTEN = 256


class SentMessage(NamedTuple):
    """What was written to the transport in one go. ``at`` is how many bytes of rows there were by then.

    ``time`` is in µs since the recording began, and ``head`` the first of ``size`` bytes; ``number`` is that of its
    record. Of one whose bytes are not kept, ``not_kept`` says how many they were.
    """

    at: int
    time: int
    size: int
    head: bytes
    number: int
    not_kept: str = ""


class SentSearch:
    """Looks through a log from its beginning, and from where it has come to whenever there is more."""

    def __init__(self, recording: Recording) -> None:
        """Look through that of ``recording``.

        Of one that keeps nothing of what is sent, there is nothing to find but what was forgotten since it ended.
        """
        self.found: list[SentMessage] = []
        """The first :data:`MOST_SENT`, in their order."""
        self.recording = recording
        self._block = recording.log.first_block
        self._place = LogPlace()  # in that block
        self._last_is_sent = False
        self._is_over = not may_have_sent(recording.info)

    @property
    def is_full(self) -> bool:
        """Whether there may be more than were found."""
        return len(self.found) >= MOST_SENT

    def work(self, deadline: float) -> bool:
        """Look until ``perf_counter`` shows the ``deadline``, or there is no more; tell whether there is more now.

        Raises OSError.
        """
        log = self.recording.log
        while not self._is_over and self._block < log.blocks:
            for taken, (record, sums) in enumerate(log.entries(self._block, self._place), start=1):
                self._take(record, sums.rows, sums.records - 1)
                if self.is_full:
                    self._is_over = True
                    return False
                if taken % _OFTEN == 0 and perf_counter() >= deadline:
                    return True
            if self._block + 1 >= log.blocks:
                break
            self._block, self._place = self._block + 1, LogPlace()
        return False

    def whole(self, message: SentMessage) -> bytes | None:
        """Return all bytes of a message that was found; None where they are not kept any more. Raises OSError."""
        record = next(self.recording.records(message.number), None)
        return record.data if isinstance(record, Sent) and record.time == message.time else None

    def _take(self, record: Record | SentMore | None, rows: int, number: int) -> None:
        if isinstance(record, SentMore):
            if self._last_is_sent:
                self.found[-1] = head_of(self.found[-1], record)
            return
        self._last_is_sent = isinstance(record, Sent)
        if (message := message_of(record, rows, number, self.recording.info)) is not None:
            self.found.append(message)


def may_have_sent(info: PoemInfo) -> bool:
    """Tell whether a recording may tell of messages: one that keeps none does once what was sent was forgotten."""
    return info.kept is WhatIsKept.EVERYTHING or (info.kept is WhatIsKept.ARRIVALS and info.ended is not None)


def message_of(record: Record | SentMore | None, rows: int, number: int, info: PoemInfo) -> SentMessage | None:
    """Return the message that a record tells of, sent when there were so many ``rows``; None for another.

    ``number`` is that of the record, and ``info`` of its recording: where that does not keep what is sent, a record
    tells of what was forgotten alone.
    """
    if isinstance(record, Sent):
        return SentMessage(rows, record.time, len(record.data), record.data[:HEAD], number)
    if not isinstance(record, Event) or record.kind is not EventKind.SENT_NOT_KEPT:
        return None
    if info.kept is WhatIsKept.EVERYTHING or record.text.endswith(FORGOTTEN):
        return SentMessage(rows, record.time, 0, b"", number, record.text)
    return None


def forgotten(message: SentMessage) -> SentMessage:
    """Return a ``message`` once its bytes are not kept any more."""
    if message.not_kept:
        return message
    return message._replace(size=0, head=b"", not_kept=sent_forgotten(message.time, message.size).text)


def head_of(message: SentMessage, more: SentMore) -> SentMessage:
    """Return a ``message`` that goes on with ``more``."""
    return message._replace(head=(message.head + more.data)[:HEAD], size=message.size + len(more.data))
