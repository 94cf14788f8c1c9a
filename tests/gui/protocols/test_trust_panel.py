"""The decision about a protocol: no unless one says yes, about what is shown and nothing else."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QMessageBox, QPlainTextEdit, QPushButton

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.hands import press
from tests.gui.protocol_files import child, click, rows, text
from tests.plugins.files import Files, good, mark


def source(dialog: ProtocolsDialog) -> str:
    return child(dialog, QPlainTextEdit, "protocolSource").toPlainText()


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
