"""When frames were delivered and where on the wire they came, as a fetch knows it that keeps neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from poetrygui.api import Layout
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.rows import RowComposer
from poetrygui.core.poems.run_finder import RunFinder
from poetrygui.core.poems.wire_log import Run, Source
from poetrygui.recordings.frame_edges import ENOUGH
from poetrygui.recordings.frame_lines import Moment
from poetrygui.recordings.laid_out import FramePlacing, placing_for


class FrameMoments(WireListener):
    """Hears the wire of one connection, and tells of what is delivered when that was and where it came.

    Where its protocol tells a layout, that is known of every frame; else of those that are a stretch of the wire.
    """

    def __init__(self, clock: RecordingClock) -> None:
        """Take times from ``clock``."""
        self._clock = clock
        self._is_asked = False
        self._placing: FramePlacing | None = None
        self._runs = _RunPlaces()
        self._moment: Moment | None = None  # of what is being delivered
        self._sender = ""

    def ready(self, layout: Callable[[], Layout | None]) -> None:
        """Ask, once, for the rule that the protocol tells, which is connected; nothing has come yet."""
        if self._is_asked:
            return
        self._is_asked = True
        if (rule := layout()) is not None:
            self._placing = placing_for(rule)

    def received(self, chunk: bytes) -> None:
        """Take the time of a chunk."""
        (self._placing or self._runs).received(chunk)
        self._begin()

    def delivered(self) -> None:
        """Have known where on the wire that lies which was made of the chunk, or brought by a timer."""
        moment, self._moment = self._moment, None
        if self._placing is not None:
            self._placing.delivered()
        elif moment is not None:
            self._runs.delivered(moment)

    def sent(self, data: bytes) -> None:
        """Let it pass."""

    def event(self, kind: EventKind, text: str = "") -> None:
        """Take notice of the end, and of who sends; let all else pass."""
        if kind is EventKind.SENDER:
            self._sender = text
        elif kind is EventKind.LOST and self._placing is not None:
            self._placing.ended()

    def of(self, are_whole: bool, pieces: Sequence[bytes]) -> Moment:
        """Return the moment at which these are delivered; where they lie is known once all is delivered."""
        moment = self._moment or self._begin()
        if self._placing is None:
            self._runs.add(are_whole, pieces)
        elif moment.places is not None:
            sizes = [*map(len, pieces)]
            moment.places.extend(self._placing.frames(sizes) if are_whole else map(self._placing.part, sizes))
        return moment

    def _begin(self) -> Moment:
        self._moment = moment = Moment(self._clock.now(), sender=self._sender)
        if self._placing is not None:
            moment.begin_places()
        return moment


class _RunPlaces:
    """Finds what is a stretch of the wire as a recording finds it: a frame's bytes are never looked for.

    It is told where that is sure: the newline that was put after one frame alone may have come on the wire by chance,
    as the first byte of the next; and a few bytes that stand somewhere on the wire may not be those of which the rows
    were made.
    """

    def __init__(self) -> None:
        self._finder = RunFinder()
        self._run = Run()
        self._composer = RowComposer()
        self._rows = 0  # bytes of rows that were placed
        self._newlines = 0  # in them
        self._added = 0  # of these, put after frames
        self._added_before_run = 0

    def received(self, chunk: bytes) -> None:
        self._finder.received(chunk)

    def add(self, are_whole: bool, pieces: Sequence[bytes]) -> None:
        if are_whole:
            self._composer.frames(pieces)
        else:
            for data in pieces:
                self._composer.part(data)

    def delivered(self, moment: Moment) -> None:
        blocks, _ = self._composer.take()
        if not blocks:
            return
        rows = b"".join(blocks)
        newlines, added = rows.count(b"\n"), self._composer.size - self._composer.exact_size
        run = self._finder.place(rows, newlines, Run(Source.OWN, self._rows, self._newlines))
        if run is not None:
            self._run, self._added_before_run = run, self._added
        run = self._run
        if run.source is not Source.OWN and self._is_sure(run, self._rows + len(rows), added):
            moment.wire = run.at + self._rows - run.rows
            if run.source is Source.WIRE_WITHOUT_CR:
                moment.without_cr = True
                moment.wire += self._newlines - run.newlines
        self._rows += len(rows)
        self._newlines += newlines
        self._added = added

    def _is_sure(self, run: Run, rows: int, added: int) -> bool:
        """Tell whether the rows up to byte ``rows``, with so many newlines ``added``, came where the run says."""
        is_long = not (run.rows or run.at) or rows - run.rows >= ENOUGH
        return is_long and (added == self._added or added - self._added_before_run > 1)
