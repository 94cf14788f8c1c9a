"""Triggers at work: what comes in every stream that runs is looked at, in slices of time, whether it is seen or not."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, perf_counter

from PyQt6.QtCore import QObject, QTimer

from poetrygui.core import reading
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended
from poetrygui.core.reading.line_watch import Hits, LineWatch, Pacing
from poetrygui.core.reading.triggers import Trigger
from poetrygui.gui import frames
from poetrygui.gui.reading.rule_book import TriggerBook
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.away_desk import AwayDesk
from poetrygui.gui.window.trigger_acts import TriggerActs
from poetrygui.gui.window.workspace import Workspace

_SLICE, _REST = 0.003, 17
"""Seconds of work, and milliseconds until the next: a fifth of the time at most, whatever comes."""
_LEAST = 0.0005  # seconds of work on a stream whose turn it is
_MOST_AWAKE = 16
"""Streams whose scanners may have threads and processes while nothing comes."""


class _Watched:
    """A trigger for one stream."""

    def __init__(self, trigger: Trigger) -> None:
        self.trigger = trigger
        self.watch: LineWatch | None = None
        self.pacing = Pacing(trigger.pause)
        self.marked = 0


class TriggerDesk(QObject):
    """Watches the streams that run, from what had come of each when it began, or when triggers were set, on.

    While there is no trigger, it does nothing.
    """

    def __init__(self, work: Workspace, book: TriggerBook, away: AwayDesk) -> None:
        """Watch the streams of ``work`` by what is in ``book``; ``away`` lists what was done."""
        super().__init__(work)
        self._work = work
        self._book = book
        self._acts = TriggerActs(work, away)
        self._watched: dict[KeptPoem, list[_Watched]] = {}
        self._bases: dict[KeptPoem, int] = {}
        self._behind: dict[KeptPoem, None] = {}
        self._awake: dict[KeptPoem, None] = {}
        self._held: dict[_Watched, KeptPoem] = {}  # those that have lines to tell of
        self._unsubscribe: list[Callable[[], None]] = []
        self._timer, self._later = QTimer(self), QTimer(self)
        for timer, call in ((self._timer, self._look), (self._later, self._tell_held)):
            timer.setSingleShot(True)
            timer.timeout.connect(call)
        book.changed.connect(self._begin)
        self._begin()

    @property
    def is_working(self) -> bool:
        """Whether there is something left to look at."""
        return bool(self._behind)

    def close(self) -> None:
        """Look at nothing more."""
        for timer in (self._timer, self._later):
            timer.stop()
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        for poem in tuple(self._watched):
            self._drop(poem)
        self._unsubscribe = []
        for each in (self._bases, self._behind, self._held):
            each.clear()

    def _begin(self) -> None:
        """Watch by the triggers that there are now, from now on."""
        self.close()
        if not any(trigger.condition.is_on for trigger in self._book.all):
            return
        library = self._work.library
        self._bases = {poem: _size(poem) for poem in library.running}
        self._unsubscribe = [
            listen(self, library.started, self._started),
            listen(self, library.progressed, self._progressed),
            listen(self, library.phase_changed, self._phase_changed),
        ]

    def _started(self, poem: KeptPoem) -> None:
        self._bases[poem] = _size(poem)

    def _progressed(self, poem: KeptPoem) -> None:
        if self._watched.get(poem, True):  # there are triggers for it, or that is not known yet
            self._behind[poem] = None
            if not self._timer.isActive():
                self._timer.start(_REST)

    def _phase_changed(self, poem: KeptPoem) -> None:
        if isinstance(poem.state, Ended) and poem in self._bases:
            self._progressed(poem)

    # Looking

    def _look(self) -> None:
        """Look at what has come, stream by stream."""
        deadline = perf_counter() + _SLICE
        for _ in range(len(self._behind)):
            poem = next(iter(self._behind))
            del self._behind[poem]
            if self._look_at(poem, max(deadline - perf_counter(), _LEAST)):
                self._behind[poem] = None
            if perf_counter() >= deadline:
                break
        if self._behind:
            self._timer.start(_REST)

    def _look_at(self, poem: KeptPoem, seconds: float) -> bool:
        """Look for about so many ``seconds`` at what has come of ``poem``; tell whether there is more."""
        if poem not in self._watched:
            self._watched[poem] = [_Watched(trigger) for trigger in self._book.of(poem.info.server_id)]
        goes_on = False
        for each in tuple(self._watched[poem]):
            try:
                more, hits = self._work_on(poem, each, seconds)
            except (reading.FindError, OSError) as error:
                self._watched.get(poem, []).remove(each)
                self._acts.give_up(poem, each.trigger, str(error))
                continue
            goes_on = more or goes_on
            if hits is not None:
                self._hit(poem, each, hits)
        self._keep_few_awake(poem)
        if not goes_on and isinstance(poem.state, Ended):
            self._drop(poem)
            self._bases.pop(poem, None)
        return goes_on

    def _work_on(self, poem: KeptPoem, each: _Watched, seconds: float) -> tuple[bool, Hits | None]:
        reader, before = poem.reader, each.watch
        if reader is None:
            return False, None
        if before is None or before.reader is not reader:
            base = self._bases.get(poem, 0) if before is None else before.searched
            scanner_of = frames.fields_to_filter(poem, self._work.tabs.tools.fields).scanner_of
            each.watch = LineWatch(each.trigger.condition, reader, base, scanner_of)
            if before is not None:
                before.rest()
        assert each.watch is not None
        if isinstance(poem.state, Ended):
            each.watch.end()
        return each.watch.work(seconds)

    def _keep_few_awake(self, poem: KeptPoem) -> None:
        self._awake.pop(poem, None)
        self._awake[poem] = None
        if len(self._awake) > _MOST_AWAKE:
            oldest = next(iter(self._awake))
            del self._awake[oldest]
            _rest(self._watched.get(oldest, []))

    def _drop(self, poem: KeptPoem) -> None:
        _rest(self._watched.pop(poem, []))
        self._awake.pop(poem, None)

    # Acting

    def _hit(self, poem: KeptPoem, each: _Watched, hits: Hits) -> None:
        now = monotonic()
        if each.pacing.take(hits.lines, now):
            each.marked += self._acts.act(poem, each.trigger, hits, each.marked)
            return
        self._held[each] = poem
        if not self._later.isActive():
            self._later.start(max(round(1000 * ((each.pacing.due() or now) - now)), 0) + 1)

    def _tell_held(self) -> None:
        """Tell of the lines of those whose pause is over, and come again for the others."""
        now = monotonic()
        for each, poem in tuple(self._held.items()):
            if (each.pacing.due() or 0) <= now:
                del self._held[each]
                if count := each.pacing.told():
                    self._acts.tell_more(poem, each.trigger, count)
        due = [due for each in self._held if (due := each.pacing.due()) is not None]
        if due:
            self._later.start(max(round(1000 * (min(due) - now)), 0) + 1)


def _size(poem: KeptPoem) -> int:
    return 0 if poem.reader is None else poem.reader.size


def _rest(watched: list[_Watched]) -> None:
    for each in watched:
        if each.watch is not None:
            each.watch.rest()
