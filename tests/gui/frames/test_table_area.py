"""The frame beside the table: the one that is chosen there, or else the newest."""

from __future__ import annotations

from PyQt6.QtCore import Qt

from poetrygui.gui.recording.recording_look import RecordingLook
from tests.gui.frames.tables import TextAndTable
from tests.gui.hands import press

BOTH = RecordingLook(table=True, detail=True)


def test_the_chosen_frame_is_shown_and_return_and_escape_lead_there_and_back(shown: TextAndTable) -> None:
    looks: list[RecordingLook] = []
    shown.parts.look_wanted.connect(looks.append)
    shown.parts.look_wanted.connect(shown.parts.show_look)
    shown.switch(table=True)
    area = shown.both.area
    press(shown.table.view, Qt.Key.Key_Return)
    assert looks == [BOTH]
    assert area.detail.heading.text().startswith("What happened")
    shown.view.setFocus()
    shown.table.place.choose(20)
    assert area.detail.heading.text().startswith("Frame 19 · ")
    field = area.detail.fields.topLevelItem(1)
    assert field is not None
    assert [field.text(column) for column in range(3)] == ["id", "18", "17"]
    press(shown.table.view, Qt.Key.Key_Return)
    assert area.detail.fields.hasFocus()
    press(area.detail.fields, Qt.Key.Key_Escape)
    assert shown.table.view.hasFocus()
    area.detail.fields.setFocus()
    shown.switch(table=True)
    assert not area.shows_detail
    assert shown.table.view.hasFocus()


def test_fields_that_are_as_before_are_faded(shown: TextAndTable) -> None:
    def faded() -> list[bool]:
        model, colour = shown.table.model, Qt.ItemDataRole.ForegroundRole
        rows = [row for row, each in enumerate(model.rows) if each.row.frame is not None][:5]
        return [model.index(row, 5).data(colour) is not None for row in rows]

    shown.parts.show_look(RecordingLook(table=True, detail=True, fades=True))
    shown.table.place.scroll_to(2)
    # The first frame, two that are as it, an error, and one that is none any more.
    assert faded() == [False, True, True, False, False]
    shown.table.place.scroll_to(4)
    assert faded()[:2] == [True, False]
    shown.parts.show_look(BOTH)
    assert faded() == [False] * 5


def test_where_there_is_little_room_it_stands_below(shown: TextAndTable) -> None:
    shown.parts.show_look(BOTH)
    area = shown.both.area
    for width, wanted in ((1200, Qt.Orientation.Horizontal), (640, Qt.Orientation.Vertical)):
        area.resize(width, 400)
        assert area.orientation() is wanted
