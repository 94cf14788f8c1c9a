"""Connections in a capture: told apart, both directions in the order of time, and each byte once."""

from __future__ import annotations

from collections import defaultdict

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings import capture_connections, conversation
from poetrygui.recordings.capture_connections import CaptureConnections, CapturedConnection
from poetrygui.recordings.captured_packet import CapturedPacket
from poetrygui.recordings.conversation import Closing, Item, Remark, Said
from poetrygui.recordings.stream_assembly import Hole, Piece
from poetrygui.recordings.tcp_segments import ACK, FIN, PSH, RAW, RST, SYN, Skipped
from tests.recordings.packets import Tcp, ipv4, ipv6


@define
class Listener:
    connection: CapturedConnection
    items: list[Item] = field(factory=list)
    closing: Closing | None = None

    def heard(self, item: Item) -> None:
        self.items.append(item)

    def ended(self, closing: Closing) -> None:
        assert self.closing is None
        self.closing = closing

    def said(self, by_client: bool) -> bytes:
        found = [item.what for item in self.items if isinstance(item, Said) and item.by_client == by_client]
        return b"".join(each.data if isinstance(each, Piece) else b"?" * each.size for each in found)


@define
class Capture:
    """Packets that are taken one after another, a µs apart."""

    listeners: list[Listener] = field(factory=list)
    time: int = 0
    connections: CaptureConnections = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.connections = CaptureConnections(self._begin)

    def _begin(self, connection: CapturedConnection) -> Listener:
        self.listeners.append(Listener(connection))
        return self.listeners[-1]

    def take(self, *packets: Tcp, size: int = 4, comment: str = "") -> None:
        for tcp in packets:
            self.time += 1
            data = ipv4(tcp) if size == 4 else ipv6(tcp)
            self.connections.take(CapturedPacket(self.time, self.time, RAW, data, len(data), comment))

    def only(self) -> Listener:
        (listener,) = self.listeners
        return listener


HANDSHAKE = [Tcp(99, b"", True, SYN), Tcp(499, b"", False, SYN | ACK), Tcp(100, b"", True, ACK)]
CLIENT, SERVER = (bytes(3) + b"\1", 40000), (bytes(3) + b"\2", 7)


def test_a_connection_from_its_beginning_to_its_end() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(100, b"ask", True), Tcp(500, b"answer"), Tcp(506, b"!", flags=FIN | ACK | PSH))
    capture.take(Tcp(103, b"", True, FIN | ACK), Tcp(507, b"", flags=ACK))
    capture.connections.end()
    listener = capture.only()
    assert listener.connection == CapturedConnection(CLIENT, SERVER, 1)
    assert listener.items == [
        Said(4, True, Piece(4, b"ask", True)),
        Said(5, False, Piece(5, b"answer", True)),
        Said(6, False, Piece(6, b"!", True)),
    ]
    assert listener.closing == Closing(8, True, True, None, False, capture_connections.CAPTURE_ENDS)


@pytest.mark.parametrize("is_swapped", [False, True])
def test_the_number_of_a_close_is_no_byte(is_swapped: bool) -> None:
    last = [Tcp(503, b"", flags=FIN | ACK), Tcp(504, b"", flags=ACK)]
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(500, b"abc"), *(reversed(last) if is_swapped else last))
    capture.connections.end()
    assert capture.only().said(False) == b"abc"
    closing = capture.only().closing
    assert closing is not None
    assert closing.server_closed


def test_a_close_behind_a_hole_is_told_when_the_hole_is() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(500, b"abc"), Tcp(510, b"klm", flags=FIN | ACK), Tcp(514, b"", flags=ACK))
    assert capture.only().said(False) == b"abc"
    assert capture.only().closing is None
    capture.connections.end()
    assert [item.what for item in capture.only().items if isinstance(item, Said)] == [
        Piece(4, b"abc", True),
        Hole(5, 3, 7),
        Piece(5, b"klm", False),
    ]
    closing = capture.only().closing
    assert closing is not None
    assert closing.server_closed


def test_what_one_waited_for_stands_behind_what_the_other_said_meanwhile() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(503, b"def"), Tcp(100, b"ask", True), Tcp(500, b"abc"), Tcp(103, b"more", True))
    assert [(item.time, item.by_client) for item in capture.only().items if isinstance(item, Said)] == [
        (5, True),
        (6, False),
        (6, False),
        (7, True),
    ]
    assert capture.only().said(False) == b"abcdef"


def test_behind_a_hole_all_is_there_with_its_own_time() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(500, b"abc"), Tcp(510, b"klm"), Tcp(100, b"ask", True), Tcp(513, b"nop"))
    assert capture.only().said(False) == b"abc"
    capture.connections.end()
    assert capture.only().items == [
        Said(4, False, Piece(4, b"abc", True)),
        Said(5, False, Hole(5, 3, 7)),
        Said(5, False, Piece(5, b"klm", True)),
        Said(6, True, Piece(6, b"ask", True)),
        Said(7, False, Piece(7, b"nop", True)),
    ]


def test_the_end_of_a_stream_that_was_not_captured_is_a_hole() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(500, b"abc"), Tcp(513, b"", flags=FIN | ACK))
    capture.connections.end()
    assert capture.only().items[-1] == Said(5, False, Hole(5, 3, 10))
    closing = capture.only().closing
    assert closing is not None
    assert closing.server_closed
    assert not closing.client_closed


