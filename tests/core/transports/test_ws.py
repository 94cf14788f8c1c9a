"""WebSockets: addresses, options, and what a user sees of them."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address
from wsproto import events

from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.tls import TlsVerify
from poetrygui.core.transports.ws import Ws, Wss
from poetrygui.errors import AddressError
from tests.conftest import WaitFor
from tests.core.certificates import Authority
from tests.core.conftest import Fetched, Serve, StartFetch
from tests.core.scripted_server import Session, is_silent, sends
from tests.core.transports.websocket_server import ServerSide, answers_by_http, in_frames, says

targets = st.from_regex(r"/[a-z0-9/?&=%|é.-]{0,20}", fullmatch=True)


@given(st.sampled_from(["poems.example", "192.0.2.1", "::1"]), st.integers(1, 65_535), targets)
def test_its_address_is_read_back(host: str, port: int, target: str) -> None:
    for kind in (Ws, Wss):
        found = kind(host=host, port=port, target=target)
        assert parse_address(str(found)) == found


def test_how_it_is_written() -> None:
    assert parse_address("ws://poems.example") == Ws("poems.example", 80, target="/")
    assert parse_address("wss://[::1]?n=1") == Wss("::1", 443, target="/?n=1")
    assert str(Wss("::1", 443)) == "wss://[::1]/"
    assert Ws("192.0.2.1", 81).destination == IPv4Address("TCP", "192.0.2.1", 81)
    for text, said in (
        ("ws:poems.example", "is no address of a WebSocket: write ws://HOST:PORT/PATH"),
        ("wss://", "write wss://HOST:PORT/PATH"),
        ("ws://poems.example/#there", "is no address"),
        ("ws://poems.example:0/", "not between 1 and 65535"),
        ("ws://[::g]/", "is no IPv6 address"),
        ("ws://me:secret@poems.example/", "give a header"),
    ):
        with pytest.raises(AddressError, match=said):
            parse_address(text)
    assert parse_address("ws://poems.example/@me") == Ws("poems.example", 80, target="/@me")


def test_options() -> None:
    found: Any = parse_address("wss://poems.example/", {"verify": "insecure", "largest": "1", "sends": "binary"})
    assert (found.verify, found.largest, found.sends) == (TlsVerify.INSECURE, 1, "binary")
    with pytest.raises(AddressError, match="Name the file with the private authority's certificate"):
        parse_address("wss://poems.example/", {"verify": "ca-file"})
    for options, said in (
        ({"headers": "no header"}, "'no header' is no header: write NAME: VALUE"),
        ({"headers": "A: b | Sec-WebSocket-Key: x"}, "The header Sec-WebSocket-Key is made by the program"),
        ({"headers": "Host: x"}, "The header Host is made"),
        ({"headers": "A: 日"}, "is no header"),
        ({"subprotocols": "v1, not one"}, "'not one' is no name of a sub-protocol"),
    ):
        with pytest.raises(AddressError, match=said):
            parse_address("ws://poems.example/", options).check()
        with pytest.raises(AddressError, match=said):
            parse_address("ws://192.0.2.1/", options).endpoint(None)
    parse_address("ws://poems.example/", {"headers": " A: b | C:d|", "subprotocols": "v1, v2"}).check()


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wsproto", None)
    with pytest.raises(AddressError, match=r"pip install \"poetrygui\[websocket\]\""):
        parse_address("ws://poems.example/").check()


def address_of(server: Any, target: str = "/") -> str:
    return f"ws://{server.address}{target}"


def test_what_the_server_is_asked(serve: Serve, fetched: Fetched) -> None:
    asked: list[Any] = []

    async def script(session: Session) -> None:
        side = ServerSide(session)
        await side.greet("v2")
        asked.append(side.request)
        await side.close()

    server = serve(script)
    options = {"headers": "Authorization: Bearer x | Origin: https://poems.example", "subprotocols": "v1, v2"}
    running = fetched(address_of(server, "/verse/é?n=1"), transport_options=options)
    assert running.outcome is Outcome.COMPLETE, running.ended.reason
    assert (asked[0].host, asked[0].target) == (server.address, "/verse/%C3%A9?n=1")
    assert asked[0].subprotocols == ["v1", "v2"]
    assert {(b"authorization", b"Bearer x"), (b"origin", b"https://poems.example")} <= {*asked[0].extra_headers}


@pytest.mark.parametrize(
    "code, outcome", [(1000, Outcome.COMPLETE), (1001, Outcome.COMPLETE), (1011, Outcome.RESET), (4000, Outcome.RESET)]
)
def test_the_servers_code_and_reason_are_told(code: int, outcome: Outcome, serve: Serve, fetched: Fetched) -> None:
    server = serve(says(events.TextMessage("one"), events.TextMessage("two"), code=code, reason="that was it"))
    running = fetched(address_of(server))
    assert (running.outcome, running.rows) == (outcome, b"one\ntwo\n")
    assert f"the server closed the WebSocket with code {code}" in running.ended.reason
    assert running.ended.reason.endswith(": that was it")


def test_a_message_in_many_frames_is_one(serve: Serve, fetched: Fetched) -> None:
    running = fetched(address_of(serve(says(*in_frames([b"on", b"", b"e"])))))
    assert (running.outcome, running.exact, running.ended.frames) == (Outcome.COMPLETE, b"one", 1)


def test_a_message_that_is_cut_off_is_kept_as_far_as_it_came(serve: Serve, fetched: Fetched) -> None:
    running = fetched(address_of(serve(says(events.TextMessage("one"), *in_frames([b"half a ", b""])[:1]))))
    assert (running.outcome, running.exact, running.ended.frames) == (Outcome.CUT, b"onehalf a ", 1)
    assert "the last message was not sent to its end" in running.ended.reason


def test_a_message_over_the_limit(serve: Serve, fetched: Fetched) -> None:
    message = bytes(1024 * 1024 + 1)
    running = fetched(
        address_of(serve(says(events.BytesMessage(message), code=None))), transport_options={"largest": "1"}
    )
    assert running.outcome is Outcome.PROTOCOL_ERROR
    assert "larger than the limit of 1,048,576 bytes: raise it (largest)" in running.ended.reason


@pytest.mark.parametrize("sends_as, kind", [("text", events.TextMessage), ("binary", events.BytesMessage)])
def test_what_is_sent(sends_as: str, kind: type[Any], serve: Serve, start_fetch: StartFetch, wait_for: WaitFor) -> None:
    heard: list[Any] = []

    async def script(session: Session) -> None:
        side = ServerSide(session)
        await side.greet()
        heard.append(await side.hear(kind))
        await side.close()

    running = start_fetch(address_of(serve(script)), send="verse", transport_options={"sends": sends_as})
    wait_for(running.done)
    assert heard[0].data in ("verse", b"verse")
    assert running.outcome is Outcome.COMPLETE


@pytest.mark.parametrize(
    "script, outcome, said",
    [
        (
            answers_by_http(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
            Outcome.REFUSED,
            "HTTP 404 Not Found",
        ),
        (answers_by_http(b"220 mail.example\r\n\r\n"), Outcome.PROTOCOL_ERROR, "the WebSocket cannot be read"),
        (sends(b""), Outcome.RESET, "perhaps it speaks no WebSocket"),
    ],
)
def test_a_refusal_is_told_in_a_sentence(
    script: Any, outcome: Outcome, said: str, serve: Serve, fetched: Fetched
) -> None:
    running = fetched(address_of(serve(script)))
    assert running.outcome is outcome
    assert said in running.ended.reason


def test_a_certificate_is_verified_as_with_tls(serve: Serve, fetched: Fetched, tmp_path: Any) -> None:
    authority = Authority()
    stranger = serve(is_silent, tls=Authority().server("127.0.0.1"))
    server = serve(says(events.TextMessage("one")), tls=authority.server("127.0.0.1"))
    refused, address = (f"wss://{each.address.removeprefix('tls:')}/" for each in (stranger, server))
    file = str(authority.write_certificate(tmp_path / "ca.pem"))
    running = fetched(address, transport_options={"verify": "ca-file", "ca_file": file})
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"one"), running.ended.reason
    for options in ({}, {"verify": "ca-file", "ca_file": file}):
        by_websocket, by_tls = (fetched(each, transport_options=options).ended for each in (refused, stranger.address))
        assert by_websocket.outcome is Outcome.TLS_ERROR
        assert "an authority that is not known here: name the file" in by_websocket.reason
        assert (by_websocket.reason, by_websocket.details) == (by_tls.reason, by_tls.details)


def test_no_tls_there(serve: Serve, fetched: Fetched) -> None:
    running = fetched(f"wss://{serve(sends(b'220 mail.example')).address}/", transport_options={"verify": "insecure"})
    assert running.outcome is Outcome.TLS_ERROR
    silent = fetched(f"wss://{serve(sends(b'')).address}/", transport_options={"verify": "insecure"})
    said = "the server broke off during the TLS handshake; perhaps it speaks no TLS"
    assert (silent.outcome, silent.ended.reason) == (Outcome.TLS_ERROR, said)
