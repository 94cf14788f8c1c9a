"""All that a connection was told is told again in its order: from a recording what is not held any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.store import PoemStore
from poetrygui.hosts.live.came_before import CameBefore
from poetrygui.hosts.live.wire_window import WireWindow
from tests.core.poems.recorded_poem import INFO


def window_of(*chunks: bytes, kept: int = 2) -> WireWindow:
    window = WireWindow(kept)
    for each in chunks:
        window.add(each)
        window.trim()
    return window


def store_of(folder: Path, *chunks: bytes, kept: WhatIsKept = WhatIsKept.EVERYTHING) -> PoemStore:
    store = PoemStore(folder / "poem", info=evolve(INFO, kept=kept))
    for each in chunks:
        store.received(each)
        store.flush()
    return store


def all_of(before: CameBefore) -> list[bytes]:
    found = []
    while chunk := before.next():
        found.append(chunk)
    return found


def test_what_is_not_held_comes_from_the_recording(tmp_path: Path) -> None:
    chunks = [b"one", b"two", b"three", b"four"]
    store = store_of(tmp_path, *chunks)
    window, told = window_of(*chunks), list[str]()
    assert window.start == 6
    assert window.ends == [11, 15]
    beside = [(0, lambda: told.append("first")), (3, lambda: told.append("second")), (15, lambda: told.append("last"))]
    before = CameBefore(window, beside, store)
    assert before.is_there
    before.when_there(lambda: told.append("there"))
    pieces = [before.next()]
    assert told == ["there", "first"]
    before.came(b"five")
    before.note(lambda: told.append("meanwhile"))
    pieces += all_of(before)
    assert pieces == [*chunks, b"five"]
    assert told == ["there", "first", "second", "last", "meanwhile"]
    store.close()


def test_it_is_not_there_where_it_is_neither_held_nor_recorded(tmp_path: Path) -> None:
    chunks = [b"one", b"two", b"three"]
    store = store_of(tmp_path, *chunks, kept=WhatIsKept.NOTHING)
    assert not CameBefore(window_of(*chunks), (), None).is_there
    assert not CameBefore(window_of(*chunks), (), store).is_there
    assert CameBefore(window_of(*chunks, kept=99), (), None).is_there
    store.close()


def test_a_recording_that_ends_before_is_told(tmp_path: Path) -> None:
    store = store_of(tmp_path, b"one")
    before = CameBefore(window_of(b"one", b"two", b"three", b"four"), (), store)
    assert before.next() == b"one"
    with pytest.raises(OSError, match="ends before"):
        before.next()
    store.close()
