"""What has a condition is switched, moved and removed in a list by keys alone."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.triggers import Trigger, trigger_words
from poetrygui.gui.reading.condition_list import ConditionList, Look
from tests.gui.hands import press


def test_keys_switch_move_and_remove(qtbot: QtBot) -> None:
    listed: ConditionList[Trigger] = ConditionList(
        "list", "Triggers", "trigger", lambda each: Look(trigger_words(each))
    )
    qtbot.addWidget(listed)
    listed.show()
    first, second = Trigger(Condition("one")), Trigger(Condition("two", is_on=False))
    told: list[int] = []
    listed.changed.connect(lambda: told.append(listed.count()))
    listed.add(first)
    listed.add(second)
    assert list(listed.listed) == [first, second]
    listed.setCurrentRow(1)
    press(listed, Qt.Key.Key_Space)
    assert [each.condition.is_on for each in listed.listed] == [True, True]
    press(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each.condition.text for each in listed.listed] == ["two", "one"]
    press(listed, Qt.Key.Key_Delete)
    assert list(listed.listed) == [first]
    listed.change(Trigger(Condition("three")))
    current = listed.current()
    assert current is not None
    assert current.condition.text == "three"
    assert told[-1] == 1
    assert "Space switches a trigger" in listed.accessibleDescription()
