"""A view over a find bar, as in the window."""

from __future__ import annotations

from typing import TypeVar

from PyQt6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from poetrygui.gui.reading.find_bar import FindBar
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.memory_poem import MemoryPoem

VERSE = b"".join(b"Tyger number %d, burning bright\n" % number for number in range(2000))


_T = TypeVar("_T", bound=QWidget)


class Tab(QWidget):
    """A view over a bar, as in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.view = PoemView()
        self.bar = FindBar(self.view)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        layout.addWidget(self.bar)
        self.poem = MemoryPoem(VERSE)
        self.view.set_reader(self.poem)

    @property
    def text(self) -> QLineEdit:
        return part(self.bar, QLineEdit, "findText")

    @property
    def status(self) -> str:
        return part(self.bar, QLabel, "findStatus").text()

    @property
    def found(self) -> str:
        start, stop = self.view.selection()
        return bytes(self.poem.data[start:stop]).decode()

    @property
    def line(self) -> int:
        return self.poem.line_at(self.view.selection()[0])

    def check(self, name: str) -> None:
        part(self.bar, QCheckBox, name).click()


def part(widget: QWidget, kind: type[_T], name: str) -> _T:
    found = widget.findChild(kind, name)
    assert found is not None
    return found
