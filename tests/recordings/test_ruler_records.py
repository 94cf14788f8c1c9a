"""Records are found by their numbers in the order of their times, whatever block of the log they lie in."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.wire_log import BLOCK
from poetrygui.core.poems.wire_records import Anchor, Event, Received, Sent
from poetrygui.recordings.ruler_model import RulerModel
from poetrygui.recordings.ruler_records import Happening
from poetrygui.recordings.ruler_words import happening_words

INFO = PoemInfo("a server", "host:1", "raw", "2026-01-01T00:00:00+00:00")


def written(folder: Path) -> Recording:
    """Write a recording whose log has several blocks, with much that was sent in one go across two of them."""
    writer = RecordingWriter(folder, INFO)
    writer.event(EventKind.CONNECTED, 0, "127.0.0.1:7")
    writer.event(EventKind.HANDSHAKE_DONE, 10, "TLSv1.3")
    for number in range(1000):
        writer.received(b"x" * (number % 7 + 1), 1000 * (number + 1))
        if number % 100 == 0:
            writer.sent(b"y" * (3 * BLOCK if number == 500 else 5), 1000 * (number + 1) + 5)
    writer.event(EventKind.HALF_CLOSED, 2_000_000)
    writer.event(EventKind.LOST, 2_000_010, "reset by peer")
    writer.end(None)
    return Recording.existing(folder)


def test_every_record_is_found_with_its_place_its_time_and_what_was_waited(tmp_path: Path) -> None:
    recording = written(tmp_path / "poem")
    model = RulerModel(recording)
    model.look()
    expected = list(recording.records())
    assert model.records.count == len(expected) > 1000
    assert len(model.blocks.wire) > 4
    wire, before, chunks = 0, 0, 0
    for number, record in enumerate(expected):
        found = model.records.at(number)
        assert found is not None
        assert (found.record.time, type(found.record)) == (record.time, type(record))
        assert (found.wire, found.wait) == (wire, record.time - before)
        if isinstance(record, Received):
            assert found.chunk is not None
            assert (found.chunk.number, found.chunk.start) == (chunks, wire)
            assert model.records.number_of_chunk(chunks) == number
            wire, chunks = wire + record.size, chunks + 1
        assert found.sent == (len(record.data) if isinstance(record, Sent) else 0)
        before = record.time
    assert model.records.at(len(expected)) is model.records.at(-1) is None
    assert model.records.number_of_chunk(chunks + 5) == 0
    recording.close()


@pytest.mark.parametrize("kind", EventKind)
def test_each_kind_of_event_has_words(kind: EventKind) -> None:
    assert happening_words(Happening(Event(0, kind, "why"), 0, 0)).endswith(": why")
    assert happening_words(Happening(Event(0, kind), 0, 0))


def test_what_happened_is_told_in_words(tmp_path: Path) -> None:
    recording = written(tmp_path / "poem")
    model = RulerModel(recording)
    model.look()
    found = [model.records.at(number) for number in range(model.records.count)]
    words = [happening_words(each) for each in found if each is not None and not isinstance(each.record, Anchor)]
    assert words[:4] == ["connected: 127.0.0.1:7", "TLS handshake done: TLSv1.3", "chunk 1", "sent"]
    assert words[-2:] == ["the other end sends no more", "connection lost: reset by peer"]
    recording.close()
