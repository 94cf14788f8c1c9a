"""A view below a filter bar, as in the window."""

from __future__ import annotations

from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.reading.filter_chip import FilterChip
from poetrygui.gui.reading.shown_lines import ShownLines
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.memory_poem import MemoryPoem
from tests.gui.reading.bars import part

LOG = b"".join(b"%d %s\n" % (number, (b"error", b"info", b"warning")[number % 3]) for number in range(3000))
ERROR = Condition("error")


def lines_with(*texts: bytes) -> int:
    """Return how many lines of the log hold all of these."""
    return sum(all(text in line for text in texts) for line in LOG.splitlines())


class FilteredTab(QWidget):
    """A bar over a view, and what is between them."""

    def __init__(self) -> None:
        super().__init__()
        self.view = PoemView()
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        self.lines = ShownLines(self.view, lambda bar: layout.insertWidget(0, bar))
        self.bar = self.lines.bar
        self.poem = MemoryPoem(LOG)
        self.lines.set_reader(self.poem)

    @property
    def text(self) -> QLineEdit:
        return part(self.bar, QLineEdit, "filterText")

    @property
    def count(self) -> str:
        return part(self.bar, QLabel, "filterCount").text()

    @property
    def chips(self) -> list[FilterChip]:
        return [chip for chip in self.bar.findChildren(FilterChip) if chip.isVisible()]

    @property
    def shown(self) -> str:
        return self.view.text_between(0, self.view.line_count())

    def button(self, name: str) -> QToolButton:
        return part(self.bar, QToolButton, name)


def focused() -> QWidget:
    """Return what has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
