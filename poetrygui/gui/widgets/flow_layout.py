"""Small widgets side by side, on as many lines as they need."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Puts widgets one after the other, in the middle of a line, and on the next where one has no room."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 4) -> None:
        """Lay out the children of ``parent`` with so many pixels of ``spacing``."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem | None) -> None:  # noqa: N802 - Qt's name
        """Put one behind the others."""
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Return one of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Want no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more height where there is less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return max((place.bottom() + 1 for _, place in self._places(QRect(0, 0, width, 0))), default=0)

    def sizeHint(self) -> QSize:
        """Return the size of one line of all."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + self.spacing() for size in sizes) - self.spacing()
        return QSize(max(width, 0), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the largest: the others may stand below it."""
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return found

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 - Qt's name
        """Put them into the area."""
        super().setGeometry(area)
        lines: dict[int, list[tuple[QLayoutItem, QRect]]] = {}
        for item, place in self._places(area):
            lines.setdefault(place.y(), []).append((item, place))
        for line in lines.values():
            height = max(place.height() for _, place in line)
            for item, place in line:
                item.setGeometry(place.translated(0, (height - place.height()) // 2))

    def _places(self, area: QRect) -> Iterator[tuple[QLayoutItem, QRect]]:
        place, line_height = area.topLeft(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(area.width(), item.minimumSize().width()), 1 << 20))
            if place.x() > area.x() and place.x() + size.width() > area.x() + area.width():
                place, line_height = QPoint(area.x(), place.y() + line_height + self.spacing()), 0
            yield item, QRect(place, size)
            place = QPoint(place.x() + size.width() + self.spacing(), place.y())
            line_height = max(line_height, size.height())
