"""What happens, for whoever looks elsewhere: marked, told to the desktop, and noted in a list."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QMainWindow

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.text.wording import state_word
from poetrygui.gui import widgets
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window import news
from poetrygui.gui.window.choices.notices import ALL_ENDS, FAILURES
from poetrygui.gui.window.foot import show_at_foot
from poetrygui.gui.window.news.happening import Happening, end_of, happening_of, went_wrong
from poetrygui.gui.window.news.happening_log import HappeningLog
from poetrygui.gui.window.news.notice_gate import NoticeGate
from poetrygui.gui.window.news.unseen import Unseen
from poetrygui.gui.window.workspace import Workspace

_MOST_NAMED = 5
_BETWEEN_WORDS = 5.0  # seconds between two ends, or many, that a screen reader is told


class AwayDesk(QObject):
    """Hears what happens in a workspace from the start, and opens the pane that lists it."""

    closing = pyqtSignal()
    """Nothing is told any more."""

    def __init__(self, window: QMainWindow, work: Workspace, wanted: Callable[[], str]) -> None:
        """Listen to ``work``, which is in ``window``; ``wanted`` returns of which ends the desktop is told."""
        super().__init__(window)
        self._window = window
        self._work = work
        self._wanted = wanted
        self.log = HappeningLog()
        self.unseen = Unseen(window, work.tabs)
        self.gate = NoticeGate(work.library.reactor, _show)
        self._of_triggers = NoticeGate(work.library.reactor, _show, _acts_told)
        self._spoken = NoticeGate(work.library.reactor, _speak, between=_BETWEEN_WORDS)
        self._dock: news.HappeningsDock | None = None
        listen(self, work.library.phase_changed, self._phase_changed)
        work.note.connect(self._note)
        work.problem.connect(lambda sentence: self._note(sentence, is_bad=True))

    def open_or_close(self) -> None:
        """Show the pane, ready to be read by keyboard; or hide it, if it is there."""
        if self._dock is None:
            self._dock = news.HappeningsDock(self.log, self._window)
            self._dock.left.connect(self._window.activateWindow)  # where it is a window of its own
            self._dock.left.connect(self._work.take_focus)
            self._dock.show_wanted.connect(self._work.shown.show_recording)
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self._dock)
        elif self._dock.isVisible():
            self._work.take_focus()
            self._dock.hide()
            return
        show_at_foot(self._dock)
        self._dock.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> None:
        """Tell the desktop nothing more."""
        for gate in (self.gate, self._of_triggers, self._spoken):
            gate.close()
        self._wanted = lambda: ""
        self.closing.emit()

    def trigger_acted(self, poem: KeptPoem, word: str, happening: Happening, *, notifies: bool) -> None:
        """List what a trigger, in a ``word``, has done for ``poem``, which a ``happening`` tells.

        Where it ``notifies``, and nobody looks at the tab, that is marked, and the desktop tells of it.
        """
        self.log.add(happening)
        tab = self._work.tabs.current()
        if notifies and not (self._window.isActiveWindow() and tab is not None and tab.poem is poem):
            self.unseen.add(poem)
            self._of_triggers.add(happening.server, word, happening.sentence)

    def _note(self, sentence: str, *, is_bad: bool = False) -> None:
        self.log.add(Happening(time.time(), "", sentence, is_bad=is_bad))

    def _phase_changed(self, poem: KeptPoem) -> None:
        happening, ended = happening_of(poem, time.time()), end_of(poem.state)
        if happening is not None:
            self.log.add(happening)
            if ended is not None and self._window.isActiveWindow():
                self._spoken.add(happening.server, state_word(ended), happening.sentence)
        # What somebody has stopped happened before the eyes of whoever did.
        if happening is not None and ended is not None and ended.outcome is not Outcome.STOPPED:
            self.unseen.add(poem)
            self._tell(happening, ended)

    def _tell(self, happening: Happening, ended: Ended) -> None:
        wanted = self._wanted()
        if self._window.isActiveWindow():
            return
        if wanted == ALL_ENDS or (wanted == FAILURES and went_wrong(ended)):
            self.gate.add(happening.server, state_word(ended), happening.sentence)


def _acts_told(words: Counter[str]) -> tuple[str, str]:
    """Return what is told of triggers that acted often, each by its word."""
    named = [f"{word}: {count:,}" for word, count in words.most_common(_MOST_NAMED)]
    others = words.total() - sum(count for _, count in words.most_common(_MOST_NAMED))
    more = [f"others: {others:,}"] if others else []
    return f"Triggers acted {words.total():,} times", ", ".join([*named, *more]) + "."


def _speak(heading: str, sentence: str) -> None:
    widgets.announce(f"{heading}: {sentence}")


def _show(heading: str, sentence: str) -> None:
    news.show_notice(heading, sentence)
