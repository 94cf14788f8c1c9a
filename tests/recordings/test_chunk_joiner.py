"""Packets of one moment are one chunk, up to the one that says it is the last."""

from __future__ import annotations

import pytest

from poetrygui.recordings import chunk_joiner
from poetrygui.recordings.chunk_joiner import Chunk, ChunkJoiner
from poetrygui.recordings.conversation import Said
from poetrygui.recordings.stream_assembly import Hole, Piece


def joined(*said: tuple[int, bool, bytes, bool] | Hole) -> list[Chunk]:
    chunks: list[Chunk] = []
    joiner = ChunkJoiner(chunks.append)
    for each in said:
        if isinstance(each, Hole):
            joiner.add(Said(each.time, True, each))
        else:
            time, by_client, data, is_pushed = each
            joiner.add(Said(time, by_client, Piece(time, data, is_pushed)))
    joiner.end()
    return chunks


def test_up_to_the_last_of_one_moment() -> None:
    assert joined((1, True, b"a", False), (1, True, b"b", True), (1, True, b"c", False), (1, True, b"d", False)) == [
        Chunk(1, True, b"ab"),
        Chunk(1, True, b"cd"),
    ]


def test_another_moment_end_or_hole_begins_another() -> None:
    hole = Hole(2, 3, 4)
    assert joined((1, True, b"a", False), (2, True, b"b", False), (2, False, b"c", False), hole) == [
        Chunk(1, True, b"a"),
        Chunk(2, True, b"b"),
        Chunk(2, False, b"c"),
        Chunk(2, True, hole),
    ]


def test_no_chunk_is_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_joiner, "LARGEST", 4)
    assert joined(*[(1, True, b"abc", False)] * 3) == [Chunk(1, True, b"abcabc"), Chunk(1, True, b"abc")]
