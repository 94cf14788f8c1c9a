"""Captures of one connection, and the recordings that are made of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Record
from poetrygui.recordings.capture_import import import_capture
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.tcp_segments import ACK, RAW, SYN
from tests.recordings.packets import Tcp, ipv4, pcap
from tests.recordings.recorded_folder import as_they_came

T0 = 1_767_225_600_000_000
"""The time of the first packet, in µs since 1970; each is a µs after the one before."""

HANDSHAKE = [Tcp(99, b"", True, SYN), Tcp(499, b"", False, SYN | ACK), Tcp(100, b"", True, ACK)]
SERVER, CLIENT = "0.0.0.2:7", "0.0.0.1:40000"

Wrap = Callable[[Tcp], bytes]


def made_of(data: bytes, poems: Path) -> list[Imported]:
    made: list[Imported] = []
    with NewRecordings(poems) as recordings:
        import_capture(io.BytesIO(data), "feed.pcap", recordings, made.append)
    return made


def capture(packets: Iterable[Tcp], wrap: Wrap = ipv4, link_type: int = RAW) -> bytes:
    return pcap([(T0 + number, wrap(tcp)) for number, tcp in enumerate(packets)], link_type)


def wire_of(imported: Imported) -> bytes:
    recording = Recording.existing(imported.folder)
    data = recording.wire(0, recording.wire_size)
    recording.close()
    return data


def records_of(imported: Imported) -> list[Record]:
    return as_they_came(Recording.existing(imported.folder))


STREAM = bytes(range(256)) * 4
PIECES = [Tcp(500 + at, STREAM[at : at + 16]) for at in range(0, len(STREAM), 16)]
