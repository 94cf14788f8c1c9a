"""What goes into which file of a poem with a recording."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.happenings import Happenings
from poetrygui.core.poems.kept_rows import KeptRows
from poetrygui.core.poems.newline_index import NewlineIndex
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.poem_progress import Flushed
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.rows import FRAME, LINES, RowComposer
from poetrygui.core.poems.stored_poem import Written
from poetrygui.core.poems.wire_composer import WireComposer


class Composing:
    """A composer with what it tells of where things lie."""

    def __init__(self, folder: Path) -> None:
        self.files = PoemFiles(folder)
        self.borders = Borders(self.files.borders)
        self._rows = RowComposer()
        self._newlines = 0
        happenings = Happenings(RecordingClock(lambda: 0.0, lambda: 1e9), keeps_sent=True)
        self.composer = WireComposer(happenings, KeptRows(self.files, NewlineIndex()), self.borders, 1e9)

    def chunk(self, data: bytes, *frames: bytes) -> None:
        self.composer.received(data)
        for frame in frames:
            self._rows.frame(frame)
        blocks, borders = self._rows.take()
        rows = b"".join(blocks)
        self._newlines += rows.count(b"\n")
        self.composer.flush(Flushed(rows, borders, self._newlines, self._rows.exact_size, self._rows.frame_count))


@pytest.fixture
def composing(tmp_path: Path) -> Composing:
    return Composing(tmp_path)


def test_rows_that_are_the_wire_go_nowhere_else(composing: Composing) -> None:
    composing.chunk(b"one\n", b"one")
    composing.chunk(b"two|", b"two")
    composer = composing.composer
    assert composer.wire.take() == [b"one\n", b"two|"]
    assert composer.own_rows.take() == [b"two\n"]
    assert composer.own_borders.take() == []
    assert composer.written == Written(8, 2, False, 6, 2)
    assert (composer.wire.take(), composer.own_rows.take()) == ([], [])


def test_the_first_border_is_told_by_the_log_and_the_others_by_their_file(composing: Composing) -> None:
    composing.chunk(b"1", b"one\nand a half")
    assert list(composing.borders.read_at(0)) == [(0, FRAME)]
    composing.chunk(b"2", b"two")
    composer = composing.composer
    assert composer.log.sums.first_border == FRAME + 1
    composing.files.borders.append(b"".join(composer.own_borders.take()))
    assert [kind for _, kind in composing.borders.read_at(0)] == [FRAME, 2, LINES]
    composing.files.close_reading()
    composing.files.close_writing()


def test_sizes_are_of_all_that_was_composed(composing: Composing) -> None:
    composing.chunk(b"two|", b"two")
    composer = composing.composer
    composer.wire.take()
    sizes = composer.sizes
    assert (sizes.wire, sizes.rows, sizes.borders, sizes.log) == (4, 4, 0, len(composer.log.take()))
    assert composer.size == sizes.total


def test_a_row_without_its_end_is_an_open_line(composing: Composing) -> None:
    composing.chunk(b"one\n", b"one")
    found = [composing.composer.written.open_line]
    for data, rows in ((b"t", b"t"), (b"?", b"")):
        composing.composer.received(data)
        composing.composer.flush(Flushed(rows, b"", 1, 4, 1))
        found.append(composing.composer.written.open_line)
    assert found == [False, True, True]
