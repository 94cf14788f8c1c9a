"""What was received and not delivered is there when a stream goes wrong, with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.protocols.basic import Int16StringReceiver, LineOnlyReceiver, LineReceiver
from twisted.python.failure import Failure

from poetrygui.api import CollectedFrames, Counted, Delimited, Ended, Layout, PoemProtocol, Sized
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.connection.undelivered import UndeliveredTail
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.outcomes import MOST_UNDELIVERED, Outcome, Undelivered, Verdict
from poetrygui.plugins import shipped_protocol
from tests.core.conftest import Fetched, Serve
from tests.core.scripted_server import sends


class Owner(ConnectionOwner):
    """Hears of the end alone."""

    verdict: Verdict | None = None

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        self.verdict = verdict


def end_of(protocol: type[PoemProtocol], wire: bytes, size: int) -> tuple[Verdict, int]:
    """Return how a stream ends that comes in chunks of this size, and how much of it was read."""
    owner = Owner()
    connection = Connection(owner, CollectedFrames(), lambda: PoemFactory(protocol).buildProtocol(None))
    connection.makeConnection(StringTransport())
    for start in range(0, len(wire), size):
        connection.dataReceived(wire[start : start + size])
    connection.connectionLost(Failure(ConnectionDone()))
    assert owner.verdict is not None
    return owner.verdict, connection.bytes_received


def own(base: type, **names: object) -> type[PoemProtocol]:
    return as_poem_protocol(type("Own", (base,), names))


class Message(Counted):
    header_size = 1

    def length_of(self, header: bytes) -> int:
        if header == b"\xff":
            raise ValueError("not this")
        return header[0]


class Number(Delimited):
    def decode(self, piece: bytes) -> bytes:
        return b"%d" % int(piece)


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "protocol, wire, outcome, at, data",
    [
        (shipped_protocol("netstring"), b"3:abc,3:xyz;1:a,", Outcome.PROTOCOL_ERROR, 6, b"3:xyz;1:a,"),
        (shipped_protocol("netstring"), b"3:abc,0x", Outcome.PROTOCOL_ERROR, 6, b"0x"),
        (shipped_protocol("netstring"), b"3:abc,99999999999:", Outcome.PROTOCOL_ERROR, 6, b"99999999999:"),
        (shipped_protocol("netstring"), b"3:abc,12", Outcome.CUT, 6, b"12"),
        (shipped_protocol("netstring"), b"3:abc,12:", Outcome.CUT, 6, b"12:"),
        (Number, b"1\n2\nx\n3\n", Outcome.PROTOCOL_ERROR, 4, b"x\n3\n"),
        (Number, b"1\n2\n33", Outcome.CUT, 4, b"33"),
        (Message, b"\1a\xffmore", Outcome.PROTOCOL_ERROR, 2, b"\xffmore"),
        (own(LineReceiver, MAX_LENGTH=5), b"abc\r\ntoo long\r\nx", Outcome.PROTOCOL_ERROR, 5, b"too long\r\nx"),
        (own(LineReceiver), b"abc\r\nde", Outcome.CUT, 5, b"de"),
        (own(LineOnlyReceiver), b"abc\r\nde", Outcome.CUT, 5, b"de"),
        (own(Int16StringReceiver, MAX_LENGTH=5), b"\0\1a\0\7x", Outcome.PROTOCOL_ERROR, 3, b"\0\7x"),
        (own(Int16StringReceiver), b"\0\1a\0\7x", Outcome.CUT, 3, b"\0\7x"),
    ],
)
def test_from_the_first_byte_on_that_was_not_delivered(
    protocol: type[PoemProtocol], wire: bytes, outcome: Outcome, at: int, data: bytes, size: int
) -> None:
    verdict, received = end_of(protocol, wire, size)
    assert verdict.outcome is outcome
    # After an error nothing more is read: there is what came until then.
    assert verdict.undelivered == Undelivered(at, data[: received - at], is_exact=True)
    assert verdict.undelivered.data
    assert "of the stream" in verdict.reason


class Raising(LineReceiver):
    def lineReceived(self, line: bytes) -> None:
        if line == b"bad":
            raise ValueError("in my own code")


class Looping(Raising):
    def lineReceived(self, line: bytes) -> None:
        while line == b"bad":
            pass


@pytest.mark.parametrize("protocol", [Raising, Looping])
def test_a_fault_shows_the_bytes_at_hand_and_does_not_claim_more_than_is_known(
    serve: Serve, fetched: Fetched, protocol: type[LineReceiver], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.1)

    class Late(PoemProtocol, protocol):  # type: ignore[valid-type, misc]
        def lineReceived(self, line: bytes) -> None:
            super().lineReceived(line)
            self.deliver(line)

    running = fetched(serve(sends(b"good\r\nbad\r\nrest")), Late)
    assert running.ended.undelivered == Undelivered(0, b"good\r\nbad\r\nrest", is_exact=False)
    assert running.exact == b"good"


def test_what_ended_well_has_none(serve: Serve, fetched: Fetched) -> None:
    running = fetched(serve(sends(b"3:abc,")), "netstring")
    assert (running.ended.undelivered, running.ended.received, running.ended.bytes) == (None, 6, 3)
    assert fetched("127.0.0.1:1").ended.received == 0


def test_no_more_than_the_last_of_it_is_kept(serve: Serve, fetched: Fetched) -> None:
    class Hoarding(PoemProtocol):
        def unfinished(self) -> str:
            return "all of it"

    data = b"".join(b"%07d\n" % number for number in range(40_000))
    running = fetched(serve(sends(data)), Hoarding)
    undelivered = running.ended.undelivered
    assert undelivered is not None
    assert (len(undelivered.data), undelivered.at) == (MOST_UNDELIVERED, len(data) - MOST_UNDELIVERED)
    assert data.endswith(undelivered.data)


@given(
    st.lists(st.integers(1, MOST_UNDELIVERED), min_size=1, max_size=12),
    st.one_of(st.none(), st.integers(0, 4 * MOST_UNDELIVERED)),
)
def test_the_tail_is_the_end_of_what_came(sizes: list[int], dealt_with: int | None) -> None:
    tail = UndeliveredTail()
    data = b""
    for number, size in enumerate(sizes):
        data += bytes([number]) * size
        tail.add(bytes([number]) * size)
    origin = None if dealt_with is None else min(dealt_with, len(data))
    expected = data[origin or 0 :][-MOST_UNDELIVERED:]
    found = tail.look(len(data), origin)
    assert found == (Undelivered(len(data) - len(expected), expected, origin is not None) if expected else None)
    # What is let go is let go: where there is much more than is needed, not even a chunk more stays.
    held = sum(map(len, tail.chunks))
    assert held < 2 * MOST_UNDELIVERED or held - len(tail.chunks[0]) < MOST_UNDELIVERED


@pytest.mark.parametrize(
    "chunks, layout, is_inside",
    [
        ([b"one\n"], Ended(b"\n"), False),
        ([b"one\ntw"], Ended(b"\n"), True),
        ([b"tw", b"", b"o"], Ended(b"\n"), True),
        ([b"one\n", b""], Ended(b"\n"), False),
        ([b"one\n \t"], Ended(b"\n", b" \t"), False),
        ([b"one\n x"], Ended(b"\n", b" \t"), True),
        ([b"tw"], Sized(1), False),
        ([b"tw"], None, False),
        ([], Ended(b"\n"), False),
    ],
)
def test_by_its_layout_it_is_known_that_a_frame_goes_on(
    chunks: list[bytes], layout: Layout | None, is_inside: bool
) -> None:
    tail = UndeliveredTail()
    for chunk in chunks:
        tail.add(chunk)
    assert tail.is_inside_frame(layout) is is_inside
