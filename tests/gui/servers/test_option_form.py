"""The server dialog has a form for what a protocol declares, checks it as one types, and keeps it with the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6 import sip
from PyQt6.QtWidgets import QComboBox, QDialogButtonBox, QGroupBox, QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.hands import write
from tests.gui.protocol_files import child, text
from tests.plugins.files import Files

DECLARES = """
import enum
from typing import Annotated, Literal
from poetrygui.api import Option, PoemProtocol
class Order(enum.Enum):
    BIG = "big"
    LITTLE = "little"
class Own(PoemProtocol):
    size: Annotated[int, Option("Bytes of a record", minimum=1)]
    delimiter: Annotated[bytes, Option("What ends a frame", minimum=1)] = b"\\n"
    order: Annotated[Order, Option("Order")] = Order.BIG
    strict: Annotated[bool, Option("Strict")] = False
    def encode(self, frame):
        raise SystemExit
"""


@pytest.fixture
def saved() -> list[Server]:
    return []


@pytest.fixture
def registry(tmp_path: Path) -> ProtocolRegistry:
    files = Files(tmp_path)
    files.put("own.py", DECLARES)
    registry = files.registry()
    registry.trust(registry.entry("own"))
    return registry


@pytest.fixture
def dialog(registry: ProtocolRegistry, saved: list[Server], qtbot: QtBot) -> Iterator[ServerDialog]:
    usable = [entry for entry in registry.run_all() if entry.is_usable]
    server = Server("a server", "localhost:1", "own", options={"size": "7", "order": "little"})
    dialog = ServerDialog(None, server, usable, saved.append)
    dialog.show()
    yield dialog
    if not sip.isdeleted(dialog):
        dialog.close()


def can_save(dialog: ServerDialog) -> bool:
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    save = buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert save is not None
    return save.isEnabled()


def choose(dialog: ServerDialog, name: str) -> None:
    combo = child(dialog, QComboBox, "serverProtocol")
    combo.setCurrentIndex(combo.findData(name))


def test_the_form_shows_what_is_kept_and_what_is_the_default(dialog: ServerDialog) -> None:
    assert child(dialog, QGroupBox, "serverOptions").isVisible()
    assert child(dialog, QLineEdit, "option_size").text() == "7"
    delimiter = child(dialog, QLineEdit, "option_delimiter")
    assert (delimiter.text(), delimiter.placeholderText()) == ("", r"\n")
    order = child(dialog, QComboBox, "option_order")
    assert [order.itemText(row) for row in range(order.count())] == ["big (default)", "little"]
    assert order.currentText() == "little"
    assert child(dialog, QComboBox, "option_strict").currentText() == "no (default)"
    assert dict(dialog.server().options) == {"size": "7", "order": "little"}


def test_what_is_typed_is_checked_at_once_and_kept(dialog: ServerDialog, saved: list[Server]) -> None:
    size = child(dialog, QLineEdit, "option_size")
    size.clear()
    assert not can_save(dialog)
    assert "The option size is needed" in text(dialog, "serverProblem")
    write(size, "many")
    assert "takes a whole number" in text(dialog, "serverProblem")
    size.clear()
    write(size, "12")
    assert can_save(dialog)
    write(child(dialog, QLineEdit, "option_delimiter"), r"\r\q")
    assert "is no escape" in text(dialog, "serverProblem")
    child(dialog, QLineEdit, "option_delimiter").setText(r"\r\n")
    child(dialog, QComboBox, "option_order").setCurrentIndex(0)
    dialog.accept()
    assert dict(saved[0].options) == {"size": "12", "delimiter": r"\r\n"}


def test_a_protocol_without_options_has_no_form_and_what_was_typed_comes_back(dialog: ServerDialog) -> None:
    child(dialog, QLineEdit, "option_size").setText("8")
    choose(dialog, "raw")
    assert not child(dialog, QGroupBox, "serverOptions").isVisible()
    assert dialog.server().options == ()
    choose(dialog, "own")
    assert child(dialog, QLineEdit, "option_size").text() == "8"


def test_a_protocol_that_raises_as_it_is_tried_does_not_end_the_program(dialog: ServerDialog, qtbot: QtBot) -> None:
    write(child(dialog, QLineEdit, "serverSend"), "x")
    qtbot.waitUntil(lambda: "This cannot be sent: SystemExit" in text(dialog, "serverProblem"))


def test_the_options_of_a_protocol_that_cannot_be_used_now_are_kept(saved: list[Server], qtbot: QtBot) -> None:
    server = Server("a server", "localhost:1", "gone", options={"size": "7"})
    dialog = ServerDialog(None, server, ProtocolRegistry(shipped_protocols()).entries, saved.append)
    dialog.show()
    assert dict(dialog.server().options) == {"size": "7"}
    dialog.close()


@pytest.mark.parametrize("name", ["delimited", "fixed", "prefixed"])
def test_the_shipped_ones_have_a_form(dialog: ServerDialog, name: str) -> None:
    choose(dialog, name)
    assert child(dialog, QGroupBox, "serverOptions").isVisible()
