"""The line for an address that is to be seen at once, with what was used lately."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QEvent, QObject, QStringListModel, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from poetrygui.core import transports
from poetrygui.errors import AddressError
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tokens import BAR, GAP, GAP_SMALL

MOST_RECENT = 20
"""Addresses that are offered again."""


class QuickAddress(QWidget):
    """Tells by ``entered`` which address somebody wants to see; what is no address is said below the line."""

    entered = pyqtSignal(str, str)
    """An address, and the name of a protocol, or nothing."""
    left = pyqtSignal()
    """Esc was pressed: the keyboard is to be elsewhere."""

    def __init__(self) -> None:
        """Begin with an empty line, and with nothing that was used."""
        super().__init__()
        self._recent: list[str] = []
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line = QLineEdit()
        self.line.setObjectName("quickAddress")
        self.name_keys("Ctrl+L")
        self.line.setAccessibleName("Address to connect to")
        self.line.setToolTip("Connect to an address and show what it sends; ↓ lists what was used lately")
        self.line.setCompleter(self._completer)
        self.line.installEventFilter(self)
        self._problem = PlainLabel(selectable=True)
        self._problem.setObjectName("quickProblem")
        self._problem.setWordWrap(True)
        self._problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._problem.hide()
        layout = QVBoxLayout(self)
        self.setMinimumHeight(BAR)  # as the tabs beside it
        layout.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(self.line)
        layout.addWidget(self._problem)
        self.line.returnPressed.connect(lambda: self.enter(self.line.text()))
        self.line.textEdited.connect(lambda _: self._problem.hide())
        self.setFocusProxy(self.line)

    @property
    def recent(self) -> tuple[str, ...]:
        """What was used lately, the last first."""
        return tuple(self._recent)

    def offer(self, addresses: Iterable[str]) -> None:
        """Offer ``addresses``, the last used first."""
        self._recent = list(dict.fromkeys(addresses))[:MOST_RECENT]
        self._model.setStringList(self._recent)

    def name_keys(self, keys: str) -> None:
        """Say in the line by which keys one gets there; by none where there are none."""
        self.line.setPlaceholderText(f"HOST:PORT to connect to ({keys})" if keys else "HOST:PORT to connect to")

    def take_keyboard(self) -> None:
        """Get ready for another address, which replaces this one."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def enter(self, text: str, protocol: str = "") -> None:
        """Tell that the address ``text`` is wanted, by a ``protocol`` of that name; say it where that is none."""
        address = text.strip()
        try:
            transports.check_for_window(address)
            transports.parse_address(address)
        except AddressError as error:
            self.say(str(error))
            return
        self._problem.hide()
        self.line.clear()
        self.offer([address, *self._recent])
        self.entered.emit(address, protocol)

    def say(self, problem: str) -> None:
        """Say in a sentence why nothing comes of it."""
        self._problem.show_text(problem)
        self._problem.show()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """List what was used lately with the arrow down, and leave with Esc."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Down and self._recent:
            self._completer.setCompletionPrefix(self.line.text())
            if not self._completer.completionCount():
                self._completer.setCompletionPrefix("")
            self._completer.complete()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.line.clear()
            self._problem.hide()
            self.left.emit()
            return True
        return False
