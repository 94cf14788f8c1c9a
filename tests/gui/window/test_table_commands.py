"""The table by the window's actions: the frame beside it, its columns, what is faded; kept for the next window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from poetrygui.core.library.session import TableColumns, read_session
from poetrygui.gui.frames.columns_dialog import ColumnsDialog
from poetrygui.gui.frames.frame_detail import FrameDetail
from poetrygui.gui.frames.frame_table import FrameTable
from poetrygui.gui.frames.frame_view import FrameView
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.protocol_files import child
from tests.gui.scripted import open_window, tabs_of
from tests.recordings.framed_folder import record_lines

Until = Callable[[Callable[[], bool]], None]
LINES = [b'{"level": "INFO", "id": 1}\n{"level": "ERROR", "id": 2}\n']


def table_in(window: MainWindow) -> FrameTable:
    table = child(window, FrameView, "frameTable").parentWidget()
    assert isinstance(table, FrameTable)
    return table


def test_what_is_shown_of_the_table_is_there_again_in_the_next_window(
    profile: Path, wait_for: Any, wait_until: Until
) -> None:
    (profile / "poems").mkdir(parents=True)
    record_lines(profile / "poems" / "2026-01-01T00-00-00-aaaa", LINES, protocol="jsonl")
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        assert not action(window, "actionColumns").isEnabled()
        assert not action(window, "actionFade").isEnabled()
        shows = action(window, "actionShowFrame")
        assert shows.shortcut().toString() == "Shift+F7"
        shows.trigger()
        assert shows.isChecked()
        assert action(window, "actionShowTable").isChecked()
        assert child(window, FrameDetail, "frameDetail").isVisible()
        wait_until(lambda: table_in(window).model.fields == ("level", "id"))
        action(window, "actionFade").trigger()
        assert table_in(window).model.fades
        action(window, "actionColumns").trigger()
        dialog = child(window, ColumnsDialog, "columnsDialog")
        dialog.chosen.emit(("id",))
        dialog.reject()
        assert table_in(window).model.fields == ("id",)
    assert read_session(profile / "session.json")[0].columns == (TableColumns("jsonl", ("id",)),)
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        wait_until(lambda: table_in(window).model.fields == ("id",))
        assert table_in(window).model.fades
        assert action(window, "actionShowFrame").isChecked()
        action(window, "actionShowTable").trigger()
        assert not action(window, "actionShowFrame").isChecked()
        assert tabs_of(window)[0].view.isVisible()
