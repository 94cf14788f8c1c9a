"""How a server is drawn in the list: its name, below it where it is and how its latest fetch stands."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtGui import QBrush, QFont, QIcon, QPainter, QPalette
from PyQt6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from poetrygui.gui.servers.server_model import Column, ServerModel
from poetrygui.gui.widgets.theme import row_colours, state_colour

_MARGIN = 8
_LINE_GAP = 2
_ICON = 20


class ServerDelegate(QStyledItemDelegate):
    """Draws two lines and the icon of the state, in the palette's colours."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return room for two lines of text."""
        return QSize(0, 2 * option.fontMetrics.height() + _LINE_GAP + 2 * _MARGIN)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw the row at ``index`` with ``painter``; ``option`` has its place, its colours and its font."""
        if painter is None:
            return
        self.initStyleOption(option, index)
        option.text, option.icon = "", QIcon()
        style = QApplication.style()
        assert style is not None
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        group = (
            QPalette.ColorGroup.Active if option.state & QStyle.StateFlag.State_Active else QPalette.ColorGroup.Inactive
        )
        text, quiet = row_colours(option.palette, group, selected=selected)
        painter.save()
        area = option.rect.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        icon_area = QRect(area.left(), area.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        if isinstance(icon, QIcon):
            if selected:
                # The icons' colours are made for the list's own ground.
                self._draw_disc(painter, icon_area, option.palette.base())
            icon.paint(painter, icon_area)
        else:
            # What stands for a server that was never fetched.
            self._draw_disc(painter, icon_area.adjusted(7, 7, -7, -7), option.palette.mid())
        area.setLeft(area.left() + _ICON + _MARGIN)
        height = option.fontMetrics.height()
        first = QRect(area.left(), area.top(), area.width(), height)
        second = first.translated(0, height + _LINE_GAP)

        state = index.data(ServerModel.StateRole)
        state_text = self._cell(index, Column.STATE)
        width = min(option.fontMetrics.horizontalAdvance(state_text) + 1, area.width() // 2)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setPen(text)
        painter.setFont(bold)
        beside = width + _MARGIN if state_text else 0
        self._draw(painter, first.adjusted(0, 0, -beside, 0), self._cell(index, Column.NAME))
        painter.setFont(option.font)
        if state is not None:
            painter.setPen(text if selected else state_colour(state, option.palette))
            self._draw(painter, first, state_text, Qt.AlignmentFlag.AlignRight, width)
        painter.setPen(quiet)
        protocol = self._cell(index, Column.PROTOCOL)
        width = min(option.fontMetrics.horizontalAdvance(protocol) + 1, area.width() // 2)
        self._draw(painter, second.adjusted(0, 0, -width - _MARGIN, 0), self._cell(index, Column.ADDRESS))
        self._draw(painter, second, protocol, Qt.AlignmentFlag.AlignRight, width)
        painter.restore()

    @staticmethod
    def _cell(index: QModelIndex, column: Column) -> str:
        return str(index.siblingAtColumn(column).data() or "")

    @staticmethod
    def _draw(
        painter: QPainter,
        area: QRect,
        text: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        width: int | None = None,
    ) -> None:
        room = area.width() if width is None else width
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    @staticmethod
    def _draw_disc(painter: QPainter, area: QRect, brush: QBrush) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawEllipse(area)
        painter.restore()
