"""What is said of a protocol: of each state something else, and of the last good version where that is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.api import PoemProtocol
from poetrygui.gui.protocols.protocol_words import reason, state_sentence
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.protocol_state import (
    BeingRead,
    Broken,
    Changed,
    Denied,
    Hidden,
    Incompatible,
    New,
    Offered,
    ProtocolState,
    Ready,
    ReadyHelper,
    Shipped,
    Suspended,
)

STATES: dict[str, ProtocolState] = {
    "Comes with the program": Shipped(PoemProtocol),
    "Ready: offered by the installed package verses": Offered(),
    "Ready: you trust it": Ready(PoemProtocol),
    "Ready: you trust it, being written here": Ready(PoemProtocol, is_being_written=True),
    "Being read: what it offers is known in a moment": BeingRead("why"),
    "Being read: the last good version is used until that is done": BeingRead("why", PoemProtocol),
    "Ready: you trust it, as a helper that protocols of this folder may import": ReadyHelper(),
    "New: nothing of it is run before you trust it": New("why"),
    "Changed since you trusted it": Changed("why"),
    "Changed since you trusted it: the last good version is used until you decide": Changed("why", PoemProtocol),
    "Off: you said that it is not to run": Denied("why"),
    "Off: suspended after faults": Suspended("why"),
    "Off: suspended after faults, being written here": Suspended("why", is_being_written=True),
    "Off": Hidden("why"),
    "Incompatible": Incompatible("why"),
    "Incompatible: the last good version is used": Incompatible("why", PoemProtocol),
    "Broken": Broken("why"),
    "Broken: the last good version is used": Broken("why", protocol=PoemProtocol),
}


def entry_in(state: ProtocolState) -> ProtocolEntry:
    return ProtocolEntry.of_path(Path("verse.py"), "verses", state)


@pytest.mark.parametrize("sentence", STATES)
def test_each_state_has_its_sentence(sentence: str) -> None:
    assert state_sentence(entry_in(STATES[sentence])) == sentence


@pytest.mark.parametrize("sentence", STATES)
def test_the_reason_is_why_it_stands_so_and_what_else_is_worth_knowing(sentence: str) -> None:
    entry = entry_in(STATES[sentence])
    # How to trust a file on a command line is no reason in a window that has a button for it.
    why = "" if entry.is_undecided or entry.is_being_read else entry.problem
    assert reason(entry) == why
    assert reason(evolve(entry, note="needs much")) == f"{why} It needs much.".strip()


def test_earlier_versions_that_may_still_run_are_told() -> None:
    entry = evolve(entry_in(Ready(PoemProtocol)), earlier_trusted=2, note="needs the option size")
    assert reason(entry) == (
        "It needs the option size. You trusted 2 earlier versions of it, too, which may still frame recordings "
        "of then; to deny it takes that back."
    )
