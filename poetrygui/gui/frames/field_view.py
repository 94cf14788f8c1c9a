"""The fields of one frame as a tree: what changed since the frame before stands out, and tells what it was."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QBrush, QFontDatabase, QFontMetrics
from PyQt6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from poetrygui.core.fields.field_tree import FieldNode
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.widgets.theme import match_colours

HEADINGS = ("Field", "Value", "Before")
_FIELD, _VALUE, _BEFORE = range(len(HEADINGS))
_LONGEST = 2000  # characters of a value
_PADDING = 4  # pixels, above and below together


class FieldView(QTreeWidget):
    """Shows a tree of fields, all of it open."""

    def __init__(self) -> None:
        """Show none."""
        super().__init__()
        self.setObjectName("frameFields")
        self.setAccessibleName("Fields of the frame")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels(HEADINGS)
        self.setUniformRowHeights(True)
        self.setWordWrap(False)
        self.setAllColumnsShowFocus(True)
        self._fades = False
        self._nodes: tuple[FieldNode, ...] = ()
        header = self.header()
        assert header is not None
        header.setStretchLastSection(True)
        header.setSectionResizeMode(_FIELD, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_VALUE, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(_VALUE, self.fontMetrics().averageCharWidth() * 24)

    def show_tree(self, nodes: tuple[FieldNode, ...]) -> None:
        """Show these fields."""
        if nodes == self._nodes and nodes:
            return
        self._nodes = nodes
        self._fill()

    def set_fading(self, fades: bool) -> None:
        """Fade fields that are as in the frame before, or do not."""
        if fades != self._fades:
            self._fades = fades
            self._fill()

    def changeEvent(self, event: QEvent | None) -> None:
        """Take the colours of another palette."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange and self.topLevelItemCount():
            self._fill()

    def _fill(self) -> None:
        current, bar = self.currentItem(), self.verticalScrollBar()
        name = "" if current is None else current.text(_FIELD)
        place = 0 if bar is None else bar.value()
        self.clear()
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        ground, text = match_colours(self.palette())[::-1]
        self._changed = QBrush(ground), QBrush(text), QBrush(ruler_colours(self.palette()).quiet), fixed
        self.addTopLevelItems(self._items(self._nodes))
        self.expandAll()
        found = self.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, _FIELD) if name else []
        if found:
            self.setCurrentItem(found[0])
        if bar is not None:
            bar.setValue(place)

    def _items(self, nodes: Iterable[FieldNode]) -> list[QTreeWidgetItem]:
        ground, text, quiet, fixed = self._changed
        high = QFontMetrics(fixed).height() + _PADDING
        items: list[QTreeWidgetItem] = []
        for node in nodes:
            before = node.before or ""
            item = QTreeWidgetItem([label_text(each, _LONGEST) for each in (node.name, node.text, before)])
            words = f"changed; before: {before or 'nothing'}" if node.is_changed else "as before"
            item.setData(_VALUE, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(_VALUE)}, {words}")
            for column in range(len(HEADINGS)):  # all alike, or they would stand at different heights
                item.setFont(column, fixed)
                item.setToolTip(column, "")
            item.setSizeHint(_BEFORE, QSize(0, high))  # its width is what is left
            if node.is_changed and not node.children:
                item.setBackground(_VALUE, ground)
                item.setForeground(_VALUE, text)
            elif self._fades and not node.is_changed:
                for column in range(len(HEADINGS)):
                    item.setForeground(column, quiet)
            item.addChildren(self._items(node.children))
            items.append(item)
        return items
