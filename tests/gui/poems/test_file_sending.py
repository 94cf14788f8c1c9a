"""Sending a file from a tab: how far it is can be seen, it can be stopped, and what came of it is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QFileDialog, QLabel, QLineEdit, QProgressBar, QPushButton

from poetrygui.core.fetching.typed_message import Put
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab
from tests.gui.poems.tabs import label
from tests.gui.poems.test_send_bar import choose, opened
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers

Until = Callable[[Callable[[], bool]], None]
OpenTab = Callable[[Server], PoemTab]


@pytest.fixture
def tab(servers: LoopbackServers, open_tab: OpenTab, wait_until: Until) -> PoemTab:
    return opened(servers, open_tab, wait_until)


def test_lines_are_messages_or_bytes_go_as_they_are(
    tab: PoemTab, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_bytes(b"one\ntwo\n")
    child(tab, QPushButton, "sendFile").click()
    child(tab, QFileDialog, "sendFileDialog").fileSelected.emit(str(tmp_path / "a file"))
    wait_until(lambda: servers.connections[0].received == b"3:one,3:two,")
    wait_until(lambda: label(tab, "sendProblem") == "Sent a file: 8 bytes in 2 messages.")
    choose(tab, "sendPut", Put.CRLF)
    tab.send_bar.file.send(tmp_path / "a file")
    wait_until(lambda: servers.connections[0].received.endswith(b"one\ntwo\n\r\n"))
    wait_until(lambda: label(tab, "sendProblem") == "Sent a file: 8 bytes.")
    assert not tab.send_bar.file.isVisible()
    tab.send_bar.file.send(tmp_path / "none")
    assert label(tab, "sendProblem").endswith("none cannot be read: no such file or directory.")


def test_how_far_it_is_can_be_seen_and_it_can_be_stopped(
    tab: PoemTab, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    transport = servers.connections[0].transport
    assert transport is not None
    transport.pauseProducing()  # type: ignore[attr-defined]  # nobody reads there
    (tmp_path / "large").write_bytes(bytes(30_000_000))
    choose(tab, "sendPut", Put.RAW)
    tab.send_bar.file.send(tmp_path / "large")
    file, progress = tab.send_bar.file, child(tab, QProgressBar, "sentOfFile")
    wait_until(lambda: file.isVisible() and progress.value() > 0)
    tab.resize(640, 400)
    wait_until(lambda: progress.width() >= 160)
    child(tab, QLineEdit, "sendLine").setText("between")
    tab.send_bar.send()
    assert label(tab, "sendProblem") == "A file is being sent: stop that first."
    file.ask()
    assert tab.findChild(QFileDialog, "sendFileDialog") is None
    child(tab, QPushButton, "stopSendingFile").click()
    assert not file.isVisible()
    said = label(tab, "sendProblem")
    assert said.startswith("Stopped: ")
    assert said.endswith("of 30.0 MB of large were sent.")
    room = child(tab, QLabel, "sendProblem")
    wait_until(lambda: room.isVisible() and room.width() > tab.send_bar.width() * 0.9)


def test_an_end_of_the_connection_is_told(
    tab: PoemTab, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    told: list[str] = []
    tab.problem.connect(told.append)
    transport = servers.connections[0].transport
    assert transport is not None
    transport.pauseProducing()  # type: ignore[attr-defined]
    (tmp_path / "large").write_bytes(bytes(30_000_000))
    choose(tab, "sendPut", Put.RAW)
    tab.send_bar.file.send(tmp_path / "large")
    wait_until(lambda: child(tab.send_bar.file, QProgressBar, "sentOfFile").value() > 0)
    transport.abortConnection()  # type: ignore[attr-defined]
    wait_until(lambda: bool(told))
    assert told[0].startswith("Broken off: the connection has ended. At most ")
