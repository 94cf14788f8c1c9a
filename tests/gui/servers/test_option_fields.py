"""The widgets of options: a file is typed or looked for, and a value that is not taken any more is not lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from poetrygui.core.transports.tls import Tls
from poetrygui.core.transports.transport_options import options_of
from poetrygui.gui.servers.option_fields import ChoiceField, FileField, option_field
from tests.gui.hands import click

VERIFY, CA_FILE = options_of(Tls)[:2]


def test_a_file_is_typed_or_looked_for(qtbot: QtBot, tmp_path: Path) -> None:
    field = option_field(CA_FILE, "/old.pem")
    qtbot.addWidget(field)
    assert isinstance(field, FileField)
    field.show()
    heard: list[str] = []
    field.changed.connect(lambda: heard.append(field.text()))
    line, browse = field.parts()
    assert isinstance(line, QLineEdit)
    assert isinstance(browse, QPushButton)
    line.setText(" /typed.pem ")
    click(browse, browse.rect().center())
    dialog = field.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.nameFilters() == [CA_FILE.details.files, "All files (*)"]
    dialog.fileSelected.emit(str(tmp_path / "found.pem"))
    dialog.close()
    assert heard == ["/typed.pem", str(tmp_path / "found.pem")]


def test_a_value_that_is_not_taken_any_more_is_shown(qtbot: QtBot) -> None:
    field = option_field(VERIFY, "by-fortune")
    qtbot.addWidget(field)
    assert isinstance(field, ChoiceField)
    assert (field.currentText(), field.text()) == ("by-fortune", "by-fortune")


def test_a_choice_is_shown_in_words(qtbot: QtBot) -> None:
    field = option_field(VERIFY, "")
    qtbot.addWidget(field)
    assert isinstance(field, ChoiceField)
    assert (field.currentText(), field.text()) == ("by the system's authorities (default)", "")
    field.setCurrentIndex(field.findData("insecure"))
    assert (field.currentText(), field.text()) == ("not at all (insecure)", "insecure")


@pytest.mark.parametrize("value, shown", [("", 3), ("insecure", 3), ("system", 4)])
def test_the_default_is_offered_once_unless_it_was_set(value: str, shown: int, qtbot: QtBot) -> None:
    field = option_field(VERIFY, value)
    qtbot.addWidget(field)
    assert isinstance(field, ChoiceField)
    assert (field.count(), field.text()) == (shown, value)
