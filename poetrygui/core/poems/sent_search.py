"""What was sent on a connection, found in the log of its recording, also while that grows."""

from __future__ import annotations

from time import perf_counter
from typing import NamedTuple

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log_reader import LogPlace
from poetrygui.core.poems.wire_records import FORGOTTEN, Event, Record, Sent, SentMore

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
        self._keeps_sent = recording.info.kept is WhatIsKept.EVERYTHING
        may_be_forgotten = recording.info.kept is WhatIsKept.ARRIVALS and recording.info.ended is not None
        self._is_over = not (self._keeps_sent or may_be_forgotten)

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
                last = self.found[-1]
                head = (last.head + record.data)[:HEAD]
                self.found[-1] = last._replace(head=head, size=last.size + len(record.data))
            return
        self._last_is_sent = isinstance(record, Sent)
        if isinstance(record, Sent):
            self.found.append(SentMessage(rows, record.time, len(record.data), record.data[:HEAD], number))
        elif (
            isinstance(record, Event)
            and record.kind is EventKind.SENT_NOT_KEPT
            and (self._keeps_sent or record.text.endswith(FORGOTTEN))
        ):
            self.found.append(SentMessage(rows, record.time, 0, b"", number, record.text))
