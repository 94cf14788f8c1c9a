"""A table of many rows, of which one at a time is chosen: numbered, and as wide as what is seen of it needs."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

_ABOVE_NUMBERS = "Number"


class RowTable(QTableView):
    """Shows whole rows; Tab leads out of it."""

    def __init__(self) -> None:
        """Show none yet."""
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.setAccessibleName(_ABOVE_NUMBERS)
        header = self.horizontalHeader()
        assert header is not None
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(0)  # of a million rows, those that are seen are measured
