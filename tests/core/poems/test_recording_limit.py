"""A running recording that may take so much: what came first goes, and all that is said of the rest stays true."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.poem_info import write_info
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event
from tests.core.poems.recorded_poem import INFO
from tests.core.poems.test_store_recording import recording_of, ticking

LIMIT = 64 * 1024


def limited(folder: Path, limit: int | None = LIMIT) -> PoemStore:
    store = PoemStore(folder, info=INFO, clock=ticking(), limit=limit)
    write_info(folder, evolve(INFO, name=folder.name))
    return store


def size_of(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.iterdir() if each.suffix[1:].isdigit())


def play(store: PoemStore, kind: str, chunks: int, size: int = 700) -> bytes:
    """Play so many chunks of numbered frames; return all rows that they make."""
    rows = []
    for number in range(chunks):
        text = f"{number} ".encode() * (size // 8)
        if kind == "raw":
            store.received(text)
            store.part(text)
            rows.append(text)
        elif kind == "CRLF":
            store.received(text + b"\r\n")
            store.frame(text)
            rows.append(text + b"\n")
        elif kind == "lines":
            store.received(text + b"\n")
            store.frame(text)
            rows.append(text + b"\n")
        else:  # rows are no stretch of the wire, and have borders of their own
            store.received(b"%d:" % len(text) + text)
            frame = text.replace(b" ", b"\n")
            store.frame(frame)
            rows.append(frame)
        store.flush()
    return b"".join(rows)


@pytest.mark.parametrize("kind", ["raw", "lines", "CRLF", "own"])
def test_it_stays_within_the_limit_and_reads_the_same_live_and_later(tmp_path: Path, kind: str) -> None:
    store, plain = limited(tmp_path / "poem"), limited(tmp_path / "plain", None)
    rows = play(store, kind, 600)
    assert play(plain, kind, 600) == rows
    assert size_of(tmp_path / "poem") <= LIMIT
    store.close_writing()
    for poem in (store, StoredPoem.existing(tmp_path / "poem")):
        recording, whole = recording_of(poem), recording_of(plain)
        dropped = poem.dropped
        assert poem.size == len(rows)
        assert (poem.line_count, poem.frame_count, poem.exact_size) == (
            plain.line_count,
            plain.frame_count,
            plain.exact_size,
        )
        assert len(rows) - LIMIT < poem.start < len(rows)
        assert poem.start == dropped.rows
        assert poem.read(poem.start, poem.size) == rows[poem.start :]
        assert b"".join(poem.row_pieces()) == rows[poem.start :]
        assert rows.replace(b"\n", b"").endswith(b"".join(poem.exact_pieces()).replace(b"\n", b""))
        assert poem.read(poem.start - 1, poem.size) == b""
        assert recording.wire(0, 10) == b""
        assert recording.wire(dropped.wire, recording.wire_size) == whole.wire(dropped.wire, whole.wire_size)
        for line in range(plain.line_at(poem.start) + 1, plain.line_count, 7):
            offset = plain.line_start(line)
            assert poem.line_start(line) == offset
            assert poem.line_at(offset) == line
        assert poem.line_start(0) == poem.start
        assert poem.line_at(0) == poem.line_at(poem.start) == plain.line_at(poem.start)
        assert poem.start_of_line(poem.start + 1, 10**6) in (poem.start, poem.start + 1)
        # Each event had the clock go on.
        expected = [evolve(each, time=0) for each in whole.chunks() if each.number >= dropped.chunks]
        assert [evolve(each, time=0) for each in recording.chunks()] == expected
        first = next(recording.chunks())
        assert (first.start, first.rows_before, first.frames_before) == (dropped.wire, dropped.rows, dropped.frames)
        assert recording.chunk_at(dropped.wire - 1) is None
        assert recording.chunk_of_row(dropped.rows - 1) is None
        assert recording.chunk_at_time(dropped.time) is None
        places, all_places = FramePlaces(poem, recording), FramePlaces(plain, whole)
        for number in range(dropped.frames + 1, plain.frame_count, 5):
            assert places.rows_of_frame(number) == all_places.rows_of_frame(number)
            assert places.time_of_frame(number) is not None
            assert places.wire_of_frame(number) == all_places.wire_of_frame(number)
        if dropped.frames:
            assert places.rows_of_frame(dropped.frames - 1) is None
            assert places.wire_of_frame(dropped.frames - 1) is None
        events = [each for each in recording.records() if isinstance(each, Event)]
        assert events[-1].kind is EventKind.DROPPED
        assert events[-1].text == f"all before byte {dropped.wire:,}"


def test_a_log_of_small_chunks_is_dropped_as_well(tmp_path: Path) -> None:
    store = limited(tmp_path / "poem", 16 * 1024)
    for number in range(5000):
        store.received(b"%07d\n" % number)
        store.frame(b"%07d" % number)
        store.flush()
    assert size_of(tmp_path / "poem") <= 16 * 1024
    assert not (tmp_path / "poem" / "log.000").exists()
    store.close_writing()
    poem = StoredPoem.existing(tmp_path / "poem")
    assert poem.frame_count == 5000
    line = poem.line_at(poem.start)
    assert poem.read(poem.line_start(line + 5), poem.line_start(line + 6)) == b"%07d\n" % (line + 5)
    chunk = recording_of(poem).chunk_of_frame(4990)
    assert chunk is not None
    assert chunk.number == 4990
    assert recording_of(poem).chunk_of_frame(3) is None


@given(st.lists(st.integers(0, 3000), min_size=50, max_size=80), st.integers(20_000, 60_000))
@settings(max_examples=5)
def test_any_chunks_within_any_limit(sizes: list[int], limit: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = limited(Path(folder) / "poem", limit)
        rows = b""
        for number, size in enumerate(sizes):
            data = b"x" * size + b"\n"
            store.received(data)
            store.frame(data[:-1])
            store.flush()
            rows += data
            assert store.size == len(rows)
            assert store.read(store.start, store.size) == rows[store.start :]
            assert store.line_at(store.size - 1) == number
            assert size_of(Path(folder) / "poem") <= limit + limit // 8 + 4096
        store.close()
        store.close_writing()


def test_what_is_noted_is_true_wherever_the_program_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = limited(tmp_path / "poem")
    rows = play(store, "lines", 60)
    with monkeypatch.context() as patch:
        # It is noted, and nothing was removed.
        patch.setattr(PoemFiles, "remove_given_up", lambda _: None)
        rows = rows + play(store, "lines", 300)
    poem = StoredPoem.existing(tmp_path / "poem")
    assert poem.dropped
    assert poem.read(poem.start, poem.size) == rows[poem.start :]
    assert (tmp_path / "poem" / "wire.000").exists()


def test_where_it_cannot_be_noted_all_stays(tmp_path: Path) -> None:
    store = limited(tmp_path / "poem")
    rows = play(store, "lines", 1)
    (tmp_path / "poem" / "kept-part.json.tmp").mkdir()
    rows += play(store, "lines", 300)
    assert not store.dropped
    assert store.read(0, store.size) == rows
    (tmp_path / "poem" / "kept-part.json.tmp").rmdir()
    rows += play(store, "lines", 30)
    assert store.dropped
    assert size_of(tmp_path / "poem") <= LIMIT
    assert store.read(store.start, store.size) == rows[store.start :]
