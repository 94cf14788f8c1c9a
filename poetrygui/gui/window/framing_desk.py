"""Framing recordings anew in the window: the question, the tab beside, and the differences in both."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QMainWindow

from poetrygui import plugins, recordings
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.gui import poems, recording, servers
from poetrygui.gui.poems.next_tabs import show_soon
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.foot import show_at_foot
from poetrygui.gui.window.framed_pair import FramedPair, unmark
from poetrygui.gui.window.framed_saves import FramedSaves
from poetrygui.gui.window.framed_tab import FramedTab
from poetrygui.gui.window.idle_steps import IdleSteps
from poetrygui.gui.window.window_jobs import WindowJobs

_IMPORTS: tuple[Callable[[], object], ...] = (
    lambda: recordings.Framing,
    lambda: recordings.no_fields,
    lambda: recordings.ranked,
    lambda: recordings.first_border,
    lambda: recordings.Comparison,
    lambda: recordings.play_take,
    lambda: recordings.Differences,
)
"""What framing needs, a few modules at a time: imported together they hold the streams up for 25 ms."""
_NOTHING = "Nothing is compared here: “Frame it with …” makes another stream of a recording, and compares the two."


class FramingDesk(QObject):
    """Makes a tab for each framing, and shows its differences while that tab is seen, or the one of its recording."""

    note = pyqtSignal(str)
    """A sentence that is good to know."""
    problem = pyqtSignal(str)
    """A sentence about what went wrong."""
    changed = pyqtSignal()
    """What can be done may be something else now."""
    look_wanted = pyqtSignal(object, object)
    """The Path of a protocol file is to be looked at, over a dialog."""

    def __init__(self, tabs: PoemTabs, library: Library, protocols: WindowProtocols, jobs: WindowJobs) -> None:
        """Frame what ``tabs`` show; ``library`` keeps the poems, ``protocols`` are to choose from, and ``jobs`` run."""
        super().__init__(tabs)
        self._tabs = tabs
        self._library = library
        self._protocols = protocols
        self._jobs = jobs
        self._pairs: list[FramedPair] = []  # the one that was seen last is the last
        self._marked: list[poems.PoemTab] = []
        self._saves = FramedSaves(protocols, lambda: self._pairs, self._seen_tab, self.note.emit)
        tabs.currentChanged.connect(lambda _: self._follow_tabs())
        tabs.closed.connect(self._tab_closed)

    @cached_property
    def dock(self) -> recording.DifferencesDock:
        """The list of the differences, at the window's foot."""
        window = self._tabs.window()
        assert isinstance(window, QMainWindow)
        dock = recording.DifferencesDock(window)
        dock.went.connect(self._go_to)
        dock.left.connect(window.activateWindow)  # where it is a window of its own
        dock.left.connect(self._leave_dock)
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        dock.hide()
        return dock

    @property
    def pair(self) -> FramedPair | None:
        """The framing that the current tab is about; None where it is about none."""
        tab = self._tabs.current()
        found = () if tab is None else (pair for pair in reversed(self._pairs) if tab.poem in pair.both)
        return next(iter(found), None)

    # Framing

    def ask(self) -> None:
        """Ask with which protocol the current tab's recording is to be framed."""
        tab = self._tabs.current()
        if tab is None or not tab.has_recording:
            return
        source = self._source_of(tab.poem)
        registry = self._protocols.registry
        dialog = servers.FramingDialog(
            self._tabs, source.info, registry.offered(), partial(self.frame, source), registry.load
        )
        dialog.look_wanted.connect(lambda path: self.look_wanted.emit(path, dialog))
        stop = registry.subscribe(lambda: dialog.show_protocols(registry.offered()))
        dialog.finished.connect(lambda _: stop())
        dialog.open()
        IdleSteps(_IMPORTS, dialog).start(0)  # while it is read

    def frame(self, source: KeptPoem, protocol: str, options: dict[str, str]) -> None:
        """Frame what was recorded of the poem ``source``, and show what becomes of it in a tab beside.

        ``protocol`` is the name of one, with ``options`` as a user types them. Raises PluginError.
        """
        pinned = plugins.pin(self._protocols.registry, protocol, options)
        framing = recordings.Framing(source, pinned, self._library, self._jobs.start)
        theirs, problem = self._jobs.framed_by(source)
        before = source.info.protocol
        names = protocol, f"{before} as it was" if before == protocol else before
        pair = FramedPair(framing, recordings.Differences(names, problem))
        self._pairs.append(pair)
        beside = next((self._tabs.indexOf(tab) for tab in self._tabs.tabs() if tab.poem is source), -1)
        place = TabPlace(index=beside + 1 or self._tabs.count())
        tab = self._tabs.add_poem(framing.poem, place)
        compare = partial(pair.compare, self._jobs.start)
        listen(tab, pair.differences.changed, partial(self._differences_changed, pair))
        listen(tab, framing.poem.phase_changed, partial(pair.take_phase, compare, follows=source.is_running))
        # A save asks for new frames, and for no more than a look at what is different then.
        FramedTab(tab, framing, partial(self._replaced, pair), self._refused)
        pair.begin(theirs, self._jobs.start)
        show_soon(self._tabs, tab, tab.setFocus)

    def _source_of(self, poem: KeptPoem) -> KeptPoem:
        """Return the recording that is framed where a tab shows ``poem``: what was framed of it is on the same wire."""
        return next((pair.framing.source for pair in self._pairs if pair.framing.poem is poem), poem)

    # With each save of a protocol that is being written here

    def _seen_tab(self, pair: FramedPair) -> poems.PoemTab | None:
        return next((tab for tab in self._tabs.tabs() if tab.poem is pair.framing.poem and tab.isVisible()), None)

    def _refused(self, sentence: str) -> None:
        self._follow_tabs()
        self.note.emit(sentence)

    def _replaced(self, pair: FramedPair, seen: recordings.SeenFirst) -> None:
        self._follow_tabs()
        pair.compare(self._jobs.start, seen)

    # Differences

    def show_or_hide(self) -> None:
        """Show the list of the differences, ready to be read by keyboard; or hide it, if it is there."""
        if self.dock.isVisible():
            self._leave_dock()
            self.dock.hide()
        else:
            show_at_foot(self.dock)
            self._follow_tabs()
            self.dock.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go(self, step: int) -> None:
        """Go to the next difference, or with -1 to the one before, in both tabs; behind the last comes the first."""
        pair = self.pair
        if pair is None:
            self.note.emit(_NOTHING)
        elif not len(pair.differences):
            self.note.emit(pair.differences.sentence)
        else:
            start = pair.chosen
            if start is None:
                start = pair.first_seen(self._tabs.current()) - (step > 0)
            self._go_to((start + step) % len(pair.differences))

    def _go_to(self, number: int) -> None:
        pair = self.pair
        if pair is None or not number < len(pair.differences):
            return
        pair.chosen = number
        try:
            for tab in self._tabs_of(pair):
                pair.mark(tab)
                pair.show_chosen(tab)
        except OSError as error:
            self.problem.emit(f"The difference cannot be read from disk: {error.strerror or error}.")
        if self._has_dock:
            self.dock.choose(number)
        words = recordings.hunk_words(pair.differences[number], pair.differences.names)
        self.note.emit(f"Difference {number + 1:,} of {pair.differences.count:,}: {words}")

    def _follow_tabs(self) -> None:
        """Mark the differences of the framing that the current tab is about, and list them."""
        pair = self.pair
        if pair is not None:
            self._pairs.remove(pair)
            self._pairs.append(pair)
            wanted = self._tabs_of(pair)
            for tab in self._marked:
                if tab not in wanted and self._tabs.indexOf(tab) >= 0:
                    unmark(tab)
            self._marked = wanted
            for tab in wanted:
                pair.mark_built(tab)
        if self._has_dock and self.dock.isVisible():
            self.dock.show_differences(None if pair is None else pair.differences)
        self.changed.emit()

    def _differences_changed(self, pair: FramedPair) -> None:
        if pair is self.pair:
            for tab in self._tabs_of(pair):
                pair.mark_built(tab)
        if pair.differences.is_through:
            self.note.emit(pair.differences.sentence)
            self.changed.emit()

    def _tabs_of(self, pair: FramedPair) -> list[poems.PoemTab]:
        return [tab for tab in self._tabs.tabs() if tab.poem in pair.both]

    @property
    def _has_dock(self) -> bool:
        return "dock" in vars(self)

    def _leave_dock(self) -> None:
        tab = self._tabs.current()
        if tab is not None:
            tab.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Ending

    def close(self) -> None:
        """End what runs: the window is about to close."""
        self._saves.close()
        for pair in self._pairs:
            pair.stop("stopped, because the program was quit")
        if self._has_dock:
            self.dock.close_listening()

    def _tab_closed(self, poem: KeptPoem) -> None:
        for pair in [each for each in self._pairs if poem in each.both]:
            whose = "its" if poem is pair.framing.poem else "the recording's"
            pair.stop(f"stopped, because {whose} tab was closed")
            if poem is pair.framing.poem:
                self._pairs.remove(pair)
        self._follow_tabs()
