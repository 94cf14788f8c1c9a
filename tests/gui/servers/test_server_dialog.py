"""The dialog for a server: one sentence about what is wrong, and nothing is lost when saving fails."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.tls import TlsVerify
from poetrygui.errors import SaveError
from poetrygui.gui.servers.option_form import OptionForm
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.hands import press

W = TypeVar("W", bound=QObject)


class Saved:
    """Takes what a dialog saves; fails while ``error`` is set."""

    def __init__(self) -> None:
        self.servers: list[Server] = []
        self.error: SaveError | None = None

    def __call__(self, server: Server) -> None:
        if self.error is not None:
            raise self.error
        self.servers.append(server)


@pytest.fixture
def saved() -> Saved:
    return Saved()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()  # a dialog deletes itself when it is closed; its window is what is cleaned up
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(saved: Saved, window: QWidget) -> ServerDialog:
    return opened(None, saved, window)


def opened(server: Server | None, saved: Saved, window: QWidget, protocols: Path | None = None) -> ServerDialog:
    dialog = ServerDialog(window, server, ProtocolRegistry(protocols or shipped_protocols()).entries, saved)
    dialog.open()
    return dialog


def part(dialog: ServerDialog, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def type_in(dialog: ServerDialog, name: str, text: str) -> None:
    part(dialog, QLineEdit, name).setText(text)


def can_save(dialog: ServerDialog) -> bool:
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    button = box.button(QDialogButtonBox.StandardButton.Ok)
    assert button is not None
    return button.isEnabled()


def problem(dialog: ServerDialog) -> str:
    return part(dialog, QLabel, "serverProblem").text()


def test_a_server_is_added(dialog: ServerDialog, saved: Saved) -> None:
    assert not can_save(dialog)
    assert problem(dialog) == ""
    type_in(dialog, "serverName", "Sonnets")
    type_in(dialog, "serverAddress", " localhost:10000 ")
    protocol = part(dialog, QComboBox, "serverProtocol")
    protocol.setCurrentIndex(protocol.findData("netstring"))
    part(dialog, QDoubleSpinBox, "serverIdleTimeout").setValue(4)
    type_in(dialog, "serverSend", "hello")
    dialog.accept()
    (server,) = saved.servers
    assert (server.name, server.address, server.protocol) == ("Sonnets", "localhost:10000", "netstring")
    assert (server.connect_timeout, server.idle_timeout, server.send) == (30.0, 4.0, "hello")
    assert not dialog.isVisible()


def test_the_address_is_the_name_of_what_has_none(dialog: ServerDialog, saved: Saved) -> None:
    type_in(dialog, "serverAddress", "10000")
    dialog.accept()
    assert saved.servers[0].name == "10000"
    assert saved.servers[0].idle_timeout is None


@pytest.mark.parametrize("address", ["host", "host:0", "host:99999", "host:x", "<b>:1\u202e", "tls:nobody"])
def test_a_bad_address_is_said_and_not_saved(dialog: ServerDialog, saved: Saved, address: str) -> None:
    type_in(dialog, "serverAddress", address)
    assert problem(dialog).count("\n") == 0
    assert problem(dialog)
    assert not can_save(dialog)
    dialog.accept()
    assert saved.servers == []
    assert dialog.isVisible()
    type_in(dialog, "serverAddress", "host:1")
    assert problem(dialog) == ""
    assert can_save(dialog)


def test_tls_is_asked_about_only_where_it_is_used(dialog: ServerDialog, saved: Saved) -> None:
    type_in(dialog, "serverAddress", "host:1")
    group = part(dialog, QGroupBox, "serverTls")
    assert not group.isVisible()
    type_in(dialog, "serverAddress", "tls:host:1")
    assert group.isVisible()
    verify = part(dialog, QComboBox, "serverTlsVerify")
    assert verify.currentData() == TlsVerify.SYSTEM.value
    verify.setCurrentIndex(verify.findData(TlsVerify.CA_FILE.value))
    assert not can_save(dialog)
    type_in(dialog, "serverCaFile", "/some/where.pem")
    dialog.accept()
    assert saved.servers[0].tls_verify is TlsVerify.CA_FILE
    assert saved.servers[0].ca_file == "/some/where.pem"


def test_what_a_protocol_cannot_send_is_said(dialog: ServerDialog) -> None:
    type_in(dialog, "serverAddress", "host:1")
    protocol = part(dialog, QComboBox, "serverProtocol")
    protocol.setCurrentIndex(protocol.findData("lines"))
    type_in(dialog, "serverSend", "ends in CR\r")
    assert "cannot be sent" in problem(dialog)
    assert not can_save(dialog)


def test_editing_keeps_what_was_not_touched(saved: Saved, window: QWidget) -> None:
    server = Server("name & more", "tls:host:1", "gone", 5.0, 6.0, TlsVerify.INSECURE, "", "text")
    dialog = opened(server, saved, window)
    assert part(dialog, QComboBox, "serverProtocol").currentData() == "gone"
    dialog.accept()
    assert saved.servers == [server]


def test_a_failed_save_is_said_in_plain_text_and_can_be_tried_again(dialog: ServerDialog, saved: Saved) -> None:
    type_in(dialog, "serverAddress", "host:1")
    saved.error = SaveError("The disk is <b>full</b>.")
    dialog.accept()
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "The disk is <b>full</b>."
    assert box.textFormat().name == "PlainText"
    assert dialog.isVisible()
    box.close()
    saved.error = None
    dialog.accept()
    assert len(saved.servers) == 1


def test_tab_reaches_the_options_before_save_and_cancel(dialog: ServerDialog, qtbot: QtBot) -> None:
    type_in(dialog, "serverAddress", "tls:host:1")
    protocol = part(dialog, QComboBox, "serverProtocol")
    for name in ("delimited", "prefixed", "delimited"):
        protocol.setCurrentIndex(protocol.findData(name))
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    fields = part(dialog, OptionForm, "serverOptions").fields()
    qtbot.waitUntil(lambda: all(field.isVisible() for field in fields))
    part(dialog, QLineEdit, "serverName").setFocus()
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    visited: list[QWidget] = []
    while (widget := dialog.focusWidget()) is not None and widget not in visited:
        visited.append(widget)
        press(widget, Qt.Key.Key_Tab)
    names = [widget.objectName() for widget in visited]
    options = [name for name in names if name.startswith("option_")]
    assert options == [field.objectName() for field in fields]
    assert options
    first, last = names.index(options[0]), names.index(options[-1])
    assert names[first - 1] == "serverSend"
    assert names[last + 1] == "serverTlsVerify"
    places = [visited.index(button) for button in buttons.buttons()]
    assert min(places) > last


def test_without_any_protocol_it_says_so(tmp_path: Path, saved: Saved, window: QWidget) -> None:
    dialog = opened(None, saved, window, tmp_path)
    type_in(dialog, "serverAddress", "host:1")
    assert "protocol" in problem(dialog)
    assert not can_save(dialog)
