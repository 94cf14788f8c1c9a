"""Text, ruler and bytes lead to the same place, whichever of them is gone through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.reading.find_bar import FindBar
from poetrygui.gui.recording.bytes_pane import BytesPane
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from poetrygui.gui.recording.ruler_table import RulerTable
from tests.gui.hands import click, press, write
from tests.gui.recording.recorded_views import RecordedView
from tests.gui.recording.rulers import place_of
from tests.recordings.framed_folder import record_lines

Until = Callable[[Callable[[], bool]], None]
LINE = 11
"""Bytes of a line with what ends it on the wire, CR and LF; its row has one less."""

WIRE = b"".join(b"line %04d\r\n" % number for number in range(500))
CHUNKS = [WIRE[at : at + 37] for at in range(0, len(WIRE), 37)]
ALL = RecordingLook(ruler=True, bytes=True)


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[RecordedView]:
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", [*CHUNKS, b"unfin", b"ished"], ending=b"\r\n"))
    yield shown
    shown.release()


def wire_of(line: int) -> tuple[int, int]:
    return line * LINE, (line + 1) * LINE


def rows_of(line: int) -> tuple[int, int]:
    return line * (LINE - 1), (line + 1) * (LINE - 1)


def test_nothing_is_made_before_somebody_wants_it(shown: RecordedView) -> None:
    assert shown.parts.has_recording
    shown.parts.show_look(RecordingLook())
    shown.view.select(0, 5)
    assert "ruler" not in vars(shown.parts)
    assert not shown.findChildren(BytesPane)


def test_parts_are_shown_and_hidden(shown: RecordedView) -> None:
    for look in (ALL, RecordingLook(ruler=True), RecordingLook(), ALL):
        shown.parts.show_look(look)
        assert shown.parts.ruler.isVisible() == look.ruler
        assert shown.parts.bytes_pane.isVisible() == look.bytes == shown.parts.shows_bytes


def test_the_ruler_shows_the_rows_that_are_seen(shown: RecordedView, wait_until: Until) -> None:
    shown.parts.show_look(ALL)
    ruler = shown.parts.ruler
    shown.view.show_offset(rows_of(100)[0])
    wait_until(lambda: ruler.beside is not None and ruler.beside[0] == wire_of(100)[0])
    shown.view.show_offset(rows_of(200)[0])
    wait_until(lambda: ruler.beside is not None and ruler.beside[0] == wire_of(200)[0])
    shown.view.follow()
    wait_until(lambda: ruler.beside is not None and ruler.beside[1] == len(WIRE) + 10)


def test_what_is_selected_in_the_text_is_selected_in_the_others(shown: RecordedView) -> None:
    shown.parts.show_look(ALL)
    shown.view.select(*rows_of(7))
    assert shown.parts.ruler.chosen == wire_of(7)
    assert shown.parts.bytes_pane.view.selected.span == wire_of(7)
    place = rows_of(9)[0] + 3
    shown.view.select(place, place)
    assert shown.parts.ruler.chosen == wire_of(9), "the whole frame"
    assert shown.parts.bytes_pane.view.selected.span == (wire_of(9)[0] + 3, wire_of(9)[0] + 3)


def test_bytes_begin_with_what_is_selected_in_the_text(shown: RecordedView) -> None:
    shown.view.select(*rows_of(7))
    shown.parts.show_look(ALL)
    assert shown.parts.bytes_pane.view.selected.span == wire_of(7)


def test_bytes_begin_where_the_text_is(shown: RecordedView) -> None:
    shown.view.show_offset(rows_of(300)[0])
    shown.parts.show_look(ALL)
    assert shown.parts.bytes_pane.view.selected.span == (wire_of(300)[0], wire_of(300)[0])
    assert shown.view.row_map.shows(rows_of(300)[0])
    assert shown.view.selection()[0] == shown.view.selection()[1]


def test_closing_the_find_bar_leads_the_bytes_back_to_the_followed_end(
    shown: RecordedView, qtbot: QtBot, wait_until: Until
) -> None:
    shown.view.follow()
    shown.parts.show_look(ALL)
    bar = FindBar(shown.view, lambda _: "")
    qtbot.addWidget(bar)
    bar.open()
    field = bar.findChild(QLineEdit)
    assert field is not None
    write(field, "line 0007")
    wait_until(lambda: shown.view.selection()[0] == rows_of(7)[0])
    view = shown.parts.bytes_pane.view
    assert view.selected.span[0] == wire_of(7)[0]
    bar.close_bar()
    assert shown.view.following
    assert view.selected.span == (len(WIRE) + 10, len(WIRE) + 10)
    assert view.rows_bar.value() == view.rows_bar.maximum()


def test_the_ruler_leads_text_and_bytes(shown: RecordedView) -> None:
    shown.parts.show_look(ALL)
    ruler = shown.parts.ruler
    ruler.scale.show(*wire_of(300))
    click(ruler, place_of(ruler, wire_of(300)[0] + 4))
    assert shown.view.selection() == rows_of(300)
    assert shown.view.row_map.shows(rows_of(300)[0])
    assert shown.parts.bytes_pane.view.selected.span == wire_of(300)
    press(ruler, Qt.Key.Key_Right)
    assert shown.view.selection() == rows_of(301)
    assert ruler.chosen == wire_of(301)


def test_the_bytes_lead_text_and_ruler(shown: RecordedView) -> None:
    shown.parts.show_look(ALL)
    shown.parts.bytes_pane.view.select(wire_of(40)[0], wire_of(41)[1])
    assert shown.view.selection() == (rows_of(40)[0], rows_of(41)[1])
    assert shown.parts.ruler.chosen == (wire_of(40)[0], wire_of(41)[1])


def test_a_time_leads_to_what_had_come(shown: RecordedView) -> None:
    shown.parts.show_look(ALL)
    assert shown.parts.go_to_time(10_500)
    assert shown.parts.ruler.chosen == (9 * 37, 10 * 37)
    assert shown.parts.go_to_time(0)
    assert shown.parts.ruler.chosen == (0, 37)
    assert shown.parts.clock > 0


def test_times_stand_beside_the_text(shown: RecordedView) -> None:
    before = shown.view.margins.width()
    shown.parts.show_look(RecordingLook(times=Times.OF_DAY))
    assert shown.view.margins.width() > before
    shown.parts.show_look(RecordingLook())
    assert shown.view.margins.width() == before


def test_without_a_recording_nothing_is_shown(shown: RecordedView) -> None:
    changes: list[bool] = []
    shown.parts.show_look(RecordingLook(ruler=True, bytes=True, times=Times.SINCE_START))
    shown.parts.changed.connect(lambda: changes.append(shown.parts.has_recording))
    shown.parts.set_poem(None)
    assert changes == [False]
    assert not shown.parts.ruler.isVisible()
    assert not shown.parts.bytes_pane.isVisible()
    assert not shown.parts.beside.margin.is_shown
    assert not shown.parts.go_to_time(0)


def test_the_table_leads_there_too(shown: RecordedView) -> None:
    shown.parts.show_look(ALL)
    shown.view.select(*rows_of(7))
    press(shown.parts.ruler, Qt.Key.Key_Return)
    table = shown.parts.ruler.findChild(RulerTable)
    assert table is not None
    assert table.table.currentIndex().data() == f"chunk {wire_of(7)[0] // 37 + 1}"
    press(table.table, Qt.Key.Key_Return)
    press(table.table, Qt.Key.Key_Return)
    assert shown.view.selection()[0] >= rows_of(5)[0]
    assert shown.parts.ruler.chosen[1] - shown.parts.ruler.chosen[0] == LINE


def test_what_cannot_be_read_is_said(shown: RecordedView, monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[str] = []
    shown.parts.problem.connect(problems.append)
    shown.parts.show_look(ALL)

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("poetrygui.recordings.rows_and_wire.RowsAndWire.wire_of", broken)
    shown.view.select(*rows_of(7))
    assert "The recording cannot be read from disk: Input/output error." in problems
