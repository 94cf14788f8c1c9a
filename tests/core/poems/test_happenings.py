"""What happened on a connection: each with its time, the chunk apart, and the clock on the wall from time to time."""

from __future__ import annotations

import pytest
from attrs import define

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.happenings import Arrival, Happenings
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.wire_records import Anchor, Event, Sent


@define
class Hands:
    """Those of both clocks, in seconds."""

    steady: float = 0.0
    wall: float = 1e9


@pytest.fixture
def hands() -> Hands:
    return Hands()


def happenings(hands: Hands, *, keeps_sent: bool = True) -> Happenings:
    return Happenings(RecordingClock(lambda: hands.steady, lambda: hands.wall), keeps_sent=keeps_sent)


def test_a_chunk_is_there_until_it_is_taken(hands: Hands) -> None:
    told = happenings(hands)
    hands.steady = 1
    told.received(5)
    hands.steady = 2
    assert (told.chunk, told.take_chunk(), told.take_chunk()) == (Arrival(1_000_000, 5), Arrival(1_000_000, 5), None)


def test_what_is_sent_is_kept_as_it_was_then(hands: Hands) -> None:
    told = happenings(hands)
    data = bytearray(b"ping")
    told.sent(data)
    data[:] = b"pong"
    told.event(EventKind.PAUSED, "disk")
    assert told.take_records() == [Sent(0, b"ping"), Event(0, EventKind.PAUSED, "disk")]
    assert told.take_records() == []


def test_of_what_is_not_to_be_kept_the_size_is(hands: Hands) -> None:
    told = happenings(hands, keeps_sent=False)
    told.sent(b"a" * 1234)
    assert told.take_records() == [Event(0, EventKind.SENT_NOT_KEPT, "1,234 bytes")]


def test_the_clock_on_the_wall_is_looked_at_again_after_ten_minutes(hands: Hands) -> None:
    told = happenings(hands)
    told.begin()
    for minutes in (9, 11, 12, 22):
        hands.steady, hands.wall = 60 * minutes, 1e9 + 60 * minutes + 3600
        told.event(EventKind.RESUMED, "")
    found = [told.take_records()]
    hands.steady = 60 * 30
    told.event(EventKind.RESUMED, "")
    found.append(told.take_records())
    hands.steady = 60 * 33
    told.event(EventKind.RESUMED, "")
    found.append(told.take_records())
    assert [[record for record in records if isinstance(record, Anchor)] for records in found] == [
        [Anchor(22 * 60_000_000, 1e9 + 60 * 22 + 3600)],
        [],
        [Anchor(33 * 60_000_000, 1e9 + 60 * 22 + 3600)],
    ]


def test_a_recording_of_chunks_alone_has_the_clock_on_the_wall_as_well(hands: Hands) -> None:
    told = happenings(hands)
    hands.steady = 700
    told.received(1)
    told.begin()
    told.take_chunk()
    assert told.take_records() == [Anchor(700_000_000, 1e9)]


def test_events_are_held_until_there_is_more_than_events(hands: Hands) -> None:
    def send(told: Happenings) -> None:
        told.sent(b"ping")

    def end(told: Happenings) -> None:
        told.event(EventKind.LOST, "")

    for begin in (send, end, Happenings.begin):
        told = happenings(hands)
        told.event(EventKind.CONNECTED, "127.0.0.1:1")
        assert told.take_records() == []
        begin(told)
        assert told.take_records()[0] == Event(0, EventKind.CONNECTED, "127.0.0.1:1")
        told.event(EventKind.PAUSED, "")
        assert told.take_records() == [Event(0, EventKind.PAUSED, "")]


def test_events_without_end_are_not_held(hands: Hands) -> None:
    told = happenings(hands)
    found = []
    for _ in range(50):
        told.event(EventKind.PAUSED, "")
        found += told.take_records()
    assert len(found) == 50
