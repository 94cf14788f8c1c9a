"""A WebSocket in bytes: the same messages, however these are cut."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Iterable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from wsproto import ConnectionType, WSConnection, events
from wsproto.extensions import PerMessageDeflate

from poetrygui.core.transports.websockets.manner import Request
from poetrygui.core.transports.websockets.wire import (
    Accepted,
    Came,
    Closed,
    Rejected,
    Told,
    Violated,
    WebSocketWire,
)
from tests.protocols.framing import cut

LARGEST = 1000
REQUEST = Request("poems.example:81", "/tyger?n=1", (("Authorization", "Bearer x"),), ("v1.poems", "v2.poems"))


class Both:
    """A client's side, and a server's that has accepted."""

    def __init__(self, subprotocol: str | None = None, *, is_compressed: bool = False) -> None:
        self.client = WebSocketWire(REQUEST, LARGEST)
        self.server = WSConnection(ConnectionType.SERVER)
        self.server.receive_data(self.client.greet())
        (self.request,) = self.server.events()
        extensions: list[Any] = [PerMessageDeflate()] if is_compressed else []
        self.answer = self.server.send(events.AcceptConnection(subprotocol=subprotocol, extensions=extensions))

    def said(self, *what: events.Event) -> bytes:
        return b"".join(self.server.send(each) for each in what)

    def heard(self) -> list[events.Event]:
        answers, self.client.answers = self.client.answers, []
        self.server.receive_data(b"".join(answers))
        return [*self.server.events()]


def open_both() -> Both:
    both = Both()
    assert [*both.client.receive(both.answer)] == [Accepted(None)]
    return both


def all_told(client: WebSocketWire, chunks: Iterable[bytes]) -> list[Told]:
    return [told for chunk in chunks for told in client.receive(chunk)]


def test_what_is_asked_for() -> None:
    both = Both("v2.poems")
    asked: Any = both.request
    assert (asked.host, asked.target) == ("poems.example:81", "/tyger?n=1")
    assert asked.subprotocols == ["v1.poems", "v2.poems"]
    assert (b"authorization", b"Bearer x") in asked.extra_headers
    assert [*both.client.receive(both.answer)] == [Accepted("v2.poems")]


messages = st.lists(
    st.one_of(
        st.text(max_size=200).map(lambda text: [events.TextMessage(text)]),
        st.binary(max_size=200).map(lambda data: [events.BytesMessage(data)]),
        st.lists(st.binary(max_size=20), min_size=2, max_size=4).map(
            lambda pieces: [
                events.BytesMessage(piece, message_finished=at == len(pieces) - 1) for at, piece in enumerate(pieces)
            ]
        ),
    ),
    max_size=6,
)


def expected(sent: list[list[Any]]) -> list[Told]:
    return [
        Came("".join(each.data for each in frames).encode(), True)
        if isinstance(frames[0], events.TextMessage)
        else Came(b"".join(each.data for each in frames), False)
        for frames in sent
    ]


@settings(max_examples=50)
@given(messages, st.lists(st.integers(min_value=0), max_size=8), st.booleans())
def test_the_same_messages_wherever_it_is_cut(sent: list[list[Any]], points: list[int], is_compressed: bool) -> None:
    both = Both(is_compressed=is_compressed)
    wire = both.answer + both.said(*(frame for frames in sent for frame in frames))
    assert all_told(both.client, cut(wire, points)) == [Accepted(None, is_compressed), *expected(sent)]
    assert [*both.client.rest()] == []


def test_compression_is_offered_and_used_both_ways() -> None:
    both = Both(is_compressed=True)
    asked: Any = both.request
    assert [type(each) for each in asked.extensions] == [str]
    assert all_told(both.client, [both.answer]) == [Accepted(None, True)]
    verse = b"Tyger Tyger, " * 50
    sent = both.client.message(verse, is_text=False)
    assert len(sent) < 100
    both.server.receive_data(sent)
    assert [*both.server.events()] == [events.BytesMessage(verse)]
    plain = WebSocketWire(evolve(REQUEST, is_compressed=False), LARGEST)
    assert b"permessage-deflate" not in plain.greet()


def test_what_compresses_to_next_to_nothing_is_taken_apart_no_further_than_allowed() -> None:
    both = Both(is_compressed=True)
    assert all_told(both.client, [both.answer]) == [Accepted(None, True)]
    bomb = both.said(events.BytesMessage(bytes(50_000_000)))
    tracemalloc.start()
    told = [*both.client.receive(bomb)]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(told[-1], Violated)
    assert most < 25_000_000


@pytest.mark.parametrize("said", [b"server_max_window_bits=7", b"client_max_window_bits=x", b"server_max_window_bits"])
def test_parameters_that_compression_cannot_have_are_told(said: bytes) -> None:
    both = Both(is_compressed=True)
    answer = re.sub(rb"permessage-deflate[^\r]*", b"permessage-deflate; " + said, both.answer)
    assert all_told(both.client, [answer]) == [
        Violated("what the server answers on compression cannot be had (compressed)")
    ]


def test_bytes_that_were_never_compressed_are_told() -> None:
    both = Both(is_compressed=True)
    assert all_told(both.client, [both.answer]) == [Accepted(None, True)]
    assert isinstance([*both.client.receive(b"\xc2\x05verse")][-1], Violated)


def test_a_ping_is_answered_also_between_the_frames_of_a_message() -> None:
    both = open_both()
    data = both.said(
        events.BytesMessage(b"on", message_finished=False),
        events.Ping(b"there?"),
        events.BytesMessage(b"e"),
        events.Pong(b"unasked"),
    )
    assert [*both.client.receive(data)] == [Came(b"one", False)]
    assert both.heard() == [events.Pong(b"there?")]


@pytest.mark.parametrize(
    "data, is_text, as_text", [(b"verse", True, True), (b"verse", False, False), (b"\xff", True, False)]
)
def test_what_is_sent(data: bytes, is_text: bool, as_text: bool) -> None:
    both = open_both()
    both.server.receive_data(both.client.message(data, is_text=is_text))
    (event,) = both.server.events()
    assert isinstance(event, events.TextMessage) is as_text


@pytest.mark.parametrize("code, reason", [(1000, ""), (1001, "bye"), (1011, "boom"), (4000, "ours")])
def test_a_close_is_told_and_answered_and_nothing_comes_behind_it(code: int, reason: str) -> None:
    both = open_both()
    data = both.said(events.BytesMessage(b"one"), events.CloseConnection(code, reason))
    assert [*both.client.receive(data + b"rubbish")] == [Came(b"one", False), Closed(code, reason)]
    (answer,) = both.heard()
    assert isinstance(answer, events.CloseConnection)
    assert answer.code == code
    assert [*both.client.receive(b"more")] == []
    assert both.client.close() == b""


def test_a_close_without_a_code() -> None:
    both = open_both()
    assert [*both.client.receive(b"\x88\x00")] == [Closed(1005, "")]


def test_a_close_inside_a_message_leaves_what_came_of_it() -> None:
    both = open_both()
    data = both.said(events.TextMessage("half a ", message_finished=False), events.CloseConnection(1000))
    assert [*both.client.receive(data)] == [Came(b"half a ", True, is_cut=True), Closed(1000, "")]
    assert [*both.client.rest()] == []


def test_what_came_of_a_message_is_there_for_whoever_is_left() -> None:
    both = open_both()
    assert [*both.client.receive(both.said(events.BytesMessage(b"half", message_finished=False)))] == []
    assert [*both.client.rest()] == [Came(b"half", False, is_cut=True)]


def test_our_own_close() -> None:
    both = open_both()
    both.server.receive_data(both.client.close())
    assert [event.code for event in both.server.events() if isinstance(event, events.CloseConnection)] == [1000]
    assert both.client.close() == b""
    late = both.said(events.CloseConnection(1000))
    assert [*both.client.receive(late)] == [Closed(1000, "")]
    assert both.client.answers == []


@pytest.mark.parametrize("pieces", [[bytes(LARGEST + 1)], [bytes(LARGEST), b"x"]])
def test_what_is_too_large_is_refused(pieces: list[bytes]) -> None:
    both = open_both()
    last = len(pieces) - 1
    data = both.said(*(events.BytesMessage(each, message_finished=at == last) for at, each in enumerate(pieces)))
    cut_off, violated = both.client.receive(data)
    assert cut_off == Came(b"".join(pieces), False, is_cut=True)
    assert violated == Violated("a message is larger than the limit of 1,000 bytes: raise it (largest)")
    assert [event.code for event in both.heard() if isinstance(event, events.CloseConnection)] == [1009]
    assert [*both.client.receive(data)] == []


def test_the_largest_is_taken() -> None:
    both = open_both()
    largest = events.BytesMessage(bytes(LARGEST))
    assert [*both.client.receive(both.said(largest, largest))] == [Came(bytes(LARGEST), False)] * 2


@pytest.mark.parametrize(
    "data, code",
    [
        (b"\xf1\x00", 1002),  # bits that are not agreed on
        (b"\x83\x00", 1002),  # a kind that there is not
        (b"\x81\x01\xff", 1007),  # text that is no UTF-8
        (b"\x80\x00", 1002),  # the end of a message that was not begun
        (b"\x82\x81\0\0\0\0x", 1002),  # a server does not mask
    ],
)
def test_what_is_no_websocket_is_told_and_answered(data: bytes, code: int) -> None:
    both = open_both()
    told = [*both.client.receive(both.said(events.TextMessage("one")) + data)]
    assert told[0] == Came(b"one", True)
    assert isinstance(told[-1], Violated)
    assert [event.code for event in both.heard() if isinstance(event, events.CloseConnection)] == [code]


@pytest.mark.parametrize(
    "answer, told",
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone", Rejected(404, "")),
        (b"HTTP/1.1 302 Found\r\nLocation: wss://poems.example/\r\n\r\n", Rejected(302, "wss://poems.example/")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Rejected(200, "")),
    ],
)
def test_a_rejection(answer: bytes, told: Rejected) -> None:
    both = Both()
    assert [*both.client.receive(answer)] == [told]
    assert [*both.client.receive(answer)] == []


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        b"\0\1\2\r\n\r\n",
    ],
)
def test_an_answer_that_is_none(answer: bytes) -> None:
    told = [*Both().client.receive(answer)]
    assert len(told) == 1
    assert isinstance(told[0], Violated)


@given(st.binary(max_size=60), st.booleans())
def test_rubbish_raises_nothing(data: bytes, is_open: bool) -> None:
    both = open_both() if is_open else Both()
    for told in both.client.receive(data):
        assert told is not None
