"""What a tab shows of its poem's recording: ruler, bytes and times, each leading to the same place as the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from poetrygui import recordings
from poetrygui.core import poems
from poetrygui.core.outcomes import Undelivered
from poetrygui.gui import recording
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.rows.poem_view import PoemView


class RecordingParts(QObject):
    """Keeps the parts in step with a view, whose poem they are about. They are made when somebody wants them.

    Where one of them goes, the others go; and the ruler shows what is seen of the text.
    """

    problem = pyqtSignal(str)
    changed = pyqtSignal()
    """There is a recording now, or none any more; or other parts of it are shown."""

    def __init__(
        self, view: PoemView, put_below: Callable[[QWidget, int], object], edges_of: recordings.EdgesOf | None = None
    ) -> None:
        """Show nothing yet; ``put_below`` puts a widget below ``view``, the text, with a share of its height.

        ``edges_of`` tells where the frames of a recording end.
        """
        super().__init__(view)
        self._view = view
        self._put_below = put_below
        self._edges_of = edges_of or _run_edges
        self.look = RecordingLook()
        self._both: recordings.RowsAndWire | None = None
        self._fault: Undelivered | None = None
        self._is_leading = False
        self._seen = 0, 0, 0  # rows, from and up to, and at their end the bytes that came
        view.painted.connect(self._follow_text)
        view.stretchSelected.connect(self._text_selected)

    @cached_property
    def ruler(self) -> recording.Ruler:
        """The ruler below the text."""
        ruler = recording.Ruler()
        ruler.hide()
        ruler.went.connect(partial(self._lead, ruler))
        ruler.problem.connect(self.problem)
        ruler.table_wanted.connect(self._open_table)
        if self._both is not None:
            ruler.set_recording(self._both.recording, self._edges_of(self._both.recording))
        self._put_below(ruler, 0)
        return ruler

    @cached_property
    def bytes_pane(self) -> recording.BytesPane:
        """The bytes below that."""
        pane = recording.BytesPane()
        pane.hide()
        pane.set_recording(None if self._both is None else self._both.recording)
        pane.view.selection_changed.connect(self._bytes_selected)
        for signal in (pane.view.read_failed, pane.view.copy_refused):
            signal.connect(self.problem)
        self._put_below(pane, 1)
        return pane

    @cached_property
    def margin(self) -> recording.TimeMargin:
        """The times beside the text."""
        margin = recording.TimeMargin(self._view.palette)
        self._view.margins.add(margin)
        return margin

    @property
    def has_recording(self) -> bool:
        """Whether there is anything to show."""
        return self._both is not None

    @property
    def shows_bytes(self) -> bool:
        """Whether the bytes can be seen."""
        return self.look.bytes and self.has_recording

    @property
    def clock(self) -> float:
        """What the clock on the wall showed at the beginning, in seconds since the epoch; 0 where that is not known."""
        return 0.0 if self._both is None else self._both.recording.info.clock

    def set_poem(self, poem: poems.StoredPoem | None) -> None:
        """Show what came of another poem; one without a recording, and None, have nothing to show."""
        found = None if poem is None else poem.recording
        self._both = None if poem is None or found is None else recordings.RowsAndWire(poem, found)
        self._seen = 0, 0, 0
        if self._has("ruler"):
            self.ruler.set_recording(found, None if found is None else self._edges_of(found))
        if self._has("bytes_pane"):
            self.bytes_pane.set_recording(found)
        self.show_look(self.look)

    def show_look(self, look: RecordingLook) -> None:
        """Show what is wanted, as far as there is a recording."""
        self.look = look
        shows_ruler, shows_bytes = look.ruler and self.has_recording, self.shows_bytes
        if shows_ruler or self._has("ruler"):
            self.ruler.setVisible(shows_ruler)
        if shows_bytes and not self._has("bytes_pane") and self._fault is not None:
            self.bytes_pane.show_fault(self._fault)
        if shows_bytes or self._has("bytes_pane"):
            self.bytes_pane.setVisible(shows_bytes)
        if (look.times.is_some and self.has_recording) or self._has("margin"):
            self.margin.show(None if self._both is None else self._both.poem, look.times)
        self._view.place_children()
        self._view.margins.update()
        self._seen = 0, 0, 0
        self._view.canvas.update()
        self.changed.emit()

    def show_fault(self, undelivered: Undelivered | None) -> None:
        """Lead to the bytes of which no frame was made, now or as soon as bytes are shown; None leads nowhere."""
        if undelivered == self._fault:
            return
        self._fault = undelivered
        if undelivered is not None and self._has("bytes_pane") and self.has_recording:
            self.bytes_pane.show_fault(undelivered)

    def go_to_time(self, time: int) -> bool:
        """Go to what had come so many µs after the beginning; tell whether that is anything."""
        found = None if self._both is None else self._both.recording
        # Before the first chunk, there is nothing nearer than that.
        chunk = None if found is None else found.chunk_at_time(time) or found.chunk_at(0)
        if chunk is None:
            return False
        self._lead(self._view, (chunk.start, chunk.stop), None)
        return True

    # Leading

    def _has(self, name: str) -> bool:
        return name in vars(self)

    @contextmanager
    def _leads(self) -> Iterator[recordings.RowsAndWire | None]:
        """Have what one part does lead the others, once and not back; say what cannot be read."""
        if self._is_leading or self._both is None:
            yield None
            return
        self._is_leading = True
        try:
            yield self._both
        except OSError as error:
            self.problem.emit(f"The recording cannot be read from disk: {error.strerror or error}.")
        finally:
            self._is_leading = False

    def _follow_text(self, _seconds: float) -> None:
        """Have the ruler show the rows that are seen now."""
        if not self._has("ruler") or not self.ruler.isVisible():
            return
        rows = [visible.row for visible in self._view.row_map.visible_rows()]
        if not rows:
            return
        start, stop = rows[0].start, rows[-1].next
        with self._leads() as both:
            if both is None:
                return
            size = both.recording.wire_size if stop >= self._view.reader.size else 0
            if (start, stop, size) != self._seen and (wire := both.wire_of(start, stop)) is not None:
                self._seen = start, stop, size
                self.ruler.follow(*(_with_rest(wire, size) if size else wire))

    def _text_selected(self, start: int, stop: int) -> None:
        with self._leads() as both:
            wire = None if both is None or not self._is_seen else both.wire_of(start, stop)
            if wire is not None:
                self._show_wire(wire, start == stop)

    def _bytes_selected(self, start: int, stop: int) -> None:
        self._lead(self.bytes_pane, (start, stop), None)

    def _lead(self, leader: QWidget, wire: recordings.Stretch, frame: int | None) -> None:
        """Show a stretch of the wire, which may be a frame, in all parts but the one that leads, and in the text."""
        with self._leads() as both:
            if both is None:
                return
            rows = both.rows_of(*wire, frame)
            if rows is not None:
                self._view.select_match(*rows)
            if self._has("ruler") and leader is not self.ruler:
                self.ruler.choose(*wire)
            if self._has("bytes_pane") and leader is not self.bytes_pane:
                self.bytes_pane.view.select(*wire)

    @property
    def _is_seen(self) -> bool:
        return any(self._has(name) and getattr(self, name).isVisible() for name in ("ruler", "bytes_pane"))

    def _show_wire(self, wire: recordings.Stretch, is_place: bool) -> None:
        """Show what is selected in the text; for a place, the ruler shows the frame there."""
        if self._has("bytes_pane"):
            self.bytes_pane.view.select(*wire)
        if self._has("ruler"):
            model = self.ruler.model
            bar = model.frame_at(wire[0]) if is_place and model is not None else None
            self.ruler.choose(*(wire if bar is None or not bar.exact else (bar.start, bar.stop)))

    def _open_table(self) -> None:
        model = self.ruler.model
        with self._leads():
            if model is not None:
                table = recording.RulerTable(model, self.ruler.chosen[0], self.ruler)
                table.went.connect(lambda wire, frame: self.ruler.go_to(wire[0], wire[1], frame))
                table.open()


def _run_edges(found: poems.Recording) -> recordings.FrameEdges:
    return recordings.RunEdges(found)


def _with_rest(wire: recordings.Stretch, size: int) -> recordings.Stretch:
    """Return a stretch that ends where the rows do, with what no row was made of, unless that is more."""
    start, stop = wire
    return start, size if size - stop <= stop - start else stop
