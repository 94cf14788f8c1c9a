"""Handing a recording on as pcapng, for Wireshark and whatever else reads captures."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.poems.wire_records import Anchor, Event, Received, Sent
from poetrygui.recordings.made_up_capture import MadeUpCapture
from poetrygui.recordings.pcapng_writer import PcapngWriter
from poetrygui.recordings.tape import Tape
from poetrygui.recordings.told_records import told_records


def write_pcapng(tape: Tape, write: Callable[[bytes], object]) -> None:
    """Tell a recording to ``write``, a packet a call. Raises OSError, and what ``write`` does.

    What a protocol made of the bytes is no part of a capture.
    """
    capture = MadeUpCapture(PcapngWriter(write), tape.info)
    time = 0
    for record, data in told_records(tape):
        time = record.time
        if isinstance(record, Received):
            capture.received(data, time)
        elif isinstance(record, Sent):
            capture.sent(record.data, time)
        elif isinstance(record, (Event, Anchor)):
            capture.happened(record)
    capture.end(tape.info.ended, time)
