"""A table stays where it was: tried with the table itself where lines are filtered, and here where nothing was."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from poetrygui.gui.frames.frame_table import FrameTable
from poetrygui.gui.frames.moved_place import MovedPlace
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.recordings.joined_rows import JoinedRows
from tests.recordings.joined_folders import recorded


def test_there_is_nowhere_to_go_where_it_was_nowhere(qtbot: QtBot, tmp_path: Path) -> None:
    view, table = PoemView(), FrameTable()
    for widget in (view, table):
        qtbot.addWidget(widget)
    poem = recorded(tmp_path / "poem", b"x")
    rows, place = JoinedRows(poem), MovedPlace(view)
    place.turn(rows)
    place.look(table, rows)
    place.turn(JoinedRows(poem))
    place.forget()
    place.look(table, rows)
    assert view.following
    poem.close()
