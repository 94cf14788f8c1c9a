"""What tests of recordings share: any records, and what they should come back as."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve
from hypothesis import strategies as st

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Anchor, Delivered, Event, Received, Record, Sent

times = st.integers(0, 2**50)
# A pebibyte at most: thousands of records in a row still add up to what the 64 bits of a log's marks hold.
numbers = st.one_of(st.integers(0, 3), st.integers(0, 300), st.integers(0, 2**50))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def _received(draw: st.DrawFn) -> Received:
    """As chunks of real protocols are: rows as many as bytes, frames as many as newlines; or anything at all."""
    size, newlines, other = draw(numbers), draw(numbers), draw(numbers)
    rows = draw(st.sampled_from([0, size, max(size - newlines, 0), other]))
    frames = draw(st.sampled_from([0, newlines, other]))
    return Received(draw(times), size, rows, frames, newlines, draw(st.sampled_from([frames, 0, other])))


records: st.SearchStrategy[Record] = st.one_of(
    _received(),
    st.builds(Delivered, times, numbers, numbers, numbers, numbers),
    st.builds(Sent, times, st.one_of(st.binary(max_size=20), st.integers(1000, 9000).map(bytes))),
    st.builds(Event, times, st.sampled_from(EventKind), texts),
    # To the microsecond, as they are kept.
    st.builds(Anchor, times, st.integers(0, 2**51).map(lambda microseconds: microseconds / 1e6)),
)


def in_order(given: Iterable[Record]) -> list[Record]:
    """Return records as a recording keeps them: times that would go back stand still."""
    kept: list[Record] = []
    for record in given:
        before = kept[-1].time if kept else 0
        kept.append(evolve(record, time=max(record.time, before)))
    return kept
