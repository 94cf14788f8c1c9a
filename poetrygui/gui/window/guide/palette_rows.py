"""How a command is drawn in the palette: its title, where it stands or why it cannot be run now, and its keys."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtGui import QPainter, QPalette
from PyQt6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from poetrygui.gui.widgets.theme import row_colours
from poetrygui.gui.window.guide.command_row import CommandRow

_SIDE, _ABOVE, _GAP = 12, 6, 16
_ON = "✓ "


class PaletteRows(QStyledItemDelegate):
    """Draws a row of one line, in the palette's colours."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return room for a line of text."""
        return QSize(0, option.fontMetrics.height() + 2 * _ABOVE)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw the row at ``index`` with ``painter``; ``option`` has its place, its colours and its font."""
        row = index.data(Qt.ItemDataRole.UserRole)
        style = QApplication.style()
        if painter is None or style is None or not isinstance(row, CommandRow):
            return
        self.initStyleOption(option, index)
        option.text = ""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        text, quiet, ground = row_colours(option.palette, QPalette.ColorGroup.Active, selected=selected)
        if selected:
            painter.fillRect(option.rect, ground)
        else:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setFont(option.font)
        area = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.setPen(quiet)
        beside = row.why_not or row.menu
        keys = _draw_at_right(painter, area, row.keys)
        area.setRight(area.right() - keys)
        title = _ON + row.title if row.is_on else row.title
        wanted = option.fontMetrics.horizontalAdvance(title) + _GAP
        _draw_at_right(painter, area.adjusted(min(wanted, area.width() // 2), 0, 0, 0), beside)
        painter.setPen(quiet if row.why_not else text)
        used = min(option.fontMetrics.horizontalAdvance(beside) + _GAP, max(area.width() - wanted, area.width() // 2))
        _draw(painter, area.adjusted(0, 0, -used, 0), title, Qt.AlignmentFlag.AlignLeft)
        painter.restore()


def _draw_at_right(painter: QPainter, area: QRect, text: str) -> int:
    """Draw a text and return how much room that took, with the gap beside it."""
    if not text:
        return 0
    _draw(painter, area, text, Qt.AlignmentFlag.AlignRight)
    return min(painter.fontMetrics().horizontalAdvance(text), area.width()) + _GAP


def _draw(painter: QPainter, area: QRect, text: str, side: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
