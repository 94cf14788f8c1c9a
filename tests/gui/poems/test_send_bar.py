"""Sending a frame: what was typed goes, or stays beside the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QPushButton, QSpinBox

from poetrygui.core.fetching.typed_message import Put, Written
from poetrygui.core.library.kept_messages import Message
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Receiving
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.message_menu import MessageMenu
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.window.command import MENU_BAR
from tests.gui.hands import press, write
from tests.gui.poems.tabs import has_ended, label
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, holds

Until = Callable[[Callable[[], bool]], None]


def test_a_frame_is_sent_and_a_mistake_is_said_beside_it(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(holds(), protocol="netstring"))
    wait_until(lambda: isinstance(tab.poem.state, Receiving) and bool(servers.connections))
    assert not tab.send_bar.isVisible()
    tab.show_send_bar(True)
    assert tab.send_bar.isVisible()
    line = tab.findChild(QLineEdit, "sendLine")
    button = tab.findChild(QPushButton, "sendButton")
    assert line is not None
    assert button is not None
    line.setText("hello")
    button.click()
    wait_until(lambda: servers.connections[0].received == b"5:hello,")
    assert line.text() == ""
    tab.poem.fetch.protocol.limit = 3  # type: ignore[union-attr]  # this protocol has it
    line.setText("too long")
    line.returnPressed.emit()
    assert "cannot be sent" in label(tab, "sendProblem")
    assert line.text() == "too long"


def test_a_protocol_that_cannot_speak_has_no_send_bar(
    servers: LoopbackServers, library: Library, open_tab: Callable[[Server], PoemTab], tmp_path: Path
) -> None:
    (tmp_path / "mute.py").write_text(
        "from poetrygui.api import PoemProtocol\nAPI = 1\nTITLE = 'Mute'\n\n\nclass Mute(PoemProtocol):\n"
        "    def dataReceived(self, data):\n        self.deliver(data)\n"
    )
    tab = open_tab(servers.listen(holds(), protocol="mute"))
    tab.show_send_bar(True)
    assert not tab.send_bar.isVisible()


def opened(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, protocol: str = "netstring"
) -> PoemTab:
    """Return a tab of a connection that stands, with its bar."""
    tab = open_tab(servers.listen(holds(), protocol=protocol))
    wait_until(lambda: isinstance(tab.poem.state, Receiving) and bool(servers.connections))
    tab.show_send_bar(True)
    return tab


def choose(tab: PoemTab, name: str, kind: Written | Put) -> None:
    combo = child(tab, QComboBox, name)
    combo.setCurrentIndex(combo.findData(kind))


def test_escapes_and_hex_are_framed_or_sent_as_they_are(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = opened(servers, open_tab, wait_until)
    line = child(tab, QLineEdit, "sendLine")
    for written, put, text in (
        (Written.ESCAPES, Put.FRAMED, r"a\x00"),
        (Written.HEX, Put.RAW, "33 3a"),
        (Written.TEXT, Put.CRLF, "one"),
        (Written.TEXT, Put.LF, "two"),
        (Written.TEXT, Put.CR, ""),
    ):
        choose(tab, "sendWritten", written)
        choose(tab, "sendPut", put)
        write(line, text)
        press(line, Qt.Key.Key_Return)
    wait_until(lambda: servers.connections[0].received == b"2:a\0,3:one\r\ntwo\n\r")
    assert "5 messages so far" in label(tab, "sendProblem")
    choose(tab, "sendWritten", Written.HEX)
    write(line, "3")
    press(line, Qt.Key.Key_Return)
    assert "half a byte" in label(tab, "sendProblem")
    assert line.text() == "3", "what was typed stays beside the reason"


def test_where_the_connection_ends_before_it_is_told_that_a_message_went_that_is_said(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = opened(servers, open_tab, wait_until)
    # As by a protocol in another process, which has not answered yet.
    monkeypatch.setattr(tab.poem.fetch, "send", lambda frame, **_: None)
    line = child(tab, QLineEdit, "sendLine")
    write(line, "hello")
    press(line, Qt.Key.Key_Return)
    assert label(tab, "sendProblem") == "Sending …"
    transport: Any = servers.connections[0].transport
    transport.loseConnection()
    wait_until(has_ended(tab))
    assert label(tab, "sendProblem").startswith("Whether the last message went is not known")


def test_what_was_sent_is_sent_again_by_keys(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = opened(servers, open_tab, wait_until)
    line = child(tab, QLineEdit, "sendLine")
    for text in ("one", "two"):
        write(line, text)
        press(line, Qt.Key.Key_Return)
    write(line, "begun")
    press(line, Qt.Key.Key_Up)
    press(line, Qt.Key.Key_Up)
    assert line.text() == "one"
    press(line, Qt.Key.Key_Return)
    wait_until(lambda: servers.connections[0].received == b"3:one,3:two,3:one,")


def test_a_message_is_repeated_until_the_connection_ends(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = opened(servers, open_tab, wait_until)
    child(tab, QSpinBox, "repeatEvery").setValue(10)
    write(child(tab, QLineEdit, "sendLine"), "a")
    box = child(tab, QCheckBox, "repeatSending")
    box.click()
    wait_until(lambda: servers.connections[0].received.startswith(b"1:a,1:a,1:a,"))
    assert child(tab, QLineEdit, "sendLine").text() == "a"
    transport: Any = servers.connections[0].transport
    transport.loseConnection()
    wait_until(has_ended(tab))
    assert not box.isChecked()
    tab.send_bar.send()
    assert "no connection" in label(tab, "sendProblem")


def test_a_kept_message_comes_back_as_it_was_written(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = opened(servers, open_tab, wait_until)
    button = child(tab, MessageMenu, "messages")
    button.wanted.emit(Message("ff", "HEX", "LF"))
    button.wanted.emit(Message("00", "no such kind", "none either"))
    tab.send_bar.send()
    wait_until(lambda: servers.connections[0].received == b"\0\n")
    button.problem.emit("It could not be kept.")
    assert label(tab, "sendProblem") == "It could not be kept."


def test_each_letter_of_the_bar_is_its_own(
    servers: LoopbackServers, open_tab: Callable[[Server], PoemTab], wait_until: Until
) -> None:
    tab = open_tab(servers.listen(holds(), protocol="lines"))
    wait_until(lambda: isinstance(tab.poem.state, Receiving))
    tab.show_send_bar(True)
    tab.show_find_bar()
    buttons = [*tab.send_bar.findChildren(QAbstractButton), *tab.find_bar.findChildren(QAbstractButton)]
    titles = [*(place.value for place in MENU_BAR), *(button.text() for button in buttons)]
    letters = [QKeySequence.mnemonic(title).toString() for title in titles if "&" in title]
    assert len(letters) > len(MENU_BAR) + 6
    assert len({*letters}) == len(letters), "Qt presses neither of two, and the menu bar's alone"
