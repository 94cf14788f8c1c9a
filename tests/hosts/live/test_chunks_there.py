"""Chunks come to a host as messages or in memory, and are kept for a while as they are on the other side."""

from __future__ import annotations

import os
from array import array

import pytest

from poetrygui.hosts.live.chunks_there import ChunksThere
from poetrygui.hosts.live.shared_pages import SharedPages, shareable


def test_they_are_handed_on_from_wherever_they_come() -> None:
    descriptor = shareable()
    if descriptor is None:
        pytest.skip("this system has no such memory")
    here, there = SharedPages(descriptor), SharedPages(descriptor)
    os.close(descriptor)
    chunks, found = ChunksThere(there), list[bytes]()
    here.put_chunk(b"in memory")
    there.put(b"rows")
    chunks.hand_on(array("Q", [9, 4]), found.append)
    chunks.hand_on(b"as a message", found.append)
    assert found == [b"in memory", b"as a message"]
    assert chunks.window.take(3, 12) == b"memoryas a m"
    assert there.put(b"next") == 0
    here.close()
    there.close()


def test_more_comes_where_it_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poetrygui.hosts.live.read_size_there.LONG", 3600.0)  # whatever a busy machine takes for it
    chunks = ChunksThere(None)
    before = chunks.reads
    for _ in range(3):
        chunks.hand_on(b"x" * before, bool)
    assert chunks.reads == 2 * before
