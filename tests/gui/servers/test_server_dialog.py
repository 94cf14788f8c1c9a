"""The dialog for a server: one sentence about what is wrong, and nothing is lost when saving fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import pytest
from PyQt6.QtCore import QCoreApplication, QObject, QSize, Qt
from PyQt6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import SaveError
from poetrygui.gui.servers.option_form import OptionForm
from poetrygui.gui.servers.sending_check import SendingCheck
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.widgets import fitting
from poetrygui.gui.widgets.fitting import FittingScrollArea, largest_on
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.hands import press, write
from tests.plugins.files import Files

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


def opened(
    server: Server | None, saved: Saved, window: QWidget, protocols: Path | None = None, typing_pause: int = 0
) -> ServerDialog:
    dialog = ServerDialog(
        window, server, ProtocolRegistry(protocols or shipped_protocols()).run_all(), saved, typing_pause=typing_pause
    )
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


def test_what_is_kept_is_chosen_by_a_key_and_stays_as_it_was_chosen(saved: Saved, window: QWidget) -> None:
    dialog = opened(Server("a server", "localhost:1"), saved, window)
    press(part(dialog, QComboBox, "serverRecording"), Qt.Key.Key_End)
    dialog.accept()
    assert saved.servers[0].recording is WhatIsKept.NOTHING
    again = opened(saved.servers[0], saved, window)
    again.accept()
    assert saved.servers[1].recording is WhatIsKept.NOTHING


def test_tab_goes_to_every_field_and_comes_back_to_the_first(dialog: ServerDialog, qtbot: QtBot) -> None:
    """From Cancel it went to the protocol: nobody came back to the name, the group and the address."""
    type_in(dialog, "serverAddress", "host:1")
    name = part(dialog, QLineEdit, "serverName")
    name.setFocus()
    qtbot.waitUntil(name.hasFocus)
    passed: list[str] = []
    while (at := dialog.focusWidget()) is not None and (not passed or at is not name) and len(passed) < 40:
        passed.append(at.objectName())
        press(at, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is name
    fields = ["serverName", "serverGroup", "serverAddress", "serverProtocol", "guessProtocol", "serverSend"]
    assert [each for each in passed if each in fields] == fields


def test_each_letter_of_a_label_leads_to_its_field_and_to_no_other(dialog: ServerDialog) -> None:
    labels = {label.text(): label.buddy() for label in dialog.findChildren(QLabel) if label.isVisible()}
    fields = {label: buddy for label, buddy in labels.items() if buddy is not None}
    assert len(fields) > 8
    assert [label for label, buddy in fields.items() if buddy.focusPolicy() is Qt.FocusPolicy.NoFocus] == []
    letters = [label.partition("&")[2][:1].lower() for label in fields]
    assert sorted(letters) == sorted({*letters})
    part(dialog, QComboBox, "serverProtocol").clearFocus()
    part(dialog, QLineEdit, "serverName").setFocus()
    for label, name in (("&Protocol", "serverProtocol"), ("&Keep", "serverRecording"), ("Connect aga&in", "")):
        fields[label].setFocus(Qt.FocusReason.ShortcutFocusReason)
        focused = dialog.focusWidget()
        assert isinstance(focused, QComboBox)
        assert focused.objectName() == name or not name


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
    type_in(dialog, "serverAddress", "unix:/a")
    group = part(dialog, QGroupBox, "serverTransport")
    assert not group.isVisible()
    type_in(dialog, "serverAddress", "tls:host:1")
    assert group.isVisible()
    assert group.title() == "TLS"
    verify = part(dialog, QComboBox, "transport_verify")
    assert verify.currentText() == "by the system's authorities (default)"
    assert not part(dialog, QLineEdit, "transport_ca_file").isEnabled()
    verify.setCurrentIndex(verify.findData("ca-file"))
    assert part(dialog, QLineEdit, "transport_ca_file").isEnabled()
    assert "Name the file" in problem(dialog)
    assert not can_save(dialog)
    type_in(dialog, "transport_ca_file", "/some/where.pem")
    dialog.accept()
    assert dict(saved.servers[0].transport_options) == {"verify": "ca-file", "ca_file": "/some/where.pem"}


def test_a_proxy_that_is_none_is_told_as_it_is_typed(dialog: ServerDialog, saved: Saved) -> None:
    type_in(dialog, "serverAddress", "host:1")
    type_in(dialog, "transport_proxy", "proxy:1080")
    assert "is no proxy: write socks5://HOST:PORT" in problem(dialog)
    assert not can_save(dialog)
    type_in(dialog, "transport_proxy", "socks5://proxy:1080")
    dialog.accept()
    assert dict(saved.servers[0].transport_options) == {"proxy": "socks5://proxy:1080"}


def test_what_was_typed_for_another_kind_of_address_comes_back(dialog: ServerDialog) -> None:
    type_in(dialog, "serverAddress", "tls:host:1")
    verify = part(dialog, QComboBox, "transport_verify")
    verify.setCurrentIndex(verify.findData("insecure"))
    type_in(dialog, "serverAddress", "host:1")
    assert dialog.server().transport_options == ()
    type_in(dialog, "serverAddress", "tls:")
    assert part(dialog, QComboBox, "transport_verify").currentText() == "not at all (insecure)"
    type_in(dialog, "serverAddress", "tls:host:1:timeout=5")
    assert dialog.server().transport_options == ()
    assert can_save(dialog)


def test_what_a_protocol_cannot_send_is_said(dialog: ServerDialog, qtbot: QtBot) -> None:
    type_in(dialog, "serverAddress", "host:1")
    protocol = part(dialog, QComboBox, "serverProtocol")
    protocol.setCurrentIndex(protocol.findData("lines"))
    type_in(dialog, "serverSend", "ends in CR\r")
    qtbot.waitUntil(lambda: "cannot be sent" in problem(dialog))
    assert not can_save(dialog)


ASKED = """
import time
from poetrygui.api import PoemProtocol
ASKED = []
class Own(PoemProtocol):
    def encode(self, frame):
        ASKED.append(frame)
        if frame == b"for ever":
            while True:
                pass
        if frame.endswith(b"!"):
            raise ValueError("nobody shouts here")
        return frame
