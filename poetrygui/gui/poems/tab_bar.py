"""The bar of tabs: a cross on the current one and on the one below the mouse, and on no other."""

from __future__ import annotations

from typing import NamedTuple

from PyQt6.QtCore import QEvent, QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QHoverEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PyQt6.QtWidgets import QAbstractButton, QStyle, QStyleOptionTab, QTabBar

from poetrygui.gui.widgets.icons import action_icon
from poetrygui.gui.widgets.theme import blend
from poetrygui.gui.widgets.tokens import GRID, ICON, ICON_SMALL, PRESSED, RADIUS_SMALL

_NARROWEST_TAB = 150  # pixels
_SMALLEST_TAB = 64  # in which there is nothing but an icon and a cross
_DOT = 2 * GRID
_SIDE = QTabBar.ButtonPosition.RightSide
_BESIDE_CROSS = 4  # pixels that Qt leaves there
# After each of these the same name may need another room.
_MEASURES = {
    QEvent.Type.ApplicationFontChange,
    QEvent.Type.DevicePixelRatioChange,
    QEvent.Type.FontChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.Polish,
    QEvent.Type.StyleChange,
}


class TabCross(QAbstractButton):
    """Closes a tab. It has its place where it is not seen or made, too, so that no tab changes its width."""

    def __init__(self, bar: TabBar) -> None:
        """Stand in ``bar``, which the mouse alone comes to: keys close a tab by a command."""
        super().__init__(bar)
        self._bar = bar
        self.is_seen = False
        self.has_dot = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Close this tab")
        self.setToolTip("Close this tab")
        self.setFixedSize(ICON, ICON)
        self.clicked.connect(lambda _=False: bar.close_by(self))

    def show_cross(self, is_seen: bool) -> None:
        """Draw the cross, or only keep its place."""
        if self.is_seen != is_seen:
            self.is_seen = is_seen
            self.update()

    def show_dot(self, has_dot: bool) -> None:
        """Draw a dot where the cross would be, while that is not seen, or nothing."""
        self.has_dot = has_dot
        self.update()

    def event(self, event: QEvent | None) -> bool:
        """Draw its ground only while the mouse is on it."""
        if event is not None and event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the cross in the colour of the text beside it."""
        if not self.is_seen and not self.has_dot:
            return
        painter = QPainter(self)
        palette = self.palette()
        if not self.is_seen:
            edge = (ICON - _DOT) // 2
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Accent))
            painter.drawEllipse(self.rect().adjusted(edge, edge, -edge, -edge))
            return
        if self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
            painter.setBrush(blend(window, text, 2 * PRESSED if self.isDown() else PRESSED))
            painter.drawRoundedRect(self.rect(), RADIUS_SMALL, RADIUS_SMALL)
        edge = (ICON - ICON_SMALL) // 2
        action_icon("close", palette).paint(painter, self.rect().adjusted(edge, edge, -edge, -edge))


class _Room(NamedTuple):
    """How large a tab wants to be, and how large it needs to be."""

    whole: QSize
    least: QSize


class TabBar(QTabBar):
    """Scrolls when there are many tabs, before their names become too short to be told apart."""

    menu_wanted = pyqtSignal(QPoint)
    """A menu of the current tab is to open at a point of the screen."""
    gone_to = pyqtSignal()
    """Somebody has clicked on the current tab."""

    def __init__(self) -> None:
        """Begin without tabs."""
        super().__init__()
        self._hovered = -1
        self._crosses: set[TabCross] = set()  # that are seen
        # By their names, which are most of what it depends on. Each tab that comes has all others asked for it twice.
        self._rooms: dict[str, _Room] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.currentChanged.connect(lambda _: self._show_crosses())

    def tabInserted(self, index: int) -> None:  # noqa: N802 - Qt's name
        """See which tab is current now."""
        super().tabInserted(index)
        self._show_crosses()

    def tabRemoved(self, index: int) -> None:  # noqa: N802 - Qt's name
        """See which tab is current now."""
        super().tabRemoved(index)
        self._hovered = -1
        self._rooms.clear()
        # Which of those that were seen is gone is not known.
        self._crosses = {cross for each in range(self.count()) if (cross := self._cross(each)) and cross.is_seen}
        self._show_crosses()

    def close_by(self, cross: TabCross) -> None:
        """Ask for the tab of a cross to be closed."""
        for index in range(self.count()):
            if self._cross(index) is cross:
                self.tabCloseRequested.emit(index)
                return

    def mark_unseen(self, index: int, *, is_unseen: bool) -> None:
        """Mark a tab to which something happened that nobody has seen, or take the mark away."""
        cross = self._cross_on(index)
        if cross is not None:
            cross.show_dot(is_unseen)
            self.setAccessibleTabName(index, f"{self.tabText(index)}, with news" if is_unseen else "")

    def event(self, event: QEvent | None) -> bool:
        """Show the cross of the tab that the mouse is on."""
        if isinstance(event, QHoverEvent):
            self._hovered = -1 if event.type() == QEvent.Type.HoverLeave else self.tabAt(event.position().toPoint())
            self._show_crosses()
        elif event is not None and event.type() in _MEASURES:
            self._rooms.clear()
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Tell of a click; ask for the tab to be closed that the middle button is let go on."""
        super().mouseReleaseEvent(event)
        if event is not None and event.button() is Qt.MouseButton.LeftButton:
            self.gone_to.emit()
        if event is not None and event.button() is Qt.MouseButton.MiddleButton:
            index = self.tabAt(event.position().toPoint())
            if index >= 0:
                self.tabCloseRequested.emit(index)

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Ask for a tab's menu: of the one below the mouse, which is seen then, or by key of the one that is."""
        if event is None:
            return
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.tabAt(event.pos())
        if index >= 0:
            self.setCurrentIndex(index)
            self.menu_wanted.emit(self.mapToGlobal(self.tabRect(index).center()) if by_key else event.globalPos())

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's name
        """Want room for the whole name, unless there is certainly none for those of so many tabs.

        Where a tab has not the size that it wants, Qt measures all tabs anew whenever another one becomes current.
        """
        room = self._room_for(index)
        return room.least if self.count() * _SMALLEST_TAB > self.width() else room.whole

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's name
        """Need so much for a name that it can be told from others."""
        return self._room_for(index).least

    def _room_for(self, index: int) -> _Room:
        name = self.tabText(index)
        room = self._rooms.get(name)
        if room is None or index == self.currentIndex():  # which may be drawn in another way
            whole = super().tabSizeHint(index)
            if self._cross(index) is None:
                # The current tab has one, which may need more height than a name.
                whole = (whole + QSize(ICON + _BESIDE_CROSS, 0)).expandedTo(
                    QSize(0, super().tabSizeHint(self.currentIndex()).height())
                )
            room = _Room(whole, whole.boundedTo(QSize(_NARROWEST_TAB, whole.height())))
            if index != self.currentIndex():
                self._rooms[name] = room
        return room

    def initStyleOption(self, option: QStyleOptionTab | None, index: int) -> None:
        """Keep a name off the place of a cross that is not made yet."""
        super().initStyleOption(option, index)
        # Whenever the bar is drawn, Qt asks for each of hundreds.
        is_in_view = option is not None and option.rect.intersects(self.rect())
        if option is not None and is_in_view and self._cross(index) is None and (style := self.style()) is not None:
            option.rightButtonSize = QSize(ICON, ICON)
            width = style.subElementRect(QStyle.SubElement.SE_TabBarTabText, option, self).width()
            flags = Qt.TextFlag.TextShowMnemonic
            option.text = self.fontMetrics().elidedText(self.tabText(index), self.elideMode(), width, flags)

    def _cross_on(self, index: int) -> TabCross | None:
        """Return the cross of a tab, which is made when it is needed: Qt places those of all tabs with each new one."""
        cross = self._cross(index)
        if cross is None and 0 <= index < self.count():
            cross = TabCross(self)
            self.setTabButton(index, _SIDE, cross)
        return cross

    def _cross(self, index: int) -> TabCross | None:
        cross = self.tabButton(index, _SIDE)
        return cross if isinstance(cross, TabCross) else None

    def _show_crosses(self) -> None:
        wanted = {cross for index in (self.currentIndex(), self._hovered) if (cross := self._cross_on(index))}
        for cross in self._crosses ^ wanted:
            cross.show_cross(cross in wanted)
        self._crosses = wanted
