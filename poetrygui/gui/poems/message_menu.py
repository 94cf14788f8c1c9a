"""The menu of messages: those that were sent lately, with their times, and those that are kept."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QMenu, QToolButton

from poetrygui.core.library.kept_messages import KeptMessages, Message
from poetrygui.core.text.display_text import tab_text
from poetrygui.errors import SaveError

_MOST_SENT, _LONGEST = 15, 60


class MessageMenu(QToolButton):
    """Offers messages to be written into the line again, and keeps them."""

    wanted = pyqtSignal(object)
    """A Message is to be in the line."""
    problem = pyqtSignal(str)
    """A sentence about what went wrong."""

    def __init__(self, kept: KeptMessages, current: Callable[[], Message]) -> None:
        """Offer what is in ``kept``; ``current`` returns the message that is in the line."""
        super().__init__()
        self._kept = kept
        self._current = current
        self._sent: deque[tuple[float, Message]] = deque(maxlen=_MOST_SENT)
        menu = QMenu(self)
        menu.aboutToShow.connect(partial(self.fill, menu))
        self.setObjectName("messages")
        self.setText("Messa&ges")
        self.setToolTip("What was sent lately, to send it again, and messages that are kept")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(menu)

    def note(self, message: Message) -> None:
        """Take notice that a message was sent now."""
        if self._sent and self._sent[0][1] == message:
            self._sent.popleft()  # it is sent again and again
        self._sent.appendleft((time.time(), message))

    def fill(self, menu: QMenu) -> None:
        """Put into a menu what there is now."""
        menu.clear()
        kept, problem = self._kept.read()
        if problem:
            self.problem.emit(problem)
        current = self._current()
        keep = menu.addAction("&Keep this message", partial(self._save, self._kept.add, current))
        assert keep is not None
        keep.setEnabled(bool(current.text) and current not in kept)
        if current in kept:
            menu.addAction("Do &not keep it any more", partial(self._save, self._kept.remove, current))
        if kept:
            menu.addSection("Kept")
        for message in reversed(kept):
            menu.addAction(tab_text(message.text, _LONGEST), partial(self.wanted.emit, message))
        if self._sent:
            menu.addSection("Sent here")
        for at, message in self._sent:
            moment = time.strftime("%H:%M:%S", time.localtime(at))
            menu.addAction(f"{moment}  {tab_text(message.text, _LONGEST)}", partial(self.wanted.emit, message))
        if not kept and not self._sent:
            nothing = menu.addAction("Nothing was sent yet")
            assert nothing is not None
            nothing.setEnabled(False)

    def _save(self, how: Callable[[Message], None], message: Message) -> None:
        try:
            how(message)
        except SaveError as error:
            self.problem.emit(str(error))
