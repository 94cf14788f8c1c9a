"""A slider over time: the mouse goes to where it is pressed, and drags on from there."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QSlider, QStyle, QStyleOptionSlider


class TimeSlider(QSlider):
    """Lies; its ends are times. Qt's own goes a page towards the mouse, which is nowhere in particular."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Put the handle under the mouse, which takes hold of it."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            if not self._area(QStyle.SubControl.SC_SliderHandle).contains(place):
                self.setSliderDown(True)
                self.setSliderPosition(self._value_at(place))
        super().mousePressEvent(event)

    def _value_at(self, place: QPoint) -> int:
        groove, handle = self._area(QStyle.SubControl.SC_SliderGroove), self._area(QStyle.SubControl.SC_SliderHandle)
        at, room = place.x() - groove.x() - handle.width() // 2, groove.width() - handle.width()
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room)

    def _area(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style = self.style()
        assert style is not None
        return style.subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
