"""The choice of a protocol: what can be used can be chosen, and what is new leads to where it can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from poetrygui.api import PoemProtocol
from poetrygui.gui.protocols.protocol_choice import ProtocolChoice
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.protocol_state import Broken, Changed, New, ProtocolState, Ready, ReadyHelper
from tests.gui.protocol_files import choices, text


class Own(PoemProtocol):
    pass


def entry(name: str, state: ProtocolState, *, is_helper: bool = False) -> ProtocolEntry:
    return ProtocolEntry(name, f"Title of {name}", Path(f"/{name}.py"), "/", state, "ab", 1, is_helper=is_helper)


READY, OTHER = entry("ready", Ready(Own)), entry("other", Ready(Own))
NEW, CHANGED = entry("new", New("look at it")), entry("changed", Changed("look at it"))


@pytest.fixture
def choice(qtbot: QtBot) -> ProtocolChoice:
    choice = ProtocolChoice()
    qtbot.addWidget(choice)
    choice.show()
    return choice


def test_what_can_be_used_can_be_chosen_and_nothing_else(choice: ProtocolChoice) -> None:
    helper = entry("_cut", New("look at it"), is_helper=True)
    broken, ready_helper = entry("broken", Broken("line 1")), entry("_own", ReadyHelper(), is_helper=True)
    choice.offer([READY, broken, NEW, helper, ready_helper, OTHER], "other", keep=False)
    combo = choice.combo
    assert [name for name in choices(combo) if name != "None"] == ["ready", "other"]
    assert combo.itemText(0) == "Title of ready (ready)"
    assert combo.itemText(2) == "new (new: not trusted yet)"
    assert (choice.name, combo.count()) == ("other", 3)


def test_another_choice_is_told_and_an_offer_is_none(choice: ProtocolChoice) -> None:
    told: list[str] = []
    choice.changed.connect(lambda: told.append(choice.name))
    choice.offer([READY, OTHER], "ready", keep=False)
    choice.offer([OTHER, READY], "ready", keep=False)
    assert told == []
    choice.combo.setCurrentIndex(0)
    assert told == ["other"]


@pytest.mark.parametrize("keep, name", [(True, "gone"), (False, "ready")])
def test_one_that_is_gone_is_listed_where_it_is_to_be_kept(choice: ProtocolChoice, keep: bool, name: str) -> None:
    choice.offer([READY], "gone", keep=keep)
    assert choice.name == name
    assert ("gone (not usable now)" in [choice.combo.itemText(row) for row in range(choice.combo.count())]) is keep


def test_without_any_there_is_no_name(choice: ProtocolChoice) -> None:
    choice.offer([], "", keep=False)
    assert choice.name == ""
    choice.offer([NEW], "", keep=False)
    assert choice.name == ""


@pytest.mark.parametrize(
    "entries, news",
    [
        ([READY], None),
        ([NEW], "new.py is new: it cannot be chosen before you trust what is in there."),
        ([NEW, CHANGED], "new.py, changed.py are new: they cannot be chosen before you trust what is in there."),
        ([NEW, CHANGED, entry("c", New("")), entry("d", New(""))], "new.py, changed.py, c.py, … are new: they cannot"),
    ],
)
def test_what_is_new_is_named_and_can_be_looked_at(
    choice: ProtocolChoice, entries: list[ProtocolEntry], news: str | None
) -> None:
    wanted: list[Path] = []
    choice.look_wanted.connect(wanted.append)
    choice.offer(entries, "ready", keep=False)
    label = choice.findChild(QLabel, "newProtocols")
    assert label is not None
    assert label.isVisible() is choice.look.isVisible() is (news is not None)
    if news is not None:
        assert text(choice, "newProtocols").startswith(news)
        choice.look.click()
        assert wanted == [Path("/new.py")]
