"""Who sent which chunk: as it was told, across the blocks of a log, while it grows, and not at all where nobody is."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.chunk_senders import ChunkSenders
from tests.recordings.framed_folder import record_lines


def senders_in(folder: Path) -> list[str]:
    poem = StoredPoem.existing(folder)
    assert poem.recording is not None
    senders = ChunkSenders(poem.recording)
    found = [senders.of(chunk) for chunk in poem.recording.chunks()]
    poem.recording.close()
    poem.close()
    return found


@given(st.dictionaries(st.integers(0, 30), st.sampled_from(["127.0.0.1:1", "[::1]:2", ""])), st.integers(1, 31))
def test_each_chunk_is_of_the_one_who_was_told_last(told: dict[int, str], count: int) -> None:
    told[0] = "127.0.0.1:3"
    at = sorted(told)
    with tempfile.TemporaryDirectory() as folder:
        found = senders_in(record_lines(Path(folder) / "poem", [b"line\n"] * count, senders=told))
    assert found == [told[at[bisect_right(at, number) - 1]] for number in range(count)]


def test_they_are_found_in_every_block_of_a_log(tmp_path: Path) -> None:
    told = {number: f"127.0.0.1:{number}" for number in range(0, 6_000, 500)}
    folder = record_lines(tmp_path / "poem", [b"line\n"] * 6_000, senders=told)
    assert senders_in(folder) == [f"127.0.0.1:{number // 500 * 500}" for number in range(6_000)]


def test_where_nobody_is_told_there_are_none(tmp_path: Path) -> None:
    assert senders_in(record_lines(tmp_path / "poem", [b"line\n"] * 3)) == [""] * 3


def test_it_is_known_as_soon_as_something_came(tmp_path: Path) -> None:
    info = PoemInfo("udp", "udp-listen:7", "raw", "2026-01-01T00:00:00+00:00", kept=WhatIsKept.EVERYTHING)
    store = PoemStore(tmp_path / "poem", info=info)
    assert store.recording is not None
    senders = ChunkSenders(store.recording)
    before = senders.are_told
    for sender in ("127.0.0.1:1", "127.0.0.1:2"):
        store.event(EventKind.SENDER, sender)
        store.received(b"line\n")
        store.frame(b"line")
        store.flush()
    assert (before, senders.are_told) == (False, True)
    assert [senders.of(chunk) for chunk in store.recording.chunks()] == ["127.0.0.1:1", "127.0.0.1:2"]
    store.close()
