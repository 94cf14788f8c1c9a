"""The ruler: chunks, frames and sent bytes of a recording above each other, at any zoom, to be stepped through."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from poetrygui.gui.recording.ruler_canvas import Lanes, RulerCanvas, lanes_of
from poetrygui.gui.recording.ruler_colours import RulerColours, ruler_colours
from poetrygui.gui.recording.ruler_hands import RulerHands
from poetrygui.gui.recording.ruler_lanes import LanePainter
from poetrygui.gui.recording.torn_search import TornSearch
from poetrygui.gui.widgets.plain_text import plain_tip
from poetrygui.recordings.ruler_model import RulerModel
from poetrygui.recordings.ruler_picture import FrameBar
from poetrygui.recordings.ruler_scale import RulerScale
from poetrygui.recordings.ruler_words import sentence_at

_SMALL = 0.88  # of the font's size
_MOST_READ = 64 * 1024  # bytes that are read for what frames say
_GROWTH_INTERVAL = 100  # milliseconds between two looks at what has come
Stretch = tuple[int, int]


class Ruler(QWidget):
    """Shows one recording. What a key or a click leads to is ``chosen``, and told."""

    went = pyqtSignal(object, object)
    """To a stretch of the wire, and to the frame of that number, from 0; None where it is no frame."""
    problem = pyqtSignal(str)
    table_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ruler")
        self.setAccessibleName("Ruler")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.model: RulerModel | None = None
        self.scale = RulerScale()
        self.chosen: Stretch = 0, 0
        """The bytes of the wire that were gone to; a single place where they are none."""
        self.beside: Stretch | None = None
        """The bytes that are seen in the text."""
        self.is_led = True
        """Whether it shows what the text does, and not what somebody has zoomed in on or scrolled to."""
        self._colours: RulerColours | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._search = TornSearch(self)
        self._search.found.connect(self.go_to)
        self._search.problem.connect(self.problem)
        self._growth = QTimer(self)
        self._growth.setSingleShot(True)
        self._growth.timeout.connect(self.show_growth)
        RulerHands(self)
        self._describe()

    def set_model(self, model: RulerModel | None) -> None:
        """Show a recording, all of it at first: that of ``model``. None shows nothing."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self._growth.stop()
        self._search.stop()
        self.model = model
        self.scale = RulerScale()
        self.chosen, self.beside, self.is_led = (0, 0), None, True
        if model is not None:
            self._unsubscribe = model.recording.subscribe(self._grow_soon)
            model.edges.subscribe(self.update)
        self.show_growth()
        self._describe()

    def show_growth(self) -> None:
        """Take notice of what has come."""
        if self.model is None or not self.isVisible():
            self.scale.resize(0, self.lanes.room)
        else:
            try:
                self.model.look()
            except OSError as error:
                self.tell_problem(error)
            self.scale.resize(self.model.size, self.lanes.room)
        if self.beside is not None and self.is_led:
            # The text may have shown it before it was known here.
            self.scale.show(*self.beside)
        self.update()

    def _grow_soon(self) -> None:
        if not self._growth.isActive():
            self._growth.start(_GROWTH_INTERVAL)

    # Going somewhere

    def follow(self, start: int, stop: int) -> None:
        """Take notice which bytes the text shows: they are shown, unless somebody has zoomed or scrolled."""
        self.beside = start, stop
        if self.is_led:
            self.scale.show(start, stop)
        elif stop <= self.scale.start or start >= self.scale.stop:
            self.scale.reveal(start, stop)
        self.update()

    def fit(self) -> None:
        """Show again just what the text does, from now on; all where it shows nothing."""
        self.is_led = True
        self.scale.show(*(self.beside or (0, self.scale.size)))
        self.update()

    def choose(self, start: int, stop: int) -> None:
        """Mark a stretch that was gone to elsewhere, and show it."""
        self.chosen = start, stop
        self.scale.reveal(start, stop)
        self._describe()
        self.update()

    def go_to(self, start: int, stop: int, frame: int | None = None) -> None:
        """Go to the stretch from byte ``start`` to ``stop``, that of a ``frame``, if it is one's, and tell."""
        self.choose(start, stop)
        self.went.emit((start, stop), frame)

    def go_to_frame(self, bar: FrameBar | None) -> None:
        """Go to a frame, if there is one."""
        if bar is not None:
            self.go_to(bar.start, bar.stop, bar.number)

    def find_torn(self) -> None:
        """Go to the next byte at which a chunk ended inside a frame, once it is found."""
        if self.model is not None:
            self._search.begin(self.model, self.chosen[0])

    def tell_problem(self, error: OSError) -> None:
        """Say that something cannot be read."""
        self.problem.emit(f"The recording cannot be read from disk: {error.strerror or error}.")

    # Saying what is there

    def _describe(self) -> None:
        """Tell a screen reader where the ruler is."""
        start, stop = self.chosen
        try:
            said = sentence_at(self.model, start, chunk_only=False)
        except OSError:
            said = f"Bytes {start:,} to {stop:,}."
        self.setAccessibleDescription(said)

    # What Qt asks for

    @property
    def lanes(self) -> Lanes:
        """Where the lanes lie now."""
        return lanes_of(QFontMetrics(self.small_font), self.width())

    @property
    def small_font(self) -> QFont:
        """The font of everything here."""
        font = QFont(self.font())
        font.setPointSizeF(max(font.pointSizeF() * _SMALL, 6.0))
        return font

    def sizeHint(self) -> QSize:
        """Return the height of all lanes."""
        return QSize(600, self.lanes.height)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the first two lanes: where there is little room, those below give way."""
        return QSize(200, self.lanes.least)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint what is in view."""
        painter = QPainter(self)
        painter.setFont(self.small_font)
        colours = self._colours = self._colours or ruler_colours(self.palette())
        painter.fillRect(self.rect(), colours.ground)
        if self.model is None:
            return
        painter.setClipRect(0, 0, self.width(), self.lanes.whole_in(self.height()))
        lanes = LanePainter(RulerCanvas(painter, self.lanes, self.scale, colours))
        view = self.scale.view
        try:
            picture = self.model.picture(view)
            first, data = view.start, b""
            if picture.frames or lanes.shows_bytes(self.scale):
                first = max(view.start, self.model.recording.dropped.wire)
                data = self.model.recording.wire(first, min(view.stop, first + _MOST_READ))
        except OSError as error:
            self.tell_problem(error)
            return
        lanes.paint(picture, data, first)
        if self.chosen != (0, 0) or self.hasFocus():
            lanes.paint_chosen(*self.chosen)
        if picture.is_rough:
            QTimer.singleShot(0, self.update)

    def changeEvent(self, event: QEvent | None) -> None:
        """Take other colours, or larger letters."""
        super().changeEvent(event)
        if event is not None and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._colours = None
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the place."""
        super().resizeEvent(event)
        self.show_growth()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up."""
        super().showEvent(event)
        self.show_growth()

    def event(self, event: QEvent | None) -> bool:
        """Tell what is below the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.model is not None:
            place, lanes = event.pos(), self.lanes
            in_chunks = place.y() < lanes.frames.top()
            try:
                said = sentence_at(self.model, self.scale.offset(place.x() - lanes.left), chunk_only=in_chunks)
            except OSError as error:
                self.tell_problem(error)
                return True
            QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)
