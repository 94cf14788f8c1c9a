"""New protocols and editors in the window: from the menu, from the list, and kept as the window closes."""

from __future__ import annotations

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from poetrygui.gui.protocols.new_protocol import NewProtocolDialog
from poetrygui.gui.protocols.source_editor import SourceEditor
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.protocol_files import child, click, current_row, dialog_of, state_of
from tests.plugins.files import Files


def new_one(window: MainWindow, name: str) -> SourceEditor:
    child(window, QAction, "actionNewProtocol").trigger()
    asks = child(window, NewProtocolDialog, "newProtocolDialog")
    child(asks, QLineEdit, "newProtocolName").setText(name)
    asks.accept()
    return child(window, SourceEditor, "sourceEditor")


def test_a_new_one_is_listed_edited_and_not_run(window: MainWindow, files: Files) -> None:
    editor = new_one(window, "station")
    assert editor.path == files.folder / "station.py"
    assert (current_row(dialog_of(window)), state_of(window, "station")) == ("station", "new")
    assert not editor.isModal()
    click(dialog_of(window), "editProtocol")
    assert window.findChildren(SourceEditor) == [editor]
    dialog_of(window).close()
    assert editor.isVisible()
    editor.reject()


def test_what_comes_with_the_program_is_not_edited(window: MainWindow, files: Files) -> None:
    child(window, QAction, "actionProtocols").trigger()
    edit = child(dialog_of(window), QPushButton, "editProtocol")
    assert not edit.isEnabled()
    dialog_of(window).close()


def test_what_is_not_saved_is_kept_as_the_window_closes(window: MainWindow, files: Files) -> None:
    editor = new_one(window, "station")
    child(editor, QPlainTextEdit, "protocolEdit").insertPlainText("# mine\n")
    window.close()
    assert (files.folder / "station.py.unsaved").read_text("utf-8").startswith("# mine\n")
