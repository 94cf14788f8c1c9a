"""What a tab shows: a poem's header, its rows, and the bars for finding and sending."""

from __future__ import annotations

from functools import cached_property

from attrs import evolve
from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QFrame, QVBoxLayout, QWidget

from poetrygui import recordings
from poetrygui.core.library.closed_poems import PlacedMark, TabPlace
from poetrygui.core.library.kept_messages import KeptMessages
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Pausing, WhatIsKept
from poetrygui.core.poems.chosen_lines import came_between, in_whole
from poetrygui.gui import frames, reading, recording
from poetrygui.gui.poems.hidden_strip import ClearedLines
from poetrygui.gui.poems.parts_area import PartsArea
from poetrygui.gui.poems.placeholder import placeholder
from poetrygui.gui.poems.poem_header import PoemHeader
from poetrygui.gui.poems.send_bar import SendBar
from poetrygui.gui.poems.shown_sent import ShownSent
from poetrygui.gui.poems.undelivered_strip import UndeliveredStrip
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.widgets.focus_line import FocusLine
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.tab_order import lead_through_before
from poetrygui.gui.widgets.tokens import GAP_SMALL
from poetrygui.paths import Profile

# Milliseconds between two states of the header's line: numbers that change faster cannot be read.
_LINE_INTERVAL = 100
# The same while nothing comes, until that is called silence.
_TIME_INTERVAL = 1000
_FEWEST_ROWS = 3
_BEHIND_HEADER = 2  # where in the pane, after the header and the line below it


