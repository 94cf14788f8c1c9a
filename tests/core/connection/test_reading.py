"""Reading stops with the first who wants that and goes on with the last."""

from __future__ import annotations

from poetrygui.core.connection.reading import Reading
from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.poems.event_kind import EventKind


class Transport:
    """Notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def pauseProducing(self) -> None:
        self.asked.append("pause")

    def resumeProducing(self) -> None:
        self.asked.append("resume")


def reading_from(transport: object) -> tuple[Reading, list[str]]:
    told: list[str] = transport.asked if isinstance(transport, Transport) else []
    reading = Reading(lambda: told.append("told"))
    reading.transport = transport
    return reading, told


def test_the_transport_is_paused_once_and_the_last_one_resumes() -> None:
    reading, told = reading_from(Transport())
    reading.pause("disk")
    reading.pause("protocol")
    reading.pause("disk")
    assert told == ["pause"]
    assert reading.is_paused_by("disk")
    reading.resume("disk")
    assert not reading.is_paused_by("disk")
    assert (reading.is_paused, told) == (True, ["pause"])
    reading.resume("protocol")
    assert (reading.is_paused, told) == (False, ["pause", "told", "resume"])


def test_what_has_come_is_read_before_the_transport_is_resumed_which_it_is_not_where_that_pauses_anew() -> None:
    reading, told = reading_from(Transport())
    reading.read_now = lambda: told.append("read")
    reading.pause("host")
    reading.resume("host")
    assert told == ["pause", "told", "read", "resume"]
    reading.read_now = lambda: reading.pause("host")
    reading.pause("host")
    reading.resume("host")
    assert told[4:] == ["pause", "told", "pause"]
    assert reading.is_paused
    reading.read_now = lambda: setattr(reading, "transport", None)
    reading.resume("host")
    assert told[7:] == ["told"], "it was lost as it was read from"


def test_whoever_had_not_paused_resumes_nothing() -> None:
    reading, told = reading_from(Transport())
    reading.resume("disk")
    reading.pause("protocol")
    reading.resume("disk")
    assert (reading.is_paused, told) == (True, ["pause"])


def test_a_transport_that_cannot_pause_reads_on() -> None:
    reading, told = reading_from(object())
    reading.pause("disk")
    assert reading.is_paused
    reading.resume("disk")
    assert told == ["told"]


def test_without_a_transport_nobody_is_told() -> None:
    reading, told = reading_from(None)
    reading.pause("disk")
    reading.resume("disk")
    assert (reading.is_paused, told) == (False, [])


def test_once_nothing_more_comes_nothing_is_paused_and_nothing_is_read() -> None:
    """A transport that is told to go on would read the end again."""
    reading, told = reading_from(Transport())
    reading.pause("disk")
    assert reading.half_close()
    reading.resume("disk")
    reading.pause("protocol")
    reading.resume("protocol")
    assert told == ["pause"]
    assert not reading.half_close(), "once"


def test_a_pause_that_is_none_of_the_wires_business_is_not_heard_there() -> None:
    events: list[tuple[str, str]] = []

    class Wire(NobodyListens):
        def event(self, kind: EventKind, text: str = "") -> None:
            events.append((kind.name, text))

    transport = Transport()
    reading = Reading(lambda: transport.asked.append("told"), Wire())
    reading.transport = transport
    reading.pause("host", is_told=False)
    assert transport.asked == ["pause"]
    assert not reading.is_paused_beside("host")
    for who in ("disk", "reader"):
        reading.pause(who)
        assert reading.is_paused_beside("host")
    reading.resume("reader")
    reading.resume("host")
    reading.pause("host", is_told=False)
    reading.resume("disk")
    assert transport.asked == ["pause"]
    reading.resume("host")
    assert transport.asked == ["pause", "told", "resume"]
    assert events == [("PAUSED", "disk"), ("RESUMED", "")]
