"""What is known of a protocol, fact by fact; what is not known has no row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.entry_facts import EntryFacts
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.needs import Needs
from poetrygui.plugins.protocol_state import Broken, New
from tests.gui.protocol_files import child, text

NETWORK = Needs(("network",))
PATH = Path("/profile/<img src=x>\u202e.py")
NEW = ProtocolEntry("own", "A <b>title</b>", PATH, "/profile", New("look at it"), "ab" * 32, 1234, needs=NETWORK)


@pytest.fixture
def facts(qtbot: QtBot) -> EntryFacts:
    facts = EntryFacts()
    qtbot.addWidget(facts)
    facts.show()
    return facts


def seen(facts: EntryFacts) -> set[str]:
    return {label.objectName() for label in facts.findChildren(QLabel) if label.objectName() and label.isVisible()}


def test_all_that_is_known_is_shown_as_it_is(facts: EntryFacts) -> None:
    facts.show_entry(NEW, "its dataReceived took 2 s")
    assert text(facts, "protocolPath") == "/profile/<img src=x>⟦U+202E⟧.py"
    assert text(facts, "protocolDigest") == "ab" * 32
    assert "1,234" in text(facts, "protocolSize")
    assert text(facts, "protocolSlow") == "its dataReceived took 2 s"
    assert text(facts, "protocolState")
    assert "network" in text(facts, "protocolConfined")
    assert {"protocolState", "protocolPath", "protocolDigest", "protocolSize", "protocolSlow"} <= seen(facts)


def test_what_is_not_known_has_no_row(facts: EntryFacts) -> None:
    facts.show_entry(NEW, "slow")
    unread = ProtocolEntry.of_path(Path("/profile/own.py"), "/profile", Broken("it is a folder: put a file there."))
    facts.show_entry(unread, "")
    assert seen(facts) == {"protocolState", "protocolPath", "protocolProblem"}
    assert "it is a folder" in text(facts, "protocolProblem")
    facts.show_entry(None, "")
    assert seen(facts) == {"protocolState", "protocolPath"}
    assert text(facts, "protocolPath") == text(facts, "protocolState") == ""


def test_nothing_in_it_makes_a_window_wide(facts: EntryFacts) -> None:
    before = facts.minimumSizeHint().width()
    facts.show_entry(ProtocolEntry.of_path(Path("/" + "x" * 900), "/", Broken("y" * 900)), "z" * 900)
    assert facts.minimumSizeHint().width() <= before + 50
    assert child(facts, QLabel, "protocolPath").textInteractionFlags()
