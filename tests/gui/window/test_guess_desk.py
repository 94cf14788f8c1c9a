"""Which framing is this, in the window: asked in a server's dialog and in a tab, answered by a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QListWidget, QPushButton

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.guess_dialog import GuessDialog
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.recordings.export import export_recording
from tests.gui.hands import action, click, press, write
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, add, all_ended, holds, sends, tabs_of
from tests.recordings.recorded_folder import begin

Until = Callable[[Callable[[], bool]], None]
STRINGS = b"".join(b"%d:%s," % (len(word), word) for word in b"Tyger Tyger burning bright in the forests".split())


def press_button(button: QPushButton | None) -> None:
    assert button is not None
    assert button.isEnabled()
    click(button, button.rect().center())


@pytest.fixture
def question(window: MainWindow, wait_until: Until) -> Callable[[], GuessDialog]:
    """Return a function that gives the dialog that is open, once it says what fits or that nothing does."""

    def find() -> GuessDialog:
        dialog = child(window, GuessDialog, "guessDialog")
        says = child(dialog, QLabel, "guessSays")
        wait_until(lambda: not says.text().endswith("…"))
        return dialog

    return find


def framings(dialog: GuessDialog) -> list[str]:
    found = child(dialog, QListWidget, "guessedFramings")
    return [found.item(row).text() for row in range(found.count())]  # type: ignore[union-attr]  # it is there


def test_what_an_address_sends_is_listened_to_and_chosen_in_the_dialog(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, question: Callable[[], GuessDialog]
) -> None:
    address = servers.listen(sends(STRINGS)).address
    action(window, "actionAddServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    button = child(dialog, QPushButton, "guessProtocol")
    assert not button.isEnabled(), "there is no address yet"
    write(child(dialog, QLineEdit, "serverAddress"), address)
    press_button(button)
    asked = question()
    assert child(asked, QLabel, "guessSays").text() == "Tried on what came just now. The best comes first."
    assert framings(asked)[0].splitlines()[1] == "    Tyger"
    press(child(asked, QListWidget, "guessedFramings"), Qt.Key.Key_Return)
    combo = child(dialog, QComboBox, "serverProtocol")
    assert combo.currentData() == "netstring"
    assert dialog.focusWidget() is combo
    press_button(child(dialog, QDialogButtonBox, "").button(QDialogButtonBox.StandardButton.Ok))
    assert [server.protocol for server in window.workspace.model.servers] == ["netstring"]


def test_what_came_last_is_looked_at_without_connecting_again(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, question: Callable[[], GuessDialog]
) -> None:
    connections: list[Any] = []

    def script(connection: Any) -> None:
        connections.append(connection)
        sends(b"one;two;three;four;five")(connection)

    server = servers.listen(script, "a feed")
    add(window, server)
    window.workspace.fetch([server])
    wait_until(all_ended(window, 1))
    window.workspace.panel.select_row(0)
    action(window, "actionEditServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    press_button(child(dialog, QPushButton, "guessProtocol"))
    asked = question()
    assert child(asked, QLabel, "guessSays").text() == "Tried on what came from there last. The best comes first."
    assert len(connections) == 1
    asked.accept()
    assert child(dialog, QComboBox, "serverProtocol").currentData() == "delimited"
    assert child(dialog, QLineEdit, "option_delimiter").text() == ";", "options are set, too"


def test_an_address_at_which_nobody_listens_is_said(
    window: MainWindow, wait_until: Until, question: Callable[[], GuessDialog]
) -> None:
    action(window, "actionAddServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    write(child(dialog, QLineEdit, "serverAddress"), "127.0.0.1:1")
    press_button(child(dialog, QPushButton, "guessProtocol"))
    asked = question()
    assert "127.0.0.1:1 cannot be listened to" in child(asked, QLabel, "guessSays").text()
    assert not framings(asked)
    press(asked, Qt.Key.Key_Escape)
    assert child(dialog, QComboBox, "serverProtocol").currentData() == "raw"


def test_closing_the_question_lets_go_of_the_server(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    address = servers.listen(holds(b"verse")).address
    action(window, "actionAddServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    write(child(dialog, QLineEdit, "serverAddress"), address)
    press_button(child(dialog, QPushButton, "guessProtocol"))
    wait_until(lambda: len(servers.connections) == 1)
    press(child(window, GuessDialog, "guessDialog"), Qt.Key.Key_Escape)
    wait_until(lambda: not servers.connections)
    assert dialog.isVisible()


def test_a_window_that_closes_asks_nothing_more(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, wait_for: Any
) -> None:
    address = servers.listen(holds(b"verse")).address
    action(window, "actionAddServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    write(child(dialog, QLineEdit, "serverAddress"), address)
    press_button(child(dialog, QPushButton, "guessProtocol"))
    wait_until(lambda: len(servers.connections) == 1)
    wait_for(window.shut_down())
    wait_until(lambda: not servers.connections)


def test_a_recording_in_a_tab_is_asked_of_and_its_server_is_given_what_fits(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, question: Callable[[], GuessDialog]
) -> None:
    assert not action(window, "actionGuessFraming").isEnabled()
    server = servers.listen(sends(STRINGS), "a feed")
    add(window, server)
    window.workspace.fetch([server])
    wait_until(lambda: all_ended(window, 1)() and action(window, "actionGuessFraming").isEnabled())
    action(window, "actionGuessFraming").trigger()
    asked = question()
    assert child(asked, QLabel, "guessSays").text() == "Tried on this recording. The best comes first."
    button = child(asked, QDialogButtonBox, "").button(QDialogButtonBox.StandardButton.Ok)
    assert button is not None
    assert button.text() == "&Use it for “a feed”"
    notes: list[str] = []
    window.workspace.note.connect(notes.append)
    press_button(button)
    assert notes == ["“a feed” is framed by netstring when it is fetched the next time: what came is as it was."]
    assert window.workspace.model.servers == (Server("a feed", server.address, "netstring", id=server.id),)
    # What came is framed so, without a second fetch.
    tab = window.workspace.current()
    assert tab is not None
    wait_until(lambda: tab.view.text_between(0, 1) == "Tyger\nTyger")
    assert len(tabs_of(window)) == 2


def test_what_is_framed_as_is_chosen_stays_as_it_is(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, question: Callable[[], GuessDialog]
) -> None:
    server = servers.listen(sends(STRINGS), "a feed", "netstring")
    add(window, server)
    window.workspace.fetch([server])
    wait_until(lambda: all_ended(window, 1)() and action(window, "actionGuessFraming").isEnabled())
    action(window, "actionGuessFraming").trigger()
    press(child(question(), QListWidget, "guessedFramings"), Qt.Key.Key_Return)
    assert window.workspace.model.servers == (server,)
    assert len(tabs_of(window)) == 1


def test_a_recording_whose_server_is_in_no_list_is_framed_with_what_fits(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, question: Callable[[], GuessDialog]
) -> None:
    window.workspace.fetch([servers.listen(sends(STRINGS), "a feed")])
    wait_until(lambda: all_ended(window, 1)() and tabs_of(window)[0].has_recording)
    action(window, "actionGuessFraming").trigger()
    asked = question()
    assert framings(asked)[0].splitlines()[0].endswith("7 frames in 56 bytes")
    button = child(asked, QDialogButtonBox, "").button(QDialogButtonBox.StandardButton.Ok)
    assert button is not None
    assert button.text() == "&Frame it so"
    press(child(asked, QListWidget, "guessedFramings"), Qt.Key.Key_Return)
    assert window.workspace.model.servers == ()
    # It is framed so, in a tab beside.
    tab = window.workspace.current()
    assert tab is not None
    assert tab.poem.info.protocol == "netstring"
    wait_until(lambda: tab.view.text_between(0, 1) == "Tyger\nTyger")


def test_what_was_imported_without_its_frames_is_framed_by_the_protocol_that_made_them(
    window: MainWindow, tmp_path: Path, wait_until: Until, question: Callable[[], GuessDialog]
) -> None:
    begin(tmp_path / "theirs", [STRINGS]).end(Ended(Outcome.COMPLETE, "the server closed the connection", 42, 7))
    export_recording(tmp_path / "theirs", tmp_path / "feed.pcapng")
    action(window, "actionImportRecording").trigger()
    files = child(window, QFileDialog, "importDialog")
    files.filesSelected.emit([str(tmp_path / "feed.pcapng")])
    files.close()
    wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
    action(window, "actionGuessFraming").trigger()
    press(child(question(), QListWidget, "guessedFramings"), Qt.Key.Key_Return)
    wait_until(lambda: len(tabs_of(window)) == 2)
    assert tabs_of(window)[1].poem.info.protocol == "netstring"
    wait_until(lambda: tabs_of(window)[1].view.text_between(0, 1) == "Tyger\nTyger")
