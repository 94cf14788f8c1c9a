"""Files that are dragged onto a widget and dropped there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QEvent, QMimeData, QObject, Qt
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QWidget


class FileDrops(QObject):
    """Takes those that are wanted; others are for whoever else takes some there."""

    def __init__(
        self, widget: QWidget, is_wanted: Callable[[Path], bool], take: Callable[[list[Path]], object]
    ) -> None:
        """Have ``take`` called with those files that are dropped onto ``widget`` of which ``is_wanted`` is true."""
        super().__init__(widget)
        self._is_wanted = is_wanted
        self._take = take
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take what is wanted."""
        if not isinstance(event, QDropEvent) or event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        files = self._wanted(event.mimeData())
        if not files:
            return False
        # Never "moved": whoever offers the file would delete it afterwards.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not isinstance(event, QDragEnterEvent):
            self._take(files)
        return True

    def _wanted(self, data: QMimeData | None) -> list[Path]:
        if data is None or not data.hasUrls():
            return []
        paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
        return [path for path in paths if self._is_wanted(path)]