"""
NEVER = 3_600_000


def asking(tmp_path: Path, saved: Saved, window: QWidget, typing_pause: int) -> tuple[ServerDialog, list[bytes]]:
    """Return a dialog with a protocol of the test's own, and what that was asked to encode."""
    files = Files(tmp_path)
    files.put("own.py", ASKED)
    registry = files.registry()
    registry.trust(registry.entry("own"))
    protocol = registry.load("own")
    usable = [entry for entry in registry.entries if entry.is_usable]
    dialog = ServerDialog(window, Server("a", "host:1", "own"), usable, saved, typing_pause=typing_pause)
    dialog.open()
    asked: list[bytes] = protocol.encode.__globals__["ASKED"]
    return dialog, asked


def test_a_protocol_is_not_asked_while_one_types_and_is_before_it_is_saved(
    tmp_path: Path, saved: Saved, window: QWidget
) -> None:
    dialog, asked = asking(tmp_path, saved, window, NEVER)
    write(part(dialog, QLineEdit, "serverSend"), "hello!")
    assert asked == []
    assert can_save(dialog)
    dialog.accept()
    assert asked == [b"hello!"]
    assert problem(dialog) == "This cannot be sent: nobody shouts here."
    assert (saved.servers, can_save(dialog)) == ([], False)
    write(part(dialog, QLineEdit, "serverSend"), "?")
    assert can_save(dialog)
    dialog.accept()
    assert [server.send for server in saved.servers] == ["hello!?"]


def test_a_protocol_that_hangs_is_asked_once_and_refuses_nothing(tmp_path: Path, saved: Saved, window: QWidget) -> None:
    dialog, asked = asking(tmp_path, saved, window, NEVER)
    sending = part(dialog, SendingCheck, "")
    type_in(dialog, "serverSend", "for ever")
    sending.answer_now()
    assert asked == [b"for ever"]
    type_in(dialog, "serverSend", "loud!")
    sending.answer_now()
    assert asked == [b"for ever"]
    assert can_save(dialog)


def test_editing_keeps_what_was_not_touched(saved: Saved, window: QWidget) -> None:
    server = Server("name & more", "tls:host:1", "gone", 5.0, 6.0, "text", transport_options={"verify": "insecure"})
    dialog = opened(server, saved, window)
    assert part(dialog, QComboBox, "serverProtocol").currentData() == "gone"
    dialog.accept()
    assert saved.servers == [server]


def test_what_is_said_is_a_list_of_turns(dialog: ServerDialog, saved: Saved) -> None:
    type_in(dialog, "serverAddress", "poems.example:1")
    turns = part(dialog, QPlainTextEdit, "serverConversation")
    write(turns, "wait-for soon login")
    assert "wait-for SECONDS PATTERN" in problem(dialog)
    assert not can_save(dialog)
    turns.setPlainText("wait-for 5 login\nsend me")
    dialog.accept()
    assert saved.servers[0].conversation == (
        Turn(Does.WAIT_FOR, pattern="login", seconds=5),
        Turn(Does.SEND, "me"),
    )


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
    assert names[first - 2 : first] == ["serverRecording", "serverRecordingLimit"]
    assert names[last + 1] == "transport_verify"
    places = [visited.index(button) for button in buttons.buttons()]
    assert min(places) > last


def test_without_any_protocol_it_says_so(tmp_path: Path, saved: Saved, window: QWidget) -> None:
    dialog = opened(None, saved, window, tmp_path)
    type_in(dialog, "serverAddress", "host:1")
    assert "protocol" in problem(dialog)
    assert not can_save(dialog)


@pytest.mark.parametrize("address", ["host:1", "tls:host:1", "command:date"])
def test_nothing_scrolls_and_nothing_is_empty_where_there_is_room(
    saved: Saved, window: QWidget, wait_until: Any, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(fitting, "largest_for", lambda _dialog: largest_on(QSize(1600, 1200)))
    dialog = opened(Server("a", address), saved, window)
    area = dialog.findChild(FittingScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    assert bar is not None
    # What is hidden and shown as it opens has been laid out by now.
    QCoreApplication.sendPostedEvents()
    # Less than any field takes is empty.
    assert 0 <= dialog.height() - dialog.sizeHint().height() < 10
    assert bar.maximum() == 0
    # What a transport asks for that is chosen then has room, too.
    type_in(dialog, "serverAddress", "tls:host:1")
    wait_until(lambda: dialog.height() >= dialog.sizeHint().height())
    assert bar.maximum() == 0


def test_what_is_said_stands_beside_the_buttons_and_leaves_no_gap_above_them(dialog: ServerDialog) -> None:
    fit_area, box = dialog.findChild(FittingScrollArea), dialog.findChild(QDialogButtonBox)
    said = part(dialog, QLabel, "serverProblem")
    assert fit_area is not None
    assert box is not None
    for address in ("127.0.0.1:1", "127.0.0.1:none"):
        type_in(dialog, "serverAddress", address)
        QCoreApplication.processEvents()
        assert not said.geometry().intersects(box.geometry())
        assert said.geometry().right() < box.geometry().left()
        layout = dialog.layout()
        assert layout is not None
        assert box.geometry().top() - fit_area.geometry().bottom() <= layout.spacing() + 1
    assert problem(dialog)
