"""Sending a frame: what was typed goes, or stays beside the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QLineEdit, QPushButton

from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Receiving
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab
from tests.gui.poems.tabs import label
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
    tab.poem.fetch.factory.protocol.limit = 3  # type: ignore[union-attr]  # this protocol has it
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
