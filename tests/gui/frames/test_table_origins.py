"""Which rows a table has: those of all connections of a stream, or the lines of several servers."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.library.stream import Part
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.frames.table_origins import TableOrigins
from poetrygui.gui.frames.table_parts import TableParts
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView
from tests.core.library.test_merged_poem import part
from tests.gui.recording.recorded_views import release
from tests.recordings.joined_folders import recorded


def test_connections_have_numbers(qtbot: QtBot, tmp_path: Path) -> None:
    info = PoemInfo("a server", "", "lines", "2026-01-01T00:00:00+00:00")
    stores = [recorded(tmp_path / name, b"x") for name in ("one", "two", "three")]
    poem = KeptPoem(info, tmp_path)
    poem.store = stores[0]
    view = PoemView()
    qtbot.addWidget(view)
    parts = RecordingParts(view, lambda _widget, _share: None)
    origins = TableOrigins(view, parts, poem)
    assert (origins.rows(None), origins.are_known) == (None, False)
    for store in stores[1:]:
        poem.go_on_with(Part[StoredPoem](info, tmp_path, store), None)
    view.set_reader(poem.reader)
    parts.set_poem(poem.store, poem.stream.joined)
    rows = origins.rows(None)
    assert rows is not None
    while rows.look(1):
        pass
    found = rows.between(rows.start, rows.count)
    assert [row.origin.name for row in found if row.origin and row.frame is not None] == ["1", "2", "3"]
    assert (origins.rows(rows), origins.protocol, origins.are_of_several) == (rows, "lines", False)
    release(view, parts, stores[0])
    for store in stores[1:]:
        store.close()


def test_lines_of_several_servers_are_a_table_with_their_names(qtbot: QtBot, tmp_path: Path) -> None:
    one, two = part(tmp_path / "one", "one", b"a\n", b"b\n"), part(tmp_path / "two", "two", b"c\n")
    poem = MergedPoem([one, two])
    poem.take()
    while poem.merge(1, 0):
        pass
    window = QWidget()
    qtbot.addWidget(window)
    view = PoemView()
    layout = QVBoxLayout(window)
    layout.addWidget(view)
    parts = RecordingParts(view, lambda _widget, _share: None)
    table = TableParts(view, layout.addWidget, parts, poem=poem)
    window.resize(900, 300)
    with qtbot.waitExposed(window):
        window.show()
    view.set_reader(poem.reader)
    parts.show_look(RecordingLook(table=True, detail=True))
    model = table.table.model
    texts = [[model.text(row, column) for column in (0, 4, 5, 6)] for row in model.rows]
    assert texts == [["1", "in", "one", "a"], ["1", "in", "two", "c"], ["2", "in", "one", "b"]]
    assert model.heading(5) == "Server"
    assert model.text(model.rows[0], 1).endswith(":00.001000")
    colours = [model.index(row, 5).data(Qt.ItemDataRole.ForegroundRole) for row in range(3)]
    assert colours[0] == colours[2] != colours[1]
    table.table.place.choose(1)
    assert view.reader.read(*view.selection()) == b"c"
    assert table.area.detail.heading.text().startswith("Frame 1 · Server two · 1 byte")
    view.set_reader(None)
    for each in (one, two):
        each.close()
