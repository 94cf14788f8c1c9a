"""A wire that is read in blocks: any stretch is what it is, and small ones cost few reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings import wire_blocks
from poetrygui.recordings.wire_blocks import WireBlocks
from tests.recordings.tapes import MemoryTape


class CountedTape(MemoryTape):
    """Counts how often it is read."""

    reads = 0

    def wire(self, start: int, stop: int) -> bytes:
        self.reads += 1
        return super().wire(start, stop)


stretches = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=10)


@given(st.binary(max_size=40), stretches)
def test_any_stretch_is_what_it_is(wire: bytes, asked: list[tuple[int, int]]) -> None:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(wire_blocks, "BLOCK", 8)
        blocks, tape = WireBlocks(), MemoryTape([wire])
        for start, size in asked:
            assert blocks.read(tape, start, start + size) == wire[start : start + size]


def test_small_chunks_from_beginning_to_end_cost_one_read_for_many() -> None:
    tape = CountedTape([b"0123456789" * 1000])
    blocks = WireBlocks()
    found = b"".join(blocks.read(tape, start, start + 10) for start in range(0, 10_000, 10))
    assert found == tape.wire(0, 10_000)
    assert tape.reads == 2


def test_what_came_since_is_there() -> None:
    tape = MemoryTape([b"first"], outcome=None)
    blocks = WireBlocks()
    assert blocks.read(tape, 0, 9) == b"first"
    tape.came(b"second")
    assert blocks.read(tape, 0, 9) == b"firstseco"


def test_a_large_stretch_is_not_held() -> None:
    tape = CountedTape([bytes(1024 * 1024)])
    blocks = WireBlocks()
    assert len(blocks.read(tape, 0, 1024 * 1024)) == 1024 * 1024
    assert tape.reads == 1