def test_a_reset_names_whose_it_was_and_its_text_is_no_part_of_the_stream() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(500, b"abc"), Tcp(503, b"go away", flags=RST | ACK), Tcp(100, b"", True, RST))
    capture.connections.end()
    closing = capture.only().closing
    assert closing is not None
    assert closing.was_reset is False
    assert capture.only().said(False) == b"abc"


def test_the_same_two_ends_may_connect_again() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(500, b"first"), Tcp(99, b"", True, SYN))  # sent again
    capture.take(Tcp(7099, b"", True, SYN), Tcp(8499, b"", False, SYN | ACK), Tcp(8500, b"second"))
    capture.connections.end()
    assert [listener.said(False) for listener in capture.listeners] == [b"first", b"second"]
    closing = capture.listeners[0].closing
    assert closing is not None
    assert closing.why == capture_connections.ANOTHER_BEGAN


def test_a_late_start_takes_the_lower_port_for_the_server() -> None:
    for first in (Tcp(500, b"abc"), Tcp(100, b"ask", True)):
        capture = Capture()
        capture.take(first)
        capture.connections.end()
        assert (capture.only().connection.client, capture.only().connection.server) == (CLIENT, SERVER)
        closing = capture.only().closing
        assert closing is not None
        assert closing.began_before


def test_an_answer_to_a_call_that_was_not_captured_is_the_servers() -> None:
    capture = Capture()
    capture.take(Tcp(499, b"", False, SYN | ACK), Tcp(503, b"def"), Tcp(500, b"abc"))
    assert capture.only().connection.server == SERVER
    assert capture.only().said(False) == b"abcdef"


def test_what_is_written_beside_a_packet_is_heard_in_its_place() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE)
    capture.take(Tcp(503, b"def"), comment="late")
    capture.take(Tcp(500, b"abc"), comment="now")
    items = capture.only().items
    assert [item.text for item in items if isinstance(item, Remark)] == ["late", "now"]
    assert [item.time for item in items] == [4, 5, 5, 5]


def test_a_probe_whether_somebody_is_there_is_no_byte() -> None:
    capture = Capture()
    capture.take(*HANDSHAKE, Tcp(499, b""), Tcp(499, b"\0"), Tcp(500, b"abc"), Tcp(502, b"\0"), Tcp(503, b"def"))
    assert capture.only().said(False) == b"abcdef"


def test_both_families_and_directions_are_told_apart() -> None:
    capture = Capture()
    for size in (4, 16):
        capture.take(*HANDSHAKE, Tcp(100, b"ask", True), Tcp(500, b"%d" % size), size=size)
    assert [len(listener.connection.client[0]) for listener in capture.listeners] == [4, 16]
    assert [listener.said(False) for listener in capture.listeners] == [b"4", b"16"]
    assert [listener.said(True) for listener in capture.listeners] == [b"ask", b"ask"]


def test_what_waits_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "MOST_HELD", 10_000)
    capture = Capture()
    capture.take(*HANDSHAKE)
    most = 0
    for number in range(100):
        capture.take(Tcp(600 + number * 200, bytes(100)), Tcp(100 + number, b"x", True))
        most = max(most, capture.connections.held_size)
    assert most < 11_000
    capture.connections.end()
    assert capture.only().said(False) == (b"?" * 100 + bytes(100)) * 100
    assert capture.only().said(True) == b"x" * 100


def test_however_many_wait_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_connections, "MOST_HELD", 5_000)
    said: dict[int, bytes] = defaultdict(bytes)
    capture = Capture()
    for size in (4, 16):
        capture.take(*HANDSHAKE, size=size)
        for number in range(20):
            capture.take(Tcp(600 + number * 200, bytes(100)), size=size)
            said[size] += b"?" * 100 + bytes(100)
    capture.connections.end()
    assert [listener.said(False) for listener in capture.listeners] == [said[4], said[16]]


def test_of_too_many_the_one_that_was_silent_longest_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_connections, "MOST_CONNECTIONS", 1)
    capture = Capture()
    capture.take(Tcp(500, b"abc"))
    capture.take(Tcp(500, b"def"), size=16)
    closing = capture.listeners[0].closing
    assert closing is not None
    assert closing.why == capture_connections.TOO_MANY
    assert capture.listeners[0].said(False) == b"abc"


def test_packets_of_no_connection_are_counted() -> None:
    capture = Capture()
    capture.connections.take(CapturedPacket(1, 0, RAW, ipv4(Tcp(1), protocol=17), 40))
    capture.connections.take(CapturedPacket(2, 0, 147, b"x", 1))
    assert capture.connections.skipped == {Skipped.OTHER: 1, Skipped.LINK: 1}
    assert capture.listeners == []


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=5), st.booleans()), max_size=20), st.data())
def test_both_directions_are_whole_and_in_time_however_they_are_swapped(
    turns: list[tuple[bytes, bool]], data: st.DataObject
) -> None:
    positions = {True: 100, False: 500}
    packets = []
    for payload, by_client in turns:
        packets.append(Tcp(positions[by_client], payload, by_client))
        positions[by_client] += len(payload)
    capture = Capture()
    capture.take(*HANDSHAKE, *data.draw(st.permutations(packets)))
    capture.connections.end()
    listener = capture.only()
    for by_client in (True, False):
        assert listener.said(by_client) == b"".join(payload for payload, is_his in turns if is_his == by_client)
    assert [item.time for item in listener.items] == sorted(item.time for item in listener.items)
