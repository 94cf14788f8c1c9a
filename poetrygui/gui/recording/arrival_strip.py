"""How quickly the rows came, as a strip along the scroll bar, and where nothing came for long."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import median

from PyQt6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PyQt6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QToolTip, QWidget

from poetrygui import recordings
from poetrygui.core.reading.coloured import Mark
from poetrygui.core.text.moments import of_day_text, wait_text
from poetrygui.core.text.wording import size_text
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.widgets.theme import blend, rule_colours

WIDTH = 12
_SLICE = 0.004  # seconds of looking up between two turns of the event loop
AT_ONCE = 0.1  # seconds of looking up where somebody waits for it
_FAINTEST = 0.08
PAUSE = 10.0
"""Seconds that are a pause where most stretches take much less."""
_TICK = 2
_MARK = 5
"""Pixels: how wide a mark is where a rule finds something."""
_MUCH_LONGER = 8


class ArrivalStrip(QWidget):
    """Stands between the text of a view and its scroll bar, along with that: a click goes to what came there."""

    def __init__(self, view: PoemView) -> None:
        """Stand in ``view``, and show nothing before :meth:`show_arrivals`."""
        super().__init__(view)
        self.setObjectName("arrivalStrip")
        self.setAccessibleName("How quickly it came")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view = view
        self._arrivals: recordings.Arrivals | None = None
        self._stretches: list[recordings.Arrival] = []
        self._marks: Sequence[Mark] = ()
        self._size = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)
        view.painted.connect(self._look)

    def show_arrivals(self, where: recordings.Where | None) -> None:
        """Show when the rows came that ``where`` tells of; None shows nothing."""
        self._arrivals = None if where is None else recordings.Arrivals(where)
        self._stretches, self._size = [], 0
        self._timer.stop()
        self._view.lane = None if where is None else self
        self.setVisible(where is not None)
        self._view.place_children()
        self._look(0)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show, at one edge, where rules find something."""
        self._marks = marks
        self.update()

    @property
    def is_working(self) -> bool:
        """Whether something is being looked up."""
        return self._timer.isActive()

    def stretches(self) -> list[recordings.Arrival]:
        """Return what is shown, from the top."""
        return self._stretches

    def pauses(self) -> list[recordings.Arrival]:
        """Return the stretches in which nothing came for long, and for longer than elsewhere."""
        least = self._shortest_pause
        return [each for each in self._stretches if each.seconds is not None and each.seconds >= least]

    @property
    def no_pause(self) -> str:
        """What to say where there is no pause, or none is known yet."""
        if self._arrivals is not None and self._view.reader.size != self._size:
            return "It is still being looked up when all of it came: try it again in a moment."
        least = wait_text(round(self._shortest_pause * 1_000_000)).removeprefix("+")
        return f"There is no pause here: nowhere did nothing come for {least} or longer."

    @property
    def _shortest_pause(self) -> float:
        """Seconds: what takes less is no pause."""
        waits = [each.seconds for each in self._stretches if each.seconds is not None]
        return max(PAUSE, _MUCH_LONGER * median(waits)) if waits else PAUSE

    def go_to_pause(self, *, backward: bool = False) -> bool:
        """Go to what came after the next pause, or the one before; from the other end after the last.

        Return whether there is any.
        """
        view = self._view
        if self._arrivals is not None and view.reader.size != self._size:
            self._look_up(self._arrivals, AT_ONCE)
        places = [each.stop for each in self.pauses() if each.stop < view.reader.size]
        if places:
            here = view.reader.size if view.following else view.top_offset()
            index = bisect_left(places, here) - 1 if backward else bisect_right(places, here)
            view.show_offset(places[index % len(places)])
        return bool(places)

    def offset_at(self, y: int) -> int:
        """Return which byte of the rows is at a height."""
        reader = self._view.reader
        return reader.start + (reader.size - reader.start) * min(max(y, 0), self.height()) // max(self.height(), 1)

    def sizeHint(self) -> QSize:
        """Need little."""
        return QSize(WIDTH, WIDTH)

    # Looking up

    def _look(self, _seconds: float) -> None:
        """Look up what has come since, where somebody looks."""
        if self._arrivals is None or not self.isVisible() or self._view.reader.size == self._size:
            return
        if not self._timer.isActive():
            self._timer.start(0)

    def _work(self) -> None:
        if self._arrivals is None or not self.isVisible() or not self._look_up(self._arrivals, _SLICE):
            self._timer.stop()

    def _look_up(self, arrivals: recordings.Arrivals, seconds: float) -> bool:
        """Look up for about so many ``seconds``, and show what is known; tell whether there is more to look up."""
        reader = self._view.reader
        try:
            arrivals.begins_at(reader.start)
            if arrivals.work(reader.size, seconds):
                return True
            self._stretches = arrivals.stretches(reader.size)
        except OSError:
            self._stretches = []  # said where the rows themselves are read
        self._size = reader.size
        self.update()
        return False

    # What Qt asks for

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint each stretch as high as the scroll bar has it."""
        painter = QPainter(self)
        colours = ruler_colours(self.palette())
        painter.fillRect(self.rect(), colours.lane)
        rates = [each.rate for each in self._stretches if each.rate is not None]
        lowest, highest = min(rates, default=1.0), max(rates, default=1.0)
        for each in self._stretches:
            area = self._area(each.start, each.stop)
            if each.rate is not None:
                share = math.log(each.rate / lowest) / math.log(highest / lowest) if highest > lowest else 0.5
                painter.fillRect(area, blend(colours.lane, colours.chunks.fills[0], max(share, _FAINTEST)))
        grounds = {colour: rule_colours(colour, self.palette())[1] for colour in {mark.colour for mark in self._marks}}
        for mark in self._marks:
            area = self._area(mark.start, mark.stop)
            high = max(area.height(), _TICK)
            painter.fillRect(WIDTH - _MARK, area.top(), _MARK, high, grounds[mark.colour])
        for pause in self.pauses():
            painter.fillRect(QRect(0, self._area(pause.start, pause.stop).center().y(), WIDTH, _TICK), colours.torn)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Go to what came there."""
        if event is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go along."""
        if event is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def event(self, event: QEvent | None) -> bool:
        """Tell in a tip when it came and how quickly."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._stretch_at(event.pos().y())
            QToolTip.showText(event.globalPos(), "" if found is None else _words(found), self)
            return True
        return super().event(event)

    def _go(self, event: QMouseEvent) -> None:
        self._view.show_offset(self.offset_at(int(event.position().y())))

    def _stretch_at(self, y: int) -> recordings.Arrival | None:
        offset = self.offset_at(y)
        return next((each for each in self._stretches if each.start <= offset < each.stop), None)

    def _area(self, start: int, stop: int) -> QRect:
        first, size = self._view.reader.start, max(self._size - self._view.reader.start, 1)
        top = self.height() * max(start - first, 0) // size
        bottom = self.height() * (stop - first) // size
        return QRect(0, top, WIDTH, max(bottom - top, 1))


def _words(stretch: recordings.Arrival) -> str:
    if stretch.moment is None:
        return "When it came is not known."
    words = of_day_text(stretch.moment, 0)[:-3]
    if stretch.seconds is None or stretch.rate is None:
        return words
    waited = wait_text(round(stretch.seconds * 1_000_000)).removeprefix("+")
    return f"{words} · {size_text(stretch.stop - stretch.start)} in {waited}"
