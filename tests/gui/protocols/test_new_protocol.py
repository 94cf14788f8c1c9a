"""A new protocol is asked for by its name, until there is a file that is called so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.new_protocol import NewProtocolDialog
from poetrygui.plugins.loader import load_protocol
from tests.gui.protocol_files import child, text


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> NewProtocolDialog:
    dialog = NewProtocolDialog(None, tmp_path / "protocols", {"netstring"})
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize(
    "name, said", [("", "a small letter"), ("netstring", "choose another name."), ("json", "Python")]
)
def test_a_name_that_cannot_be_is_told_of_where_it_is_typed(dialog: NewProtocolDialog, name: str, said: str) -> None:
    child(dialog, QLineEdit, "newProtocolName").setText(name)
    dialog.accept()
    assert dialog.isVisible()
    assert said in text(dialog, "newProtocolProblem")
    assert "--force" not in text(dialog, "newProtocolProblem")


def test_a_file_that_works_is_written(dialog: NewProtocolDialog, tmp_path: Path) -> None:
    written: list[Path] = []
    dialog.written.connect(written.append)
    child(dialog, QLineEdit, "newProtocolName").setText(" station ")
    dialog.accept()
    assert written == [tmp_path / "protocols" / "station.py"]
    assert load_protocol(written[0], written[0].read_bytes()).__name__ == "Station"
    assert not dialog.isVisible()
    dialog.accept()
    assert "is there already" in text(dialog, "newProtocolProblem")
