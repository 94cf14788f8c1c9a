"""The table itself: columns as wide as what they hold, and what cannot be read said."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from poetrygui.gui.frames.frame_model import NUMBER, SIZE, WAY
from poetrygui.gui.frames.frame_table import FrameTable
from tests.gui.frames.tables import TextAndTable


def test_columns_grow_with_what_they_hold_and_stay_as_somebody_drags_them(shown: TextAndTable) -> None:
    shown.switch(table=True)
    header = shown.table.view.header
    before = header.sectionSize(NUMBER)
    header.resizeSection(SIZE, 333)
    shown.table.show_fields(("id", "a name that is longer than all others are"))
    assert header.sectionSize(SIZE) == 333
    assert shown.table.model.columnCount() == 8
    assert header.sectionSize(NUMBER) == before


def test_columns_are_no_wider_at_first_than_what_they_hold(qtbot: QtBot) -> None:
    table = FrameTable()
    qtbot.addWidget(table)
    header = table.view.header
    assert header.sectionSize(WAY) < header.defaultSectionSize()


def test_what_cannot_be_read_is_said(shown: TextAndTable) -> None:
    for file in shown.poem.directory.glob("wire.*"):
        file.unlink()
        file.mkdir()
    shown.poem.close()
    assert shown.poem.recording is not None
    shown.poem.recording.close()
    shown.switch(table=True)
    assert any("The recording cannot be read from disk" in problem for problem in shown.problems)
    assert shown.texts() == []


def test_another_palette_is_taken(shown: TextAndTable) -> None:
    shown.switch(table=True)
    model, colour = shown.table.model, Qt.ItemDataRole.ForegroundRole
    end = model.index(len(model.rows) - 1, 0)
    before = end.data(colour)
    palette = QPalette(shown.table.palette())
    palette.setColor(QPalette.ColorRole.Base, QColor("#101010"))
    palette.setColor(QPalette.ColorRole.PlaceholderText, QColor("#eeeeee"))
    shown.table.setPalette(palette)
    assert end.data(colour) != before


def test_what_was_sent_and_happened_has_the_room_of_all_fields(shown: TextAndTable) -> None:
    shown.switch(table=True)
    view, rows = shown.table.view, len(shown.texts())
    assert [view.columnSpan(row, 5) for row in range(rows)] == [1] * (rows - 1) + [3]
    shown.fields.choose("jsonl", ())
    assert view.columnSpan(rows - 1, 5) == 1
