"""Pictures of the window's states in each look: ``python -m tests.gui.pictures FOLDER [STATE ...]``; see ``--help``."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QWidget

from poetrygui import qtreactor
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.widgets.dress import LOOKS, choose_look
from poetrygui.paths import resources
from tests.gui.scripted import LoopbackServers, holds, sends
from tests.surroundings import PATIENCE

_SETTLING = 400  # milliseconds in which a state comes to be drawn
_LONGEST = 50  # times that, until all streams have ended that do
_SIZE = 1080, 680


class Stage:
    """A window with servers of its own, and the pictures of what is done in it."""

    def __init__(self, folder: Path, look: str, size: tuple[int, int], scratch: Path) -> None:
        """Open a window of ``size`` in ``look`` on a profile in ``scratch``; pictures go to ``folder``."""
        self._folder, self._look = folder, look
        self.application = QApplication(["poetrygui"])
        choose_look(self.application, look)
        self.reactor: Any = qtreactor.install()
        from poetrygui.app import create_window

        self.servers = LoopbackServers(self.reactor)
        self.window = create_window(scratch / "profile", longest_shutdown=PATIENCE)
        self.window.resize(*size)
        self.window.show()

    def poem(self, name: str, protocol: str = "raw") -> bytes:
        """Return a poem of the demo, framed by ``protocol``."""
        data = (resources() / "poems" / f"{name}.txt").read_bytes()
        return data if protocol != "netstring" else b"".join(b"%d:%s," % (len(row), row) for row in data.split(b"\n"))

    def listed(self) -> list[Server]:
        """Return servers of which each ends, or stands, in another way."""
        listen = self.servers.listen
        return [
            listen(sends(self.poem("ozymandias")), "Ozymandias"),
            listen(holds(self.poem("raven", "netstring")), "The Raven", "netstring"),
            listen(sends(self.poem("tyger", "netstring")[:-9]), "The Tyger", "netstring"),
            listen(sends(self.poem("hope", "netstring") + b"x"), "Hope is the thing with feathers", "netstring"),
            Server("Dover Beach", "127.0.0.1:1", "lines"),
            Server("To Science", "poems.example:10001", "lines"),
        ]

    def grab(self, state: str, widget: QWidget | None = None) -> None:
        """Save a picture of the window, or of a dialog."""
        shown = self.window if widget is None else widget
        shown.grab().save(str(self._folder / f"{state}-{self._look}.png"), "PNG")

    def dialog(self) -> QWidget:
        """Return the dialog that is open."""
        found = [each for each in self.application.topLevelWidgets() if each.isVisible() and each is not self.window]
        return found[-1]

    def run(self, steps: Iterator[None]) -> None:
        """Go through steps, with time after each for what it did to be seen."""

        def go_on() -> None:
            try:
                next(steps)
            except StopIteration:
                self.servers.close()
                self.window.shut_down().addCallback(lambda _: self.application.quit())
            except Exception:  # noqa: BLE001 - else the application would run for ever
                sys.excepthook(*sys.exc_info())
                os._exit(1)
            else:
                QTimer.singleShot(_SETTLING, go_on)

        QTimer.singleShot(_SETTLING, go_on)
        self.reactor.runReturn()
        self.application.exec()


def _action(stage: Stage, name: str) -> None:
    from PyQt6.QtGui import QAction

    action = stage.window.findChild(QAction, name)
    assert action is not None, name
    action.trigger()


def _of_dialog(action: str) -> Callable[[Stage, str], Iterator[None]]:
    def steps(stage: Stage, state: str) -> Iterator[None]:
        _action(stage, action)
        yield
        dialog = stage.dialog()
        stage.grab(state, dialog)
        dialog.close()
        yield

    return steps


def _empty(stage: Stage, state: str) -> Iterator[None]:
    stage.grab(state)
    yield


def _servers(stage: Stage, state: str) -> Iterator[None]:
    work = stage.window.workspace
    servers = stage.listed()
    work.put(servers)
    work.fetch(servers[:-1])
    yield
    for _ in range(_LONGEST):
        if len(work.library.running) <= 1 and stage.window.workspace.tabs.count() == len(servers) - 1:
            break
        yield
    stage.grab(state)


def _groups(stage: Stage, state: str) -> Iterator[None]:
    panel, servers = stage.window.workspace.panel, stage.window.workspace.model.servers
    panel.edits.put_into({server.id for server in servers[1:3]}, "Poems that were cut")
    panel.edits.put_into({server.id for server in servers[3:]}, "Elsewhere")
    panel.groups.fold("Elsewhere", folded=True)
    panel.select_row(2)
    yield
    stage.grab(state)


def _sending(stage: Stage, state: str) -> Iterator[None]:
    tabs = stage.window.workspace.tabs
    tabs.setCurrentIndex(1)
    tabs.show_send_bars(True)
    tab = tabs.current()
    assert tab is not None
    bar = tab.send_bar
    yield
    stage.grab(state)
    bar.file.send(resources() / "icons" / "poetrygui.svg")
    yield
    stage.grab(f"{state}-done")
    tabs.show_send_bars(False)


def _sending_row(stage: Stage, state: str) -> Iterator[None]:
    work = stage.window.workspace
    server = stage.servers.listen(lambda connection: connection.transport.pauseProducing(), "Slow to read", "lines")
    work.put([server])
    work.fetch([server])
    work.tabs.show_send_bars(True)
    yield
    tab = work.tabs.current()
    assert tab is not None
    with tempfile.NamedTemporaryFile(prefix="a recipe with a rather long name ", suffix=".txt") as file:
        file.write(b"Once upon a midnight dreary, while I pondered, weak and weary\n" * 500_000)
        file.flush()
        tab.send_bar.file.send(Path(file.name))
        yield
        stage.grab(state)
        tab.send_bar.file.stop()
        yield
        stage.grab(f"{state}-stopped")
    work.tabs.show_send_bars(False)


def _sent(stage: Stage, state: str) -> Iterator[None]:
    tab = stage.window.workspace.tabs.current()
    assert tab is not None
    assert tab.poem.fetch is not None
    _action(stage, "actionShowTable")  # which is seen since its own picture
    tab.poem.fetch.send(b"Quoth the Raven?")
    yield
    _action(stage, "actionNextSent")
    yield
    stage.grab(state)


def _tab(index: int, then: str = "") -> Callable[[Stage, str], Iterator[None]]:
    def steps(stage: Stage, state: str) -> Iterator[None]:
        stage.window.workspace.tabs.setCurrentIndex(index)
        yield
        if then:
            _action(stage, then)
            yield
        stage.grab(state)

    return steps


STATES: dict[str, Callable[[Stage, str], Iterator[None]]] = {
    "empty": _empty,
    "servers": _servers,
    "receiving": _tab(1),
    "cut": _tab(2),
    "error": _tab(3),
    "refused": _tab(4),
    "find": _tab(1, "actionFind"),
    "filter": _tab(1, "actionFilter"),
    "table": _tab(2, "actionShowTable"),
    "merged": _tab(1, "actionMerge"),
    "server-dialog": _of_dialog("actionAddServer"),
    "protocols": _of_dialog("actionProtocols"),
    "recordings": _of_dialog("actionRecordings"),
    "highlights": _of_dialog("actionHighlight"),
    "triggers": _of_dialog("actionTriggers"),
    "problems": _of_dialog("actionProblems"),
    "settings": _of_dialog("actionSettings"),
    "shortcuts": _of_dialog("actionShortcuts"),
    "new-protocol": _of_dialog("actionNewProtocol"),
    "about": _of_dialog("actionAbout"),
    "sending": _sending,
    "groups": _groups,
    "sent": _sent,
    "sending-row": _sending_row,
    "move-to-group": _of_dialog("actionMoveToGroup"),
}


def _take(folder: Path, look: str, size: tuple[int, int], wanted: list[str]) -> None:
    def steps() -> Iterator[None]:
        for state, act in STATES.items():
            # Each stands on those before it.
            yield from act(stage, state)

    with tempfile.TemporaryDirectory() as scratch:
        stage = Stage(folder, look, size, Path(scratch))
        grab = stage.grab
        stage.grab = lambda state, widget=None: grab(state, widget) if not wanted or state in wanted else None  # type: ignore[method-assign]
        stage.run(steps())
    os._exit(0)  # what is left of the window is nobody's any more


def main() -> None:
    """Take the pictures of each look in a process of its own."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*", help=f"all, where none is named: {', '.join(STATES)}")
    parser.add_argument("--look", choices=LOOKS, action="append", help="light and dark where none is named")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--size", default="x".join(map(str, _SIZE)))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    named = parser.parse_intermixed_args()
    width, _, height = named.size.partition("x")
    if named.here:
        _take(named.folder, named.look[0], (int(width), int(height)), named.states)
    named.folder.mkdir(parents=True, exist_ok=True)
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | {"QT_SCALE_FACTOR": named.scale}
    for look in named.look or ("light", "dark"):
        call = [sys.executable, "-m", __spec__.name, str(named.folder), *named.states, "--look", look]
        subprocess.run([*call, "--size", named.size, "--here"], env=environment, check=True)


if __name__ == "__main__":
    main()
