"""A file of one's own is written in the window: what is saved is in the folder, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QAbstractButton, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from poetrygui.errors import PluginError
from poetrygui.gui.protocols.source_editor import SourceEditor
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.protocol_files import child, click, text
from tests.plugins.files import Files, good


@pytest.fixture
def path(registry: ProtocolRegistry, files: Files) -> Path:
    return files.folder / "own.py"


@pytest.fixture
def open_editor(registry: ProtocolRegistry, path: Path, qtbot: QtBot) -> Iterator[Callable[[], SourceEditor]]:
    opened: list[SourceEditor] = []

    def open_it() -> SourceEditor:
        editor = SourceEditor(None, registry, path)
        opened.append(editor)
        qtbot.addWidget(editor)
        editor.show()
        return editor

    yield open_it
    for editor in opened:
        editor.keep_unsaved()


@pytest.fixture
def editor(open_editor: Callable[[], SourceEditor]) -> SourceEditor:
    return open_editor()


def field(editor: SourceEditor) -> QPlainTextEdit:
    return child(editor, QPlainTextEdit, "protocolEdit")


def answer(editor: SourceEditor, verb: str) -> str:
    """Answer the question that is asked, and return it."""
    box = editor.findChildren(QMessageBox)[-1]
    asked = box.text()
    next(each for each in box.findChildren(QAbstractButton) if each.text().replace("&", "") == verb).click()
    return asked


def test_what_is_saved_is_in_the_folder_and_how_it_stands_is_said(
    editor: SourceEditor, registry: ProtocolRegistry, path: Path
) -> None:
    assert field(editor).toPlainText() == path.read_text("utf-8")
    assert "New: nothing of it is run" in text(editor, "editorState")
    (entry,) = (each for each in registry.entries if each.path == path)
    registry.trust(entry, being_written=True)
    field(editor).setPlainText(good().replace("class", "clas"))
    click(editor, "saveProtocol")
    assert path.read_text("utf-8") == good().replace("class", "clas")
    assert text(editor, "editorState").startswith("Broken")
    assert path.stat().st_mode & 0o777 == 0o600
    field(editor).setPlainText(good())
    editor.save()
    assert text(editor, "editorState").startswith("Ready")
    assert not editor.is_modified


def test_what_was_changed_elsewhere_is_not_overwritten_unasked(editor: SourceEditor, path: Path) -> None:
    path.write_text("# by another editor\n", "utf-8")
    field(editor).insertPlainText("# mine\n")
    editor.save()
    assert path.read_text("utf-8") == "# by another editor\n"
    assert "changed elsewhere" in answer(editor, "Overwrite")
    assert path.read_text("utf-8").startswith("# mine\n")


def test_one_that_is_gone_is_put_there_again(editor: SourceEditor, path: Path, registry: ProtocolRegistry) -> None:
    path.unlink()
    registry.scan()
    assert "no longer in the folder" in text(editor, "editorState")
    field(editor).insertPlainText("# mine\n")
    editor.save()
    assert path.exists()


def test_changes_are_discarded_after_a_question_alone(open_editor: Callable[[], SourceEditor], path: Path) -> None:
    editor, before = open_editor(), path.read_bytes()
    field(editor).insertPlainText("# mine\n")
    editor.close()
    assert editor.isVisible()
    answer(editor, "Cancel")
    assert editor.isVisible()
    editor.reject()
    assert "not saved" in answer(editor, "Discard them")
    assert not editor.isVisible()
    assert (path.read_bytes(), list(path.parent.glob("*.unsaved"))) == (before, [])


def test_what_was_not_saved_as_the_program_ended_is_there_again(
    open_editor: Callable[[], SourceEditor], path: Path
) -> None:
    first, before = open_editor(), path.read_bytes()
    field(first).insertPlainText("# mine\n")
    first.keep_unsaved()
    assert path.read_bytes() == before
    again = open_editor()
    assert field(again).toPlainText().startswith("# mine\n")
    assert again.is_modified
    again.save()
    assert path.read_text("utf-8").startswith("# mine\n")
    assert list(path.parent.glob("*.unsaved")) == []


def test_ends_of_lines_stay_as_they_are_and_what_would_be_changed_is_not_opened(
    open_editor: Callable[[], SourceEditor], path: Path
) -> None:
    path.write_bytes(b"a = 1\r\nb = 2\r\n")
    editor = open_editor()
    field(editor).insertPlainText("# mine\n")
    editor.save()
    assert path.read_bytes() == b"# mine\r\na = 1\r\nb = 2\r\n"
    path.write_bytes("a = '\xa0'\n".encode())
    with pytest.raises(PluginError, match="edit it elsewhere"):
        open_editor()
