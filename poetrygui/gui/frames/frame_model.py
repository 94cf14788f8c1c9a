"""The rows of a table that are seen, for Qt: there are as many as fit, whatever the number of frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen
from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PyQt6.QtGui import QColor, QPalette

from poetrygui.core.fields.flat_fields import cell_text
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.moments import of_day_text, since_start_text, wait_text
from poetrygui.gui.frames.frame_page import ShownRow
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.widgets.source_colour import source_colour
from poetrygui.gui.widgets.theme import between_colours
from poetrygui.recordings.table_rows import RowKind, TableRow
from poetrygui.recordings.table_words import direction_word

HEADINGS = ("Number", "Time", "Wait", "Size", "Way")
"""Of the columns that every table has; those of fields stand behind them, and last what there is of a frame."""
NUMBER, TIME, WAIT, SIZE, WAY = range(len(HEADINGS))
PREVIEW = "Preview"

_NO_INDEX = QModelIndex()
_NONE = object()
_LONGEST_CELL = 200  # characters
_AT_RIGHT = (NUMBER, TIME, WAIT, SIZE)
# As numbers: each cell that is painted asks for a dozen.
_TEXT, _ALIGNMENT, _COLOUR, _GROUND, _SPOKEN = _ROLES = (
    Qt.ItemDataRole.DisplayRole.value,
    Qt.ItemDataRole.TextAlignmentRole.value,
    Qt.ItemDataRole.ForegroundRole.value,
    Qt.ItemDataRole.BackgroundRole.value,
    Qt.ItemDataRole.AccessibleTextRole.value,
)
_LEFT, _RIGHT, _MIDDLE = (
    (side | Qt.AlignmentFlag.AlignVCenter).value
    for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter)
)


@frozen
class Times:
    """Tells times of rows: of the day, or else since their recording began."""

    of_day: bool = False

    def text(self, row: TableRow) -> str:
        """Return when a row came; nothing for what was not received."""
        if row.kind is RowKind.BETWEEN or row.origin is None:
            return ""
        clock = row.origin.recording.info.clock
        return of_day_text(clock, row.time) if self.of_day and clock else since_start_text(row.time)


class FrameModel(QAbstractTableModel):
    """Holds the rows that are seen."""

    def __init__(self, palette: Callable[[], QPalette]) -> None:
        """Hold none; ``palette`` gives the colours of the table."""
        super().__init__()
        self.rows: Sequence[ShownRow] = ()
        self.times = Times()
        self.fields: tuple[str, ...] = ()
        """The names of the fields that have columns."""
        self.origins = ""
        """What the names of rows' origins are, which have a column then; nothing where there is none."""
        self.lead = len(HEADINGS)
        """How many columns stand before those of fields."""
        self._cells: dict[tuple[int, int], str] = {}  # what stands in those that were asked for
        self._palette = palette
        self.fades = False
        """Whether fields that are as in the frame before are quieter."""
        self._sent = self._quiet = QColor()
        self._between = QColor(), QColor()  # of a line between two connections: its text, and its ground
        self._as_before: list[frozenset[str]] = []

    def show(self, rows: Sequence[ShownRow], before: ShownRow | None = None) -> None:
        """Hold other rows; ``before`` is the one before them."""
        self._cells.clear()
        self._as_before = [*_same_fields(rows, before)] if self.fades else []
        colours = ruler_colours(self._palette())
        self._sent, self._quiet = colours.sent, colours.quiet
        self._between = between_colours(self._palette())
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def show_columns(self, origins: str, fields: tuple[str, ...]) -> None:
        """Have a column for ``origins``, if that is how they are called, and for the ``fields`` of these names."""
        self.beginResetModel()
        self.origins, self.fields = origins, fields
        self.lead = len(HEADINGS) + bool(origins)
        self._cells.clear()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many rows are seen."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how much is told of each."""
        return 0 if parent.isValid() else self.lead + len(self.fields) + 1

    def span_of(self, row: int) -> int | None:
        """Return from which column on a row has a single cell; None where it has all of them."""
        shown = self.rows[row]
        kind = shown.row.kind
        if kind is RowKind.FRAME:
            return self.lead if _has_none(shown) else None
        return 0 if kind is RowKind.BETWEEN else self.lead

    def heading(self, column: int) -> str:
        """Return what a column tells."""
        if column < len(HEADINGS):
            return HEADINGS[column]
        if column < self.lead:
            return self.origins
        name = self._field_of(column)
        return PREVIEW if name is None else label_text(name, 60)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """Return what a column tells, or where that stands."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return self.heading(section) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | int | QColor | None:
        """Return what stands in a cell; for a screen reader, with the column's heading."""
        if role not in _ROLES or index.row() >= len(self.rows):
            return None
        shown, column = self.rows[index.row()], index.column()
        if role == _TEXT:
            return self.cell(index.row(), column)
        is_between = shown.row.kind is RowKind.BETWEEN
        if role == _ALIGNMENT:
            return _LEFT if is_between else _alignment(column)
        if role == _GROUND:
            return self._between[1] if is_between else None
        if role == _COLOUR:
            return self._colour(index.row(), column)
        has_fields = shown.row.kind is RowKind.FRAME and not _has_none(shown)
        is_preview = (column >= self.lead and not has_fields) or is_between
        heading = PREVIEW if is_preview else self.heading(column)
        return f"{heading}: {self.text(shown, column) or 'nothing'}"

    def cell(self, row: int, column: int) -> str:
        """Return what stands in a column of a row, by its number among those that are seen."""
        found = self._cells.get((row, column))
        if found is None:
            found = self._cells[row, column] = self.text(self.rows[row], column)
        return found

    def text(self, shown: ShownRow, column: int) -> str:
        """Return what stands in a column of a row."""
        row = shown.row
        if row.kind is RowKind.BETWEEN:
            return "" if column else shown.preview
        if column >= self.lead:
            is_apart = row.kind is RowKind.FRAME and not _has_none(shown)
            name = self._field_of(column) if is_apart else None
            return shown.preview if name is None else self._field(shown, name)
        if column == NUMBER:
            return "" if row.frame is None else f"{row.frame + 1:,}"
        if column == TIME:
            return self.times.text(row)
        if column == WAIT:
            return "" if row.origin is None else wait_text(row.wait)
        if column == WAY:
            return direction_word(row.kind)
        if column >= len(HEADINGS):
            return "" if row.origin is None else label_text(row.origin.name, _LONGEST_CELL)
        return f"{row.size:,}" if row.kind in (RowKind.FRAME, RowKind.SENT) else ""

    def _field(self, shown: ShownRow, name: str) -> str:
        if shown.fields is None:
            return "…"
        return label_text(cell_text(shown.fields[name]), _LONGEST_CELL) if name in shown.fields else ""

    def _colour(self, row: int, column: int) -> QColor | None:
        kind = self.rows[row].row.kind
        if kind is RowKind.SENT:
            return self._sent
        if kind is RowKind.BETWEEN:
            return self._between[0]
        if column == len(HEADINGS) < self.lead and (origin := self.rows[row].row.origin) and origin.number is not None:
            return source_colour(origin.number, self._palette())
        is_as_before = self._as_before and column >= self.lead and self._field_of(column) in self._as_before[row]
        return self._quiet if kind is RowKind.EVENT or is_as_before else None

    def _field_of(self, column: int) -> str | None:
        """Return the name of the field that has a column behind the first ones; None for the last."""
        at = column - self.lead
        return self.fields[at] if at < len(self.fields) else None


def _has_none(shown: ShownRow) -> bool:
    """Tell whether a frame has no fields, which is known: then what there is of it has their room."""
    return shown.fields is not None and not shown.fields


def _same_fields(rows: Sequence[ShownRow], before: ShownRow | None) -> Iterator[frozenset[str]]:
    """Give for each row the names of the fields that are as in the frame before, as far as that is known."""
    last = None if before is None else before.fields
    for shown in rows:
        fields = shown.fields if shown.row.kind is RowKind.FRAME else None
        same = (name for name, value in (fields or {}).items() if last is not None and last.get(name, _NONE) == value)
        yield frozenset(same)
        last = fields if shown.row.kind is RowKind.FRAME else last


def _alignment(column: int) -> int:
    # What is at the left of its column stands beside the number before it.
    return _MIDDLE if column == WAY else _RIGHT if column in _AT_RIGHT else _LEFT
