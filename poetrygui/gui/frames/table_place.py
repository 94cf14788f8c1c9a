"""Where a table of frames is, and what is chosen in it."""

from __future__ import annotations

from poetrygui.core.text.wording import counted
from poetrygui.gui import frames


class TablePlace:
    """Where a table is: which row is at the top, which is current, and whether it stays at the end."""

    def __init__(self, table: frames.FrameTable) -> None:
        """Begin at the end of nothing."""
        self.top = 0
        self.following = True
        self.anchor = self.current = -1
        """The rows at the ends of the selection; -1 where none is."""
        self._seen = 0  # what was there when the end was let go
        self._rows_seen = 0  # that fitted
        self._table = table
        view, bar = table.view, table.bar
        view.stepped.connect(self._step)
        view.paged.connect(lambda pages, extends: self._step(pages * max(view.full_rows - 1, 1), extends))
        view.ended.connect(self._go_to_end)
        view.pointed.connect(lambda row, extends: self.choose(self.top + row, extends=extends))
        view.wheeled.connect(self.scroll)
        view.all_wanted.connect(self.select_all)
        bar.moved.connect(lambda row: self.scroll_to(self._start + row))
        bar.moved_to_end.connect(table.follow_wanted)
        bar.stepped.connect(self.scroll)
        bar.paged.connect(lambda pages: self.scroll(pages * max(view.full_rows - 1, 1)))
        bar.wheeled.connect(view.wheelEvent)
        table.to_end.clicked.connect(table.follow_wanted)

    def begin(self) -> None:
        """Be where other rows begin, or end."""
        self.top = self._start
        self.anchor = self.current = -1
        self._seen = self._now

    def settle(self) -> None:
        """Have the top where it can be, among the rows that there are now. Raises OSError."""
        self.top = self._last_top if self.following else max(min(self.top, self._last_top), self._start)

    def set_following(self, following: bool) -> None:
        """Stay at the end, or do not."""
        if following != self.following:
            self.following = following
            self._seen = self._now
            self._table.to_end.setVisible(not following)
            self._table.show_now()

    def scroll(self, rows: int) -> None:
        """Go down by so many rows, or up; at the end it is followed."""
        if rows > 0 and self.top + rows >= self._last_top:
            if not self.following:
                self._table.follow_wanted.emit()
        else:
            self.scroll_to(self.top + rows)

    def scroll_to(self, row: int) -> None:
        """Have a row at the top, or as far up as the end allows."""
        if self.following and self._count > self._table.view.full_rows:
            self._table.let_go_wanted.emit()
        self.top = max(min(row, self._last_top), self._start)
        self._table.show_now()

    def choose(self, row: int, *, extends: bool = False) -> None:
        """Make a row the current one, and alone selected unless that ``extends`` the selection."""
        if not self._count:
            return
        row = max(min(row, self._count - 1), self._start)
        self.current = row
        if not extends or self.anchor < 0:
            self.anchor = row
        self._table.let_go_wanted.emit()
        self.reveal(row)
        self._tell()

    def show_chosen(self, row: int, last: int | None = None) -> None:
        """Show rows as selected and the first of them, which were chosen elsewhere, where nobody is to be told."""
        self.anchor, self.current = row if last is None else last, row
        self.reveal(row)

    def select_all(self) -> None:
        """Select all rows that there are by now."""
        if self._count:
            self.anchor, self.current = self._start, self._count - 1
            self._table.let_go_wanted.emit()
            self._table.show_now()
            self._tell()

    def reveal(self, row: int) -> None:
        """Scroll as little as needed to see a row whole."""
        rows = self._table.view.full_rows
        self.top = min(self.top, row) if row < self.top + rows else row - rows + 1
        self._table.show_now()

    def keep_current(self) -> None:
        """Have the current row within sight, where it was before the number of rows that are seen has changed."""
        rows, before = self._table.view.full_rows, self._rows_seen
        self._rows_seen = rows
        if not self.following and self.top <= self.current < self.top + before and self.current >= self.top + rows:
            self.top = self.current - rows + 1

    @property
    def selected(self) -> tuple[int, int]:
        """The first and the last row that is selected; (-1, -1) where none is."""
        return min(self.anchor, self.current), max(self.anchor, self.current)

    def show_selection(self) -> None:
        """Show which of the rows that are seen are selected."""
        first, last = self.selected
        at = self.top
        self._table.view.select_rows(*((first - at, last - at, self.current - at) if first >= 0 else (0, -1, -1)))

    def show_bar(self) -> None:
        """Show beside the rows where they are, and how many came while the end was let go."""
        table, start, count = self._table, self._start, self._count
        at_end = self.following or self.top >= self._last_top
        table.bar.show_place(self.top - start, table.view.full_rows, count - start, at_end=at_end)
        new = self._new_rows()
        table.to_end.setText(f"↓ {counted(new, 'new row')}" if new > 0 else "↓ Follow")
        hint, area = table.to_end.sizeHint(), table.view.geometry()
        table.to_end.resize(hint)
        table.to_end.move(area.right() - hint.width() - 8, area.bottom() - hint.height() - 8)
        table.to_end.raise_()

    def _new_rows(self) -> int:
        """Return how many rows have come since the end was let go."""
        page = self._table.page
        try:
            return 0 if page is None or self.following else page.rows.new_since(self._seen)
        except OSError:
            return 0  # said where the rows themselves are read

    def _step(self, rows: int, extends: bool) -> None:
        if self.current < 0:
            # Nothing is chosen yet: the first row that is seen, or the last one at the end.
            self.choose(self._count - 1 if self.following else self.top)
        else:
            self.choose(self.current + rows, extends=extends)

    def _go_to_end(self, side: int, extends: bool) -> None:
        if side < 0 or extends:
            self.choose(self._start if side < 0 else self._count - 1, extends=extends)
        else:
            self._table.follow_wanted.emit()

    def _tell(self) -> None:
        page = self._table.page
        first, last = self.selected
        if page is None:
            return
        try:
            rows = [*page.rows.between(first, first + 1), *page.rows.between(last, last + 1)]
        except OSError as error:
            self._table.problem.emit(f"The recording cannot be read from disk: {error.strerror or error}.")
            return
        if rows:
            self._table.went.emit(rows[0], rows[-1])

    @property
    def _now(self) -> int:
        page = self._table.page
        return 0 if page is None else page.rows.now()

    @property
    def _start(self) -> int:
        page = self._table.page
        return 0 if page is None else page.rows.start

    @property
    def _count(self) -> int:
        page = self._table.page
        return 0 if page is None else page.rows.count

    @property
    def _last_top(self) -> int:
        return max(self._count - self._table.view.full_rows, self._start)
