"""Borders in blocks: what is packed comes back, from each block by itself, and takes a byte where they are near."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.border_blocks import BLOCK, HEAD, BorderPacker, begins_block, borders_in, offset_before
from poetrygui.core.poems.rows import Border

_gaps = st.one_of(st.integers(0, 40), st.integers(0, 2**20), st.integers(0, 2**50))
_borders = st.lists(st.tuples(_gaps, st.integers(0, 2)), max_size=30)


def packed(borders: list[Border]) -> bytes:
    return array("Q", [offset << 2 | kind for offset, kind in borders]).tobytes()


def read(data: bytes) -> list[Border]:
    return [border for at in range(0, len(data), BLOCK) for border in borders_in(data[at : at + BLOCK])]


@given(_borders, st.sampled_from([1, 7, 300]), st.data())
def test_what_is_packed_comes_back(steps: list[Border], times: int, data: st.DataObject) -> None:
    offset, borders = 0, []
    for gap, kind in steps * times:
        offset += gap % 2**40
        borders.append((offset, kind))
    packer, written = BorderPacker(), b""
    cut = data.draw(st.integers(0, len(borders)))
    for part in (borders[:cut], [], borders[cut:]):
        written += packer.pack(packed(part))
    assert read(written) == borders
    for at in range(0, len(written), BLOCK):
        head = written[at : at + HEAD]
        assert begins_block(head)
        before = [offset for offset, _ in read(written[:at])]
        assert offset_before(head) == (before[-1] if before else 0)


def test_a_border_near_the_one_before_takes_a_byte() -> None:
    for gap, size in ((31, 1), (32, 2)):
        borders = [(gap * (index + 1), 2) for index in range(1000)]
        assert len(BorderPacker().pack(packed(borders))) == HEAD + 1000 * size
    # The first of a kind more than nothing behind the one before.
    assert BorderPacker().pack(packed([(0, 0)]))[HEAD:] == b"\1"


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_a_border_of_an_earlier_poem_begins_no_block(kind: int) -> None:
    assert not begins_block(packed([(12345, kind)]))
    assert not begins_block(b"\3\0\0")


@given(st.binary(max_size=60))
def test_what_is_damaged_is_read_to_its_end(data: bytes) -> None:
    offsets = [offset for offset, _ in borders_in(data)]
    assert offsets == sorted(offsets)
