"""How a server is drawn in the list: its name, below it where it is and how its latest fetch stands; and a group."""

from __future__ import annotations

from typing import cast

from PyQt6.QtCore import QModelIndex, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QBrush, QColor, QPainter, QPalette, QPen, QPolygonF
from PyQt6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from poetrygui.core.outcomes import State
from poetrygui.core.text.rate_history import LONGEST
from poetrygui.gui.servers.fitted_texts import FittedTexts
from poetrygui.gui.servers.server_cells import Column, Told
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.servers.sparklines import Sparklines
from poetrygui.gui.widgets.icons import state_icon, state_icon_name
from poetrygui.gui.widgets.theme import RowColours, blend, has_high_contrast, row_colours, state_colour
from poetrygui.gui.widgets.tokens import (
    GAP,
    GAP_SMALL,
    GAP_WIDE,
    HAIRLINE,
    HOVERED,
    ICON,
    RADIUS,
    RING,
)

_LINE_GAP = GAP_SMALL // 2
_DOT = GAP_SMALL + RING
_SPARKLINE = 2 * (LONGEST - 1) + 1  # whole pixels from second to second, by which its picture is moved


def _bits(flags: QStyle.StateFlag) -> int:
    return cast("int", flags.value)


# Numbers, put together once: a hundred rows are drawn anew each second, and Qt's flags take as long as their texts.
_ACTIVE, _SELECTED = _bits(QStyle.StateFlag.State_Active), _bits(QStyle.StateFlag.State_Selected)
_FOCUSED, _BELOW_MOUSE = _bits(QStyle.StateFlag.State_HasFocus), _bits(QStyle.StateFlag.State_MouseOver)
_AT_LEFT, _AT_RIGHT = (
    int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
    for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)


