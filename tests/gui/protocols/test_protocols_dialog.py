"""The list of protocols: how each stands, its source to be read, and the decision, which is no unless one says yes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6 import sip
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QMessageBox, QPlainTextEdit, QPushButton, QTabWidget, QTreeWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.hands import press
from tests.gui.protocol_files import child, click, current_row, rows, text
from tests.plugins.files import Files, good, mark


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def registry(files: Files) -> ProtocolRegistry:
    files.put("own.py", good())
    return files.registry()


@pytest.fixture
def dialog(registry: ProtocolRegistry, files: Files, qtbot: QtBot) -> Iterator[ProtocolsDialog]:
    dialog = ProtocolsDialog(None, registry)
    dialog.show()
    dialog.choose(files.folder / "own.py")
    yield dialog
    if not sip.isdeleted(dialog):
        dialog.close()


def source(dialog: ProtocolsDialog) -> str:
    return child(dialog, QPlainTextEdit, "protocolSource").toPlainText()


def test_a_new_file_is_the_one_that_is_shown_first_and_all_that_is_known_of_it(
    dialog: ProtocolsDialog, files: Files
) -> None:
    data = (files.folder / "own.py").read_bytes()
    assert rows(dialog)["own"] == "new"
    assert rows(dialog)["raw"] == "shipped"
    assert current_row(dialog) == "own"
    assert text(dialog, "protocolPath") == str(files.folder / "own.py")
    assert text(dialog, "protocolSize") == f"{len(data)} bytes"
    assert text(dialog, "protocolDigest") == hashlib.sha256(data).hexdigest()
    assert source(dialog) == good()
    warning = text(dialog, "protocolWarning")
    assert "whatever you can do" in warning
    assert "no sandbox" in warning


def test_the_default_answer_is_no(dialog: ProtocolsDialog, registry: ProtocolRegistry) -> None:
    defaults = [button.objectName() for button in dialog.findChildren(QPushButton) if button.isDefault()]
    assert defaults == ["denyProtocol"]
    press(dialog, Qt.Key.Key_Return)
    assert registry.entry("own").state.word == "off"


def test_trust_and_its_withdrawal(dialog: ProtocolsDialog, registry: ProtocolRegistry) -> None:
    click(dialog, "trustProtocol")
    assert mark(registry.entry("own")) == "first"
    assert rows(dialog)["own"] == "ready"
    assert not child(dialog, QAbstractButton, "trustProtocol").isVisible()
    click(dialog, "denyProtocol")
    assert rows(dialog)["own"] == "off"
    assert registry.entry("own").protocol is None
    click(dialog, "trustProtocol")
    assert rows(dialog)["own"] == "ready"


def test_closing_decides_nothing(dialog: ProtocolsDialog, registry: ProtocolRegistry) -> None:
    press(dialog, Qt.Key.Key_Escape)
    assert registry.entry("own").state.word == "new"


def test_being_written_is_said_once_and_taken_back(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    click(dialog, "beingWritten")
    assert "being written here" in text(dialog, "protocolState")
    files.put("own.py", good("secnd"))
    registry.scan()
    assert mark(registry.entry("own")) == "secnd"
    assert source(dialog) == good("secnd")
    click(dialog, "beingWritten")
    assert registry.entry("own").state.word == "ready"
    files.put("own.py", good("third"))
    registry.scan()
    assert rows(dialog)["own"] == "new"
    assert "Changed since you trusted it" in text(dialog, "protocolState")
    assert mark(registry.entry("own")) == "secnd"


def test_a_broken_save_shows_the_line_and_the_traceback(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    click(dialog, "beingWritten")
    files.put("own.py", "def helper():\n    return 1 / 0\nhelper()\n" + good())
    registry.scan()
    assert rows(dialog)["own"] == "broken"
    assert "line 2 of own.py: ZeroDivisionError" in text(dialog, "protocolProblem")
    assert "last good version is used" in text(dialog, "protocolState")
    view = child(dialog, QPlainTextEdit, "protocolSource")
    (wrong,) = view.extraSelections()
    assert wrong.cursor.block().text() == "    return 1 / 0"
    pages = dialog.findChild(QTabWidget)
    assert pages is not None
    assert pages.isTabVisible(1)
    details = child(dialog, QPlainTextEdit, "protocolDetails").toPlainText()
    assert "return 1 / 0" in details
    assert "loader.py" not in details
    files.put("own.py", good())
    registry.scan()
    assert view.extraSelections() == []
    assert not pages.isTabVisible(1)


def test_what_would_hide_in_the_source_is_visible(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    files.put("own.py", "# \u202egnp.exe \x1b[8m\u2066\u200b\r<b>bold</b>\n".encode())
    registry.scan()
    assert source(dialog) == "# ⟦U+202E⟧gnp.exe ␛[8m⟦U+2066⟧⟦U+200B⟧␍<b>bold</b>\n"


def test_a_name_and_an_origin_are_shown_as_they_are(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    name = "<img src=x>\u202eexe&.py"
    files.put(name, good())
    registry.scan()
    assert "<img src=x>⟦U+202E⟧exe&" in rows(dialog)
    dialog.choose(files.folder / name)
    assert "<img src=x>⟦U+202E⟧exe&.py" in text(dialog, "protocolPath")
    tree = child(dialog, QTreeWidget, "protocolList")
    item = tree.currentItem()
    assert item is not None
    assert not item.toolTip(0).startswith("<")


def test_what_is_trusted_is_what_is_shown(dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files) -> None:
    # The file is swapped after it was shown and before the click.
    files.put("own.py", good("evil"))
    click(dialog, "trustProtocol")
    assert registry.entry("own").state.word == "new"
    assert registry.entry("own").protocol is None


def test_a_refused_file_says_why_and_offers_nothing(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    (files.folder / "own.py").chmod(0o666)
    registry.scan()
    assert "mode 0666" in text(dialog, "protocolProblem")
    assert source(dialog) == ""
    for name in ("trustProtocol", "denyProtocol", "beingWritten", "turnOnProtocol"):
        assert not child(dialog, QAbstractButton, name).isVisible()


def test_a_shipped_one_can_be_read_and_asks_nothing(dialog: ProtocolsDialog, registry: ProtocolRegistry) -> None:
    dialog.choose(registry.entry("raw").path)
    assert source(dialog) == registry.entry("raw").path.read_text("utf-8")
    for name in ("trustProtocol", "denyProtocol", "beingWritten", "turnOnProtocol"):
        assert not child(dialog, QAbstractButton, name).isVisible()


def test_a_decision_that_cannot_be_kept_is_told_and_not_taken(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    files.root.chmod(0o777)
    (files.root / "trust.json").write_text("{}", "utf-8")
    registry.trust_book.refresh()
    click(dialog, "trustProtocol")
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert "cannot be kept" in box.text()
    box.close()
    files.root.chmod(0o700)
    registry.scan()
    assert registry.entry("own").state.word != "ready"
    assert registry.entry("own").protocol is None


def test_a_closed_dialog_hears_no_more(registry: ProtocolRegistry, files: Files, qtbot: QtBot) -> None:
    dialog = ProtocolsDialog(None, registry)
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    files.put("two.py", good())
    registry.scan()


def test_every_field_is_named_for_a_screen_reader(dialog: ProtocolsDialog) -> None:
    for view in (*dialog.findChildren(QPlainTextEdit), *dialog.findChildren(QTreeWidget)):
        assert view.accessibleName()
