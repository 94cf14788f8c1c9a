"""A dialog with a list, what is done with it, and a form: its buttons call, and OK and Cancel end it."""

from __future__ import annotations

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.reading.condition_layout import lay_out
from poetrygui.gui.widgets.plain_text import PlainLabel
from tests.gui.protocol_files import child


def test_buttons_call_and_the_dialog_ends(qtbot: QtBot) -> None:
    dialog, problem, called = QDialog(), PlainLabel("first"), list[str]()
    qtbot.addWidget(dialog)
    lay_out(dialog, "rule", (QListWidget(), QWidget(), problem), [("Add", "&Add", lambda: called.append("add"))])
    assert (problem.objectName(), problem.wordWrap()) == ("ruleProblem", True)
    child(dialog, QPushButton, "ruleAdd").click()
    assert called == ["add"]
    ended = list[int]()
    dialog.finished.connect(ended.append)
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    buttons.accepted.emit()
    buttons.rejected.emit()
    assert ended == [QDialog.DialogCode.Accepted.value, QDialog.DialogCode.Rejected.value]
