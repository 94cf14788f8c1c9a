"""Where Tab goes in a window: from one thing to the next as the eye goes, whenever each was made."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QMainWindow, QWidget


class SightWindow(QMainWindow):
    """A window in which Tab goes from left to right and down, and Shift+Tab back; panels and bars come and go in it.

    Qt goes by when things were made, skips what stands before that to which a panel leads the keyboard, and has been
    seen to leave out a whole panel.
    """

    def focusNextPrevChild(self, next: bool) -> bool:
        """Give the keyboard to the next thing, or to the one before; tell whether there is any."""
        order, here = list(in_sight(self)), QApplication.focusWidget()
        while here is not None and here not in order:
            here = here.parentWidget()
        if here is None:
            return super().focusNextPrevChild(next)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        order[(order.index(here) + (1 if next else -1)) % len(order)].setFocus(reason)
        return True


def in_sight(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab goes to in a widget, row by row, and in each row from the left."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    children = [each for each in widget.children() if isinstance(each, QWidget)]
    seen = [each for each in children if each.isVisible() and each.isEnabled() and not each.isWindow()]
    rows: list[list[QWidget]] = []
    for child in sorted(seen, key=lambda each: each.y()):
        # What is beside the first of a row is in it, however high it stands.
        if rows and child.geometry().center().y() <= rows[-1][0].geometry().bottom():
            rows[-1].append(child)
        else:
            rows.append([child])
    for row in rows:
        for child in sorted(row, key=lambda each: (each.x(), each.y())):
            yield from in_sight(child)
