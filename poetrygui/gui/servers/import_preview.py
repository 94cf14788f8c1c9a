"""What is in a file of servers, to be looked at before it is added to the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.server_lists import ReadList
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui.widgets.fitting import fit
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tokens import GAP_HUGE

_TITLES = "Name", "Group", "Address", "Protocol", "Line", "Known"
_KNOWN = "is in the list already"
_FEW = 8  # that are seen in a list as high as lists are
_LEAST_WIDTH = 560  # in which most lines of what is wrong are not broken often


class ImportPreview(QDialog):
    """Lists the servers of a file, those checked that are not there yet, and what in it is none."""

    def __init__(
        self, parent: QWidget, name: str, read: ReadList, listed: Sequence[Server], knows: Callable[[str], bool]
    ) -> None:
        """Show over ``parent`` what was ``read`` in a file of that ``name``; ``listed`` are the servers there are.

        ``knows`` tells whether there is a protocol of a name.
        """
        super().__init__(parent)
        self.setObjectName("importPreview")
        self.setWindowTitle("Import servers")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read = read
        known = {_without_names(server) for server in listed}
        heading = PlainLabel()
        heading.show_text(f"{name}: {counted(len(read.found), 'server')}")
        self._tree = QTreeWidget()
        self._tree.setObjectName("importedServers")
        self._tree.setAccessibleName("Servers in the file")
        self._tree.setHeaderLabels(_TITLES)
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(True)
        self._tree.setAllColumnsShowFocus(True)
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._tree.setColumnHidden(len(_TITLES) - 1, True)  # until one is known
        for line, server in read.found:
            is_known = _without_names(server) in known
            cells = (
                server.name or server.address,
                server.group,
                server.address,
                server.protocol if knows(server.protocol) else f"{server.protocol} (not known here)",
                f"{line:,}",
                _KNOWN * is_known,
            )
            item = QTreeWidgetItem([label_text(cell, 200) for cell in cells])
            item.setCheckState(0, Qt.CheckState.Unchecked if is_known else Qt.CheckState.Checked)
            self._tree.addTopLevelItem(item)
            if is_known:
                self._tree.setColumnHidden(len(_TITLES) - 1, False)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(self._tree, 3)
        if read.problems:
            told = QPlainTextEdit("\n".join(label_text(problem, 300) for problem in read.problems))
            told.setObjectName("importProblems")
            told.setReadOnly(True)
            told.setAccessibleName("What is no server")
            layout.addWidget(PlainLabel(f"Left out: {counted(len(read.problems), 'line')}"))
            layout.addWidget(told, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        add = buttons.addButton("Add", QDialogButtonBox.ButtonRole.AcceptRole)
        assert add is not None
        self._button: QPushButton = add
        self._button.setObjectName("addImported")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self._tree.itemChanged.connect(lambda *_: self._count())
        self._count()
        fit(self, self._wanted_size())

    def showEvent(self, event: QShowEvent | None) -> None:
        """Have rows and columns as large as boxes and texts are here: Qt measured them by those of the style."""
        super().showEvent(event)
        self._tree.scheduleDelayedItemsLayout()

    def _wanted_size(self) -> QSize:
        """Return how large this is where no column is cut off, and of many servers some more are seen than of few."""
        header, bar, margins = self._tree.header(), self._tree.verticalScrollBar(), self.contentsMargins()
        assert header is not None
        assert bar is not None
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        beside = margins.left() + margins.right() + 2 * self._tree.frameWidth() + bar.sizeHint().width()
        hint = self.sizeHint()
        height = hint.height() + (hint.height() // 2 if len(self._read.found) > _FEW else 0)
        return QSize(max(hint.width(), header.length() + beside + GAP_HUGE, _LEAST_WIDTH), height)

    def chosen(self) -> list[Server]:
        """Return the servers that are checked, as they stand in the file."""
        return [server for row, (_, server) in enumerate(self._read.found) if self._is_checked(row)]

    def _is_checked(self, row: int) -> bool:
        item = self._tree.topLevelItem(row)
        return item is not None and item.checkState(0) is Qt.CheckState.Checked

    def _count(self) -> None:
        count = len(self.chosen())
        self._button.setText(f"&Add {counted(count, 'server')}")
        self._button.setEnabled(count > 0)


def _without_names(server: Server) -> Server:
    return evolve(server, id="", name="", group="")
