"""Nothing runs here that nobody has typed before somebody was asked, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Outcome
from poetrygui.core.servers import agreed_acts
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import SaveError
from poetrygui.gui.servers.agreement import question
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, write
from tests.gui.protocol_files import child, click
from tests.gui.scripted import LoopbackServers, add, all_ended, outcomes, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]
FOREIGN = Server("a feed", "command:echo verse", "lines")


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def answer(window: MainWindow, verb: str) -> None:
    (box,) = boxes(window)
    (button,) = [each for each in box.findChildren(QAbstractButton) if each.text().replace("&", "") == verb]
    button.click()


def test_what_came_from_elsewhere_is_asked_about_once(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, FOREIGN, servers.listen(sends(b"other")), Server("again", FOREIGN.address, "lines"))
    action(window, "actionFetchAll").trigger()
    # What only connects does not wait for the answer.
    wait_until(all_ended(window, 1))
    (box,) = boxes(window)
    assert box.text().startswith("2 servers would, on this machine, run echo verse. Nobody has typed that")
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    answer(window, "Cancel")
    assert len(tabs_of(window)) == 1
    window.workspace.panel.select_row(0)
    action(window, "actionFetch").trigger()
    (box,) = boxes(window)
    assert box.text().startswith("“a feed” would, on this machine, run echo verse. Nobody has typed that")
    answer(window, "Let it")
    wait_until(all_ended(window, 2))
    window.workspace.panel.select_row(2)
    action(window, "actionFetch").trigger()
    wait_until(all_ended(window, 3))
    assert outcomes(window) == [Outcome.COMPLETE] * 3


def test_what_is_typed_here_is_not_asked_about(window: MainWindow, wait_until: Until) -> None:
    action(window, "actionAddServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    write(child(dialog, QLineEdit, "serverAddress"), FOREIGN.address)
    dialog.accept()
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    assert boxes(window) == []


def test_a_framing_is_looked_for_with_a_foreign_command_after_a_question(window: MainWindow) -> None:
    add(window, FOREIGN)
    window.workspace.panel.select_row(0)
    action(window, "actionEditServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    click(dialog, "guessProtocol")
    (box,) = boxes(window)
    assert "run echo verse" in box.text()
    answer(window, "Cancel")
    dialog.reject()


def test_a_file_that_cannot_be_written_is_said_and_what_was_agreed_to_is_done(
    window: MainWindow, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SaveError("There is no room.")

    monkeypatch.setattr(agreed_acts, "write_atomically", fail)
    window.workspace.fetch([FOREIGN])
    answer(window, "Let it")
    wait_until(lambda: [box.text() for box in boxes(window)] == ["There is no room."])
    wait_until(all_ended(window, 1))
    boxes(window)[0].close()


def test_of_very_much_it_is_told_that_there_is_more(qtbot: QtBot) -> None:
    assert "… – and 4,640 characters more, which the server's dialog shows. Nobody" in question(["a"], ["x" * 5000])
    assert question(["a", "b"], ["run ls", "run rm x"]).startswith(
        "2 servers would, on this machine, run ls; run rm x. N"
    )
