"""Frames are found in rows by borders alone, from whichever line one begins."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.frames_in_rows import frames_in_rows
from poetrygui.core.poems.store import PoemStore

FRAMES = st.lists(st.sampled_from([b"", b"a", b"bc", b"\n", b"d\n", b"e\nf", b"\n\ng"]), max_size=8)


@given(FRAMES, st.integers(0, 30), st.integers(0, 30))
def test_those_that_touch_some_lines_are_found(frames: list[bytes], first: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = PoemStore(Path(folder) / "poem")
        places: list[tuple[int, int, int]] = []
        for frame in frames:
            start = store.size
            store.frame(frame)
            store.flush()
            places.append((start, start + len(frame), store.size))
        starts = [store.line_start(line) for line in range(store.line_count)]
        start = starts[min(first, len(starts) - 1)] if starts else 0
        stop = (starts[first + count] if first + count < len(starts) else store.size) if starts else 0
        expected = [each for each in places if each[0] < stop and each[2] > start]
        assert [tuple(each) for each in frames_in_rows(store, start, stop)] == expected
        store.close()


def test_an_open_line_is_a_frame_up_to_where_it_has_come(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    store.frame(b"one")
    store.part(b"two")
    store.flush()
    assert [store.read(each.start, each.stop) for each in frames_in_rows(store, 0, store.size)] == [b"one", b"two"]
    store.close()
