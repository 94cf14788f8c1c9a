"""Whether a protocol can send what is typed, asked of it once nobody has typed for a while."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from attrs import frozen
from PyQt6 import sip
from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.core.fetching.sendable import frame_of, refusal_to_send
from poetrygui.core.guard.hang_guard import HangError
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.errors import PluginError
from poetrygui.gui.protocols.window_protocols import AskToSend
from poetrygui.plugins.options import configured
from poetrygui.plugins.stand_in import StandIn

_LIMIT = 0.1
"""Seconds for which the window may stand still meanwhile, where a protocol runs in its process."""
_LONGEST = 64 * 1024
"""Bytes of a frame of which it is asked."""


@frozen
class _Question:
    protocol: type[PoemProtocol] | None
    name: str
    options: Mapping[str, str]
    text: str


class SendingCheck(QObject):
    """Keeps what a protocol says of a text. To ask it is to run its own code, which may take long, or for ever.

    One that takes too long is not refused: what becomes of it is told where it is used. A user's own is asked in a
    process of its own, and answers later.
    """

    answered = pyqtSignal()
    """``problem`` is up to date."""

    def __init__(self, parent: QObject, pause: int, ask_elsewhere: AskToSend | None = None) -> None:
        """Ask ``pause`` milliseconds after what was typed last; ``ask_elsewhere`` asks one of another process."""
        super().__init__(parent)
        self._ask_elsewhere = ask_elsewhere
        self._asked: _Question | None = None  # elsewhere
        self._is_answered = False
        self._then: Callable[[], object] | None = None
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
            self._asked, self._then, self._is_answered = None, None, False
            self.problem = ""
            self._pause.start() if text and protocol is not None else self._pause.stop()

    def answer_now(self) -> None:
        """Wait no longer, if there is something to ask."""
        self._pause.stop()
        question = self._question
        if self._is_for_elsewhere(question):
            self._have_asked(question)
            return
        problem = self._answer(question)
        if problem != self.problem:
            self.problem = problem
            self.answered.emit()

    def is_answered(self, then: Callable[[], object]) -> bool:
        """Wait no longer, and tell whether ``problem`` is up to date; if not, call ``then`` once it is.

        That is not called where something else is asked before.
        """
        self.answer_now()
        if not self._is_for_elsewhere(self._question) or self._is_answered:
            return True
        self._then = then
        return False

    def _is_for_elsewhere(self, question: _Question) -> bool:
        protocol = question.protocol
        if not question.text or protocol is None or not issubclass(protocol, StandIn) or self._ask_elsewhere is None:
            return False
        return can_speak(protocol) and not protocol.told.has_factory

    def _have_asked(self, question: _Question) -> None:
        if self._asked is question:
            return
        self._asked = question
        assert question.protocol is not None
        assert self._ask_elsewhere is not None
        try:
            protocol, frame = configured(question.protocol, question.options), frame_of(question.text)
        except (PluginError, ValueError) as error:
            self._told(question, str(error))
            return
        if len(frame) > _LONGEST:
            self._told(question, "")
        else:
            self._ask_elsewhere(question.name, protocol, question.options, frame, partial(self._told, question))

    def _told(self, question: _Question, refusal: str) -> None:
        # Its dialog may be gone by then.
        if question is not self._question or sip.isdeleted(self):
            return
        self._is_answered = True
        self.problem = f"This cannot be sent: {refusal.rstrip('.')}." if refusal else ""
        self.answered.emit()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _answer(self, question: _Question) -> str:
        protocol = question.protocol
        if not question.text or protocol is None or protocol in self._slow:
            return ""
        if issubclass(protocol, StandIn) and can_speak(protocol):
            return ""  # what its factory makes is known when it has made that
        try:
            ready = configured(protocol, question.options)
            return refusal_to_send(ready, question.name, question.text, _LIMIT) or ""
        except HangError:
            self._slow.add(protocol)
            return ""
        except BaseException as error:  # noqa: BLE001 - the protocol's own code, which may raise anything
            return f"This cannot be sent: {describe_error(error)}."
