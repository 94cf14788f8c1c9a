"""A transport whose file is added has its options in the form of a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QComboBox, QGroupBox, QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.serial import Serial
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
from tests.core.transports.pigeons import added_pigeon
from tests.gui.hands import write
from tests.gui.protocol_files import child, text


def test_an_added_transport_has_its_fields_in_the_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    saved: list[Server] = []
    with added_pigeon(tmp_path, monkeypatch):
        server = Server("a pigeon", "pigeon:1,2", transport_options={"door": "back"})
        dialog = ServerDialog(None, server, ProtocolRegistry(shipped_protocols()).entries, saved.append)
        dialog.show()
        assert child(dialog, QGroupBox, "serverTransport").title() == "Carrier pigeon"
        door = child(dialog, QComboBox, "transport_door")
        assert [door.itemText(row) for row in range(door.count())] == ["front (default)", "back"]
        assert door.currentText() == "back"
        height = child(dialog, QLineEdit, "transport_height")
        assert height.placeholderText() == "40"
        write(height, "9999")
        assert "from 1 to 900" in text(dialog, "serverProblem")
        height.setText("120")
        assert text(dialog, "serverProblem") == ""
        child(dialog, QLineEdit, "serverAddress").setText("pigeon:1")
        assert text(dialog, "serverProblem") == "A pigeon needs two doors, not '1': write pigeon:FRONT,BACK."
        child(dialog, QLineEdit, "serverAddress").setText("pigeon:1,3")
        dialog.accept()
    assert [server.address for server in saved] == ["pigeon:1,3"]
    assert dict(saved[0].transport_options) == {"door": "back", "height": "120"}


def test_a_command_has_its_fields_in_the_form_and_standard_input_is_refused(qtbot: QtBot) -> None:
    saved: list[Server] = []
    server = Server("a program", "command:ls -l", transport_options={"folder": "/tmp"})
    dialog = ServerDialog(None, server, ProtocolRegistry(shipped_protocols()).entries, saved.append)
    dialog.show()
    assert child(dialog, QGroupBox, "serverTransport").title() == "Command"
    assert child(dialog, QLineEdit, "transport_folder").text() == "/tmp"
    errors = child(dialog, QComboBox, "transport_errors")
    assert [errors.itemText(row) for row in range(errors.count())] == [
        "shown apart (default)",
        "in the stream, where it comes",
        "dropped",
    ]
    errors.setCurrentIndex(1)
    child(dialog, QLineEdit, "serverAddress").setText("-")
    assert text(dialog, "serverProblem").startswith("A window has no standard input")
    child(dialog, QLineEdit, "serverAddress").setText("command:ls 'a b'")
    assert text(dialog, "serverProblem") == ""
    dialog.accept()
    assert [server.address for server in saved] == ["command:ls 'a b'"]
    assert dict(saved[0].transport_options) == {"folder": "/tmp", "errors": "mixed"}


def test_the_serial_ports_that_there_are_are_offered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Serial, "suggestions", lambda: ("serial:/dev/a", "serial:/dev/b"))
    saved: list[Server] = []
    dialog = ServerDialog(None, None, ProtocolRegistry(shipped_protocols()).entries, saved.append)
    dialog.show()
    line = child(dialog, QLineEdit, "serverAddress")
    assert line.completer() is None
    write(line, "serial:/")
    completer = line.completer()
    assert completer is not None
    assert completer.completionCount() == 2
    assert completer.currentCompletion() == "serial:/dev/a"
    line.setText("host:1")
    assert line.completer() is None
