"""Lists of servers go into files and come out of them, after a look at what is in there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QPlainTextEdit

from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.core.servers.server_lists import json_list
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, sentence
from tests.gui.protocol_files import child, click
from tests.gui.scripted import add


def names(window: MainWindow) -> list[str]:
    return [server.name for server in window.workspace.model.servers]


@pytest.mark.parametrize("name", ["servers.json", "servers.csv"])
def test_what_is_exported_is_offered_again_once_it_is_gone(window: MainWindow, tmp_path: Path, name: str) -> None:
    add(window, *(Server(each, "127.0.0.1:1", "lines", options={"a": each}) for each in "abc"))
    files, before = window.workspace.panel.files, window.workspace.model.servers
    files.export(tmp_path / name, before)
    known = files.preview(tmp_path / name)
    assert known is not None
    assert known.chosen() == []
    known.reject()
    window.workspace.panel.edits.remove({before[1].id})
    preview = files.preview(tmp_path / name)
    assert preview is not None
    assert [server.name for server in preview.chosen()] == ["b"]
    click(preview, "addImported")
    assert names(window) == ["a", "c", "b"]
    assert [server.name for server in window.workspace.panel.selected()] == ["b"], "to be fetched at once"
    assert window.workspace.model.servers[2].options == before[1].options
    action(window, "actionUndo").trigger()
    assert names(window) == ["a", "c"]


def test_problems_are_told_and_servers_of_one_id_get_others(window: MainWindow, tmp_path: Path, profile: Path) -> None:
    add(window, Server("a", "127.0.0.1:1", id="same"))
    (tmp_path / "table.csv").write_text("name,address\nx,nowhere\ny,127.0.0.1:2\n")
    preview = window.workspace.panel.files.preview(tmp_path / "table.csv")
    assert preview is not None
    assert child(preview, QPlainTextEdit, "importProblems").toPlainText().startswith("Line 2: ")
    click(preview, "addImported")
    (tmp_path / "list.json").write_bytes(json_list([Server("z", "127.0.0.1:3", id="same")]))
    preview = window.workspace.panel.files.preview(tmp_path / "list.json")
    assert preview is not None
    click(preview, "addImported")
    assert names(window) == ["a", "y", "z"]
    assert len({server.id for server in ServerBook(profile / "servers.json").servers}) == 3


def test_files_that_cannot_be_read_or_written_are_told(window: MainWindow, tmp_path: Path) -> None:
    files = window.workspace.panel.files
    assert files.preview(tmp_path / "none.csv") is None
    (tmp_path / "none.json").mkdir()
    files.export(tmp_path / "none.json", ())
    boxes = window.findChildren(QMessageBox)
    assert len(boxes) == 2
    told = sorted(sentence(box) for box in boxes)
    assert "none.csv cannot be read" in told[0]
    assert "none.json could not be written" in told[1]
    for box in boxes:
        box.close()


def test_the_commands_ask_for_a_file(window: MainWindow) -> None:
    add(window, Server("a", "127.0.0.1:1"))
    for name in ("actionImportServers", "actionExportServers"):
        action(window, name).trigger()
    dialogs = window.findChildren(QFileDialog)
    assert [dialog.windowTitle() for dialog in dialogs] == ["Import servers", "Export servers"]
    for dialog in dialogs:
        dialog.reject()
