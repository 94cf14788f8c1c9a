"""What a tab shows of its poem's recording: ruler, bytes and times, each leading to the same place as the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from poetrygui import recordings
from poetrygui.core import poems
from poetrygui.core.outcomes import Undelivered
from poetrygui.core.poems.chosen_lines import in_whole, stretch_in_whole, whole_of
from poetrygui.gui import recording
from poetrygui.gui.recording.bytes_below import BytesBelow
from poetrygui.gui.recording.leading import Leading
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.rows.poem_view import PoemView


class RecordingParts(QObject):
    """Keeps the parts in step with a view, whose poem they are about. They are made when somebody wants them.

    Where one of them goes, the others go; and the ruler shows what is seen of the text.
    """

    problem = pyqtSignal(str)
    changed = pyqtSignal()
    """There is a recording now, or none any more; or other parts of it are shown."""
    turned = pyqtSignal()
    """Another recording is looked at, or none any more."""
    look_wanted = pyqtSignal(object)
    """What is shown of recordings is to be this RecordingLook, in all tabs."""

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
        self._shown: recording.ShownRecording | None = None
        self.still_at: int | None = None
        """Where the text is about to be again, of the rows' bytes, which leads nobody: the others are there already."""
        self.leads = Leading(lambda: self._shown, self.problem.emit)
        self.beside = recording.BesideText(view)
        """Times and numbers beside the text."""
        view.painted.connect(self._follow_text)
        view.stretchSelected.connect(self._text_selected)
        self._below = BytesBelow(view, put_below, self.leads, lambda: self._shown)
        self._below.begun.connect(lambda: self._text_selected(*_looked_at(view)))
        self._below.went.connect(lambda wire: self._lead(self.bytes_pane, wire, None))
        self._below.problem.connect(self.problem)

    @cached_property
    def ruler(self) -> recording.Ruler:
        """The ruler below the text."""
        ruler = recording.Ruler()
        ruler.hide()
        ruler.went.connect(partial(self._lead, ruler))
        ruler.problem.connect(self.problem)
        ruler.table_wanted.connect(self._open_table)
        if self._shown is not None:
            ruler.set_model(self._shown.model)
        self._put_below(ruler, 0)
        return ruler

    @property
    def bytes_pane(self) -> recording.BytesPane:
        """The bytes below that."""
        return self._below.pane

    @property
    def fault(self) -> Undelivered | None:
        """The bytes of which no frame was made, and that are led to."""
        return self._below.fault

    @property
    def has_recording(self) -> bool:
        """Whether there is anything to show."""
        return self._shown is not None

    @property
    def shown(self) -> recording.ShownRecording | None:
        """The recording that is looked at."""
        return self._shown

    @property
    def shows_bytes(self) -> bool:
        """Whether the bytes can be seen."""
        return self.look.bytes and self.has_recording

    @property
    def clock(self) -> float:
        """What the clock on the wall showed at the beginning, in seconds since the epoch; 0 where that is not known."""
        return 0.0 if self._shown is None else self._shown.both.recording.info.clock

    def set_poem(self, poem: poems.StoredPoem | None, joined: poems.JoinedPoems | None = None) -> None:
        """Show what came of another poem, the last of those ``joined`` if they are several; None for no poem."""
        # Whoever looks at an earlier one of these goes on with that.
        is_recorded = poem is not None and poem.recording is not None
        if self._view.following or self._shown is None or not self._shown.is_among(joined):
            self._show(recording.ShownRecording.of(poem, joined, self._edges_of) if is_recorded else None)

    def _show(self, shown: recording.ShownRecording | None) -> None:
        before, self._shown = self._shown, shown
        if self._has_ruler:
            self.ruler.set_model(None if shown is None else shown.model)
        self._below.turn()
        if before is not None:
            before.close()
        self.turned.emit()
        self._look_anew()

    def show_look(self, look: RecordingLook) -> None:
        """Show what is wanted, as far as there is a recording."""
        if look != self.look:
            self.look = look
            self._look_anew()
        else:
            self.changed.emit()  # for who has come to listen since

    def _look_anew(self) -> None:
        look = self.look
        shows_ruler = look.ruler and self.has_recording
        if shows_ruler or self._has_ruler:
            self.ruler.setVisible(shows_ruler)
        self._below.show(is_wanted=self.shows_bytes)
        self.beside.show(self._shown, look)
        if self._shown is not None:
            self._shown.look_again()
        self._view.canvas.update()
        self.changed.emit()

    def show_fault(self, undelivered: Undelivered | None) -> None:
        """Lead to the bytes of which no frame was made, now or as soon as bytes are shown; None leads nowhere."""
        self._below.show_fault(undelivered)

    def go_to_time(self, time: int) -> bool:
        """Go to what had come so many µs after the beginning; tell whether that is anything."""
        if wire := None if self._shown is None else self._shown.chunk_near(time):
            self._lead(self._view, wire, None)
        return wire is not None

    # Leading

    @property
    def _has_ruler(self) -> bool:
        return "ruler" in vars(self)

    def _follow_text(self, _seconds: float) -> None:
        """Have the ruler show the rows that are seen now."""
        is_seen = self._has_ruler and self.ruler.isVisible()
        if not (rows := [visible.row for visible in self._view.row_map.visible_rows()] if is_seen else []):
            return
        start, stop = stretch_in_whole(self._view.reader, rows[0].start, rows[-1].next)
        self._turn_to(in_whole(self._view.reader, rows[-1].start), (start, stop))
        with self.leads() as shown:
            is_end = stop >= whole_of(self._view.reader).size
            if wire := None if shown is None else shown.newly_seen(start, stop, is_end=is_end):
                self.ruler.follow(*wire)

    def _turn_to(self, offset: int, seen: recordings.Stretch = (0, 0)) -> None:
        """Show the recording of the connection on which the row of a byte came, where none of its rows are ``seen``."""
        if other := None if self._shown is None or self.leads.is_on else self._shown.beside(offset, seen):
            self._show(other)

    def _text_selected(self, start: int, stop: int) -> None:
        again = partial(self._text_selected, start, stop)
        start, stop = stretch_in_whole(self._view.reader, start, stop)
        if start == stop == self.still_at and not self.leads.is_on:
            self.still_at = None
            return
        if self._is_seen:
            self._turn_to(start)
        with self.leads() as shown:
            wire = None if shown is None or not self._is_seen else shown.led_to(start, stop, again)
            if shown is None or wire is None:
                return
            if self._below.is_made:
                self.bytes_pane.view.select(*wire)
            if self._has_ruler:
                self.ruler.choose(*(shown.frame_around(wire) if start == stop else wire))

    def _lead(self, leader: QWidget, wire: recordings.Stretch, frame: int | None) -> None:
        """Show a stretch of the wire, which may be a frame, in all parts but the one that leads, and in the text."""
        with self.leads() as shown:
            if shown is None:
                return
            shown.seek_no_more()
            if (rows := shown.rows_of(wire, frame)) is not None:
                self._view.select_in_whole(*rows)
            if self._has_ruler and leader is not self.ruler:
                self.ruler.choose(*wire)
            if self._below.is_made and leader is not self.bytes_pane:
                self.bytes_pane.view.select(*wire)

    @property
    def _is_seen(self) -> bool:
        is_ruler_seen = self._has_ruler and self.ruler.isVisible()
        return self.look.table or is_ruler_seen or (self._below.is_made and self.bytes_pane.isVisible())

    def _open_table(self) -> None:
        with self.leads():
            recording.open_table(self.ruler)


def _looked_at(view: PoemView) -> tuple[int, int]:
    """Return the bytes that are selected in the text, or where the first row begins that is seen of it."""
    start, stop = view.selection()
    return (start, stop) if start < stop else (view.top_offset(),) * 2


def _run_edges(found: poems.Recording) -> recordings.FrameEdges:
    return recordings.RunEdges(found)
