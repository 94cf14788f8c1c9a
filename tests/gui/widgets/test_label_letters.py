"""The letter of a label leads into what holds a field."""

from __future__ import annotations

from PyQt6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.label_letters import have_label_lead_to


def test_a_field_may_be_in_a_widget_or_in_a_layout(qtbot: QtBot) -> None:
    window, inside, beside = QWidget(), QLineEdit(), QLineEdit()
    qtbot.addWidget(window)
    holder, row, form = QWidget(), QHBoxLayout(), QFormLayout(window)
    QHBoxLayout(holder).addWidget(inside)
    row.addWidget(beside)
    form.addRow("&One", holder)
    form.addRow("&Two", row)
    have_label_lead_to(form, holder, inside)
    have_label_lead_to(form, row, beside)
    assert [label.buddy() for label in window.findChildren(QLabel)] == [inside, beside]
