"""Blocks are read as they were written, and one that is cut off or damaged is never taken for whole."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.errors import RecordingError
from poetrygui.recordings.poemrec_blocks import LARGEST_BLOCK, MAGIC, Block, BlockKind, read_blocks, write_block

blocks = st.lists(st.builds(Block, st.sampled_from(BlockKind), st.binary(max_size=40)), min_size=1, max_size=5)


def written(blocks: list[Block]) -> bytes:
    file = io.BytesIO()
    file.write(MAGIC)
    for block in blocks:
        write_block(file.write, block.kind, block.content)
    return file.getvalue()


def read(data: bytes) -> tuple[list[Block], str]:
    """Return the blocks of a file, and why there are no more."""
    found = []
    try:
        for block in read_blocks(io.BytesIO(data)):
            found.append(block)
    except RecordingError as error:
        return found, str(error)
    return found, ""


@given(blocks)
def test_what_is_written_is_read(blocks: list[Block]) -> None:
    assert read(written(blocks)) == (blocks, "")


@given(blocks, st.data())
def test_what_is_cut_off_gives_what_came_before(blocks: list[Block], data: st.DataObject) -> None:
    whole = written(blocks)
    ends = [len(written(blocks[:number])) for number in range(len(blocks) + 1)]
    cut = data.draw(st.integers(len(MAGIC), len(whole) - 1))
    found, problem = read(whole[:cut])
    assert found == blocks[: len(found)]
    assert (problem == "") == (cut in ends)
    assert len(found) == max(number for number, end in enumerate(ends) if end <= cut)


@given(blocks, st.data())
def test_a_bit_that_is_not_right_is_noticed(blocks: list[Block], data: st.DataObject) -> None:
    whole = bytearray(written(blocks))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    found, problem = read(bytes(whole))
    assert problem
    assert found == blocks[: len(found)]


@pytest.mark.parametrize("data", [b"", MAGIC[:-1], MAGIC.replace(b"\r\n", b"\n") + b"\0", b"hello, world"])
def test_what_is_none_is_told(data: bytes) -> None:
    assert read(data) == ([], "This is no recording: its first bytes are not those of one.")


def test_no_block_is_read_that_is_larger_than_any() -> None:
    found, problem = read(MAGIC + struct.pack(">BI", BlockKind.WIRE, LARGEST_BLOCK + 1))
    assert (found, problem) == ([], "The recording is damaged at byte 12: what came before is there.")


def test_a_kind_of_a_later_version_is_told() -> None:
    head = struct.pack(">BI", 99, 1) + b"x"
    assert "later version" in read(MAGIC + head + struct.pack(">I", zlib.crc32(head)))[1]
