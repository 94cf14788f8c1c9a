"""A poem that is shown outside of its tab: beside the tabs, or in a window of its own."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from poetrygui import recordings
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.poems.poem_pane import PoemPane
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.widgets.plain_text import ElidedLabel, PlainLabel

_MARGIN = 10
_LONGEST_NAME = 80
_FIRST_SIZE = (760, 560)


class AwayPane(QWidget):
    """Holds the pane of a tab, which tells meanwhile where it is; :meth:`give_back` puts it there again."""

    back_wanted = pyqtSignal()
    """It is to be shown in its tab again."""

    def __init__(self, tab: PoemTab) -> None:
        """Take the pane of ``tab``."""
        super().__init__()
        self.setObjectName("awayPane")
        self.tab = tab
        name = label_text(recordings.short_name(tab.poem.info), _LONGEST_NAME)
        self.setAccessibleName(name)
        self.setWindowTitle(f"{name} – Poetry GUI")
        self.resize(*_FIRST_SIZE)
        self._back = QToolButton()
        self._back.setObjectName("backToTab")
        self._back.setText("Back to its tab")
        self._back.setToolTip("Show this stream in its tab again (Ctrl+Alt+S)")
        self._back.clicked.connect(lambda _=False: self.back_wanted.emit())
        top = QHBoxLayout()
        top.setContentsMargins(_MARGIN, 2, _MARGIN, 2)
        top.addWidget(ElidedLabel(name), 1)
        top.addWidget(self._back)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addLayout(top)
        self._note = PlainLabel("This stream is shown beside the tabs, or in a window of its own.")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        self.view = tab.view  # has the pane built
        pane = tab.findChild(PoemPane)
        layout = tab.layout()
        assert pane is not None, "a tab has a pane once it is built"
        assert layout is not None, "and a layout that holds it"
        self._pane, self._home = pane, layout
        self._layout.addWidget(pane, 1)
        layout.addWidget(self._note)
        tab.setFocusProxy(None)
        pane.show()

    def give_back(self) -> None:
        """Put the pane where it was; there is nothing to be shown here then."""
        self._home.removeWidget(self._note)
        self._home.addWidget(self._pane)
        self.tab.setFocusProxy(self.view)
        self._pane.show()
        self._leave()

    def let_go(self) -> None:
        """Show nothing any more: the tab is closed."""
        self._pane.deleteLater()
        self._leave()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Have a window that is closed lead back to the tab."""
        super().closeEvent(event)
        self.back_wanted.emit()

    def _leave(self) -> None:
        self._note.deleteLater()
        self.hide()
        self.setParent(None)
        self.deleteLater()
