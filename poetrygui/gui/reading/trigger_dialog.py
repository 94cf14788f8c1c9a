"""Changing the triggers: a list, and the fields of the one that is chosen there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QWidget

from poetrygui.core import reading
from poetrygui.core.fetching.typed_message import Written, bytes_of
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.triggers import MOST, Trigger, Triggers, trigger_sentence
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.reading.condition_layout import lay_out
from poetrygui.gui.reading.condition_list import ConditionList, Look
from poetrygui.gui.reading.trigger_form import TriggerForm
from poetrygui.gui.widgets.fitting import fit
from poetrygui.gui.widgets.plain_text import PlainLabel

_FIRST = (
    "Lines that come from now on are looked at in every stream that runs, seen or not. Each trigger is listed in "
    "“What happened” (Ctrl+Shift+H); more often than it may act, lines are counted there."
)
_LONGEST = 80


class TriggerDialog(QDialog):
    """Has triggers changed; OK keeps all of them, and Cancel leaves them as they were."""

    kept = pyqtSignal(object)
    """These Triggers are to be kept, and in force."""

    def __init__(self, triggers: Triggers, servers: Mapping[str, str], parent: QWidget) -> None:
        """Change ``triggers``; ``servers``, names by ids, are those for which one may be."""
        super().__init__(parent)
        self.setObjectName("triggerDialog")
        self.setWindowTitle("Triggers")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._list: ConditionList[Trigger] = ConditionList("triggerList", "Triggers", "trigger", _look)
        self._form = TriggerForm(servers)
        self._problem = PlainLabel(_FIRST)
        actions = (
            ("Add", "&Add", self.add),
            ("Remove", "&Remove", self._list.remove),
            ("Up", "Move u&p", partial(self._list.move_current, -1)),
            ("Down", "Mo&ve down", partial(self._list.move_current, 1)),
        )
        lay_out(self, "trigger", (self._list, self._form, self._problem), actions)
        for trigger in triggers:
            self._list.add(trigger)
        self._list.currentRowChanged.connect(lambda _: self._form.show_trigger(self._list.current()))
        self._list.changed.connect(lambda: self._problem.setText(_FIRST))
        self._form.changed.connect(self._list.change)
        self._list.setCurrentRow(0)
        fit(self)

    def add(self, text: str = "") -> None:
        """Add a trigger that looks for ``text``."""
        if self._list.count() >= MOST:
            self._problem.setText(f"There are {MOST} triggers, which is as many as are kept: remove one first.")
            return
        self._list.add(Trigger(Condition(text)))
        self._list.setCurrentRow(self._list.count() - 1)
        self._form.take_keyboard()

    def accept(self) -> None:
        """Have the triggers kept, unless one of them can look for nothing, or cannot send what it is to."""
        triggers = tuple(each for each in self._list.listed if each.condition.text)
        for trigger in triggers:
            try:
                reading.check(trigger.condition)
                bytes_of(trigger.sends, Written.ESCAPES)
            except (reading.FindError, ValueError) as error:
                self._list.setCurrentRow(self._list.listed.index(trigger))
                cannot_be_sent = not isinstance(error, reading.FindError)
                self._problem.setText(f"This cannot be sent: {error}" if cannot_be_sent else str(error))
                self._form.take_keyboard()
                return
        self.kept.emit(triggers)
        super().accept()


def _look(trigger: Trigger) -> Look:
    is_something = trigger.condition.text or trigger.name
    return Look(label_text(trigger_sentence(trigger), _LONGEST) if is_something else "Nothing yet")
