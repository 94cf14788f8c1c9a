"""Questions of a way to a server, in dialogs over the window: one at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QInputDialog, QLabel, QLineEdit, QWidget
from twisted.internet.defer import Deferred

from poetrygui.core.questions.asking import Question
from poetrygui.gui.widgets.plain_text import ask, box_text

T = TypeVar("T")
_WIDTH = 48  # characters of a line of a question


class _Asked(NamedTuple):
    show: Callable[[Callable[[Any], None]], QDialog]
    """Shows the question in a dialog, which is returned; the answer goes to what it is given."""
    answer: Deferred[Any]


class QuestionDialogs:
    """Asks over a window: what is typed there is kept nowhere."""

    can_ask = True
    can_confirm = True

    def __init__(self, window: QWidget) -> None:
        """Ask over ``window``."""
        self._window = window
        self._waiting: deque[_Asked] = deque()
        self._dialog: QDialog | None = None

    def ask(self, question: Question) -> Deferred[str | None]:
        """Ask for a text; what is secret is not shown."""

        def show(answered: Callable[[str | None], None]) -> QDialog:
            dialog = QInputDialog(self._window)
            dialog.setObjectName("questionDialog")
            dialog.setWindowTitle("Poetry GUI")
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setTextEchoMode(QLineEdit.EchoMode.Password if question.is_secret else QLineEdit.EchoMode.Normal)
            dialog.setLabelText(box_text(question.text))
            for label in dialog.findChildren(QLabel):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                label.setMinimumWidth(_WIDTH * label.fontMetrics().averageCharWidth())
            dialog.finished.connect(lambda result: answered(dialog.textValue() if result else None))
            dialog.open()
            return dialog

        return self._put(show)

    def confirm(self, text: str) -> Deferred[bool]:
        """Ask whether it is so; without a word of agreement it is not. What is on a line of its own stays there."""

        def show(answered: Callable[[bool], None]) -> QDialog:
            agreed: list[bool] = []
            box = ask(self._window, text, "It Is", lambda: agreed.append(True))
            box.setObjectName("questionDialog")
            box.setText("\n".join(map(box_text, text.split("\n"))))
            # A fingerprint is copied to be compared.
            box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.finished.connect(lambda _: answered(bool(agreed)))
            return box

        return self._put(show)

    def _put(self, show: Callable[[Callable[[Any], None]], QDialog]) -> Deferred[Any]:
        asked = _Asked(show, Deferred(self._give_up))
        self._waiting.append(asked)
        self._ask_next()
        return asked.answer

    def _ask_next(self) -> None:
        if self._dialog is None and self._waiting:
            asked = self._waiting[0]
            self._dialog = asked.show(lambda answer: self._answered(asked, answer))

    def _answered(self, asked: _Asked, answer: object) -> None:
        if asked not in self._waiting:
            return  # nobody wants to know any more
        self._waiting.remove(asked)
        self._dialog = None
        asked.answer.callback(answer)
        self._ask_next()

    def _give_up(self, answer: Deferred[Any]) -> None:
        is_shown = bool(self._waiting) and self._waiting[0].answer is answer
        self._waiting = deque(each for each in self._waiting if each.answer is not answer)
        if is_shown and self._dialog is not None:
            dialog, self._dialog = self._dialog, None
            dialog.reject()
        self._ask_next()
