"""What was sent in many pieces is told in one go, in its order and with its times."""

from __future__ import annotations

from typing import Any

from attrs import define, field
from twisted.internet.task import Clock

from poetrygui.commands.sent_together import SentTogether
from poetrygui.commands.wires import Wire, WireClock
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.poems.event_kind import EventKind


@define
class Notes(WireListener):
    """Notes all of it, with the time in ms."""

    clock: WireClock
    told: list[Any] = field(factory=list)

    def received(self, chunk: bytes) -> None:
        self.told.append((self.clock.now() // 1000, "received", chunk))

    def sent(self, data: bytes) -> None:
        self.told.append((self.clock.now() // 1000, "sent", data))

    def event(self, kind: EventKind, text: str = "") -> None:
        self.told.append((self.clock.now() // 1000, kind.name, text))

    def delivered(self) -> None:
        self.told.append("delivered")


def noted() -> tuple[Clock, SentTogether, list[Any]]:
    clock = Clock()
    times = WireClock(clock.seconds, clock.seconds)
    wire, notes = Wire(times), Notes(times)
    wire.add(notes)
    return clock, SentTogether(clock, wire), notes.told


def test_the_first_piece_is_told_at_once_and_those_that_follow_it_together() -> None:
    clock, heard, told = noted()
    heard.sent(b"a")
    assert told == [(0, "sent", b"a")]
    clock.advance(0.004)
    heard.sent(b"b")
    clock.advance(0.004)
    heard.sent(b"c")
    assert len(told) == 1
    clock.advance(0.004)
    assert told[1:] == [(4, "sent", b"b"), (8, "sent", b"c")]
    heard.sent(b"d")
    assert told[3:] == [(12, "sent", b"d")]


def test_what_comes_or_happens_afterwards_is_told_afterwards() -> None:
    clock, heard, told = noted()
    for piece in (b"a", b"b"):
        heard.sent(piece)
    clock.advance(0.001)
    heard.received(b"x")
    heard.delivered()
    heard.sent(b"c")
    heard.event(EventKind.LOST)
    assert told == [
        (0, "sent", b"a"),
        (0, "sent", b"b"),
        (1, "received", b"x"),
        "delivered",
        (1, "sent", b"c"),
        (1, "LOST", ""),
    ]
    assert not clock.getDelayedCalls()


def test_few_pieces_wait() -> None:
    _clock, heard, told = noted()
    for _ in range(17):
        heard.sent(b"a")
    assert len(told) == 17


def test_that_all_is_delivered_is_told_where_that_has_it_written() -> None:
    times = WireClock(Clock().seconds, Clock().seconds)
    wire, notes = Wire(times), Notes(times)
    wire.add(notes)
    for has_it_written in (False, True):
        SentTogether(Clock(), wire, has_it_written=has_it_written).delivered()
        assert notes.told == ["delivered"] * has_it_written
