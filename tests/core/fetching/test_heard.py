"""What was heard is looked at in its order, and found however it was cut into parts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.fetching.frame_pattern import FramePattern
from poetrygui.core.fetching.heard import Heard, Piece, Tail


def found_in(heard: Heard, pattern: str) -> list[bytes]:
    tail, found = Tail(), []
    for piece in heard.take():
        tail.add(piece)
        while match := tail.find(FramePattern(pattern)):
            found.append(match[0])
    return found


def test_frames_and_parts_are_taken_once_in_their_order() -> None:
    heard = Heard()
    heard.part(b"a")
    heard.frames([b"b", b"c"])
    heard.fail("no frame")
    heard.remark("none")
    assert [*heard.take()] == [Piece(b"a", True, False), Piece(b"b", True, True), Piece(b"c", False, True)]
    assert [*heard.take()] == []


def test_what_is_delivered_while_it_is_looked_at_comes_after_it() -> None:
    heard, seen = Heard(), list[bytes]()
    heard.frame(b"one")
    for piece in heard.take():
        seen.append(piece.data)
        if len(seen) < 3:
            heard.frame(b"more")
    assert seen == [b"one", b"more", b"more"]


def test_a_frame_is_found_something_in_once_and_none_lies_across_two() -> None:
    heard = Heard()
    heard.frames([b"ping ping", b"pi", b"ng", b"ping"])
    assert found_in(heard, "ping") == [b"ping", b"ping"]


def test_where_nothing_has_to_be_there_it_is_found_once() -> None:
    heard = Heard()
    heard.frame(b"one")
    heard.part(b"two")
    assert found_in(heard, "x*") == [b"", b""]


@given(st.lists(st.integers(0, 16), max_size=5))
def test_in_a_frame_in_parts_each_is_found_wherever_it_is_cut(cuts: list[int]) -> None:
    heard, data = Heard(), b"a ping, two pings"
    places = [0, *sorted(cuts), len(data)]
    for low, high in pairwise(places):
        heard.part(data[low:high])
    heard.frame(b"")
    assert found_in(heard, "ping") == [b"ping", b"ping"]
