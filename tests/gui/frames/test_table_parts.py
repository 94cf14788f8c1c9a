"""The table in the text's place: the same place, the same selection, the same end."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.chosen_lines import ChosenLines, stretch_from_whole
from poetrygui.core.poems.lettered_poem import LetteredPoem
from poetrygui.core.poems.lettering import Lettering
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from tests.gui.frames.tables import TextAndTable
from tests.gui.hands import press
from tests.recordings.framed_folder import record_lines

SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST_TWO = b'{"level": "INFO", "id": 0}\n{"level": "INFO", "id": 1}'


def test_it_stands_in_the_place_of_the_text_and_has_its_keyboard(shown: TextAndTable) -> None:
    shown.view.setFocus()
    shown.switch(table=True)
    assert (shown.view.isVisible(), shown.table.isVisible()) == (False, True)
    assert shown.table.view.hasFocus()
    lost = "connection lost: the server closed the connection"
    assert shown.texts()[-1] == ("", "0.100000 s", "+0 µs", "", "", lost, lost, lost)
    frame = "100", "0.100000 s", "+1 ms", "27", "in", "INFO", "99", '{"level": "INFO", "id": 99}'
    assert shown.texts()[-2] == frame
    assert [shown.table.model.heading(column) for column in (5, 6, 7)] == ["level", "id", "Preview"]
    shown.switch(table=False)
    assert (shown.view.isVisible(), shown.table.isVisible()) == (True, False)
    assert shown.view.hasFocus()
    assert shown.follows()


def test_both_are_at_the_same_place(shown: TextAndTable) -> None:
    shown.view.show_offset(shown.poem.line_start(40))
    shown.switch(table=True)
    assert shown.frames()[0] == 41
    assert not shown.follows()
    shown.table.place.scroll_to(12)
    assert shown.frames()[0] == 11
    shown.switch(table=False)
    assert shown.view.first_visible_line() == 10


def test_rows_that_are_chosen_are_selected_in_the_text_and_the_other_way_round(shown: TextAndTable) -> None:
    shown.switch(table=True)
    assert shown.follows()
    press(shown.table.view, Qt.Key.Key_Home)
    for _ in range(2):
        press(shown.table.view, Qt.Key.Key_Down)
    assert not shown.follows()
    press(shown.table.view, Qt.Key.Key_Down, SHIFT)
    assert shown.poem.read(*shown.view.selection()) == FIRST_TWO
    shown.view.copy()
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == FIRST_TWO.decode()
    shown.view.select_match(shown.poem.line_start(70), shown.poem.line_start(71))
    first, last = shown.table.place.selected
    assert first == last
    assert 71 in shown.frames()
    shown.switch(table=False)
    assert shown.poem.read(*shown.view.selection()).endswith(b'"id": 70}\n')
    press(shown.view, Qt.Key.Key_End)
    shown.switch(table=True)
    assert shown.follows()


def test_times_are_of_the_day_where_the_text_has_them_so(shown: TextAndTable) -> None:
    shown.switch(table=True, times=Times.OF_DAY)
    assert shown.texts()[-1][1].endswith(":00.100000")
    shown.switch(table=True)
    assert shown.texts()[-1][1] == "0.100000 s"


def test_letters_are_as_large_as_the_texts(shown: TextAndTable) -> None:
    shown.switch(table=True)
    before = shown.table.view.row_height
    shown.view.zoom_to(6)
    assert shown.table.view.row_height > before


def test_without_a_recording_there_is_the_text(shown: TextAndTable) -> None:
    shown.switch(table=True)
    shown.parts.set_poem(None)
    assert (shown.view.isVisible(), shown.table.isVisible()) == (True, False)
    shown.parts.set_poem(shown.poem)
    assert shown.table.isVisible()
    assert shown.frames()[-1] == 100


def test_frames_are_read_in_the_encoding_of_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    shown = TextAndTable(qtbot, record_lines(tmp_path / "other", ["Grün\n".encode("latin-1")]))
    shown.switch(table=True)
    assert shown.texts()[2][-1] == "Gr\ufffdn"
    shown.view.set_reader(LetteredPoem(shown.poem, Lettering("iso8859-1")))
    assert shown.texts()[2][-1] == "Grün"
    shown.parts.show_look(RecordingLook(table=True, detail=True))
    shown.table.place.choose(2)
    assert shown.both.area.detail.text.toPlainText() == "Grün"
    shown.release()


def test_where_lines_are_filtered_the_table_has_all_and_both_are_at_the_same_place(shown: TextAndTable) -> None:
    chosen = ChosenLines(shown.poem)
    starts = [shown.poem.line_start(line) for line in range(101)]
    for line in (3, 50, 60):
        chosen.add(starts[line], [0, starts[line + 1] - starts[line]], 1, starts[line + 1])
    shown.view.set_reader(chosen)
    shown.view.select_match(*stretch_from_whole(chosen, starts[50], starts[51]))
    shown.switch(table=True)
    first, last = shown.table.place.selected
    assert shown.table.page is not None
    assert [row.frame for row in shown.table.page.rows.between(first, last + 1)] == [50]
    press(shown.table.view, Qt.Key.Key_Down)
    start, stop = shown.view.selection()
    assert start == stop
    for _ in range(9):
        press(shown.table.view, Qt.Key.Key_Down)
    assert chosen.read(*shown.view.selection()) == b'{"level": "INFO", "id": 60}'
