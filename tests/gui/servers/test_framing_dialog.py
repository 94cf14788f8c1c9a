"""The question how a recording is to be framed: any protocol, its options, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialogButtonBox, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.errors import PluginError
from poetrygui.gui.servers.framing_dialog import FramingDialog
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.framed_anew import choose
from tests.gui.hands import press
from tests.gui.protocol_files import child, text

INFO = PoemInfo("feed", "127.0.0.1:7", "delimited", "2026-01-01", options=(("delimiter", ";"),))

Asked = list[tuple[str, dict[str, str]]]


@pytest.fixture
def asked() -> Asked:
    return []


@pytest.fixture
def ask(qtbot: QtBot, asked: Asked) -> Callable[[], FramingDialog]:
    def open_it() -> FramingDialog:
        entries = ProtocolRegistry(shipped_protocols()).run_all()
        dialog = FramingDialog(None, INFO, entries, lambda name, options: asked.append((name, options)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return open_it


def ok(dialog: FramingDialog) -> QPushButton:
    button = child(dialog, QDialogButtonBox, "framingButtons").button(QDialogButtonBox.StandardButton.Ok)
    assert button is not None
    return button


def test_it_begins_with_what_framed_it_as_it_came(ask: Callable[[], FramingDialog], asked: Asked) -> None:
    dialog = ask()
    assert any("“feed”" in label.text() for label in dialog.findChildren(QLabel))
    press(dialog, Qt.Key.Key_Return)
    assert asked == [("delimited", {"delimiter": ";"})]
    assert not dialog.isVisible()


def test_another_protocol_and_its_options_are_chosen(ask: Callable[[], FramingDialog], asked: Asked) -> None:
    dialog = ask()
    choose(dialog, "prefixed")
    choose(dialog, "delimited", delimiter="|")
    ok(dialog).click()
    assert asked == [("delimited", {"delimiter": "|"})]


def test_what_is_wrong_is_said_and_nothing_is_framed(ask: Callable[[], FramingDialog], asked: Asked) -> None:
    dialog = ask()
    choose(dialog, "delimited", limit="none")
    assert "limit" in text(dialog, "framingProblem")
    assert not ok(dialog).isEnabled()
    dialog.accept()
    assert asked == []
    assert dialog.isVisible()


def test_one_that_may_not_run_is_told_with_the_reason(qtbot: QtBot) -> None:
    def refuse(name: str, options: dict[str, str]) -> None:
        raise PluginError("It was changed meanwhile.", "line 1")

    dialog = FramingDialog(None, INFO, ProtocolRegistry(shipped_protocols()).offered(), refuse)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    ok(dialog).click()
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert (box.text(), box.detailedText()) == ("It was changed meanwhile.", "line 1")
    assert dialog.isVisible()
    box.accept()
