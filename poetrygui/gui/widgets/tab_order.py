"""Where Tab leads: through what came later, too, in the order in which all of it is seen."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget


def lead_through_before(bar: QWidget, widget: QWidget) -> None:
    """Have Tab lead through what is in ``bar`` right before it comes to ``widget``: Qt has what comes later last."""
    before = widget.previousInFocusChain()
    while before is not None and not _is_met(before):  # behind any other Qt puts nothing
        before = before.previousInFocusChain()
    for each in bar.findChildren(QWidget):
        if before is not None and _is_met(each) and each.window() is bar.window():
            QWidget.setTabOrder(before, each)
            before = each


def _is_met(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
