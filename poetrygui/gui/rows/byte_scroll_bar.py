"""A scroll bar over bytes: any number of them on Qt's 31 bits."""

from __future__ import annotations

from PyQt6.QtCore import QRect, Qt, pyqtSignal
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QAbstractSlider, QScrollBar, QStyle, QStyleOptionSlider, QWidget

STEPS = 1_000_000
"""The bar's range; each step is a millionth of the poem."""

_Action = QAbstractSlider.SliderAction
_ROWS = {_Action.SliderSingleStepAdd: 1, _Action.SliderSingleStepSub: -1}
_PAGES = {_Action.SliderPageStepAdd: 1, _Action.SliderPageStepSub: -1}


class ByteScrollBar(QScrollBar):
    """Shows which bytes are visible, and says where the user wants to go.

    Its arrows and its trough ask for rows and pages, since a step of the bar is no row.
    """

    moved = pyqtSignal(object)  # the byte that shall be at the top: an int beyond 31 bits
    moved_to_end = pyqtSignal()
    stepped = pyqtSignal(int)  # rows
    paged = pyqtSignal(int)
    wheeled = pyqtSignal(QWheelEvent)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._size = 0
        self._showing = False
        self._drawn: tuple[QRect, bool] | None = None
        self.setMaximum(0)
        self.hide()
        self.actionTriggered.connect(self._on_action)
        self.valueChanged.connect(self._on_value)

    def show_place(self, top: int, visible: int, size: int, *, at_end: bool) -> None:
        """Show that ``visible`` bytes from ``top`` on are seen, of ``size``, and ``at_end`` whether those are the last.

        A bar that is being dragged stays.
        """
        if self.isSliderDown():
            return
        self._size = size
        page = min(max(visible * STEPS // size, 1), STEPS) if size else STEPS
        last = 0 if at_end and top == 0 else max(STEPS - page, 1)
        value = last if at_end else min(top * STEPS // size, last - 1) if size else 0
        self._showing = True
        self.setRange(0, last)
        self.setPageStep(page)
        self.setSingleStep(max(page // 20, 1))
        self.setValue(value)
        self._showing = False
        look = self._slider_area(), last > 0
        if look != self._drawn:
            self._drawn = look
            self.setVisible(last > 0)
            self.update()

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:  # noqa: N802 - Qt's name
        """Leave it to :meth:`show_place` whether it looks different: a bar costs as much to draw as a page of text."""
        if not self._showing:
            self._drawn = None
            super().sliderChange(change)

    def _slider_area(self) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style = self.style()
        assert style is not None
        control, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
        return style.subControlRect(control, option, part, self)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Leave the wheel to the view, which scrolls by rows."""
        if event is not None:
            self.wheeled.emit(event)
            event.accept()

    def _on_action(self, number: int) -> None:
        action = _Action(number)
        if action in _ROWS or action in _PAGES:
            self.setSliderPosition(self.value())
            if action in _ROWS:
                self.stepped.emit(_ROWS[action])
            else:
                self.paged.emit(_PAGES[action])

    def _on_value(self, value: int) -> None:
        if self._showing:
            return
        if value >= self.maximum():
            self.moved_to_end.emit()
        else:
            self.moved.emit(value * self._size // STEPS)
