"""Asking for the keys that are to run a command."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QKeySequenceEdit, QPushButton, QVBoxLayout, QWidget

from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.window.command import MENU_BAR, Command, Reach
from poetrygui.gui.window.command_keys import CommandKeys
from poetrygui.gui.window.guide.command_row import keys_text
from poetrygui.gui.window.guide.key_rules import why_no_shortcut

_MENUS = "".join(place.value[place.value.index("&") + 1] for place in MENU_BAR)


class KeyDialog(QDialog):
    """Takes one combination, and says which command has it already: that one loses it."""

    chosen = pyqtSignal(object)
    """The keys, a tuple of texts as ``QKeySequence`` writes them: one, or none."""

    def __init__(self, parent: QWidget, command: Command, keys: CommandKeys) -> None:
        """Ask for those of ``command``, which has some of ``keys`` now."""
        super().__init__(parent)
        self.setObjectName("keyDialog")
        self._command = command
        self._keys = keys
        self.setWindowTitle(f"Keys for “{command.title}”")
        self.line = QKeySequenceEdit()
        self.line.setMaximumSequenceLength(1)
        self.line.setObjectName("newKeys")
        self.line.setAccessibleName("New keys")
        self._message = PlainLabel()
        self._message.setObjectName("keyMessage")
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(2 * self._message.fontMetrics().lineSpacing())
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._use, none = QPushButton("&Use these"), QPushButton("Have &none")
        for button, name, call in ((self._use, "useKeys", self._take), (none, "noKeys", self._take_none)):
            button.setObjectName(name)
            button.clicked.connect(call)
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        cancel = box.button(QDialogButtonBox.StandardButton.Cancel)
        assert cancel is not None
        for button in (none, cancel):
            button.setAutoDefault(False)
        self._use.setDefault(True)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        now = keys_text(keys.of(command)) or "none"
        for widget in (PlainLabel(f"Press the new keys. Now: {now}."), self.line, self._message, box):
            layout.addWidget(widget)
        self.setMinimumWidth(420)
        self.line.keySequenceChanged.connect(self._check)
        # The line itself takes what is pressed in it, in a field of its own.
        for each in (self.line, *self.line.findChildren(QWidget)):
            each.installEventFilter(self)
        self._check()
        self.line.setFocus()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Have Escape and Return answer, which run no command by themselves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            if event.key() == Qt.Key.Key_Escape:
                self.reject()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._use.isEnabled():
                    self._take()
                return True
        return False

    def _new(self) -> str:
        return self.line.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _check(self) -> None:
        new = self._new()
        problem = why_no_shortcut(new, _MENUS, is_in_list=self._command.reach is Reach.LIST)
        others = [] if problem else self._keys.others_with(new, self._command)
        names = " and ".join(f"“{each.title}”" for each in others)
        told = f"{keys_text((new,))} runs {names} now, which would not have it any more." if others else ""
        self._use.setEnabled(not problem)
        self._use.setText("&Take them" if others else "&Use these")
        self._message.setText(problem or told)

    def _take(self) -> None:
        self.accept()
        self.chosen.emit((self._new(),))

    def _take_none(self) -> None:
        self.accept()
        self.chosen.emit(())
