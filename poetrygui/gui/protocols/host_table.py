"""The processes of one protocol, as rows of a table: what each has taken, and a button that ends it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import size_text
from poetrygui.gui.protocols.running_hosts import RunningHost
from poetrygui.gui.widgets.tokens import GAP_SMALL
from poetrygui.hosts.process_now import ProcessNow

_HEADINGS = ("Connections", "Process", "Computed", "Memory", "Since")
_TIPS = (
    "Whose connections it has",
    "Its number, by which the system knows it",
    "What it has computed in all, and which part of a processor it has taken since the last look",
    "What it has in memory, with what all such processes share",
    "When it began",
)
_NOT_TOLD = "not told"
_FEWEST_ROWS = 2
_HUNDRED = 100


class HostTable(QWidget):
    """Shows processes, the chosen one of which Delete or the button ends."""

    end_wanted = pyqtSignal(object)
    """The RunningHost is to be ended."""

    def __init__(self) -> None:
        """Show none."""
        super().__init__()
        self._shown: list[RunningHost] = []
        self._before: dict[int, tuple[float, float]] = {}  # of each process: when, and what it had computed
        self._tree = _Rows(self._end)
        self._tree.setObjectName("hosts")
        self._tree.setAccessibleName("Processes of the protocol")
        self._tree.setHeaderLabels(_HEADINGS)
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(True)
        self._tree.setAllColumnsShowFocus(True)
        header = self._tree.header()
        heading = self._tree.headerItem()
        assert header is not None
        assert heading is not None
        for column, tip in enumerate(_TIPS):
            heading.setToolTip(column, tip)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tree.setMinimumHeight((_FEWEST_ROWS + 1) * 2 * self._tree.fontMetrics().lineSpacing())
        self._button = QPushButton("E&nd process")
        self._button.setObjectName("endHost")
        self._button.setToolTip("Ends the chosen process and its connections (Delete)")
        self._button.clicked.connect(lambda _=False: self._end())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(self._tree)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self._tree)

    def show_hosts(self, hosts: Sequence[RunningHost], now: float) -> None:
        """Show these, as they stand at the time ``now``; the one that is chosen stays so."""
        chosen = self._chosen
        self._shown = [*hosts]
        self._before = {pid: seen for pid, seen in self._before.items() if any(pid == each.host.pid for each in hosts)}
        while self._tree.topLevelItemCount() > len(hosts):
            self._tree.takeTopLevelItem(len(hosts))
        while self._tree.topLevelItemCount() < len(hosts):
            self._tree.addTopLevelItem(QTreeWidgetItem())
        for row, running in enumerate(hosts):
            item = self._tree.topLevelItem(row)
            if item is not None:
                self._fill(item, running, now)
                if (chosen is None and not row) or (chosen is not None and running.host is chosen.host):
                    self._tree.setCurrentItem(item)

    def _fill(self, item: QTreeWidgetItem, running: RunningHost, now: float) -> None:
        seen = running.now()
        began = datetime.datetime.fromtimestamp(running.began).astimezone()
        texts = (
            label_text(running.names),
            str(running.host.pid or "begins"),
            _NOT_TOLD if seen is None else self._computed(running.host.pid, seen, now),
            _NOT_TOLD if seen is None else size_text(seen.memory),
            f"{began:%H:%M:%S}" if running.host.pid else "",
        )
        for column, text in enumerate(texts):
            item.setText(column, text)
        item.setToolTip(0, label_text(running.names, 1000))
        told = "; ".join(f"{heading} {text}" for heading, text in zip(_HEADINGS, texts, strict=True))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, told)

    def _computed(self, pid: int, seen: ProcessNow, now: float) -> str:
        before, self._before[pid] = self._before.get(pid), (now, seen.cpu)
        if before is None or now <= before[0]:
            return f"{seen.cpu:.1f} s"
        return f"{seen.cpu:.1f} s, {(seen.cpu - before[1]) / (now - before[0]) * _HUNDRED:.0f} %"

    @property
    def _chosen(self) -> RunningHost | None:
        item = self._tree.currentItem()
        row = -1 if item is None else self._tree.indexOfTopLevelItem(item)
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _end(self) -> None:
        if (chosen := self._chosen) is not None:
            self.end_wanted.emit(chosen)


class _Rows(QTreeWidget):
    """The table itself, with its key."""

    def __init__(self, on_delete: Callable[[], object]) -> None:
        super().__init__()
        self._on_delete = on_delete

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """End the chosen process at Delete."""
        if event is not None and event.key() == Qt.Key.Key_Delete:
            self._on_delete()
        else:
            super().keyPressEvent(event)
