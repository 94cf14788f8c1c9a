"""The table in the text's place: the same place, the same selection, the same end."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.poems.joined_poems import JoinedPoems
from poetrygui.core.poems.lettered_poem import LetteredPoem
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from tests.gui.frames.tables import TextAndTable
from tests.gui.hands import press
from tests.protocols.framing import load
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


def choose(poem: StoredPoem, *lines: int) -> ChosenLines:
    """Return these lines of a poem, by their numbers."""
    chosen = ChosenLines(poem)
    starts = [poem.line_start(line) for line in range(101)]
    for line in lines:
        chosen.add(starts[line], [0, starts[line + 1] - starts[line]], 1, starts[line + 1])
    return chosen


def test_where_lines_are_filtered_the_table_has_these_and_both_are_at_the_same_place(shown: TextAndTable) -> None:
    chosen = choose(shown.poem, 3, 50, 60)
    shown.view.set_reader(chosen)
    shown.view.select(chosen.line_start(1), chosen.line_start(2))
    shown.switch(table=True)
    assert shown.frames() == [4, 51, 61]
    assert shown.table.place.selected == (1, 1)
    assert [row[5:7] for row in shown.texts()] == [("ERROR", "3"), ("INFO", "50"), ("INFO", "60")]
    assert [row[2] for row in shown.texts()] == ["+0 µs", "+47 ms", "+10 ms"]
    press(shown.table.view, Qt.Key.Key_Down)
    assert chosen.read(*shown.view.selection()) == b'{"level": "INFO", "id": 60}'
    shown.view.set_reader(shown.poem)
    assert len(shown.frames()) > 3


def test_it_stays_where_it_was_when_other_lines_are_shown(shown: TextAndTable) -> None:
    shown.switch(table=True)
    shown.table.place.scroll_to(12)
    assert (shown.frames()[0], shown.follows()) == (11, False)
    chosen = choose(shown.poem, *range(2, 99, 2))
    shown.view.set_reader(chosen)
    assert shown.frames()[0] == 11
    shown.table.place.scroll_to(7)
    assert (shown.frames()[0], shown.follows()) == (17, False)
    shown.view.set_reader(shown.poem)
    assert (shown.frames()[0], shown.follows()) == (17, False)
    shown.view.follow()
    shown.view.set_reader(chosen)
    assert shown.follows()
    assert shown.frames()[-1] == 99


def test_it_goes_where_it_was_once_the_lines_there_are_chosen(shown: TextAndTable) -> None:
    shown.switch(table=True)
    shown.table.place.scroll_to(52)
    assert shown.frames()[0] == 51
    chosen = choose(shown.poem, 3)
    shown.view.set_reader(chosen)
    assert shown.frames() == [4]
    start, stop = shown.poem.line_start(70), shown.poem.line_start(100)
    chosen.add(start, [0, stop - start], 30, stop)
    chosen.tell()
    shown.table.pacer.catch_up()
    assert shown.frames()[0] == 71
    assert not shown.follows()
    assert shown.table.to_end.text() == "↓ Follow"


def test_all_connections_have_rows_and_what_is_between_two(shown: TextAndTable, tmp_path: Path) -> None:
    shown.switch(table=True)
    shown.table.place.scroll_to(40)
    top = shown.texts()[0]
    joined = JoinedPoems(shown.poem)
    last = StoredPoem.existing(record_lines(tmp_path / "next", [b'{"id": 200}\n'], protocol="jsonl"))
    joined.go_on("── cut · connected again ──", last)
    shown.view.set_reader(joined)
    shown.parts.set_poem(last, joined)
    assert shown.texts()[0][:5] == top[:5]
    press(shown.table.view, Qt.Key.Key_End)
    assert shown.texts()[-5] == ("── cut · connected again ──", *[""] * 8)
    assert shown.table.view.columnSpan(len(shown.texts()) - 5, 0) == 9
    assert shown.table.model.heading(5) == "Connection"
    assert shown.texts()[-2][-1] == '{"id": 200}'
    assert shown.follows()
    shown.table.place.choose(shown.table.page.rows.count - 2 if shown.table.page else 0)
    assert joined.read(*shown.view.selection()) == b'{"id": 200}'
    assert shown.parts.shown is not None
    assert shown.parts.shown.both.poem is last
    shown.view.select(joined.line_start(3), joined.line_start(4))
    assert shown.table.place.selected == (5, 5)
    last.close()


def test_why_there_are_no_rows_is_said(shown: TextAndTable) -> None:
    shown.view.stand_in.say("No line is as the filter wants it.")
    shown.view.set_reader(choose(shown.poem))
    shown.switch(table=True)
    (label,) = shown.table.view.findChildren(QLabel)
    assert (label.isVisible(), label.text()) == (True, "No line is as the filter wants it.")
    shown.view.stand_in.say("Filtering …")
    assert label.text() == "Filtering …"
    shown.view.set_reader(shown.poem)
    assert not label.isVisible()


def test_a_frame_without_fields_has_their_room(qtbot: QtBot, tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "other", [b'{"id": 1}\n', b"{}\n"], protocol="jsonl")
    shown = TextAndTable(qtbot, folder, load("jsonl"))
    shown.switch(table=True)
    first, second = shown.texts()[2:4]
    assert first[5:] == ("1", '{"id": 1}')
    assert second[5:] == ("{}", "{}")
    assert [shown.table.view.columnSpan(row, 5) for row in (2, 3)] == [1, 2]
    shown.release()
