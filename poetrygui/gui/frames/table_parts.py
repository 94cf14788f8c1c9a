"""The table in the text's place: made when somebody wants it, and always at the same place as the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from attrs import evolve
from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QWidget

from poetrygui import recordings
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.gui import frames
from poetrygui.gui.frames.moved_place import MovedPlace
from poetrygui.gui.recording import recording_look
from poetrygui.gui.recording.leading import Leading
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView


class TableParts(QObject):
    """Keeps a table in step with a view of a poem's text: what is chosen in one of them is in the other."""

    def __init__(
        self,
        view: PoemView,
        put_in_place: Callable[[QWidget], object],
        parts: RecordingParts,
        fields: frames.TableFields | None = None,
        poem: KeptPoem | None = None,
    ) -> None:
        """Have ``put_in_place`` put the table beside ``view``, which is hidden then, where ``parts`` want one.

        It is about what the view shows of ``poem``; ``fields`` tells which its frames have, and which have columns.
        """
        super().__init__(view)
        self._view = view
        self._put_in_place = put_in_place
        self._parts = parts
        self._fields = fields or frames.TableFields()
        self._poem = poem
        self._rows: recordings.RowSource | None = None
        self._leads: Leading[recordings.RowSource] = Leading(lambda: self._rows, parts.problem.emit)
        self._place = MovedPlace(view)
        self._unsubscribe: Callable[[], None] = _nothing
        parts.turned.connect(self._turn)
        parts.changed.connect(self._show_or_hide)
        view.readerChanged.connect(self._turn)
        view.stretchSelected.connect(self._text_selected)

    @cached_property
    def area(self) -> frames.TableArea:
        """The table with the frame beside it."""
        area = frames.TableArea()
        area.hide()
        self._put_in_place(area)
        area.detail_wanted.connect(lambda: self._parts.look_wanted.emit(evolve(self._parts.look, detail=True)))
        table = area.table
        table.went.connect(self._went)
        table.let_go_wanted.connect(self._view.let_go)
        table.follow_wanted.connect(self._view.follow)
        table.problem.connect(self._parts.problem)
        table.view.menu_wanted.connect(self._view.menuWanted)
        table.seen.connect(self._look)
        table.say(self._view.stand_in.words)
        self._view.stand_in.said.connect(table.say)
        self._view.followingChanged.connect(table.place.set_following)
        self._view.laid_out.connect(self._take_font)
        return area

    @cached_property
    def _origins(self) -> frames.TableOrigins:
        return frames.TableOrigins(self._view, self._parts, self._poem)

    @cached_property
    def _seen(self) -> frames.SeenFields:
        return frames.SeenFields(self.table, self._fields, self._parts.problem.emit)

    @property
    def table(self) -> frames.FrameTable:
        """The table."""
        return self.area.table

    @property
    def is_shown(self) -> bool:
        """Whether the table stands in the text's place."""
        return self._is_made and not self.area.isHidden()

    @property
    def can_be_shown(self) -> bool:
        """Whether there are frames to show."""
        return self._origins.are_known

    @property
    def _is_made(self) -> bool:
        return "area" in vars(self)

    def _show_or_hide(self) -> None:
        look = self._parts.look
        wanted = look.table and self.can_be_shown
        if wanted:
            self._take_times()
            self.area.show_detail(look.detail, fades=look.fades)
        if wanted == self.is_shown:
            return
        has_focus = self._view.hasFocus() or (self.is_shown and self.area.isAncestorOf(self.area.focusWidget()))
        if wanted:
            self._begin()
        self._view.stand_in.put(self.area if wanted else None)
        if has_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not wanted:
            self._lead_text()
            self._turn()

    def _begin(self) -> None:
        """Show in the table what is seen of the text."""
        self._take_font()
        self._turn()
        start, stop = self._view.selection()
        self.table.place.set_following(self._view.following)
        if not self._view.following:
            selects = start < stop
            self._lead_table(start if selects else self._view.top_offset(), stop if selects else None, selects=selects)

    def _lead_text(self) -> None:
        """Show in the text what was seen in the table."""
        start, stop = self._view.selection()
        if self._view.following:
            self._view.follow()
        elif start < stop:
            self._view.place.show_offset(start, self._view.row_map.page_lines() // 3)
        elif self.table.model.rows:
            with self._leads() as rows:
                if rows is not None:
                    self._view.show_offset(rows.stretch_of(self.table.model.rows[0].row)[0])

    def _turn(self) -> None:
        """Show what there is now, where the table is wanted: other rows, or those and more."""
        is_wanted = self._parts.look.table and self.can_be_shown
        rows = self._origins.rows(self._rows) if is_wanted else None
        if self._is_made and (page := self.table.page) is not None:
            page.lettering = lettering_of(self._view.reader)
        if rows is not None:
            self._place.turn(rows)
        if rows is self._rows:
            if rows is not None:
                self.table.show_now()
            return
        self._unsubscribe()
        self._unsubscribe = _nothing
        self._seen.end()
        self._rows = rows
        if rows is None:
            self._place.forget()
            self.table.set_page(None)
            return
        page = frames.FramePage(rows, self._seen.begin(self._origins.protocol))
        page.lettering = lettering_of(self._view.reader)
        self._unsubscribe = rows.subscribe(self.table.pacer.request)
        self.table.set_page(page, self._times())
        self._seen.show()

    def _look(self) -> None:
        """Note where the table is, or go where it was before other lines were shown."""
        if self._rows is not None:
            self._place.look(self.table, self._rows)

    def _take_font(self) -> None:
        if self._is_made:
            self.table.zoom_to(self._view.font().pointSizeF())

    def _times(self) -> frames.Times:
        of_day = self._parts.look.times is recording_look.Times.OF_DAY
        return frames.Times(of_day or self._origins.are_of_several)

    def _take_times(self) -> None:
        if self._is_made:
            self.table.set_times(self._times())

    # Leading

    def _went(self, first: recordings.TableRow, last: recordings.TableRow) -> None:
        with self._leads() as rows:
            if rows is not None:
                self._view.select(rows.stretch_of(first)[0], rows.stretch_of(last)[1])

    def _text_selected(self, start: int, stop: int) -> None:
        if self.is_shown and start < stop:
            self._lead_table(start, stop)

    def _lead_table(self, start: int, stop: int | None = None, *, selects: bool = True) -> None:
        with self._leads() as rows:
            first = None if rows is None else rows.row_at(start)
            if rows is None or first is None:
                return
            if not selects:
                self.table.place.scroll_to(first)
                return
            last = first if stop is None else rows.row_at(stop - 1)
            self.table.place.show_chosen(first, last)


def _nothing() -> None:
    pass
