"""How a protocol can stand: each way has a word, answers the same questions, and is made of what is known in it."""

from __future__ import annotations

from typing import get_args

import pytest

from poetrygui.api import PoemProtocol
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

STATES: tuple[tuple[ProtocolState, str, bool], ...] = (
    (Shipped(), "shipped", False),
    (Shipped(PoemProtocol), "shipped", True),
    (Offered(), "ready", False),
    (Offered(PoemProtocol), "ready", True),
    (Ready(PoemProtocol), "ready", True),
    (BeingRead("why"), "being read", False),
    (BeingRead("why", PoemProtocol), "being read", True),
    (ReadyHelper(), "ready", False),
    (New("why"), "new", False),
    (Changed("why"), "new", False),
    (Changed("why", PoemProtocol), "new", True),
    (Denied("why"), "off", False),
    (Suspended("why"), "off", False),
    (Hidden("why"), "off", False),
    (Incompatible("why"), "incompatible", False),
    (Broken("why", protocol=PoemProtocol), "broken", True),
)


def test_the_table_has_every_state() -> None:
    assert {type(state) for state, _, _ in STATES} == set(get_args(ProtocolState))


@pytest.mark.parametrize("state, word, has_class", STATES, ids=lambda value: getattr(type(value), "__name__", ""))
def test_each_state_answers_what_is_asked_of_all(state: ProtocolState, word: str, has_class: bool) -> None:
    assert state.word == word
    assert state.protocol is (PoemProtocol if has_class else None)
    # What can be used needs no reason.
    assert state.problem == ("" if word in ("shipped", "ready") else "why")
    assert (state.details, state.is_being_written) == ("", False)


@pytest.mark.parametrize(
    "state",
    [
        Ready(PoemProtocol, is_being_written=True),
        ReadyHelper(is_being_written=True),
        Suspended("why", is_being_written=True),
        Incompatible("why", is_being_written=True),
        Broken("why", "line 1", is_being_written=True),
    ],
    ids=lambda state: type(state).__name__,
)
def test_what_may_run_or_did_can_be_being_written(state: ProtocolState) -> None:
    assert state.is_being_written
    assert state.details == ("line 1" if isinstance(state, Broken) else "")
