"""What is drawn where there is no room for each: waits, what was sent, and how dense frames are."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.ruler_blocks import RulerBlocks
from poetrygui.recordings.ruler_picture import Picture
from poetrygui.recordings.ruler_short import picture_in_short
from tests.recordings.framed_folder import record_lines


def drawn(blocks: RulerBlocks, start: int, stop: int, width: int) -> Picture:
    """Return what is drawn when nothing more is to be found."""
    over = blocks.blocks_over(start, stop)
    while (picture := picture_in_short(blocks, over, (start, stop), width)).is_rough:
        pass
    return picture


def test_the_whole_is_told_by_its_waits_and_numbers(tmp_path: Path) -> None:
    waits = [50_000 if number in (700, 4000) else 10 for number in range(6000)]
    sent = dict.fromkeys((10, 3000), b"more")
    blocks = RulerBlocks(Recording.existing(record_lines(tmp_path / "a", [b"a\nb\n"] * 6000, waits=waits, sent=sent)))
    blocks.look()
    assert picture_in_short(blocks, blocks.blocks_over(0, 24_000), (0, 24_000), 1000).is_rough
    picture = drawn(blocks, 0, 24_000, 1000)
    assert (picture.chunks, picture.frames) == ((), ())
    assert (picture.chunk_count, picture.frame_count) == (6000, 12_000)
    assert [cut.wire for cut in picture.cuts if cut.wait > 1000] == [2800, 16_000]
    assert [(mark.wire, mark.size, mark.count) for mark in picture.sent] == [(40, 4, 1), (12_000, 4, 1)]
    assert sum(blur.count for blur in picture.blurs) == 12_000
    assert picture.duration == sum(waits)


def test_a_narrow_ruler_draws_no_more_than_it_has_pixels(tmp_path: Path) -> None:
    sent = dict.fromkeys(range(0, 6000, 10), b"x")
    waits = [number % 7 * 1000 + 1 for number in range(6000)]
    blocks = RulerBlocks(Recording.existing(record_lines(tmp_path / "a", [b"a\n"] * 6000, waits=waits, sent=sent)))
    blocks.look()
    picture = drawn(blocks, 0, 12_000, 20)
    assert len(picture.cuts) <= 20
    assert len(picture.sent) <= 20
    assert sum(mark.size for mark in picture.sent) == 600
    assert len(picture.blurs) <= 20
    assert sum(blur.count for blur in picture.blurs) == 6000
