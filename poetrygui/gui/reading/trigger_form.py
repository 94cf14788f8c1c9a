"""What one trigger looks for, and what it does then: the fields in which that is changed."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QSpinBox

from poetrygui.core.fetching.typed_message import Put
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.field_test import EXAMPLE
from poetrygui.core.reading.triggers import FIRST_PAUSE, LONGEST_PAUSE, SHORTEST_PAUSE, Trigger
from poetrygui.gui.reading.condition_fields import (
    LONGEST,
    LONGEST_NAME,
    ConditionForm,
    ServerChoice,
    named_box,
    side_by_side,
    text_line,
)

_NOTHING = Trigger(Condition(""))


class TriggerForm(ConditionForm):
    """Shows a trigger, and tells each change of it as it is made."""

    changed = pyqtSignal(object)
    """The Trigger is to be this one."""

    def __init__(self, servers: Mapping[str, str]) -> None:
        """Offer ``servers``, names by ids, for which alone a trigger can be."""
        super().__init__("triggerText", "Text to look for")
        self._trigger: Trigger | None = None
        boxes = ("Pattern", "Regular e&xpression"), ("Case", "Match &case"), ("Word", "W&hole word")
        self._flags = [
            named_box(f"trigger{name}", text)
            for name, text in (*boxes, ("Field", "Fiel&d"), ("Without", "Lines with&out it"))
        ]
        self._acts = [
            named_box(f"trigger{name}", text)
            for name, text in (("Notifies", "&Notify"), ("Marks", "Mar&k the line"), ("Stops", "&Stop"))
        ]
        self._sends = text_line("triggerSends", r"A message to send, with escapes such as \r\n; or nothing", LONGEST)
        self._put = QComboBox()
        self._put.setObjectName("triggerPut")
        self._put.setAccessibleName("What is put around the message")
        for put in Put:
            self._put.addItem(put.value, put.name)
        self._pause = QSpinBox()
        self._pause.setObjectName("triggerPause")
        self._pause.setRange(SHORTEST_PAUSE, LONGEST_PAUSE)
        self._pause.setSuffix(" s")
        self._server = ServerChoice(servers)
        self._server.setObjectName("triggerServer")
        self._name = text_line("triggerName", "What you call it, or nothing", LONGEST_NAME)
        self._lay_out()
        for line in (self.looked_for, self._sends, self._name):
            line.textEdited.connect(lambda _: self._change())
        for box in (*self._flags, *self._acts):
            box.clicked.connect(lambda _=False: self._change())
        for combo in (self._put, self._server):
            combo.currentIndexChanged.connect(lambda _: self._change())
        self._pause.valueChanged.connect(lambda _: self._change())
        self.setEnabled(False)

    def _lay_out(self) -> None:
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        layout.addRow("&Look for:", self.looked_for)
        layout.addRow("", side_by_side(self._flags))
        layout.addRow("Do:", side_by_side(self._acts))
        sends = QHBoxLayout()
        sends.addWidget(self._sends, 1)
        sends.addWidget(self._put)
        label = QLabel("S&end:")
        label.setBuddy(self._sends)
        layout.addRow(label, sends)
        for text, field in (("At &most once in:", self._pause), ("&In:", self._server), ("Na&me:", self._name)):
            layout.addRow(text, field)
            field.setAccessibleName(text.replace("&", "").rstrip(":"))

    def show_trigger(self, trigger: Trigger | None) -> None:
        """Show a trigger to be changed; None shows nothing."""
        self._trigger = None  # what is shown now is no change
        self.setEnabled(trigger is not None)
        shown = trigger or _NOTHING
        looked_for = shown.condition
        self.looked_for.setText(looked_for.text)
        self.looked_for.setPlaceholderText(EXAMPLE if looked_for.is_field else "Text to look for")
        flags = looked_for.is_pattern, looked_for.matches_case, looked_for.is_word, looked_for.is_field
        for box, is_on in zip(self._flags, (*flags, looked_for.is_negated), strict=True):
            box.setChecked(is_on)
        for box, is_on in zip(self._acts, (shown.notifies, shown.marks, shown.stops), strict=True):
            box.setChecked(is_on)
        self._sends.setText(shown.sends)
        self._put.setCurrentIndex(max(self._put.findData(shown.put), 0))
        self._pause.setValue(shown.pause if trigger is not None else FIRST_PAUSE)
        self._server.choose(shown.server)
        self._name.setText(shown.name)
        self._trigger = trigger

    def _change(self) -> None:
        if self._trigger is None:
            return
        is_pattern, matches_case, is_word, is_field, is_negated = (box.isChecked() for box in self._flags)
        condition = evolve(
            self._trigger.condition,
            text=self.looked_for.text(),
            is_pattern=is_pattern and not is_field,
            matches_case=matches_case,
            is_word=is_word,
            is_field=is_field,
            is_negated=is_negated,
        )
        self.looked_for.setPlaceholderText(EXAMPLE if is_field else "Text to look for")
        notifies, marks, stops = (box.isChecked() for box in self._acts)
        self._trigger = Trigger(
            condition,
            self._server.currentData(),
            self._name.text().strip(),
            notifies=notifies,
            marks=marks,
            stops=stops,
            sends=self._sends.text(),
            put=self._put.currentData(),
            pause=self._pause.value(),
        )
        self.changed.emit(self._trigger)
