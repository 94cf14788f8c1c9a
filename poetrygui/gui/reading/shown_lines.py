"""Which lines of a poem a view shows: all of them, or those for which conditions hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from time import monotonic

from attrs import evolve
from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from poetrygui.core import reading
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.poems.chosen_lines import stretch_from_whole, stretch_in_whole
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.conditions import Conditions, asked
from poetrygui.core.text.wording import counted
from poetrygui.gui import reading as reading_widgets
from poetrygui.gui.reading.field_filters import NO_FIELDS, FieldFilters
from poetrygui.gui.reading.slice_timer import SLICE, SliceTimer
from poetrygui.gui.reading.view_place import ViewPlace
from poetrygui.gui.rows.highlights import LinesBetween
from poetrygui.gui.rows.poem_view import PoemView

_READABLE = 0.1  # seconds between two counts that are told: numbers that change faster cannot be read


class ShownLines(QObject):
    """Gives a view the poem to show, or lines of it, which are chosen while the view is seen.

    Places are those of the whole poem, whatever is shown of it: the view stays where it was.
    """

    changed = pyqtSignal()
    """There are others, or more of them: :meth:`words` says so."""

    def __init__(self, view: PoemView, put_bar: Callable[[QWidget], object], fields: FieldFilters = NO_FIELDS) -> None:
        """Show nothing in ``view`` yet, and then all lines; ``put_bar`` puts the bar above that once it is made.

        ``fields`` tell what frames can be chosen by.
        """
        super().__init__(view)
        self.conditions: Conditions = ()
        """What lines are to have; those that are off among them."""
        self._view, self._made_with = view, (put_bar, fields)
        self._place = ViewPlace(view)
        self._whole: PoemReader | None = None
        self._filter: reading.LineFilter | None = None
        self._is_all_there, self._shows_all = False, False
        self._problem, self._told_at = "", 0.0
        self._unsubscribe: Callable[[], None] = _nothing
        self._timer = SliceTimer(self._work, self)
        view.stand_in.looked_at.connect(self._seen)
        self.changed.connect(view.margins.update)

    @cached_property
    def bar(self) -> reading_widgets.FilterBar:
        """The bar with what lines are filtered by; it is made when somebody wants it."""
        bar = reading_widgets.FilterBar(self, self._made_with[1].names)
        bar.closed.connect(lambda: self._view.setFocus(Qt.FocusReason.OtherFocusReason))
        self._made_with[0](bar)
        return bar

    @cached_property
    def _counts(self) -> reading_widgets.RepeatCounts:
        """The numbers of repeats beside the lines."""
        return reading_widgets.RepeatCounts(lambda: bool(asked(self.conditions)), self._view)

    @property
    def folds(self) -> bool:
        """Whether a line that is the same as the one before it is left out."""
        return "_counts" in vars(self) and self._counts.is_shown

    @property
    def whole(self) -> PoemReader | None:
        """The whole poem."""
        return self._whole

    @property
    def holding(self) -> Conditions:
        """The conditions by which only some lines are shown now; none where all are."""
        return () if self._filter is None else self.conditions

    @property
    def shows_all(self) -> bool:
        """Whether all lines are shown whatever the conditions are."""
        return self._shows_all

    @property
    def is_working(self) -> bool:
        """Whether there is something left to do for it now."""
        return self._timer.isActive()

    def set_reader(self, reader: PoemReader | None) -> None:
        """Show another poem, or lines of it, at the same place; None shows nothing, and then from the end on."""
        place = self._place.now() if self._view.reader.size else None
        self._whole = reader
        self._problem = ""
        self._apply()
        if reader is None:
            self._place.forget()
        elif place is not None:
            self._place.go_to(place)
        self._place.arrive()

    def set_conditions(self, conditions: Conditions) -> None:
        """Show the lines for which these hold; all where none of them is on."""
        before, self.conditions = asked(self.conditions), conditions
        if asked(conditions) != before or self._problem:
            self._apply_here()
        self.changed.emit()

    def fold(self, wanted: bool) -> None:
        """Leave lines out that are the same as the one before them, and count them, or do not."""
        self._counts.show(wanted)
        self._apply_here()
        self.changed.emit()

    def show_all(self, wanted: bool) -> None:
        """Show all lines for now, whatever the conditions are, or no more."""
        self._shows_all = wanted
        self._apply_here()
        self.changed.emit()

    def end(self, ended: bool) -> None:
        """Know whether nothing comes any more, so that a last line without newline is whole."""
        self._is_all_there = ended
        if self._filter is not None:
            self._filter.takes_open_line = ended
            self._wake()

    def words(self) -> str:
        """Return how many lines are shown, of how many; why not those that are wanted, where that went wrong."""
        if self._problem:
            return f"Not filtered: {self._problem}"
        if self._filter is None or self._whole is None:
            return "All lines are shown" if self.conditions else ""
        return _share(self._filter, self._whole)

    def placeholder(self) -> str:
        """Return what to say where no line is shown, if that is for the conditions; nothing where it is not."""
        if self._filter is None or self._whole is None or not self._whole.size:
            return ""
        return "Filtering …" if self._filter.has_work else "No line is as the filter wants it."

    def place(self) -> TabPlace:
        """Return where the view is in the whole poem, and what its lines are filtered by."""
        return evolve(self._place.now(), filters=self.conditions or None, folds=self.folds or None)

    def go_to(self, place: TabPlace) -> None:
        """Have the view at a place of the whole poem, as soon as it can be."""
        if place.filters is not None and place.filters != self.conditions:
            self.set_conditions(place.filters)
            self.bar.show_conditions()
        if place.folds is not None:
            self.fold(place.folds)
        self._place.go_to(place)

    def set_lines_between(self, lines_between: LinesBetween) -> None:
        """Have those lines told apart that no server has sent; ``lines_between`` knows them by their places."""
        self._view.set_lines_between(partial(_shown_between, self._view, lines_between))

    # Choosing

    def _apply_here(self, problem: str = "") -> None:
        """Show other lines at the same place; all of them where there is a ``problem``."""
        place = self._place.now()
        self._problem = problem
        self._apply()
        self._place.go_to(place)
        self._place.arrive()

    def _apply(self) -> None:
        """Show the lines that are wanted."""
        self._stop()
        if self._whole is None or self._shows_all or self._problem or not (self.folds or asked(self.conditions)):
            self._view.set_reader(self._whole)
            return
        self._filter = reading.LineFilter(self._whole, self.conditions, self._made_with[1].scanner_of, folds=self.folds)
        self._filter.takes_open_line = self._is_all_there
        self._unsubscribe = self._whole.subscribe(self._wake)
        self._view.set_reader(self._filter.chosen)
        self._wake()

    def _stop(self) -> None:
        self._timer.stop()
        self._unsubscribe()
        self._unsubscribe = _nothing
        if self._filter is not None:
            self._filter.rest()
            self._filter = None

    def _seen(self, seen: bool) -> None:
        if seen and self._filter is not None:
            self._wake()
        elif self._filter is not None:
            self._timer.stop()
            self._filter.rest()

    def _wake(self) -> None:
        if self._view.stand_in.is_looked_at:
            self._timer.wake()

    def _work(self) -> None:
        found = self._filter
        if found is None:
            self._timer.stop()
            return
        try:
            goes_on = found.work(SLICE)
        except (reading.FindError, OSError) as error:
            self._give_up(_why(error))
            return
        self._timer.go_on(goes_on, waits=found.waits)
        self._place.arrive(all_searched=not goes_on)
        if not goes_on or monotonic() - self._told_at > _READABLE:
            self._told_at = monotonic()
            self.changed.emit()

    def _give_up(self, problem: str) -> None:
        """Show all lines, and why."""
        self._apply_here(problem[:1].lower() + problem[1:])
        self.changed.emit()


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"the recording cannot be read from disk: {error.strerror or error}."
    return str(error)


def _shown_between(view: PoemView, lines_between: LinesBetween, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Give those of the lines between two places of what a view shows that no server has sent."""
    found = lines_between(*stretch_in_whole(view.reader, start, stop))
    return (place for place in (stretch_from_whole(view.reader, *each) for each in found) if place[0] < place[1])


def _share(found: reading.LineFilter, whole: PoemReader) -> str:
    """Return in words how many lines of ``whole`` were found."""
    lines = whole.line_count - (whole.line_at(0) if whole.start else 0)
    words = f"{found.chosen.line_count:,} of {counted(lines, 'line')}"
    percent = int(100 * found.progress)
    # A poem that grows is never searched to the last byte.
    return words if percent >= 99 or not found.has_work else f"{words} · {percent} %"


def _nothing() -> None:
    pass