class ServerDelegate(QStyledItemDelegate):
    """Draws two lines, the icon of the state, and how fast it comes, in the palette's colours."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Have drawn nothing yet."""
        super().__init__(parent)
        self._sparklines = Sparklines()
        self._colours = Colours()
        self._texts = FittedTexts()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return room for two lines of text, or for the one of a group."""
        lines = 1 if index.data(ServerModel.GroupRole) else 2
        return QSize(0, lines * option.fontMetrics.height() + (lines - 1) * _LINE_GAP + 2 * GAP)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw the row at ``index`` with ``painter``; ``option`` has its place, its colours and its font."""
        if painter is None:
            return
        state = _bits(option.state)
        colours = self._colours.of_row(option.palette, active=bool(state & _ACTIVE), selected=bool(state & _SELECTED))
        self._texts.use(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option, state, colours.ground)
        area = option.rect.adjusted(GAP_WIDE, GAP, -GAP_WIDE, -GAP)
        # One look at the model for all of it: a hundred rows are drawn anew each second.
        told = index.data(ServerModel.ToldRole)
        if not isinstance(told, Told):
            self._draw_group(painter, area, option, index, colours)
            painter.restore()
            return
        area.setLeft(area.left() + (GAP_WIDE if told.server.group else 0))
        icon = QRect(area.left(), area.center().y() - ICON // 2 + 1, ICON, ICON)
        self._draw_icon(painter, icon, option.palette, told, colours.text, selected=bool(state & _SELECTED))
        area.setLeft(area.left() + ICON + GAP)
        height = option.fontMetrics.height()
        first = QRect(area.left(), area.top(), area.width(), height)
        second = first.translated(0, height + _LINE_GAP)
        self._draw_name_and_state(painter, first, option, told, colours)
        painter.setPen(colours.quiet)
        address, protocol, rates = told.text(Column.ADDRESS), f"  ·  {told.text(Column.PROTOCOL)}", told.rates
        if len(rates) > 1:
            line = QRect(second.right() - _SPARKLINE + 1, second.top(), _SPARKLINE, second.height())
            self._sparklines.draw(painter, line, told.server.id, rates, colours.quiet)
            second.setRight(line.left() - GAP)
        if self._texts.width(address + protocol) < second.width():
            painter.drawText(second, _AT_LEFT, address + protocol)
        else:
            width = min(self._texts.width(protocol) + 1, second.width() // 2)
            room = min(self._texts.width(address) + 1, second.width() - width)
            self._draw(painter, second, address, width=room)
            self._draw(painter, second.adjusted(room, 0, 0, 0), protocol, width=width)
        painter.restore()

    def _draw_group(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, index: QModelIndex, colours: RowColours
    ) -> None:
        """Draw the row of a group: an arrow, its name, and how its servers stand."""
        painter.setPen(QPen(colours.quiet, RING, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        middle = QPointF(area.left() + ICON / 2, option.rect.center().y() + HAIRLINE)
        painter.drawPolyline(_arrow(middle, points_down=not index.data(ServerModel.FoldedRole)))
        words = self._cell(index, Column.STATE)
        painter.setFont(option.font)
        width = min(self._texts.width(words) + 1, area.width() * 3 // 4)
        self._draw(painter, area, words, _AT_RIGHT, width)
        painter.setPen(colours.text)
        self._draw_bold(painter, area.adjusted(ICON + GAP, 0, -width - GAP, 0), self._cell(index, Column.NAME))

    def createEditor(self, parent: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget | None:
        """Make the line in which a server gets another name."""
        line = QLineEdit(parent)
        line.setAccessibleName("Name")
        return line

    def updateEditorGeometry(self, editor: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Put that line beside the icon."""
        if editor is not None:
            area = option.rect.adjusted(GAP_WIDE + ICON + GAP_SMALL + _indent(index), 0, -GAP, 0)
            height = editor.sizeHint().height()
            editor.setGeometry(area.left(), area.center().y() - height // 2, area.width(), height)

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, state: int, ground: QColor) -> None:
        inside = QRectF(option.rect).adjusted(GAP_SMALL, HAIRLINE, -GAP_SMALL, -HAIRLINE)
        chosen = state & _SELECTED
        if chosen or state & _BELOW_MOUSE:
            window, text = option.palette.window().color(), option.palette.windowText().color()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground if chosen else blend(window, text, HOVERED))
            painter.drawRoundedRect(inside, RADIUS, RADIUS)
        if state & _FOCUSED:
            ring = option.palette.color(QPalette.ColorRole.Accent)
            if chosen and has_high_contrast(option.palette):
                ring = option.palette.color(QPalette.ColorRole.HighlightedText)  # the accent may be the ground itself
                inside = inside.adjusted(RING, RING, -RING, -RING)
            painter.setPen(QPen(ring, RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = RING / 2
            painter.drawRoundedRect(inside.adjusted(edge, edge, -edge, -edge), RADIUS - edge, RADIUS - edge)

    def _draw_icon(
        self, painter: QPainter, area: QRect, palette: QPalette, told: Told, text: QColor, *, selected: bool
    ) -> None:
        if told.state is None:
            # What stands for a server that was never fetched.
            edge = (ICON - _DOT) // 2
            mid = QBrush(text) if has_high_contrast(palette) else palette.mid()
            self._draw_disc(painter, area.adjusted(edge, edge, -edge, -edge), mid)
            return
        if selected and has_high_contrast(palette):
            # The icons' colours are made for the list's own ground.
            self._draw_disc(painter, area, palette.base())
        state_icon(told.state).paint(painter, area)

    def _draw_name_and_state(
        self, painter: QPainter, line: QRect, option: QStyleOptionViewItem, told: Told, colours: RowColours
    ) -> None:
        """Draw the name as far as the state leaves room: what one looks for there is how it stands."""
        state, state_text = told.state, told.text(Column.STATE)
        painter.setFont(option.font)
        width = 0
        if state is not None:
            width = min(self._texts.width(state_text) + 1, line.width() * 3 // 4)
            painter.setPen(self._colours.of_state(state, option.palette, colours.ground))
            self._draw(painter, line, state_text, _AT_RIGHT, width)
        painter.setPen(colours.text)
        self._draw_bold(painter, line.adjusted(0, 0, -(width + GAP if width else 0), 0), told.text(Column.NAME))
        painter.setFont(option.font)

    @staticmethod
    def _cell(index: QModelIndex, column: Column) -> str:
        return str(index.siblingAtColumn(column).data() or "")

    def _draw(self, painter: QPainter, area: QRect, text: str, flags: int = _AT_LEFT, width: int | None = None) -> None:
        painter.drawText(area, flags, self._texts.shown(text, area.width() if width is None else width))

    def _draw_bold(self, painter: QPainter, area: QRect, text: str) -> None:
        painter.setFont(self._texts.bold)
        painter.drawText(area, _AT_LEFT, self._texts.shown(text, area.width(), bold=True))

    @staticmethod
    def _draw_disc(painter: QPainter, area: QRect, brush: QBrush) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawEllipse(area)


class Colours:
    """Finds the colours of rows and states, each once for a palette: what can be read takes long to be found."""

    def __init__(self) -> None:
        """Have found none yet."""
        self._palette = 0
        self._rows: dict[tuple[bool, bool], RowColours] = {}
        self._states: dict[tuple[str, int], QColor] = {}

    def of_row(self, palette: QPalette, *, active: bool, selected: bool) -> RowColours:
        """Return those of a row that is ``selected`` or not, as ``palette`` has them where the window is ``active``."""
        self._look_at(palette)
        key = active, selected
        if key not in self._rows:
            group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
            self._rows[key] = row_colours(palette, group, selected=selected)
        return self._rows[key]

    def of_state(self, state: State, palette: QPalette, ground: QColor) -> QColor:
        """Return that for text about a ``state`` on a ``ground``, as fits the ``palette``."""
        self._look_at(palette)
        key = state_icon_name(state), ground.rgb()
        if key not in self._states:
            self._states[key] = state_colour(state, palette, ground)
        return self._states[key]

    def _look_at(self, palette: QPalette) -> None:
        if palette.cacheKey() != self._palette:
            self._palette = palette.cacheKey()
            self._rows.clear()
            self._states.clear()


def is_on_arrow(row: QRect, place: QPoint) -> bool:
    """Tell whether a place is where the arrow of the group is that is drawn in ``row``."""
    return row.contains(place) and place.x() < row.left() + GAP_WIDE + ICON + GAP // 2


def _indent(index: QModelIndex) -> int:
    """Return how far to the right the server at ``index`` stands."""
    return GAP_WIDE if index.data(ServerModel.MemberRole) else 0


def _arrow(middle: QPointF, *, points_down: bool) -> QPolygonF:
    """Return the line of an arrow around ``middle``, which ``points_down`` or else to the right."""
    corners = ((-4.0, -2.0), (0.0, 2.0), (4.0, -2.0)) if points_down else ((-2.0, -4.0), (2.0, 0.0), (-2.0, 4.0))
    return QPolygonF([middle + QPointF(*corner) for corner in corners])
