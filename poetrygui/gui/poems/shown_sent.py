"""What was sent, shown among the lines of a stream: each message where it was sent, with its time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic

from attrs import evolve
from PyQt6.QtCore import QObject, QPoint, QTimer
from PyQt6.QtGui import QCursor

from poetrygui.core import poems as stored
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.sent_found import FoundMessage, sent_of
from poetrygui.core.poems.chosen_lines import ChosenLines, came_of, in_whole, stretch_from_whole, stretch_in_whole
from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.text.sent_line import more_line, sent_line
from poetrygui.core.text.wording import counted
from poetrygui.errors import PoetryError
from poetrygui.gui import reading
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.widgets.listening import listen

_SLICE = 0.004  # seconds of work between two looks at the window's events
_AT_ONCE = 0.1  # seconds of work where somebody waits for it
_PAUSE = 0.25  # seconds between two looks at a log that grows: of its last block, all is read each time


class ShownSent(QObject):
    """Puts messages among the lines that a view shows, while it is seen; leads to them, and sends them again."""

    def __init__(self, poem: KeptPoem, lines: reading.ShownLines, view: PoemView, parts: RecordingParts) -> None:
        """Show in ``view``, which has ``lines`` of ``poem``, what was sent, unless ``parts`` are to hide it."""
        super().__init__(view)
        self._poem = poem
        self._lines = lines
        self._view = view
        self._parts = parts
        self._sent = sent_of(poem, self._look)
        self._reader: SentAmong | None = None
        self._put: list[FoundMessage] = []  # what stands there, in its order
        self._next = 0  # how many of those that were found were looked at
        self._cleared = 0, 0  # bytes that are hidden, and how many messages had been found by then
        self._looked_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._work)
        view.place.among = self._among
        view.stand_in.looked_at.connect(lambda seen: self._look() if seen else self._timer.stop())
        view.menuWanted.connect(self._choose_under)
        lines.changed.connect(self._put_more)
        parts.changed.connect(self._take_look)
        listen(self, poem.phase_changed, self._look)
        listen(self, poem.loaded, self._loaded)
        view.destroyed.connect(self._sent.close)

    # What somebody does with it

    def here(self) -> FoundMessage | None:
        """Return the message that is selected, or in which the caret is; None for what is none."""
        reader = self._view.reader
        index = reader.index_at(self._view.selection()[0]) if isinstance(reader, SentAmong) else None
        return self._put[index] if index is not None and index < len(self._put) else None

    def go(self, *, backward: bool = False) -> bool:
        """Select the next message, or the one before, from the other end after the last; tell whether there is any."""
        view = self._view
        with suppress(OSError):  # said where the rows themselves are read
            self._sent.work(_AT_ONCE)
        self._put_more()
        reader = view.reader
        spans = [reader.span(index) for index in range(len(self._put))] if isinstance(reader, SentAmong) else []
        start, stop = view.selection()
        here = start if start < stop else reader.size if view.following else view.top_offset()
        after = [span for span in spans if (span[0] < here if backward else span[0] > here)]
        if spans:
            view.select_match(*(after or spans)[-1 if backward else 0])
        return bool(spans)

    def send_again(self, note: Callable[[str], object]) -> None:
        """Send the message that is selected once more, byte for byte; ``note`` is told in a sentence what came of it.

        Raises OSError where it cannot be read any more.
        """
        found = self.here()
        fetch = None if found is None else found.poem.fetch
        if found is None:
            note("Choose a message that was sent: F5 and Shift+F5 go from one to the next.")
        elif (data := found.search.whole(found.message)) is None:
            note("What was sent then is not kept.")
        elif fetch is None:
            note("There is no connection to send on: fetch the server first.")
        else:
            try:
                fetch.send(data, is_raw=True, told=partial(_say, note, len(data)))
            except PoetryError as error:
                note(str(error))

    def _choose_under(self, point: QPoint) -> None:
        """Select the message under the mouse, if its menu was asked for there."""
        reader, view = self._view.reader, self._view
        place = view.canvas.mapFromGlobal(point)
        if isinstance(reader, SentAmong) and point == QCursor.pos() and view.canvas.rect().contains(place):
            index = reader.index_at(view.row_map.offset_at(place))
            if index is not None:
                view.select(*reader.span(index))

    # Finding

    @property
    def _is_wanted(self) -> bool:
        return (self._parts.has_recording or self._poem.is_merged) and not self._parts.look.hides_sent

    def _look(self) -> None:
        """Look for more soon; at once where it was not looked for lately."""
        if self._is_wanted and self._view.stand_in.is_looked_at and not self._timer.isActive():
            self._timer.start(round(1000 * max(self._looked_at + _PAUSE - monotonic(), 0)))

    def _loaded(self) -> None:
        """Look at what is read now; at once where something is shown that may not be kept any more."""
        if self._put:
            self._work()
        else:
            self._look()

    def _work(self) -> None:
        begun = self._sent.times_begun
        try:
            goes_on = self._sent.work(_SLICE)
        except OSError:
            return  # said where the rows themselves are read
        if begun != self._sent.times_begun:
            self._cleared = self._cleared[0], 0
            self._begin(came_of(self._view.reader))
            self._show_anew()
        self._put_more()
        if goes_on:
            self._timer.start(0)
        else:
            self._looked_at = monotonic()

    # Showing

    def _take_look(self) -> None:
        if self._is_wanted:
            self._look()
            self._put_more()
        elif self._reader is not None:
            self._show_anew()

    def _among(self, came: PoemReader) -> PoemReader:
        """Return ``came``, which is about to be shown, with what was sent among it, if anything was."""
        if not self._is_wanted:
            self._reader = None
        elif self._reader is None or self._reader.whole is not came:
            self._begin(came)
        return self._reader or came

    def _begin(self, came: PoemReader) -> bool:
        """Put what was sent among ``came``, as far as it is found, and can be put there; tell whether anything was."""
        if (hidden := self._poem.stream.hidden) != self._cleared[0]:
            self._cleared = hidden, len(self._sent.found) if hidden else 0
        reader = SentAmong(came)
        self._put, self._next = [], self._cleared[1]
        self._put_into(reader)
        self._reader = reader if reader.count else None
        return reader.count > 0

    def _put_more(self) -> None:
        """Put in what was found since, as far as that can be put in."""
        if not self._is_wanted or not self._sent.found:
            return
        if self._reader is None:
            if self._begin(came_of(self._view.reader)):
                self._show_anew()
            return
        count = self._reader.count
        if not self._put_into(self._reader):
            self._show_anew()
        elif self._reader.count > count:
            self._reader.tell()

    def _put_into(self, reader: SentAmong) -> bool:
        """Put in what can be; tell whether nothing has moved that could be read."""
        whole, came, is_as_before = self._lines.whole, reader.whole, True
        if whole is None:
            return True
        for found in self._sent.found[self._next :]:
            if found.at > whole.size or (isinstance(came, ChosenLines) and came.searched < found.at):
                break
            self._next += 1
            if found.at < whole.start:
                continue
            at = stretch_from_whole(came, found.at, found.at)[0]
            line = sent_line(found.search.recording.info.clock, found.message, lettering_of(came))
            is_as_before = reader.put(at, line, found) and is_as_before
            self._put.append(found)
            if self._next >= stored.MOST_SENT:
                reader.put(at, more_line(stored.MOST_SENT, lettering_of(came)))
        return is_as_before

    def _show_anew(self) -> None:
        """Show the same lines at the same place, with what was sent among them; no other part is led by that."""
        with self._parts.leads():
            self._put_in_place()

    def _put_in_place(self) -> None:
        view, before = self._view, self._view.reader
        # A caret in a message chooses none: whoever follows the end has clicked there, and follows it still.
        chosen = None if view.selected.is_empty else self.here()
        if self._lines.is_working or not view.isVisible():
            place = evolve(self._lines.place(), filters=None, folds=None)
            view.set_reader(came_of(before))
            self._lines.go_to(place)
            return
        top, follows = in_whole(before, view.row_map.offset_at(QPoint(0, 0))), view.following
        start, stop = stretch_in_whole(before, *view.selection())
        view.set_reader(came_of(before))
        if not follows:
            view.show_offset(stretch_from_whole(view.reader, top, top)[0])
        if chosen in self._put and isinstance(view.reader, SentAmong):
            view.select(*view.reader.span(self._put.index(chosen)))
        elif start < stop:
            view.select(*stretch_from_whole(view.reader, start, stop))


def _say(note: Callable[[str], object], size: int, refusal: str) -> None:
    note(f"This cannot be sent: {refusal}" if refusal else f"Sent again: {counted(size, 'byte')}.")


def sent_in(view: PoemView) -> ShownSent | None:
    """Return what shows in ``view`` what was sent; None where nothing does."""
    return view.findChild(ShownSent)


def sent_between(view: PoemView, start: int, stop: int | None = None) -> list[FoundMessage]:
    """Return what was sent, as far as it stands among the bytes that ``view`` shows from ``start`` up to ``stop``."""
    if not isinstance(reader := view.reader, SentAmong):
        return []
    spans = reader.between(start, reader.size if stop is None else stop)
    return [what for what in (reader.what_at(span[0]) for span in spans) if isinstance(what, FoundMessage)]
