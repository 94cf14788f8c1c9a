"""What is noted beside a re-framing: what was sent, compared, and other sentences; and each record is heard of."""

from __future__ import annotations

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Event, Received, Record, Sent
from poetrygui.recordings.reframing_notes import ReframingNotes


def test_each_record_is_heard_of_by_whoever_wants_to() -> None:
    heard: list[tuple[Record, bytes]] = []
    notes = ReframingNotes(lambda record, chunk: heard.append((record, chunk)))
    notes.hear(Received(1, 3), b"one")
    notes.hear(Sent(2, b"x"))
    assert heard == [(Received(1, 3), b"one"), (Sent(2, b"x"), b"")]
    assert notes.is_heard
    assert not ReframingNotes().is_heard
    ReframingNotes().hear(Received(1, 3), b"one")


def test_what_is_sent_otherwise_than_then_is_told_after_all_else() -> None:
    notes = ReframingNotes()
    notes.compare(Sent(1, b"hello"), 5)
    notes.wrote(b"howdy", 5)
    notes.add("it stopped")
    first, second = notes.end()
    assert first == "it stopped"
    assert "5" in second


def test_what_was_not_kept_cannot_be_compared_and_the_same_is_no_news() -> None:
    notes = ReframingNotes()
    notes.compare(Sent(1, b"hello"), 5)
    notes.wrote(b"hello", 5)
    assert notes.end() == []
    notes.compare(Event(1, EventKind.SENT_NOT_KEPT, "5 bytes"), 5)
    notes.wrote(b"anything", 5)
    before = ReframingNotes()
    before.wrote(b"anything", 5)
    assert notes.end() != before.end()
