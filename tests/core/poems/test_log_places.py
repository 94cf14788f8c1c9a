"""A block of a log is gone through once: its chunks, what else is noted, and what is cut off."""

from __future__ import annotations

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.log_places import places_in
from poetrygui.core.poems.wire_log import LogComposer, Source
from poetrygui.core.poems.wire_records import Delivered, Event, Sent


def composed() -> bytes:
    composer = LogComposer()
    composer.begin_run(Source.WIRE, 0)
    composer.received(5, 4, 4, 1, 1, added=1)
    composer.add(Sent(7, b"more"))
    composer.received(9, 2, 2, 1, 1, added=0)
    composer.add(Delivered(10, frames=1))
    composer.add(Event(11, EventKind.LOST, "gone"))
    return composer.take()


def test_chunks_have_places_and_the_others_stand_between_them() -> None:
    places, others = places_in(composed())
    # Chunks, wire, time, frames, rows, newlines, added, and the time of the record before.
    assert places == [
        (0, 0, 0, 0, 0, 0, 0, 0),
        (1, 4, 5, 1, 4, 1, 1, 0),
        (2, 6, 9, 2, 6, 2, 1, 7),
        (2, 6, 10, 3, 6, 2, 1, 9),
    ]
    assert [(other.before, other.records, other.place[2]) for other in others] == [(2, 2, 7), (3, 4, 10), (4, 5, 11)]
    assert [other.behind(1).before for other in others] == [1, 2, 3]
    assert others[0].behind(0) is others[0]
    assert others[0].behind(5).before == 0


def test_what_is_cut_off_ends_it() -> None:
    data = composed()
    assert places_in(b"") == ([], [])
    found = [len(places_in(data[:size])[0]) for size in range(len(data) + 1)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0, 4)
