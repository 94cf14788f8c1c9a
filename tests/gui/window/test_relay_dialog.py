"""Standing between clients and a server, from the window: both directions in tabs, and stopping ends it."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit

from poetrygui.core.outcomes import AwaitingPeers, WhatIsKept
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.relay_dialog import RelayDialog, as_relayed
from tests.gui.hands import action, press, write
from tests.gui.scripted import LoopbackServers, add, holds, tabs_of

Until = Callable[[Callable[[], bool]], None]


def ask(window: MainWindow) -> tuple[RelayDialog, QLineEdit]:
    window.workspace.panel.select_row(0)
    action(window, "actionRelay").trigger()
    dialog = window.findChild(RelayDialog)
    assert dialog is not None
    field = dialog.findChild(QLineEdit, "relayPlace")
    assert field is not None
    return dialog, field


def relay(window: MainWindow, wait_until: Until) -> int:
    """Relay to the first server; return the port."""
    _dialog, field = ask(window)
    write(field, "0")
    press(field, Qt.Key.Key_Return)
    wait_until(lambda: bool(tabs_of(window)) and isinstance(tabs_of(window)[0].poem.state, AwaitingPeers))
    state = tabs_of(window)[0].poem.state
    assert isinstance(state, AwaitingPeers)
    return int(state.waiting.partition(",")[0].rpartition(":")[2])


def test_what_both_say_is_passed_on_and_shown(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    add(window, servers.listen(holds(b"from the server\n")))
    port = relay(window, wait_until)
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.setblocking(False)
        client.send(b"from the client\n")
        came: list[bytes] = []

        def has_come() -> bool:
            try:
                came.append(client.recv(100))
            except BlockingIOError:
                return bool(came)
            except ConnectionResetError:
                came.append(b"")
            return True

        wait_until(has_come)
        assert b"".join(came) == b"from the server\n"
        wait_until(lambda: len(tabs_of(window)) == 3 and all(tab.view.line_count() for tab in tabs_of(window)[1:]))
        name = f"127.0.0.1:{client.getsockname()[1]}"
        tabs = {tab.poem.info.name.rpartition(" ← ")[2]: tab.view.text_between(0, 1) for tab in tabs_of(window)[1:]}
        assert tabs == {f"{name} >": "from the client", f"{name} <": "from the server"}
        model = window.workspace.model
        assert model.index(0, Column.STATE).data() == "Listening · 2 peers"
        action(window, "actionStop").trigger()
        wait_until(lambda: not window.workspace.is_busy)
        wait_until(lambda: has_come() and not came[-1])


def test_many_watch_one_connection_and_what_they_say_has_a_protocol_of_its_own(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(holds(b"from the server\n"), "a", "lines"))
    dialog, field = ask(window)
    tee, framing = dialog.findChild(QCheckBox, "relayTee"), dialog.findChild(QComboBox, "relayProtocol")
    assert tee is not None
    assert framing is not None
    assert framing.currentData() == "lines"
    tee.setChecked(True)
    framing.setCurrentIndex(framing.findData("netstring"))
    write(field, "0")
    press(field, Qt.Key.Key_Return)
    wait_until(lambda: bool(tabs_of(window)) and isinstance(tabs_of(window)[0].poem.state, AwaitingPeers))
    state = tabs_of(window)[0].poem.state
    assert isinstance(state, AwaitingPeers)
    port = int(state.waiting.partition(",")[0].rpartition(":")[2])
    with (
        socket.create_connection(("127.0.0.1", port)) as one,
        socket.create_connection(("127.0.0.1", port)) as other,
    ):
        one.sendall(b"3:one,")
        other.sendall(b"5:other,")
        wait_until(lambda: len(tabs_of(window)) == 4 and all(tab.view.line_count() for tab in tabs_of(window)[1:]))
        names = [f"127.0.0.1:{client.getsockname()[1]}" for client in (one, other)]
        tabs = {tab.poem.info.name.rpartition(" ← ")[2]: tab for tab in tabs_of(window)[1:]}
        shown = {name: (tab.poem.info.protocol, tab.view.text_between(0, 1)) for name, tab in tabs.items()}
        assert shown == {
            "all <": ("lines", "from the server"),
            f"{names[0]} >": ("netstring", "one"),
            f"{names[1]} >": ("netstring", "other"),
        }
        action(window, "actionStop").trigger()
        wait_until(lambda: not window.workspace.is_busy)


def test_where_there_is_no_server_the_client_hears_of_it(window: MainWindow, wait_until: Until) -> None:
    add(window, Server("nobody", "127.0.0.1:1"))
    port = relay(window, wait_until)
    with socket.create_connection(("127.0.0.1", port)):
        wait_until(lambda: len(tabs_of(window)) == 2 and not tabs_of(window)[1].poem.is_running)
    ended = tabs_of(window)[1].poem.state
    assert getattr(ended, "reason", "").endswith("there is no connection to the server: nobody listens at this address")


@pytest.mark.parametrize("text", ["", "nonsense", "tcp"])
def test_what_is_no_place_is_said(window: MainWindow, text: str) -> None:
    add(window, Server("a", "127.0.0.1:1"))
    dialog, field = ask(window)
    write(field, text)
    press(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    problem = dialog.findChild(QLabel, "relayProblem")
    assert problem is not None
    assert "is no server endpoint of Twisted's" in problem.text()
    dialog.reject()


def test_what_is_to_be_said_is_the_clients_affair() -> None:
    server = Server("a", "a:1", send="hello", conversation=(Turn(Does.SEND, "more"),))
    relayed = as_relayed(server)
    assert (relayed.send, relayed.conversation, relayed.recording) == ("", (), WhatIsKept.ARRIVALS)
    nothing = as_relayed(Server("a", "a:1", recording=WhatIsKept.NOTHING))
    assert nothing.recording is WhatIsKept.NOTHING
