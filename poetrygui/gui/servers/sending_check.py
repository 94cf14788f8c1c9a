"""Whether a protocol can send what is typed, asked of it once nobody has typed for a while."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from poetrygui.api import PoemProtocol
from poetrygui.core.fetching.sendable import refusal_to_send
from poetrygui.core.guard.hang_guard import HangError
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.plugins.options import configured

_LIMIT = 0.1
"""Seconds for which the window may stand still meanwhile."""


@frozen
class _Question:
    protocol: type[PoemProtocol] | None
    name: str
    options: Mapping[str, str]
    text: str


class SendingCheck(QObject):
    """Keeps what a protocol says of a text. To ask it is to run its own code, which may take long, or for ever.

    One that takes too long is not asked again, and not refused: what becomes of it is told where it is used.
    """

    answered = pyqtSignal()
    """``problem`` is up to date."""

    def __init__(self, parent: QObject, pause: int) -> None:
        """Ask ``pause`` milliseconds after what was typed last."""
        super().__init__(parent)
        self.problem = ""
        """Why the text cannot be sent, in a sentence, or nothing."""
        self._question = _Question(None, "", {}, "")
        self._slow: set[type[PoemProtocol]] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause)
        self._pause.timeout.connect(self.answer_now)

    def ask(self, protocol: type[PoemProtocol] | None, name: str, options: Mapping[str, str], text: str) -> None:
        """Ask whether the protocol ``name`` with these options, as a user typed them, can send a text."""
        question = _Question(protocol, name, options, text)
        if question != self._question:
            self._question = question
            self.problem = ""
            self._pause.start() if text and protocol is not None else self._pause.stop()

    def answer_now(self) -> None:
        """Wait no longer, if there is something to ask."""
        self._pause.stop()
        problem = self._answer(self._question)
        if problem != self.problem:
            self.problem = problem
            self.answered.emit()

    def _answer(self, question: _Question) -> str:
        protocol = question.protocol
        if not question.text or protocol is None or protocol in self._slow:
            return ""
        try:
            ready = configured(protocol, question.options)
            return refusal_to_send(ready, question.name, question.text, _LIMIT) or ""
        except HangError:
            self._slow.add(protocol)
            return ""
        except BaseException as error:  # noqa: BLE001 - the protocol's own code, which may raise anything
            return f"This cannot be sent: {describe_error(error)}."
