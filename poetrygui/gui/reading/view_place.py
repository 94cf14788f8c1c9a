"""Where a view is in a whole poem, and where it is to go as soon as it can."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QPoint, QTimer

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.poems.chosen_lines import ChosenLines, came_of, in_whole, stretch_from_whole, stretch_in_whole
from poetrygui.core.text.row_window import NoPoem
from poetrygui.gui.rows.poem_view import PoemView


class ViewPlace(QObject):
    """Tells the place of a view by bytes of the whole poem, of which it may show some lines only, and leads it there.

    It goes there when it is seen, has a poem, and the lines there were chosen or left out; not where somebody has gone
    elsewhere meanwhile.
    """

    def __init__(self, view: PoemView) -> None:
        """Lead ``view``."""
        super().__init__(view)
        self._view = view
        self._wanted: TabPlace | None = None
        self._meanwhile: int | None = None  # what is at the top until then
        self._soon = QTimer(self)  # when it has its size
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.arrive)
        view.stand_in.looked_at.connect(self._seen)

    def now(self) -> TabPlace:
        """Return where it is, or is to be."""
        if self._wanted is not None:
            return self._wanted
        view, reader = self._view, self._view.reader
        start, stop = stretch_in_whole(reader, *view.selection())
        return TabPlace(0, in_whole(reader, view.row_map.offset_at(QPoint(0, 0))), view.following, start, stop)

    def go_to(self, place: TabPlace) -> None:
        """Have it at ``place`` soon."""
        self._wanted, self._meanwhile = place, None
        self._soon.start(0)

    def forget(self) -> None:
        """Have it nowhere else than it is."""
        self._wanted = None
        self._soon.stop()

    def arrive(self, *, all_searched: bool = False) -> None:
        """Go there now if that can be; ``all_searched`` is whether no line is chosen any more for now."""
        view, place = self._view, self._wanted
        reader = view.reader
        if place is None or not view.stand_in.is_looked_at or isinstance(reader, NoPoem):
            return
        has_left = self._meanwhile is not None and (view.following or view.top_offset() != self._meanwhile)
        if place.following or has_left:
            self._wanted = None
        elif all_searched or not isinstance(came := came_of(reader), ChosenLines) or came.searched > place.top:
            self._wanted = None
            view.show_offset(stretch_from_whole(reader, place.top, place.top)[0])
            view.select(*stretch_from_whole(reader, place.anchor, place.caret))
        elif self._meanwhile is None:
            view.show_offset(0)
            self._meanwhile = view.top_offset()

    def _seen(self, seen: bool) -> None:
        if seen and self._wanted is not None:
            self._soon.start(0)
