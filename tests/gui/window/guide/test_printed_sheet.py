"""Printing goes where the dialog says: here into a file."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtPrintSupport import QPrinter
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.guide.printed_sheet import print_sheet


def test_a_page_is_printed_when_that_is_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    dialog = print_sheet(parent, "<h2>Keys</h2>")
    printer = dialog.printer()
    assert printer is not None
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    assert dialog.isVisible()
    assert not (tmp_path / "keys.pdf").exists()
    dialog.accepted.emit()
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()
    parent.deleteLater()
