"""Somebody's capture becomes recordings: each byte of each direction, at its own time, and holes by their names."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.wire_records import Anchor, Event, Received, Sent
from poetrygui.errors import RecordingError
from poetrygui.plugins import shipped_protocol
from poetrygui.recordings.capture_import import import_capture
from poetrygui.recordings.captured_packet import CaptureError
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.packet_comments import comment_of_info
from poetrygui.recordings.reframe import Reframing
from poetrygui.recordings.tcp_segments import ACK, ETHERNET, FIN, LINUX_COOKED, LINUX_COOKED_2, RAW
from poetrygui.recordings.virtual_time import VirtualReactor
from tests.recordings.captures import (
    CLIENT,
    HANDSHAKE,
    PIECES,
    SERVER,
    STREAM,
    T0,
    Wrap,
    capture,
    made_of,
    records_of,
    wire_of,
)
from tests.recordings.packets import (
    Tcp,
    cooked,
    cooked_2,
    enhanced,
    ethernet,
    interface,
    ipv4,
    ipv6,
    option,
    pcap,
    section,
)


def test_each_direction_becomes_a_recording_with_the_captures_times(tmp_path: Path) -> None:
    server, client = made_of(
        capture(
            [
                *HANDSHAKE,
                Tcp(100, b"ask", True),
                Tcp(500, b"ans"),
                Tcp(503, b"wer"),
                Tcp(506, b"", False, FIN | ACK),
                Tcp(103, b"", True, FIN | ACK),
                Tcp(507, b"", False, ACK),
            ]
        ),
        tmp_path / "poems",
    )
    assert (wire_of(server), wire_of(client)) == (b"answer", b"ask")
    wall = T0 / 1e6
    assert records_of(server) == [
        Anchor(0, wall),
        Sent(3, b"ask"),
        Received(4, 3),
        Received(5, 3),
        Event(8, EventKind.LOST, "the server closed the connection"),
    ]
    assert records_of(client) == [
        Anchor(0, wall),
        Received(3, 3),
        Event(8, EventKind.SENT_NOT_KEPT, "6 bytes"),
        Event(8, EventKind.LOST, "the client closed the connection"),
    ]
    assert (server.info.name, server.info.address, server.info.peer) == (
        f"feed.pcap: {SERVER} to {CLIENT}",
        SERVER,
        SERVER,
    )
    assert (server.info.protocol, server.info.clock) == ("raw", wall)
    assert datetime.datetime.fromisoformat(server.info.started).timestamp() == wall
    assert server.info.ended == Ended(
        Outcome.COMPLETE, "the server closed the connection", 6, 1, seconds=8 / 1e6, received=6
    )
    assert (server.info.kept, client.info.kept) == (WhatIsKept.EVERYTHING, WhatIsKept.ARRIVALS)
    assert client.info.ended is not None
    assert client.info.ended.outcome is Outcome.COMPLETE
    assert server.missing == client.missing == ()


# Whatever a packet is wrapped in, and in whatever order they come: goals of their own


@pytest.mark.parametrize(
    "wrap, link_type",
    [
        (ipv4, RAW),
        (ipv6, RAW),
        (lambda tcp: ethernet(ipv4(tcp)), ETHERNET),
        (lambda tcp: ethernet(ipv6(tcp), 0x8100), ETHERNET),
        (lambda tcp: ethernet(ipv4(tcp), 0x88A8, 0x8100), ETHERNET),
        (lambda tcp: cooked(ipv4(tcp)), LINUX_COOKED),
        (lambda tcp: cooked_2(ipv6(tcp)), LINUX_COOKED_2),
    ],
    ids=["ipv4", "ipv6", "ethernet", "vlan", "two vlans", "cooked", "cooked 2"],
)
def test_what_packets_are_wrapped_in(tmp_path: Path, wrap: Wrap, link_type: int) -> None:
    packets = [*HANDSHAKE, Tcp(100, b"ask", True), *PIECES]
    server, client = made_of(capture(packets, wrap, link_type), tmp_path / "poems")
    assert (wire_of(server), wire_of(client)) == (STREAM, b"ask")


def moved(places: int) -> list[Tcp]:
    pieces = list(PIECES)
    pieces.insert(5 + places, pieces.pop(5))
    return pieces


def swapped() -> list[Tcp]:
    return [piece for pair in zip(PIECES[1::2], PIECES[::2], strict=True) for piece in pair]


def resent() -> list[Tcp]:
    overlapping = [Tcp(500 + at, STREAM[at : at + 40]) for at in range(8, 900, 24)]
    return [each for both in zip(PIECES, overlapping, strict=False) for each in both] + PIECES[len(overlapping) :]


def at_the_wrap(packets: Iterable[Tcp]) -> list[Tcp]:
    return [Tcp(tcp.sequence + 2**32 - 800, tcp.payload, tcp.by_client, tcp.flags) for tcp in packets]


@pytest.mark.parametrize(
    "packets",
    [
        [*HANDSHAKE, *swapped()],
        [*HANDSHAKE, *moved(20)],
        [*HANDSHAKE, *moved(58)],
        [*HANDSHAKE, *reversed(PIECES)],
        [*HANDSHAKE, *resent()],
        at_the_wrap([*HANDSHAKE, *PIECES]),
        at_the_wrap([*HANDSHAKE, *swapped()]),
        [*PIECES],
        swapped(),
    ],
    ids=[
        "swapped",
        "20 later",
        "58 later",
        "backwards",
        "resent",
        "wrap",
        "wrap swapped",
        "late start",
        "late swapped",
    ],
)
def test_the_order_in_which_packets_came(tmp_path: Path, packets: list[Tcp]) -> None:
    (server,) = made_of(capture(packets), tmp_path / "poems")
    assert wire_of(server) == STREAM
    assert server.missing == ()


HOLED = [*HANDSHAKE, *PIECES[:20], *PIECES[25:40], *PIECES[41:], Tcp(500 + len(STREAM), b"", flags=FIN | ACK)]


def test_a_hole_is_named_by_byte_and_length(tmp_path: Path) -> None:
    (server,) = made_of(capture(HOLED), tmp_path / "poems")
    assert wire_of(server) == STREAM[:320] + STREAM[400:640] + STREAM[656:]
    assert server.missing == ("80 bytes missing at byte 320", "16 bytes missing at byte 640")
    records = records_of(server)
    at = records.index(Event(23, EventKind.HOLE, "80 bytes missing at byte 320"))
    assert records[at - 1 : at + 2 : 2] == [Received(22, 16), Received(23, 16)]
    assert server.info.ended is not None
    assert server.info.ended.outcome is Outcome.CUT
    assert server.info.ended.reason == (
        "the server closed the connection; 80 bytes missing at byte 320; 16 bytes missing at byte 640"
    )


def test_a_hole_ends_the_framing_there(tmp_path: Path) -> None:
    (server,) = made_of(capture(HOLED), tmp_path / "poems")
    recording = Recording.existing(server.folder)
    store = PoemStore(tmp_path / "framed")
    result = Reframing(recording, shipped_protocol("raw"), store, VirtualReactor(recording.info.clock)).run()
    assert result.ended.received == 320
    assert "hole at byte 320: 80 bytes missing at byte 320" in result.ended.reason
    recording.close()


def test_a_close_before_the_hole_is_told_loses_nothing(tmp_path: Path) -> None:
    # The last bytes of all are missing, and were acknowledged by nobody but the close itself.
    packets = [*HANDSHAKE, *PIECES[:10], Tcp(500 + 700, b"", flags=FIN | ACK), Tcp(500 + 701, b"", flags=ACK)]
    (server,) = made_of(capture(packets), tmp_path / "poems")
    assert wire_of(server) == STREAM[:160]
    assert server.missing == ("540 bytes missing at byte 160",)
    assert server.info.ended is not None
    assert server.info.ended.reason.startswith("the server closed the connection")


def test_packets_that_were_cut_off_are_holes(tmp_path: Path) -> None:
    packets = [(T0 + number, ipv4(tcp)) for number, tcp in enumerate([*HANDSHAKE, *PIECES])]
    (server,) = made_of(pcap(packets, RAW, snap=40 + 10), tmp_path / "poems")
    assert wire_of(server) == b"".join(tcp.payload[:10] for tcp in PIECES)
    assert server.missing[:2] == ("6 bytes missing at byte 10", "6 bytes missing at byte 26")


def test_what_was_written_at_once_is_one_chunk(tmp_path: Path) -> None:
    packets = [(T0, ipv4(tcp)) for tcp in [*HANDSHAKE, Tcp(500, b"ab", flags=ACK), Tcp(502, b"c"), Tcp(503, b"d")]]
    (server,) = made_of(pcap(packets, RAW), tmp_path / "poems")
    assert [record for record in records_of(server) if isinstance(record, Received)] == [Received(0, 3), Received(0, 1)]


def test_connections_that_say_nothing_make_nothing(tmp_path: Path) -> None:
    assert made_of(capture(HANDSHAKE), tmp_path / "poems") == []
    assert [*(tmp_path / "poems").iterdir()] == []


@pytest.mark.parametrize("by_client", [True, False])
def test_a_direction_that_says_nothing_makes_nothing(tmp_path: Path, by_client: bool) -> None:
    packets = [*HANDSHAKE, Tcp(100 if by_client else 500, b"x", by_client)]
    (only,) = made_of(capture(packets), tmp_path / "poems")
    assert only.info.address == (CLIENT if by_client else SERVER)


def test_a_damaged_capture_gives_what_came_before(tmp_path: Path) -> None:
    made: list[Imported] = []
    data = capture([*HANDSHAKE, *PIECES])
    with NewRecordings(tmp_path / "poems") as recordings, pytest.raises(CaptureError, match="damaged at packet 67"):
        import_capture(io.BytesIO(data[:-1]), "feed.pcap", recordings, made.append)
    assert wire_of(made[0]) == STREAM[:-16]


def test_what_only_looks_like_this_programs_own_is_refused_or_taken_as_it_is(tmp_path: Path) -> None:
    def noted(comment: str) -> bytes:
        options = option(1, comment.encode()) + option(0, b"")
        first = enhanced(T0, ipv4(HANDSHAKE[0]), options=options)
        return section() + interface(RAW) + first + enhanced(T0 + 1, ipv4(Tcp(500, b"x")))

    for damaged in ('{"poetrygui": 1, "poem": {"name": 5}}', '{"poetrygui": 1, "poem": ', '{"poetrygui": 9}'):
        with pytest.raises(RecordingError):
            made_of(noted(damaged), tmp_path / "poems")
    (theirs,) = made_of(noted("see ticket 5\n{}"), tmp_path / "poems")
    assert theirs.info.name == f"feed.pcap: {SERVER} to {CLIENT}"
    (ours,) = made_of(noted(comment_of_info(theirs.info)), tmp_path / "poems")
    assert ours.info.started == theirs.info.started
    assert ours.info.ended is not None
    assert ours.info.ended.outcome is Outcome.INTERRUPTED
