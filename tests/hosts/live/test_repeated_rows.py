"""Of what a protocol gives once more, nothing is passed on that was shown, and all that comes after it is."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import FrameBlock
from poetrygui.core.poems.store import PoemStore
from poetrygui.hosts.live.repeated_rows import RepeatedRows

FRAMES = st.lists(st.lists(st.sampled_from([b"", b"a", b"bc", b"d\n", b"\n"]), min_size=1, max_size=3), max_size=8)


class Sink:
    """Puts frames together again."""

    def __init__(self) -> None:
        self.whole: list[bytes] = []
        self.begun = b""

    def frame(self, data: bytes) -> None:
        self.whole.append(self.begun + data)
        self.begun = b""

    def part(self, data: bytes) -> None:
        self.begun += data

    def frames(self, frames: Any) -> None:
        for each in frames:
            self.frame(each)

    def fail(self, reason: str) -> None:
        raise AssertionError(reason)

    remark = fail


def deliver(sink: Any, frames: list[list[bytes]], draw: Any) -> None:
    """Deliver frames, each in its parts or whole, and some together."""
    whole: list[bytes] = []

    def pass_on() -> None:
        if whole and draw(st.booleans()):
            sink.frames([*whole])
        elif whole and all(b"\n" not in each for each in whole):
            sink.frame_block(FrameBlock(b"".join(each + b"\n" for each in whole)))
        else:
            for each in whole:
                sink.frame(each)
        whole.clear()

    for parts in frames:
        if len(parts) == 1 or draw(st.booleans()):
            whole.append(b"".join(parts))
            continue
        pass_on()
        for part in parts[:-1]:
            sink.part(part)
        sink.frame(parts[-1])
    pass_on()


@given(FRAMES, st.data())
def test_each_frame_is_there_once(frames: list[list[bytes]], data: st.DataObject) -> None:
    joined = [b"".join(parts) for parts in frames]
    shown = data.draw(st.integers(0, len(frames)))
    inside = data.draw(st.integers(0, len(joined[shown]))) if shown < len(frames) else 0
    with TemporaryDirectory() as folder:
        store, sink, told = PoemStore(Path(folder) / "poem"), Sink(), list[int]()
        for number, each in enumerate(joined[:shown]):
            store.frame(each)
            sink.frame(each)
            assert number < shown
        if inside:
            store.part(joined[shown][:inside])
            sink.part(joined[shown][:inside])
        store.flush()
        rows = RepeatedRows(sink, shown, inside, data.draw(st.sampled_from([store, None])), told.append)
        deliver(rows, frames, data.draw)
        rows.all_told()
        assert (sink.whole, sink.begun, told, rows.is_through) == (joined, b"", [], True)
        store.close()


def shown_rows(folder: Path, *frames: bytes) -> PoemStore:
    store = PoemStore(folder / "poem")
    store.frames(frames)
    store.flush()
    return store


def test_others_are_told_once_and_let_go_as_long_as_it_is_told_what_came(tmp_path: Path) -> None:
    store, sink, told = shown_rows(tmp_path, b"one", b"two", b"three"), Sink(), list[int]()
    rows = RepeatedRows(sink, 3, 0, store, told.append)
    rows.frames([b"one", b"twX", b"thrXX", b"four"])
    assert (sink.whole, told) == ([b"four"], [6])
    store.close()


def test_those_that_a_timer_brings_later_are_let_go_where_they_are_the_same(tmp_path: Path) -> None:
    store, sink, told = shown_rows(tmp_path, b"one", b"late", b"later"), Sink(), list[int]()
    rows = RepeatedRows(sink, 3, 0, store, told.append)
    rows.frame(b"one")
    rows.all_told()
    rows.frame(b"late")
    assert (sink.whole, told) == ([], [])
    rows.frames([b"new", b"later"])
    assert (sink.whole, told) == ([b"new", b"later"], [9])
    store.close()


def test_where_nothing_can_be_compared_what_is_told_later_is_new() -> None:
    sink, told = Sink(), list[int]()
    rows = RepeatedRows(sink, 2, 0, None, told.append)
    rows.frame(b"one")
    rows.all_told()
    rows.part(b"ne")
    rows.frame(b"w")
    assert (sink.whole, len(told)) == ([b"new"], 1)
