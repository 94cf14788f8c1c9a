"""What a transport tells beside the bytes, and who hears it."""

from __future__ import annotations

from typing import Any

import pytest

from poetrygui.api import CollectedFrames
from poetrygui.core.connection.asides import AsidesHeard, hear_asides, mixed_sentence
from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.connection.ending import Ending
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.guard.plugin_calls import PluginCalls
from poetrygui.core.outcomes import Verdict
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.transports.streams.asides import Aside, nobody_hears
from poetrygui.plugins import shipped_protocol


class Noted(NobodyListens):
    def __init__(self) -> None:
        self.events: list[tuple[EventKind, str]] = []

    def event(self, kind: EventKind, text: str = "") -> None:
        self.events.append((kind, text))


def _blamed(verdict: Verdict) -> None:
    pytest.fail(verdict.reason)


def a_delivery() -> Delivery:
    return Delivery(CollectedFrames(), Ending(), lambda: None, lambda _: None)


def test_all_is_noted_and_remarks_are_kept_for_the_end() -> None:
    transport: Any = type("Telling", (), {"on_aside": staticmethod(nobody_hears)})()
    wire = Noted()
    delivery = a_delivery()
    hear_asides(transport, wire, delivery, PluginCalls(_blamed), None)
    transport.on_aside(Aside("an error"))
    transport.on_aside(Aside("a remark", is_remark=True))
    assert wire.events == [(EventKind.TOLD, "an error"), (EventKind.TOLD, "a remark")]
    assert delivery.remarks.sentences == ("a remark",)


@pytest.mark.parametrize(
    "name, chunks",
    [
        ("lines", [b"o", b"ne\n", b"tw", b"on", b"o\n"]),
        ("netstring", [b"3", b":one,", b"3:t", b"on", b"two,"]),
        ("prefixed", [b"\0\0", b"\0\3one", b"\0\0", b"\0\5three", b"two"]),
    ],
)
def test_another_sender_within_a_frame_is_a_remark_and_once(name: str, chunks: list[bytes]) -> None:
    transport: Any = type("Telling", (), {"on_aside": staticmethod(nobody_hears)})()
    wire, delivery = Noted(), a_delivery()
    protocol: Any = PoemFactory(shipped_protocol(name), delivery).buildProtocol(None)
    hear_asides(transport, wire, delivery, PluginCalls(_blamed), protocol)
    for sender, chunk in zip(["one:1", "one:1", "two:2", "one:1", "two:2"], chunks, strict=True):
        transport.on_aside(Aside(sender, is_sender=True))
        protocol.dataReceived(chunk)
        delivery.chunk_handled(chunk)
    mixed = mixed_sentence("two:2", "one:1", are_lines=name == "lines")
    assert [text for kind, text in wire.events if kind is EventKind.SENDER] == ["one:1"] * 2 + [
        "two:2",
        "one:1",
        "two:2",
    ]
    assert [text for kind, text in wire.events if kind is EventKind.TOLD] == [mixed]
    assert delivery.remarks.sentences == (mixed,)


def test_a_transport_that_tells_nothing_stays_as_it_is() -> None:
    transport = object()
    hear_asides(transport, Noted(), a_delivery(), PluginCalls(_blamed), None)
    assert not hasattr(transport, "on_aside")


def test_who_hears_asides_leaves_the_rest_to_the_other() -> None:
    wire = Noted()
    told: list[str] = []
    heard = AsidesHeard(wire, told.append)
    heard.event(EventKind.PAUSED, "the disk")
    heard.event(EventKind.TOLD, "an error")
    assert wire.events == [(EventKind.PAUSED, "the disk"), (EventKind.TOLD, "an error")]
    assert told == ["an error"]
    assert (heard.received, heard.delivered, heard.sent) == (wire.received, wire.delivered, wire.sent)


def test_what_is_known_of_a_server_is_told_where_that_is_asked_for() -> None:
    happened = [(EventKind.HANDSHAKE_DONE, "TLSv1.3"), (EventKind.CERTIFICATE, "poems.example"), (EventKind.LOST, "")]
    for server, expected in ((False, []), (True, ["TLS: TLSv1.3", "certificate: poems.example"])):
        told: list[str] = []
        heard = AsidesHeard(Noted(), told.append, server=server)
        for kind, text in happened:
            heard.event(kind, text)
        assert told == expected


def test_a_sender_is_told_where_it_is_another_to_whoever_wants_to_know() -> None:
    for wants, expected in ((True, ["one", "two"]), (False, ["from one", "from two"])):
        told: list[str] = []
        heard = AsidesHeard(Noted(), told.append, sender_is=told.append if wants else None)
        for sender in ("one", "one", "two"):
            heard.event(EventKind.SENDER, sender)
        assert told == expected
