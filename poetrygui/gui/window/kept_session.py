"""Tabs and what runs in them, kept so that the next window goes on as this one was."""

from __future__ import annotations

from time import perf_counter

from PyQt6.QtCore import QObject, QTimer

from poetrygui.core.library.poem_folders import stream_of
from poetrygui.core.library.session import Session, SessionTab, TableColumns, read_session, write_session
from poetrygui.errors import SaveError
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.open_profile import OpenProfile
from poetrygui.gui.window.workspace import Workspace

# Milliseconds after a change: a program that is killed loses what was changed since.
_SOON = 1000
# So many times as long as noting takes, at least: with thousands of servers that is no small thing.
_SHARE = 50


class KeptSession(QObject):
    """Reads what the last window left, and notes what this one does, unless another one has the profile, too."""

    def __init__(self, work: Workspace, profile: OpenProfile) -> None:
        """Read it from ``profile``; nothing is done with ``work`` before :meth:`take`."""
        super().__init__(work)
        self._work = work
        self._is_ours = profile.is_alone
        self._path = profile.folders.session
        self.last, self._problem = read_session(self._path) if self._is_ours else (Session(), "")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.save)
        self._noted = self.last
        self._is_closed = False

    def take(self) -> None:
        """Have the tabs look as they did, and note each change from now on."""
        if self._problem:
            self._work.problem.emit(self._problem)
        tabs, quick = self._work.tabs, self._work.panel.quick
        tabs.set_wrap(self.last.wraps)
        tabs.set_zoom(self.last.zoom)
        tabs.letterings.encodings.update(self.last.encodings)
        tabs.letterings.set_colours(self.last.colours, [tab.poem for tab in tabs.tabs()])
        quick.offer(self.last.recent)
        for each in self.last.columns:
            tabs.tools.fields.choose(each.protocol, each.fields)
        bar = tabs.tabBar()
        assert bar is not None
        fields = tabs.tools.fields
        for signal in (tabs.currentChanged, bar.tabMoved, quick.entered, tabs.closed, tabs.tab_changed, fields.changed):
            signal.connect(self._save_soon)
        for told in (self._work.library.started, self._work.library.phase_changed):
            listen(self, told, lambda _poem: self._save_soon())

    def resume(self) -> None:
        """Fetch what ran, where its server says so, each in its tab."""
        running = set(self.last.running)
        servers = [each for each in self._work.model.servers if each.resumes and each.id in running]
        if servers:
            self._work.fetches.resume(servers)

    def close(self) -> None:
        """Note how it is now, before all of it is ended, and nothing after that."""
        self._soon.stop()
        self.save()
        self._is_closed = True

    def save(self) -> None:
        """Note how it is now, where that is not noted."""
        session = self._now()
        if not self._is_ours or self._is_closed or session == self._noted:
            return
        self._noted = session
        begun = perf_counter()
        try:
            write_session(self._path, session)
            self._soon.setInterval(max(_SOON, int((perf_counter() - begun) * 1000 * _SHARE)))
        except SaveError as error:
            self._is_ours = False  # once is enough
            self._work.problem.emit(str(error))

    def _save_soon(self) -> None:
        if not self._is_closed and not self._soon.isActive():
            self._soon.start()

    def _now(self) -> Session:
        tabs, current = self._work.tabs, self._work.current()
        kept = [tab for tab in tabs.tabs() if tab.poem.is_kept]
        return Session(
            tabs=tuple(
                SessionTab(stream_of(tab.poem.directory.name), tab.place(index)) for index, tab in enumerate(kept)
            ),
            current="" if current is None else stream_of(current.poem.directory.name),
            wraps=tabs.wraps,
            zoom=tabs.zoom,
            colours=tabs.letterings.colours,
            encodings=tuple(sorted(tabs.letterings.encodings.items())),
            running=tuple(dict.fromkeys(poem.info.server_id for poem in self._work.library.running)),
            recent=self._work.panel.quick.recent,
            columns=tuple(TableColumns(*each) for each in tabs.tools.fields.chosen.items()),
        )
