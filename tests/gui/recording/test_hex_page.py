"""The page of hex rows: any byte can be gone to, a growing source is followed, and a source that fails is told."""

from __future__ import annotations

import errno
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.hex_page import HexPage
from poetrygui.gui.recording.ruler_colours import framing_colours
from poetrygui.recordings.ruler_picture import FrameBar
from tests.gui.exposed import exposed
from tests.gui.memory_poem import MemoryPoem


class Broken(MemoryPoem):
    def read(self, start: int, stop: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[HexPage]:
    page = exposed(qtbot, HexPage(), 900, 300)
    yield page
    page.set_source(None)


@pytest.mark.parametrize("offset, top", [(0, 0), (15, 0), (16, 16), (8_000, 8_000), (8_007, 8_000)])
def test_any_byte_can_be_brought_to_the_top(page: HexPage, offset: int, top: int) -> None:
    page.set_source(MemoryPoem(bytes(20_000)))
    page.show_offset(offset)
    assert page.top == top


def test_a_byte_beyond_the_last_page_is_as_far_up_as_the_end_allows(page: HexPage) -> None:
    page.set_source(MemoryPoem(bytes(20_000)))
    page.show_offset(10**9)
    last = page.top
    assert last < 20_000
    page.show_offset(19_999)
    assert page.top == last


def test_a_byte_that_is_seen_is_revealed_without_a_move(page: HexPage) -> None:
    page.set_source(MemoryPoem(bytes(20_000)))
    page.show_offset(8_000)
    page.reveal(8_016)
    assert page.top == 8_000
    page.reveal(100)
    assert page.top <= 100
    page.show_in_middle(8_000)
    assert page.top < 8_000 < page.top + 16 * page.page_rows


def test_a_place_over_a_row_is_a_byte_of_that_row(page: HexPage) -> None:
    page.set_source(MemoryPoem(bytes(20_000)))
    page.show_offset(1_600)
    row = [page.offset_at(QPoint(x, 3)) for x in range(0, page.canvas.width(), 5)]
    assert set(row) <= set(range(1_600, 1_617))
    assert len(set(row)) > 10


def test_what_comes_is_within_reach_once_it_is_shown(page: HexPage) -> None:
    poem = MemoryPoem(bytes(160))
    page.set_source(poem)
    assert (page.size_shown, page.rows_bar.maximum()) == (160, 0)
    poem.append(bytes(16_000))
    page.show_growth()
    assert page.size_shown == 16_160
    assert page.rows_bar.maximum() > 0


def test_another_source_begins_anew(page: HexPage) -> None:
    page.set_source(MemoryPoem(bytes(20_000)))
    page.show_offset(8_000)
    page.selected.set(3, 9)
    page.mark((5, 6))
    page.set_source(MemoryPoem(bytes(20_000)))
    assert (page.top, page.selected.is_empty, page.marked) == (0, True, None)


def test_what_is_marked_and_what_is_selected_is_seen(page: HexPage) -> None:
    page.set_source(MemoryPoem(bytes(range(256))))
    plain = page.canvas.grab().toImage()
    page.mark((3, 6))
    marked = page.canvas.grab().toImage()
    page.mark(None)
    assert page.canvas.grab().toImage() == plain != marked


def test_what_leads_and_ends_a_frame_is_on_another_ground_than_its_payload(page: HexPage) -> None:
    page.set_source(MemoryPoem(b"3:one," * 20))
    page.frames = lambda start, stop: [FrameBar(0, 0, 6, delimiter=1, header=2)] if start < 6 else []
    page.clearFocus()  # the caret is drawn around its byte
    image, ground = page.canvas.grab().toImage(), framing_colours(page.palette())[1].name()
    corners = [next(iter(page.grid.areas((offset, offset + 1)))).topLeft() for offset in range(7)]
    assert [image.pixelColor(corner).name() == ground for corner in corners] == [True, True, *[False] * 3, True, False]
    page.set_source(MemoryPoem(b"3:one," * 20))
    assert not page.frames(0, 6), "they are another source's"


def test_of_no_bytes_that_is_said(page: HexPage) -> None:
    empty = page.canvas.grab().toImage()
    page.placeholder = "Nothing came."
    page.canvas.update()
    assert page.canvas.grab().toImage() != empty
    assert (page.size_shown, page.top, page.offset_at(QPoint(50, 50))) == (0, 0, 0)


def test_a_source_that_cannot_be_read_is_told(page: HexPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.read_failed) as failed:
        page.set_source(Broken(bytes(100)))
        page.canvas.grab()
    assert "Input/output error" in failed.args[0]


def test_what_was_given_up_cannot_be_reached_and_all_else_is_at_its_offset(page: HexPage) -> None:
    poem = MemoryPoem(bytes(range(256)) * 80)
    page.set_source(poem)
    poem.give_up(1003)
    page.show_growth()
    page.show_offset(0)
    assert page.top == 1003 // 16 * 16
    before = page.grab().toImage()
    page.show_offset(1040)
    assert page.top == 1040
    page.show_offset(0)
    assert page.grab().toImage() == before
