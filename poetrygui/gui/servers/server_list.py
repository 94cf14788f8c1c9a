"""The list of servers as it takes keys and clicks."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QItemSelectionModel, QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PyQt6.QtWidgets import QAbstractItemView, QFrame, QListView

from poetrygui.gui.servers.server_delegate import is_on_arrow
from poetrygui.gui.servers.server_model import ServerModel


class ServerList(QListView):
    """Tells when Enter or a double click chose something; on some desktops ``activated`` needs but a single one."""

    chosen = pyqtSignal()
    fold_wanted = pyqtSignal(str, bool)
    """The group of this name is to be folded, or unfolded."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("serverList")
        self.setAccessibleName("Servers")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        viewport = self.viewport()
        assert viewport is not None
        # The list stands beside what is read, and back behind it.
        viewport.setBackgroundRole(QPalette.ColorRole.Window)
        self.doubleClicked.connect(lambda _: self._choose())

    def fit_sizes(self) -> None:
        """Ask for the size of one row alone, as long as there are no groups: theirs are smaller."""
        model = self.model()
        self.setUniformItemSizes(isinstance(model, ServerModel) and not model.rows.has_groups)

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: Iterable[int] = ()) -> None:  # noqa: N802
        # A QListView lays out every row anew for each that changes. None becomes larger or smaller: painting is enough.
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or self.state() is QAbstractItemView.State.EditingState:
            return  # a line in a row that takes no Enter passes it on
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif not (plain and self._fold_by_key(event.key())):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        super().mousePressEvent(event)
        index = QModelIndex() if event is None else self.indexAt(event.position().toPoint())
        if event is not None and event.button() is Qt.MouseButton.LeftButton:
            name = index.data(ServerModel.GroupRole)
            if name and is_on_arrow(self.visualRect(index), event.position().toPoint()):
                self._turn(index)

    def _choose(self) -> None:
        """Fold or unfold the group whose row is current; or tell that a server is chosen.

        Where none is, the current one is meant: Qt gives a list that gets the keyboard one, and does not choose it.
        """
        if self._turn(self.currentIndex()):
            return
        selection = self.selectionModel()
        if selection is not None and not selection.hasSelection():
            selection.select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.chosen.emit()

    def _turn(self, index: QModelIndex) -> bool:
        name = index.data(ServerModel.GroupRole)
        if name:
            self.fold_wanted.emit(name, not index.data(ServerModel.FoldedRole))
        return bool(name)

    def _fold_by_key(self, key: int) -> bool:
        """Fold with the arrow to the left, unfold with that to the right; from a server go to its group."""
        index, model = self.currentIndex(), self.model()
        if not isinstance(model, ServerModel) or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        folds = key == Qt.Key.Key_Left
        head = model.row_of((model.rows.group_at(index.row()),))
        if head < 0:
            return False
        if index.row() != head:
            if folds:
                self.setCurrentIndex(model.index(head, 0))
        elif bool(index.data(ServerModel.FoldedRole)) is not folds:
            self._turn(index)
        return True
