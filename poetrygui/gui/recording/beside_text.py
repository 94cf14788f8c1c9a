"""What stands beside the text: times, the numbers of frames, and along the scroll bar how quickly it came."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property

from PyQt6.QtGui import QPainter

from poetrygui.core import poems
from poetrygui.core.poems.chosen_lines import came_of, in_whole, whole_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.coloured import Mark
from poetrygui.core.text.display_text import label_text
from poetrygui.gui import recording, widgets
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.rows.row_margins import came_rows


class BesideText:
    """Keeps these in step with a view; each is made when somebody wants it."""

    def __init__(self, view: PoemView) -> None:
        """Show nothing yet beside the text of ``view``."""
        self._view = view
        self._shown: recording.ShownRecording | None = None
        self._numbers: recording.FrameNumbers | None = None
        self._shows_arrivals: object = None  # of which poems
        view.readerChanged.connect(self._reader_changed)
        self._look = RecordingLook()
        view.readerChanged.connect(lambda: self.show(self._shown, self._look))
        view.stretchSelected.connect(self._tell_sender)

    @cached_property
    def margin(self) -> recording.TimeMargin:
        """The times."""
        margin = recording.TimeMargin(self._view.palette)
        self._view.margins.add(margin)
        return margin

    @cached_property
    def senders(self) -> recording.SenderMargin:
        """Who sent what, where that is told."""
        margin = recording.SenderMargin(self._view.palette)
        self._view.margins.add(margin)
        return margin

    @cached_property
    def _answer(self) -> widgets.Answer:
        return widgets.Answer(self._view)

    @cached_property
    def arrivals(self) -> recording.ArrivalStrip:
        """How quickly it came."""
        return recording.ArrivalStrip(self._view)

    @property
    def numbers(self) -> recording.FrameNumbers | None:
        """The numbers of frames; None where those of lines stand there."""
        return self._numbers

    @property
    def shows_arrivals(self) -> bool:
        """Whether it can be seen how quickly it came."""
        return self._shows_arrivals is not None

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show along the scroll bar where rules find something."""
        if "arrivals" in vars(self):
            self.arrivals.show_marks(marks)

    def show(self, shown: recording.ShownRecording | None, look: RecordingLook) -> None:
        """Show of the recording that is ``shown`` what is wanted."""
        self._shown, self._look = shown, look
        if (look.times.is_some and shown is not None) or "margin" in vars(self):
            poem, where = (None, None) if shown is None else (shown.both.poem, shown.where)
            self.margin.show(poem, look.times, where)
        if shown is not None or "senders" in vars(self):
            self.senders.show(None if shown is None else self._where)
        self._show_numbers(wanted=look.frames and shown is not None)
        # Along the scroll bar are all lines, or none are told of.
        is_whole = whole_of(self._view.reader) is came_of(self._view.reader)
        self._show_arrivals(wanted=look.arrivals and shown is not None and is_whole)
        self._view.place_children()
        self._view.margins.update()

    def _show_numbers(self, *, wanted: bool) -> None:
        if wanted is (self._numbers is not None) and not wanted:
            return
        if wanted and self._numbers is None:
            self._view.painted.connect(self._draw_borders)
        elif not wanted:
            self._view.painted.disconnect(self._draw_borders)
        self._numbers = recording.FrameNumbers(self._where_of_row) if wanted else None
        self._view.margins.number_by(self._numbers)

    def _show_arrivals(self, *, wanted: bool) -> None:
        about = None if self._shown is None or not wanted else self._shown.joined or self._shown.both.poem
        if about is not self._shows_arrivals:
            self._shows_arrivals = about
            self.arrivals.show_arrivals(None if about is None else self._where_of_shown)

    def _tell_sender(self, start: int, _stop: int) -> None:
        """Tell a screen reader who sent what is selected, which stands beside it for all others."""
        sender = ""
        if self._shown is not None and "senders" in vars(self):
            with suppress(OSError):  # said where the rows themselves are read
                sender = self.senders.sender_of(start, self._view.reader)
        if sender or "_answer" in vars(self):
            self._answer.wait()
            self._answer.say(f"from {label_text(sender)}" if sender else "")

    def _reader_changed(self) -> None:
        """Show along the scroll bar what is shown now: other lines, or all of them."""
        if self._shows_arrivals is not None:
            self.arrivals.show_arrivals(self._where_of_shown)

    def _where(self, offset: int) -> tuple[poems.StoredPoem | None, int]:
        shown = self._shown
        if shown is None:
            return None, 0
        return (shown.both.poem, 0) if shown.joined is None else shown.joined.at(offset)

    def _where_of_row(self, offset: int) -> tuple[poems.StoredPoem | None, int]:
        """Return the same of a byte of what came of what the view shows, which may be some lines only."""
        return self._where_in(came_of(self._view.reader), offset)

    def _where_of_shown(self, offset: int) -> tuple[poems.StoredPoem | None, int]:
        """Return the same of a byte of what the view shows, with what was sent."""
        return self._where_in(self._view.reader, offset)

    def _where_in(self, reader: PoemReader, offset: int) -> tuple[poems.StoredPoem | None, int]:
        whole = in_whole(reader, offset)
        poem, base = self._where(whole)
        return poem, base + offset - whole

    def _draw_borders(self, _seconds: float) -> None:
        if self._numbers is None:
            return
        canvas = self._view.canvas
        painter = QPainter(canvas)
        rows, _ = came_rows(self._view.row_map.visible_rows(), self._view.reader)
        self._numbers.draw_borders(painter, canvas.width(), rows, self._view.palette())
        painter.end()