class PoemPane(QWidget):
    """Shows one poem. Only a pane that is seen does any work; it catches up when it is shown."""

    problem = pyqtSignal(str)
    look_wanted = pyqtSignal(object)
    """The Path of a protocol file to be looked at."""

    def __init__(self, poem: KeptPoem, library: Library, tools: frames.FrameTools | None, parent: QWidget) -> None:
        """Show ``poem``, which ``library`` keeps, in ``parent``; ``tools`` tell about the frames of its recording."""
        super().__init__(parent)  # now: a style sheet looks at all of it again where it comes there later
        self.poem = poem
        self._library = library
        self._wants_send_bar = False
        self.header = PoemHeader(poem, library.reactor.seconds)
        self.view = PoemView()
        self.view.setObjectName("poemView")
        self.view.setAccessibleName("Stream")
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        for signal in (self.view.readFailed, self.view.copyRefused):
            signal.connect(self.problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.undelivered = UndeliveredStrip()
        # What it keeps where much else is open on a small screen.
        self.view.setMinimumHeight(_FEWEST_ROWS * self.view.fontMetrics().lineSpacing() + GAP_SMALL)
        self.area = PartsArea(self.view)
        for widget in (self.header, FocusLine(self.view), self.area, self.undelivered):
            layout.addWidget(widget)
        layout.setStretchFactor(self.area, 1)
        self.parts = RecordingParts(self.view, self.area.put_below, tools and tools.edges_of)
        self.parts.problem.connect(self.problem)
        self.parts.changed.connect(self._show_undelivered)
        frames.TableParts(self.view, self.area.put_in_place, self.parts, tools and tools.fields, poem)
        if poem.info.kept is WhatIsKept.NOTHING:
            self.area.put_close(recording.NotRecorded(self.parts))
        fields = frames.fields_to_filter(poem, tools and tools.fields)
        self.lines = reading.ShownLines(self.view, self.put_above, fields)
        self.lines.changed.connect(self._set_placeholder)
        ShownSent(poem, self.lines, self.view, self.parts)
        if tools is not None and tools.rules is not None:
            by_field = frames.fields_to_colour(poem, self.view, tools.fields)
            colours = reading.RuleColours(self.view, tools.rules, poem.info.server_id, by_field)
            colours.problem.connect(self.problem)
            marker = reading.RuleMarker(self.view, tools.rules, poem.info.server_id, fields.scanner_of)
            marker.found.connect(self.parts.beside.show_marks)
            self.parts.changed.connect(lambda: marker.show(self.parts.beside.shows_arrivals))
        self.setFocusProxy(self.view)
        self._next_line = QTimer(self)
        self._next_line.setSingleShot(True)
        self._next_line.timeout.connect(self._show_line)
        self._marks: tuple[PlacedMark, ...] = ()  # that are to be there once the poem is read
        self._unsubscribe = [
            listen(self, poem.changed, self._changed),
            listen(self, poem.phase_changed, self._phase_changed),
            listen(self, poem.loaded, self._take_store),
            listen(self, poem.protocol_news.noticed, self.header.show_notice),
        ]
        self.header.look_wanted.connect(self.look_wanted)
        ClearedLines(poem, self.put_above, self)
        self._take_store()

    @cached_property
    def find_bar(self) -> reading.FindBar:
        """The bar for finding; like the other one it is made when somebody wants it."""
        bar = reading.FindBar(self.view, self._when)
        bar.hide()
        self.area.put_close(bar)
        return bar

    @cached_property
    def send_bar(self) -> SendBar:
        """The bar for sending."""
        kept = KeptMessages(Profile(self._library.kept.folder.parent).messages)
        bar = SendBar(self.poem, kept, self._library)
        bar.file.broken_off.connect(self.problem)
        bar.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(bar)
        return bar

    @property
    def can_speak(self) -> bool:
        """Whether the send bar makes sense here."""
        return self.poem.can_speak

    def show_find_bar(self) -> None:
        """Open the bar for finding, and type into it."""
        self.find_bar.open()

    def show_send_bar(self, wanted: bool) -> None:
        """Show the bar for sending while there is a connection to send on."""
        self._wants_send_bar = wanted
        self._show_or_hide_send_bar()

    def put_above(self, bar: QWidget) -> None:
        """Put a bar above the text."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(_BEHIND_HEADER, bar)
        lead_through_before(bar, self.view)

    def place(self) -> TabPlace:
        """Return where the view is."""
        marks = self.view.marks.placed(self.poem.stream.base) if "marks" in vars(self.view) else ()
        return evolve(self.lines.place(), marks=(*self._marks, *marks))

    def go_to(self, place: TabPlace) -> None:
        """Have the view at ``place`` as soon as it is seen and its poem is read."""
        self._marks = place.marks
        self.lines.go_to(place)
        self._take_marks()

    def release(self) -> None:
        """Let go of the poem: the pane is about to go."""
        self._next_line.stop()
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self.lines.set_reader(None)
        self.parts.set_poem(None)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up; read a poem of an earlier run now that somebody wants to see it."""
        super().showEvent(event)
        self._library.kept.load(self.poem)
        self._show_line()
        self._take_marks()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Wake nobody up while nobody looks."""
        super().hideEvent(event)
        self._next_line.stop()

    def _when(self, offset: int) -> str:
        _, start, stop = came_between(self.view.reader, offset, offset + 1)
        place = in_whole(self.view.reader, offset)
        return recordings.moment_of_row(*self.poem.at(place)) if start < stop else ""

    def _changed(self) -> None:
        # A timer that is not set has -1 ms left.
        if self.isVisible() and not 0 <= self._next_line.remainingTime() <= _LINE_INTERVAL:
            self._next_line.start(_LINE_INTERVAL)

    def _show_line(self) -> None:
        """Show how the poem stands; come back where the line tells the time, else when something comes."""
        self.header.refresh()
        if self.header.is_still:
            self.poem.tell_next_chunk()
        else:
            self._next_line.start(_TIME_INTERVAL)

    def _phase_changed(self) -> None:
        self.header.show_origin()
        self.header.show_phase()
        self._show_undelivered()
        self._set_placeholder()
        self.lines.end(isinstance(self.poem.state, (Ended, Pausing)))
        if isinstance(self.poem.state, (Ended, Pausing)):
            self.view.catch_up()
        self._show_or_hide_send_bar()

    def _show_or_hide_send_bar(self) -> None:
        if self._wants_send_bar or "send_bar" in vars(self):
            self.send_bar.setVisible(self._wants_send_bar and self.can_speak)

    def _show_undelivered(self) -> None:
        state = self.poem.state
        ended = state.ended if isinstance(state, Pausing) else state
        undelivered = ended.undelivered if isinstance(ended, Ended) else None
        self.undelivered.offer_all(self.parts.has_recording)
        # Once is enough, and there they are among the others.
        self.undelivered.show_bytes(None if self.parts.shows_bytes else undelivered)
        self.parts.show_fault(undelivered)

    def _take_store(self) -> None:
        reader, store = self.poem.reader, self.poem.store
        if reader is not None and store is not None:
            if reader is not self.lines.whole:
                self.lines.set_reader(reader)  # it may be written anew, or is read as other text: it has the same bytes
            self.lines.set_lines_between(self.poem.stream.lines_between)
            self.parts.set_poem(store, self.poem.stream.joined)
            self._take_marks()
        self.header.show_origin()
        self.header.show_phase()
        self._show_undelivered()
        self._set_placeholder()

    def _take_marks(self) -> None:
        if self._marks and self.poem.store is not None and self.isVisible():
            marks, self._marks = self._marks, ()
            self.view.marks.take(marks, self.poem.stream.base)

    def _set_placeholder(self) -> None:
        self.view.stand_in.say(self.lines.placeholder() or placeholder(self.poem))
