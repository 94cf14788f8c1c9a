"""What keys, mouse and wheel do to a ruler: they go from frame to frame, scroll and zoom."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPointF, Qt
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from poetrygui.gui import recording
from poetrygui.recordings.ruler_model import RulerModel

_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ZOOMS = {Qt.Key.Key_Plus: 0.5, Qt.Key.Key_Equal: 0.5, Qt.Key.Key_Minus: 2.0}
_NOTCH = 120  # of a wheel, in eighths of a degree
_ZOOM_A_NOTCH = 0.8
_SHARE_A_NOTCH = 0.12  # of the width


class RulerHands(QObject):
    """Takes a ruler's keys, mouse and wheel; what means nothing here is left to the window."""

    def __init__(self, ruler: recording.Ruler) -> None:
        """Take them of ``ruler``."""
        super().__init__(ruler)
        self._ruler = ruler
        ruler.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Go, scroll or zoom."""
        model = self._ruler.model
        if model is None:
            return False
        try:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                taken = self._press_key(event, model)
            elif isinstance(event, QWheelEvent):
                taken = self._turn_wheel(event)
            elif isinstance(event, QMouseEvent):
                taken = self._take_mouse(event, model)
            else:
                return False
        except OSError as error:
            self._ruler.tell_problem(error)
            return True
        if taken:
            event.accept()
        return taken

    def _press_key(self, event: QKeyEvent, model: RulerModel) -> bool:
        key, ruler = Qt.Key(event.key()), self._ruler
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key in _SIDES and control:
            self._go_to_chunk(model, _SIDES[key])
        elif key in _SIDES:
            self._go_to_frame(model, _SIDES[key])
        elif key in _ZOOMS:
            ruler.scale.zoom(_ZOOMS[key], self._place_to_zoom_at())
            self._keep_view()
        elif key == Qt.Key.Key_Home:
            ruler.go_to_frame(model.frame(0))
        elif key == Qt.Key.Key_End:
            ruler.go_to_frame(model.frame(model.frame_count - 1))
        elif control:
            return False
        elif key == Qt.Key.Key_T:
            ruler.find_torn()
        elif key == Qt.Key.Key_0:
            ruler.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            ruler.table_wanted.emit()
        else:
            return False
        return True

    def _go_to_frame(self, model: RulerModel, step: int) -> None:
        here = model.frame_at(self._ruler.chosen[0])
        if here is None:
            self._ruler.go_to_frame(model.frame(model.frame_count - 1))
        elif self._ruler.chosen == (0, 0) and step > 0:
            self._ruler.go_to_frame(here)
        else:
            self._ruler.go_to_frame(model.frame(here.number + step))

    def _go_to_chunk(self, model: RulerModel, step: int) -> None:
        start = self._ruler.chosen[0]
        here = model.chunk_at(start)
        if here is None:
            following = model.chunk_at(model.size - 1)
        elif step > 0:
            following = model.chunk_at(here.stop)
        elif start > here.start:
            following = here
        else:
            following = model.chunk_at(here.start - 1) if here.start else here
        if following is not None:
            self._ruler.go_to(following.start, following.stop)

    def _place_to_zoom_at(self) -> float:
        """Return the pixel of what was gone to, if it is seen, and else the middle."""
        scale = self._ruler.scale
        x = scale.x(self._ruler.chosen[0])
        return x if 0 < x < scale.width else scale.width / 2

    def _turn_wheel(self, event: QWheelEvent) -> bool:
        ruler, turn = self._ruler, event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            x = event.position().x() - ruler.lanes.left
            ruler.scale.zoom(_ZOOM_A_NOTCH ** (turn.y() / _NOTCH), min(max(x, 0), ruler.scale.width))
        else:
            notches = (turn.x() if abs(turn.x()) > abs(turn.y()) else turn.y()) / _NOTCH
            ruler.scale.scroll(-notches * _SHARE_A_NOTCH * ruler.scale.width)
        self._keep_view()
        return True

    def _take_mouse(self, event: QMouseEvent, model: RulerModel) -> bool:
        place, lanes = event.position(), self._ruler.lanes
        pressed = event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton
        dragged = event.type() == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton
        if place.y() >= lanes.overview.top() - 2 and (pressed or dragged):
            self._scroll_to(place, model)
        elif pressed:
            self._ruler.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choose(place, model)
        else:
            return False
        return True

    def _keep_view(self) -> None:
        """Have the ruler stay at what was zoomed in on or scrolled to, wherever the text goes."""
        self._ruler.is_led = False
        self._ruler.update()

    def _scroll_to(self, place: QPointF, model: RulerModel) -> None:
        """Bring the part of the wire that a place on the overview stands for into the middle."""
        area, scale = self._ruler.lanes.overview, self._ruler.scale
        offset = (place.x() - area.left()) / max(area.width(), 1) * model.size
        scale.scroll(scale.x(offset) - scale.width / 2)
        self._keep_view()

    def _choose(self, place: QPointF, model: RulerModel) -> None:
        ruler, lanes = self._ruler, self._ruler.lanes
        offset = ruler.scale.offset(place.x() - lanes.left)
        chunk = model.chunk_at(offset)
        bar = model.frame_at(offset)
        if place.y() < lanes.frames.top() and chunk is not None:
            ruler.go_to(chunk.start, chunk.stop)
        elif bar is not None and bar.exact:
            ruler.go_to_frame(bar)
        else:
            ruler.go_to(offset, offset, None if bar is None else bar.number)
