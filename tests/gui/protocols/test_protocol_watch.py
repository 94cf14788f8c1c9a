"""Every choice of protocols follows what is in the folder, and a new file is announced; nothing of it runs."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QComboBox, QFrame
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.gui.protocols.protocol_watch import ProtocolWatch
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.protocol_files import (
    child,
    choices,
    click,
    dialog_of,
    entry_of,
    registry_of,
    rows,
    state_of,
    text,
)
from tests.gui.scripted import LoopbackServers, sends, tabs_of
from tests.plugins.files import Files, good, mark

Until = Callable[[Callable[[], bool]], None]


def trust(window: MainWindow, name: str, *, being_written: bool = False) -> None:
    registry = registry_of(window)
    registry.trust(registry.entry(name), being_written=being_written)


def test_each_way_of_saving_is_seen(window: MainWindow, files: Files, wait_until: Until) -> None:
    path = files.put("own.py", good("one"))
    wait_until(lambda: entry_of(window, "own") is not None)
    trust(window, "own", being_written=True)

    def is_used(expected: str) -> Callable[[], bool]:
        def check() -> bool:
            entry = entry_of(window, "own")
            return entry is not None and mark(entry) == expected

        return check

    # Renamed into place, again and again; then written in place; then moved away and written anew.
    for number in range(3):
        files.put("own.py", good(f"renamed {number}"))
        wait_until(is_used(f"renamed {number}"))
    for number in range(3):
        path.write_text(good(f"in place {number}"), "utf-8")
        wait_until(is_used(f"in place {number}"))
    path.rename(files.folder / "own.py~")
    path.write_text(good("moved away"), "utf-8")
    wait_until(is_used("moved away"))
    path.unlink()
    wait_until(lambda: entry_of(window, "own") is None)


def test_the_folder_itself_may_go_and_come_back(window: MainWindow, files: Files, wait_until: Until) -> None:
    files.put("own.py", good())
    wait_until(lambda: entry_of(window, "own") is not None)
    files.folder.rename(files.root / "elsewhere")
    wait_until(lambda: entry_of(window, "own") is None)
    (files.root / "elsewhere").rename(files.folder)
    wait_until(lambda: entry_of(window, "own") is not None)
    files.put("two.py", good())
    wait_until(lambda: entry_of(window, "two") is not None)


def test_an_open_server_dialog_follows_and_keeps_its_choice(
    window: MainWindow, files: Files, wait_until: Until
) -> None:
    files.put("own.py", good())
    wait_until(lambda: entry_of(window, "own") is not None)
    child(window, QAction, "actionAddServer").trigger()
    dialog = window.findChild(ServerDialog)
    assert dialog is not None
    combo = child(dialog, QComboBox, "serverProtocol")
    combo.setCurrentIndex(combo.findData("netstring"))
    assert "own" not in choices(combo)
    row = combo.findText("own (new: not trusted yet)")
    assert not combo.model().index(row, 0).flags() & Qt.ItemFlag.ItemIsEnabled  # type: ignore[union-attr]
    assert text(dialog, "newProtocols").startswith("own.py is new")
    trust(window, "own")
    assert "own" in choices(combo)
    assert combo.currentData() == "netstring"
    (files.folder / "own.py").unlink()
    wait_until(lambda: "own" not in choices(combo))
    assert combo.currentData() == "netstring"
    dialog.reject()


def test_what_another_program_decides_is_followed(window: MainWindow, files: Files, wait_until: Until) -> None:
    files.put("own.py", good())
    wait_until(lambda: state_of(window, "own") == "new")
    elsewhere = files.registry()
    elsewhere.trust(elsewhere.entry("own"))
    wait_until(lambda: state_of(window, "own") == "ready")


def test_nothing_is_asked_while_nothing_happens(
    window: MainWindow, files: Files, wait_until: Until, qtbot: QtBot
) -> None:
    files.put("own.py", good())
    wait_until(lambda: entry_of(window, "own") is not None and window.findChild(ProtocolWatch) is not None)
    watch = window.findChild(ProtocolWatch)
    assert watch is not None
    wait_until(lambda: not any(timer.isActive() for timer in watch.findChildren(QTimer)))


# Fetching


def test_a_saved_server_of_an_untrusted_protocol_fetches_nothing(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until, evil: str
) -> None:
    files.put("own.py", evil)
    wait_until(lambda: entry_of(window, "own") is not None)
    window.workspace.model.add(servers.listen(sends(b"x"), protocol="own"))
    child(window, QAction, "actionFetchAll").trigger()
    wait_until(lambda: len(tabs_of(window)) == 1)
    state = tabs_of(window)[0].poem.state
    assert isinstance(state, Ended)
    assert state.outcome is Outcome.PLUGIN_FAULT
    assert "own.py is new, and nothing of it is run" in state.reason


def idle_with(window: MainWindow, tabs: int) -> Callable[[], bool]:
    return lambda: len(tabs_of(window)) == tabs and not window.workspace.library.is_busy


def test_from_a_new_file_to_frames_and_through_a_broken_save(
    window: MainWindow, files: Files, servers: LoopbackServers, wait_until: Until
) -> None:
    server = servers.listen(sends(b"Some verse"), protocol="own")

    def shown_by_the_next_fetch() -> str:
        count = len(tabs_of(window)) + 1
        window.workspace.library.start([server])
        wait_until(idle_with(window, count))
        view = tabs_of(window)[-1].view
        wait_until(lambda: bool(view.text_between(0, 0)))
        return view.text_between(0, 0).strip()

    files.put("own.py", good())
    wait_until(child(window, QFrame, "protocolBar").isVisible)
    click(window, "lookAtProtocol")
    dialog = dialog_of(window)
    click(dialog, "trustProtocol")
    assert shown_by_the_next_fetch() == "Some verse"
    click(dialog, "beingWritten")
    files.put("own.py", good("louder").replace("deliver(data)", "deliver(data.upper())"))
    wait_until(lambda: mark(registry_of(window).entry("own")) == "louder")
    assert shown_by_the_next_fetch() == "SOME VERSE"
    files.put("own.py", good("broken").replace("deliver(data)", "deliver(data"))
    wait_until(lambda: rows(dialog)["own"] == "broken")
    assert "line 8 of own.py" in text(dialog, "protocolProblem")
    assert shown_by_the_next_fetch() == "SOME VERSE"
    dialog.close()
