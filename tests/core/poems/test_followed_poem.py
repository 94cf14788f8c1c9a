"""A poem that another writes, read while it grows: what was there at the last look, and who is told."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.followed_poem import FollowedPoem
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.store import PoemStore

INFO = PoemInfo("feed", "127.0.0.1:7", "netstring", "2026-01-01T00:00:00+00:00", kept=WhatIsKept.EVERYTHING)


def test_it_can_be_read_while_it_grows(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem", info=INFO)
    poem = FollowedPoem(tmp_path / "poem", INFO)
    grown: list[int] = []
    poem.subscribe(lambda: grown.append(poem.size))
    poem.look()
    assert (poem.size, poem.is_empty, grown) == (0, True, []), "it has not begun"
    for chunk, frame in ((b"3:one,", b"one"), (b"3:two,", b"two")):
        store.received(chunk)
        store.frame(frame)
        store.flush()
        assert not poem.read(len(poem.read(0, 99)), 99), "nothing is new before a look"
        poem.look()
        poem.look()
    assert (poem.read(0, 99), poem.frame_count, poem.line_count) == (b"one\ntwo\n", 2, 2)
    assert grown == [4, 8]
    assert poem.recording.wire_size == 12
    assert poem.recording.info is INFO
    store.close_writing()
    poem.close()
