"""What is kept of a log for drawing: marks of all blocks, chunks of a few, and long waits and sent bytes in short."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Source
from poetrygui.recordings import ruler_blocks
from poetrygui.recordings.ruler_blocks import MOST_A_BLOCK, RulerBlocks, SentMark, merge_sent
from tests.recordings.framed_folder import record_lines


def blocks_of(folder: Path) -> RulerBlocks:
    blocks = RulerBlocks(Recording.existing(folder))
    while blocks.look():
        pass
    return blocks


def test_blocks_share_the_wire_among_them(tmp_path: Path) -> None:
    blocks = blocks_of(record_lines(tmp_path / "poem", [b"line\n"] * 4500))
    count = len(blocks.wire)
    assert count > 3
    assert blocks.mark_at(count).wire == 22_500
    for block in range(count):
        start, stop = blocks.mark_at(block).wire, blocks.mark_at(block + 1).wire
        assert list(blocks.blocks_over(start, stop)) == [block]
        assert block in blocks.blocks_over(start + 7, start + 8)
        chunks = blocks.chunks_of(block)
        assert (chunks[0].start, chunks[-1].stop) == (start, stop)
    assert [chunk.number for chunk in blocks.chunks_over(24, 31)] == [4, 5, 6]


def test_a_chunk_is_found_by_its_number(tmp_path: Path) -> None:
    blocks = blocks_of(record_lines(tmp_path / "poem", [b"line\n"] * 4500))
    for number in (0, 1, 1400, 4499):
        chunk = blocks.chunk(number)
        assert chunk is not None
        assert (chunk.number, chunk.start, chunk.stop) == (number, 5 * number, 5 * number + 5)
    assert blocks.chunk(4500) is None
    assert RulerBlocks(Recording.existing(tmp_path / "poem")).chunk(0) is None, "nothing was looked at yet"


def test_many_marks_are_read_in_several_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ruler_blocks, "MOST_MARKS", 2)
    blocks = RulerBlocks(Recording.existing(record_lines(tmp_path / "poem", [b"line\n"] * 5000)))
    assert blocks.look()
    assert len(blocks.wire) == 2
    while blocks.look():
        pass
    assert blocks.wire == blocks_of(tmp_path / "poem").wire


def test_a_block_in_short_has_its_longest_waits_what_was_sent_and_its_runs(tmp_path: Path) -> None:
    waits = [number + 1 for number in range(1000)]
    folder = record_lines(tmp_path / "poem", [b"line\n"] * 1000, waits=waits, sent={3: b"abc", 900: b"d" * 9000})
    blocks = blocks_of(folder)
    assert not blocks.is_known(0)
    short = blocks.in_short(0)
    assert blocks.is_known(0)
    last = len(blocks.chunks_of(0))
    assert [cut.wait for cut in short.cuts] == list(range(last, last - MOST_A_BLOCK, -1))
    assert last < 1000
    assert short.sent[0] == SentMark(15, 10, 3)
    sizes = [mark.size for block in range(len(blocks.wire)) for mark in blocks.in_short(block).sent]
    assert sum(sizes) == 9003
    assert len(sizes) > 3, "what does not fit into a block goes on in the next ones"
    assert short.runs[-1].source is Source.WIRE
    assert [blocks.run_of(chunk).source for chunk in blocks.chunks_over(0, 5000)] == [Source.WIRE] * 1000


def test_only_the_last_block_is_looked_at_again(tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "poem", [b"line\n"] * 3000)
    recording = Recording.existing(folder)
    blocks = RulerBlocks(recording)
    blocks.look()
    first, last = blocks.chunks_of(0), blocks.chunks_of(len(blocks.wire) - 1)
    longer = record_lines(tmp_path / "longer", [b"line\n"] * 3050)
    (folder / "log.000").write_bytes((longer / "log.000").read_bytes())
    (folder / "wire.000").write_bytes((longer / "wire.000").read_bytes())
    recording.look()
    blocks.look()
    assert blocks.chunks_of(0) is first
    assert len(blocks.chunks_of(len(blocks.wire) - 1)) > len(last)
    recording.close()


def test_what_is_sent_is_put_together() -> None:
    marks = [SentMark(wire, wire, 2) for wire in range(5)]
    assert merge_sent(marks, 1) == tuple(marks)
    assert merge_sent(marks, 2) == (SentMark(0, 0, 4, 2), SentMark(2, 2, 4, 2), SentMark(4, 4, 2, 1))
