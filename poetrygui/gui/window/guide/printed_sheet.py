"""Printing a page, on a printer or into a file, as the system's own dialog asks."""

from __future__ import annotations

from PyQt6.QtGui import QTextDocument
from PyQt6.QtPrintSupport import QPrintDialog
from PyQt6.QtWidgets import QWidget


def print_sheet(parent: QWidget, page: str) -> QPrintDialog:
    """Ask where a ``page`` of HTML is to be printed, and print it there; return the dialog, which is open."""
    dialog = QPrintDialog(parent)  # with a printer of its own
    dialog.setObjectName("printDialog")

    def put() -> None:
        document = QTextDocument()
        document.setHtml(page)
        document.print(dialog.printer())

    dialog.accepted.connect(put)
    dialog.open()
    return dialog
