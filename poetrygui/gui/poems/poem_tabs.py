"""The tabs at the window's right, each for one poem."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QApplication, QTabWidget

from poetrygui import recordings
from poetrygui.core import poems as stored
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.letterings import Letterings
from poetrygui.core.library.library import Library
from poetrygui.core.text.display_text import tab_text
from poetrygui.core.text.wording import state_word
from poetrygui.gui import frames, poems
from poetrygui.gui.poems.next_tabs import NextTabs
from poetrygui.gui.poems.parts_area import FIRST_SHARES, Shares
from poetrygui.gui.poems.tab_bar import TabBar
from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.widgets.empty_state import CoverWhileEmpty, EmptyState
from poetrygui.gui.widgets.icons import application_icon, state_icon
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import plain_tip
from poetrygui.gui.widgets.seen_pages import SeenPages

_LONGEST_NAME = 40  # characters in a tab
SMALLEST, LARGEST = -6, 40
"""Steps of the letters' size, from that at first: points."""
# Tabs that are ready before they are shown: a click on one of these takes no time, and hundreds take no memory.
BUILT_AT_ONCE = 8


class PoemTabs(SeenPages):
    """Holds a PoemTab for each poem that was added. Closing one ends its fetch; its poem can be brought back."""

    tab_changed = pyqtSignal()
    """Another tab is current, or the current one's poem stands differently, or what can be done in its view changed."""
    menu_wanted = pyqtSignal(QPoint)
    """A menu of what can be done in the current tab's view is to open at a point of the screen."""
    tab_menu_wanted = pyqtSignal(QPoint)
    """A menu of the current tab is to open at a point of the screen."""
    problem = pyqtSignal(str)
    look_wanted = pyqtSignal(object)
    """The Path of a protocol file to be looked at."""
    closed = pyqtSignal(object)
    """The tab of a KeptPoem was closed, and can be brought back."""

    def __init__(self, library: Library, tools: frames.FrameTools | None = None) -> None:
        """Begin without tabs; ``library`` keeps the poems; ``tools`` tell about the frames of recordings."""
        super().__init__()
        bar = TabBar()
        bar.menu_wanted.connect(self.tab_menu_wanted)
        bar.tabCloseRequested.connect(self.close_tab)
        self.setTabBar(bar)
        self.setObjectName("poemTabs")
        self.setAccessibleName("Streams")
        self.setMovable(True)
        self.setDocumentMode(True)
        bar.setDrawBase(False)  # which that has turned on
        self.setElideMode(Qt.TextElideMode.ElideMiddle)  # addresses differ in their ends
        self.setUsesScrollButtons(True)
        self._library = library
        self.tools = tools or frames.FrameTools(None, frames.TableFields())
        """What tells about the frames of recordings."""
        self._tabs: dict[KeptPoem, poems.PoemTab] = {}
        self._unsubscribe: dict[KeptPoem, Callable[[], None]] = {}
        self._shows_send_bars, self._wraps, self._zoom = False, True, 0
        self.letterings = Letterings()
        self._recording_look = RecordingLook()
        self._shares = FIRST_SHARES
        self.focused_away: Callable[[], poems.PoemTab | None] = lambda: None
        self._empty = EmptyState(
            "Streams appear here",
            "Choose a server and fetch it: what it sends streams into a tab of its own, as it arrives.",
            icon=application_icon(),
        )
        CoverWhileEmpty(self._empty, self)
        listen(self, library.phase_changed, self._phase_changed)
        self.currentChanged.connect(self._current_changed)
        NextTabs(self)

    def tabs(self) -> Iterator[poems.PoemTab]:
        """Yield the tabs from left to right."""
        yield from filter(None, map(self._tab_at, range(self.count())))

    def current(self) -> poems.PoemTab | None:
        """Return the tab that is seen; where the keyboard is in a poem outside of its tab, that one's."""
        return self.focused_away() or self.in_tabs()

    def in_tabs(self) -> poems.PoemTab | None:
        """Return the tab that is seen among the others."""
        return self._tab_at(self.currentIndex())

    def tab_of(self, poem: KeptPoem) -> poems.PoemTab | None:
        """Return the tab of a poem, if it has one."""
        return self._tabs.get(poem)

    def of_server(self, server_id: str) -> list[poems.PoemTab]:
        """Return the tabs of a server's poems, in the order in which they were opened."""
        return [tab for poem, tab in self._tabs.items() if poem.info.server_id == server_id]

    def add_poem(self, poem: KeptPoem, place: TabPlace | None = None, *, is_lazy: bool = False) -> poems.PoemTab:
        """Open a tab of ``poem`` at ``place``, or last; the first is the current one; fill it later if ``is_lazy``."""
        self.letterings.begin(poem, "" if place is None else place.encoding)
        is_lazy = is_lazy or self.count() >= BUILT_AT_ONCE
        tab = poems.PoemTab(poem, self._library, is_lazy=is_lazy, place=place, tools=self.tools)
        tab.problem.connect(self.problem)
        tab.look_wanted.connect(self.look_wanted)
        tab.show_send_bar(self._shows_send_bars)
        tab.set_wrap(self._wraps)
        tab.set_zoom(self._zoom)
        tab.zoomed.connect(lambda step: self.set_zoom(self._zoom + step))
        tab.show_recording(self._recording_look)
        tab.divided.connect(self._take_shares)
        # With its words at once: the bar measures all tabs whenever one of them changes.
        index = self.insertTab(self.count() if place is None else place.index, tab, *_looks_of(poem))
        tab.view_changed.connect(self.tab_changed)
        tab.menu_wanted.connect(self.menu_wanted)
        tab.look_at_recordings_wanted.connect(self.show_recordings)
        self._empty.hide()
        self.setTabToolTip(index, _tip_of(poem))
        self._tabs[poem] = tab
        self._unsubscribe[poem] = listen(tab, poem.protocol_news.noticed, partial(self._notice, poem))
        return tab

    def warm_up(self) -> None:
        """Make a tab and throw it away: what is made, and letters that are drawn, for the first time take longer."""
        tab = poems.PoemTab(KeptPoem(stored.PoemInfo("", "", "", ""), Path()), self._library)
        tab.resize(self.size())
        tab.view.setPlainText(string.ascii_letters + string.digits + string.punctuation)
        tab.grab()
        tab.release()
        tab.deleteLater()

    def close_tab(self, index: int) -> None:
        """Close a tab; its fetch ends, and its poem goes to the closed ones."""
        if (tab := self._tab_at(index)) is None:
            return
        place = tab.place(index)
        self._unsubscribe.pop(tab.poem)()
        tab.release()
        self._tabs.pop(tab.poem, None)
        _remove(self, index)
        tab.deleteLater()
        self._library.close(tab.poem, place)
        self._empty.setVisible(not self.count())
        if tab.poem.is_kept:
            self.closed.emit(tab.poem)

    def close_current_tab(self) -> None:
        """Close the tab that is seen."""
        self.close_tab(-1 if (tab := self.current()) is None else self.indexOf(tab))

    def close_other_tabs(self) -> None:
        """Close all tabs but the one that is seen."""
        kept = self.current()
        for tab in [each for each in self.tabs() if each is not kept]:
            self.close_tab(self.indexOf(tab))

    @property
    def shows_send_bars(self) -> bool:
        """Whether the bar for sending is wanted."""
        return self._shows_send_bars

    def show_send_bars(self, wanted: bool) -> None:
        """Show the bar for sending in every tab that can send, or in none."""
        self._shows_send_bars = wanted
        for tab in self.tabs():
            tab.show_send_bar(wanted)

    @property
    def wraps(self) -> bool:
        """Whether long lines are wrapped; they are at first."""
        return self._wraps

    def set_wrap(self, wraps: bool) -> None:
        """Wrap long lines in every tab, or in none."""
        self._wraps = wraps
        for tab in self.tabs():
            tab.set_wrap(wraps)

    @property
    def zoom(self) -> int:
        """How many steps letters are larger than at first."""
        return self._zoom

    def set_zoom(self, steps: int) -> None:
        """Have letters so many steps larger than at first, in every tab."""
        self._zoom = min(max(steps, SMALLEST), LARGEST)
        for tab in self.tabs():
            tab.set_zoom(self._zoom)

    @property
    def recording_look(self) -> RecordingLook:
        """What is shown of recordings; nothing at first."""
        return self._recording_look

    def show_recordings(self, look: RecordingLook) -> None:
        """Show this of every poem's recording."""
        self._recording_look = look
        for tab in self.tabs():
            tab.show_recording(look)
        self.tab_changed.emit()

    def _take_shares(self, shares: Shares) -> None:
        self._shares = shares

    def _current_changed(self) -> None:
        if (tab := self.in_tabs()) is not None:
            tab.divide(self._shares)  # as in the tab in which somebody has dragged
        self.tab_changed.emit()

    def _tab_at(self, index: int) -> poems.PoemTab | None:
        # There are no other widgets than those that were added here.
        return cast("poems.PoemTab | None", self.widget(index))

    def _phase_changed(self, poem: KeptPoem) -> None:
        if (index := self.indexOf(self._tabs.get(poem))) >= 0:
            self._show_phase(index, poem)
            if index == self.currentIndex():
                self.tab_changed.emit()

    def _notice(self, poem: KeptPoem) -> None:
        if (index := self.indexOf(self._tabs[poem])) >= 0:
            self._show_phase(index, poem)

    def _show_phase(self, index: int, poem: KeptPoem) -> None:
        icon, text = _looks_of(poem)
        self.setTabIcon(index, icon)
        if text != self.tabText(index):
            self.setTabText(index, text)
        self.setTabToolTip(index, _tip_of(poem))


def _looks_of(poem: KeptPoem) -> tuple[QIcon, str]:
    """Return how a poem's tab looks: the icon of its state and a short name, with a mark where there is a notice."""
    name = tab_text(recordings.short_name(poem.info), _LONGEST_NAME)
    return state_icon(poem.state), f"⚠ {name}" if poem.protocol_news.sentence else name


def _tip_of(poem: KeptPoem) -> str:
    closing = "Closing this tab stops the fetch." if poem.is_running else ""
    about = poem.info.name, poem.info.address, poem.info.protocol, poem.protocol_news.sentence, closing
    return plain_tip(state_word(poem.state), *about)


def _remove(tabs: QTabWidget, index: int) -> None:
    """Remove a tab; where it has the keyboard, the one that is seen then gets it: Qt gives it to what Tab leads to."""
    tab = tabs.widget(index)
    has_focus = tab is not None and tab.isAncestorOf(QApplication.focusWidget())
    tabs.removeTab(index)
    if has_focus and (beside := tabs.currentWidget()) is not None:
        beside.setFocus()
