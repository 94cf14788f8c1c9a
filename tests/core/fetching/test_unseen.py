"""Of what is secret whoever listens hears how much it was; all else is told as it is."""

from __future__ import annotations

from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.fetching.unseen import UnseenWire
from poetrygui.core.poems.event_kind import EventKind


class Listens(NobodyListens):
    def __init__(self) -> None:
        self.heard: list[object] = []

    def received(self, chunk: bytes) -> None:
        self.heard.append(chunk)

    def delivered(self) -> None:
        self.heard.append("delivered")

    def sent(self, data: bytes) -> None:
        self.heard.append((data,))

    def event(self, kind: EventKind, text: str = "") -> None:
        self.heard.append((kind, text))


def test_what_is_secret_is_only_counted() -> None:
    behind = Listens()
    wire = UnseenWire(behind)
    wire.event(EventKind.CONNECTED, "there")
    wire.received(b"login: ")
    wire.delivered()
    with wire.secret():
        wire.sent(b"secret")
    wire.sent(b"more")
    assert behind.heard == [
        (EventKind.CONNECTED, "there"),
        b"login: ",
        "delivered",
        (EventKind.SENT_NOT_KEPT, "6 bytes"),
        (b"more",),
    ]
