"""Turning the rows of the list into other ones by removing, moving and inserting, so that views keep what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QAbstractTableModel, QModelIndex

from poetrygui.gui.servers.server_rows import Key, Row, ServerRows, key_of


class RowChanges:
    """Tells the views of a ``model`` what happens to its rows, which are ``rows`` here."""

    def __init__(self, model: QAbstractTableModel, rows: ServerRows) -> None:
        """Begin with ``rows``."""
        self.rows = rows
        self._model = model

    def take(self, wanted: ServerRows, tell: Callable[[Key], object]) -> None:
        """Make the rows those that are ``wanted``; ``tell`` hears of the key of each that holds something else."""
        for first, stop in reversed(_runs([wanted.place_of(key_of(row)) is None for row in self.rows])):
            self._model.beginRemoveRows(QModelIndex(), first, stop - 1)
            self._set(*self.rows.between(None, first), *self.rows.between(stop, None))
            self._model.endRemoveRows()
        self._order([key for key in map(key_of, wanted) if self.rows.place_of(key) is not None])
        for first, stop in _runs([self.rows.place_of(key_of(row)) is None for row in wanted]):
            self._model.beginInsertRows(QModelIndex(), first, stop - 1)
            self._set(*self.rows.between(None, first), *wanted.between(first, stop), *self.rows.between(first, None))
            self._model.endInsertRows()
        changed = [key_of(new) for new, old in zip(wanted, self.rows, strict=True) if new != old]
        self.rows = wanted
        for key in changed:
            tell(key)

    def row_of(self, key: Key) -> int:
        """Return the row of that key; -1 where there is none."""
        place = self.rows.place_of(key)
        return -1 if place is None else place

    def _order(self, keys: Sequence[Key]) -> None:
        if keys == [*map(key_of, self.rows)]:
            return
        self._model.layoutAboutToBeChanged.emit()
        before = self._model.persistentIndexList()
        chosen = [key_of(self.rows[index.row()]) for index in before]
        self._set(*(self.rows[self.row_of(key)] for key in keys))
        after = [self._model.index(self.row_of(key), index.column()) for key, index in zip(chosen, before, strict=True)]
        self._model.changePersistentIndexList(before, after)
        self._model.layoutChanged.emit()

    def _set(self, *rows: Row) -> None:
        self.rows = ServerRows(rows)


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """Return from where to where marks are set, one stretch after the other."""
    edges = [place for place in range(len(marks) + 1) if _at(marks, place) != _at(marks, place - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _at(marks: Sequence[bool], place: int) -> bool:
    return 0 <= place < len(marks) and marks[place]
