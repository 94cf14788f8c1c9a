"""What there is to be read about a protocol: its source as it is decided about, and why it fails."""

from __future__ import annotations

from PyQt6.QtWidgets import QPlainTextEdit, QTabWidget

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.protocol_files import child, click, rows, text
from tests.plugins.files import Files, good


def test_a_broken_save_shows_the_line_and_the_traceback(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    click(dialog, "beingWritten")
    assert dialog.findChild(QPlainTextEdit, "protocolDetails") is None, "not made before there is something to read"
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
