"""The recordings of a profile as Qt's views see them: searched, sorted, and kept up to date."""

from __future__ import annotations

import enum
from collections.abc import Collection
from typing import Any

from attrs import evolve, frozen
from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended, Outcome, Receiving, State
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.dropped_words import dropped_words
from poetrygui.core.text.wording import size_text, state_word, time_text
from poetrygui.gui.widgets.icons import state_icon
from poetrygui.gui.widgets.plain_text import plain_tip
from poetrygui.recordings.listed_recordings import ListedRecording

_NO_INDEX = QModelIndex()
_INTERRUPTED = Ended(Outcome.INTERRUPTED, "the program ended before the stream did")
_ELSEWHERE = "Runs elsewhere"


class Column(enum.IntEnum):
    """What the columns hold."""

    NAME = 0
    STARTED = 1
    TOOK = 2
    SIZE = 3
    OUTCOME = 4
    PROTOCOL = 5
    KEPT = 6


HEADINGS = ("Name", "Began", "Took", "Size", "Outcome", "Protocol", "Kept")
_NUMBERS = Column.TOOK, Column.SIZE
NEWEST_FIRST = Column.STARTED, Qt.SortOrder.DescendingOrder


@frozen
class Row:
    """One recording: what is listed of it, and how it stands."""

    listed: ListedRecording
    state: State
    texts: tuple[str, ...]
    searched: str
    """All that a search looks at, in small letters."""

    keys: tuple[Any, ...]
    """What each column is sorted by: texts as they read, all else by what it stands for."""

    @property
    def runs(self) -> bool:
        """Whether it still comes in, here or in another window."""
        return not isinstance(self.state, Ended)


def new_row(listed: ListedRecording, poem: KeptPoem | None, *, is_alone: bool) -> Row:
    """Return the row of a recording that is ``listed``; ``poem`` is it where it is open or runs here.

    Unless this program ``is_alone`` with the profile, one without an end may run elsewhere; what a relay records does.
    """
    if poem is not None:
        listed = evolve(listed, info=poem.info)  # its end may not be written yet
    info, started, ended = listed.info, listed.started, listed.info.ended
    elsewhere = poem is None and ended is None and (listed.is_running or not is_alone) and not listed.problem
    shown: State = _INTERRUPTED if ended is None else ended
    if elsewhere:
        shown = Receiving()
    elif poem is not None and ended is None:
        shown = poem.state
    name = label_text(info.name or info.address or listed.name, 200)
    outcome = _ELSEWHERE if elsewhere else state_word(shown)
    protocol = label_text(info.protocol, 100)
    texts = (
        name,
        "" if started is None else f"{started:%Y-%m-%d %H:%M:%S}",
        "" if ended is None else time_text(ended.seconds),
        size_text(listed.disk_size),
        outcome,
        protocol,
        "kept" if listed.is_marked else "",
    )
    keys = (
        name.casefold(),
        0.0 if started is None else started.timestamp(),
        -1.0 if ended is None else ended.seconds,
        listed.disk_size,
        outcome.casefold(),
        protocol.casefold(),
        listed.is_marked,
    )
    return Row(listed, shown, texts, " ".join((*texts, info.address)).casefold(), keys)


class RecordingModel(QAbstractTableModel):
    """A row for each recording that the search finds, in the order that was asked for."""

    def __init__(self) -> None:
        """Show nothing yet, the newest first."""
        super().__init__()
        self.rows: list[Row] = []
        """Those that are shown, from the top."""
        self.all: dict[str, Row] = {}
        """Those that there are, by their names."""
        self._words: list[str] = []
        self._column, self._order = NEWEST_FIRST

    def take(self, changed: Collection[Row], gone: Collection[str]) -> None:
        """Show what has changed, and no more what is gone."""
        for name in gone:
            self.all.pop(name, None)
        self.all.update({row.listed.name: row for row in changed})
        self._arrange()

    def search(self, text: str) -> None:
        """Show only what has each of the words."""
        self._words = text.casefold().split()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._column, self._order = Column(column), order
        self._arrange()

    def _arrange(self) -> None:
        found = [row for row in self.all.values() if all(word in row.searched for word in self._words)]
        backwards = self._order is Qt.SortOrder.DescendingOrder
        column = self._column
        # What is equal stands as it was made.
        found.sort(key=lambda row: (row.keys[column], row.listed.name), reverse=backwards)
        if [row.listed.name for row in found] == [row.listed.name for row in self.rows]:
            self.rows = found
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    # What Qt asks

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's heading, which stands as what is below it does."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell; for a screen reader, with the column's heading."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[column]}: {row.texts[column] or 'none'}"
        if role == Qt.ItemDataRole.DecorationRole and column == Column.NAME:
            return state_icon(row.state)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row)
        return None


def _tip(row: Row) -> str:
    info = row.listed.info
    reason = info.ended.reason if info.ended is not None else ""
    wire = f"{size_text(row.listed.size)} came on the wire" if row.listed.has_recording else "only the frames were kept"
    return plain_tip(
        "Recording", info.name, info.address, reason, wire, dropped_words(row.listed.dropped), row.listed.problem
    )
