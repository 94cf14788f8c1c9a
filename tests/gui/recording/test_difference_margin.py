"""Marks beside rows: a shape for each kind, that of the chosen one thicker, and none where nothing is compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QColor, QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.difference_margin import DifferenceMargin
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.difference_rows import DifferenceRows
from tests.gui.recording.recorded_views import RecordedView
from tests.recordings.framed_folder import record_lines
from tests.recordings.test_difference_rows import differences_of

LINES = [b"one\n", b"two\n", b"six\n", b"ten\n", b"day\n", b"sun\n"]


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[RecordedView]:
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", LINES))
    yield shown
    shown.release()


def drawn(shown: RecordedView, tmp_path: Path, hunk: Hunk, *, chosen: bool = False) -> QImage:
    """Return what is drawn beside the rows."""
    assert shown.poem.recording is not None
    margin = DifferenceMargin(shown.view.palette)
    margin.rows = DifferenceRows(shown.poem, shown.poem.recording, differences_of(tmp_path, hunk), is_ours=True)
    margin.chosen = 0 if chosen else None
    width = margin.width(QFontMetrics(shown.view.font()), shown.poem)
    image = QImage(width, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    margin.paint(painter, QRect(0, 0, width, 400), list(shown.view.row_map.visible_rows()), shown.poem)
    painter.end()
    return image


def marked(shown: RecordedView, image: QImage) -> list[tuple[int, int]]:
    colour = ruler_colours(shown.view.palette()).torn
    return [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) == colour]


def rows_of(shown: RecordedView, places: list[tuple[int, int]]) -> set[int]:
    tops = [(each.top, each.top + each.height) for each in shown.view.row_map.visible_rows()]
    return {next((row for row, (top, stop) in enumerate(tops) if top <= y < stop), -1) for _, y in places}


def test_frames_that_are_cut_elsewhere_have_a_bracket_along_their_rows(shown: RecordedView, tmp_path: Path) -> None:
    cut = Hunk(HunkKind.CUT, (4, 12), (1, 3), (1, 2))
    places = marked(shown, drawn(shown, tmp_path, cut))
    assert rows_of(shown, places) == {1, 2}
    columns = {x for x, _ in places}
    widths = [len({x for x, line in places if line == y}) for y in {y for _, y in places}]
    assert max(widths) == len(columns), "it has hooks"
    assert min(widths) < len(columns)
    thicker = marked(shown, drawn(shown, tmp_path, cut, chosen=True))
    assert len(thicker) > len(places)


def test_the_same_cut_with_another_value_is_another_shape(shown: RecordedView, tmp_path: Path) -> None:
    value = Hunk(HunkKind.VALUE, (4, 12), (1, 3), (1, 3))
    places = marked(shown, drawn(shown, tmp_path, value))
    assert rows_of(shown, places) == {1, 2}
    lines = sorted({y for _, y in places})
    assert lines != list(range(lines[0], lines[-1] + 1)), "it is dotted"
    assert len(marked(shown, drawn(shown, tmp_path, value, chosen=True))) > len(places)


@pytest.mark.parametrize("frame", [0, 2, 6])
def test_where_only_the_other_side_has_frames_is_an_arrow_between_rows(
    shown: RecordedView, tmp_path: Path, frame: int
) -> None:
    none = Hunk(HunkKind.CUT, (8, 9), (frame, frame), (2, 3))
    places = marked(shown, drawn(shown, tmp_path, none))
    rows = list(shown.view.row_map.visible_rows())
    edge = [*(each.top for each in rows), rows[-1].top + rows[-1].height][frame]
    assert places
    assert {y for _, y in places} <= set(range(edge - 5, edge + 6))


def test_it_takes_no_room_where_nothing_is_compared(shown: RecordedView) -> None:
    margin = DifferenceMargin(shown.view.palette)
    assert margin.width(QFontMetrics(shown.view.font()), shown.poem) == 0
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    margin.paint(painter, QRect(0, 0, 9, 9), [], shown.poem)
    painter.end()
