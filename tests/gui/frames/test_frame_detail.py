"""One frame: its fields, text and bytes, each marked where it is other than the frame before."""

from __future__ import annotations

from attrs import evolve, frozen
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.gui.frames.detailed_frame import DetailedRow
from poetrygui.gui.frames.frame_detail import NOTHING, FrameDetail
from poetrygui.recordings.table_rows import RowKind
from tests.gui.hands import press

ROW = DetailedRow(RowKind.FRAME, 11, 8, "1.5 s", 2000, b'{"a": 2}', b'{"a": 1}', {"a": 2}, {"a": 1})


@frozen
class Seen:
    heading: str
    page: str
    note: str


def seen(detail: FrameDetail) -> Seen:
    page = detail.pages.tabText(detail.pages.currentIndex()).replace("&", "")
    return Seen(detail.heading.text(), page, "" if detail.note.isHidden() else detail.note.text())


def test_a_frame_is_shown_in_three_ways(qtbot: QtBot) -> None:
    detail = FrameDetail()
    qtbot.addWidget(detail)
    assert seen(detail) == Seen(NOTHING, "Text", "")
    detail.show_row(ROW)
    assert seen(detail) == Seen("Frame 12 · 8 bytes · 1.5 s · +2 ms", "Fields", "")
    field = detail.fields.topLevelItem(0)
    assert field is not None
    assert [field.text(column) for column in range(3)] == ["a", "2", "1"]
    assert detail.text.toPlainText() == '{"a": 2}'
    assert list(detail.bytes.changed) == [(6, 7)]
    source = detail.bytes.source
    assert source is not None
    assert source.read(0, 99) == b'{"a": 2}'
    detail.show_row(evolve(ROW, kind=RowKind.SENT, number=None, fields=None, size=200_000), "It has a bug.")
    assert seen(detail) == Seen(
        "Sent · 200,000 bytes · 1.5 s · +2 ms", "Text", "Its first 8 bytes are shown. It has a bug."
    )
    detail.show_row(ROW)
    assert seen(detail).page == "Fields"
    detail.pages.setCurrentWidget(detail.bytes)
    detail.show_row(evolve(ROW, fields=None))
    detail.show_row(ROW)
    assert seen(detail).page == "Hex"


def test_escape_leads_back(qtbot: QtBot) -> None:
    detail = FrameDetail()
    qtbot.addWidget(detail)
    detail.show_row(ROW)
    left: list[None] = []
    detail.left.connect(lambda: left.append(None))
    for page in (detail.fields, detail.text, detail.bytes):
        press(page, Qt.Key.Key_Escape)
    assert len(left) == 3
