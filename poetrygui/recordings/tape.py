"""What a re-framing needs of a recording, wherever that lies: its bytes, and what was noted about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol as StructuralType

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Event, Record
from poetrygui.core.transports.message_end import CUT_MESSAGE

BREAKS = (EventKind.HOLE,)
"""What says that bytes are missing where it stands: no frame goes on behind it."""


def is_half_close(record: Record) -> bool:
    """Tell whether a record says that the other end sends no more and may still read."""
    return isinstance(record, Event) and record.kind is EventKind.HALF_CLOSED


def cuts_message(record: Record) -> bool:
    """Tell whether a record says that what comes next is only the beginning of a message."""
    return isinstance(record, Event) and record.kind is EventKind.TOLD and record.text == CUT_MESSAGE


class Tape(StructuralType):
    """A recording, running or ended. Offsets are bytes of the wire, from 0."""

    @property
    def info(self) -> PoemInfo:
        """Where it came from, how it was framed then and, once that is known, how it ended."""

    @property
    def wire_size(self) -> int:
        """Bytes that came; only grows."""

    def wire(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``, as far as there are any. Raises OSError."""

    def records(self, first: int = 0) -> Iterator[Record]:
        """Give what was noted from the record of that number on, up to what is there by then. Raises OSError."""
