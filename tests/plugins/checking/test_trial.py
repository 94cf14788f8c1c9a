"""A protocol tried on bytes in memory, and in what two trials differ."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import PoemProtocol
from poetrygui.core.authors.construction import Construction, built_by
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.outcomes import Outcome
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.checking.trial import (
    Trial,
    difference,
    difference_of_frames,
    pieces,
    show,
    try_protocol,
)
from tests.plugins.checking.mistakes import AlwaysRaises, HangsAtTheSecondChunk


class Closing(PoemProtocol):
    """Closes after the first chunk."""

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)
        transport: Any = self.transport
        transport.loseConnection()


class LastWords(PoemProtocol):
    def connectionLost(self, reason: Any = None) -> None:
        self.deliver(b"the end")


class RaisingFactory:
    def __init__(self) -> None:
        raise RuntimeError("not today")


WHOLE = Trial([b"one", b"two"], b"", Outcome.COMPLETE, "closed", 2)


def test_what_comes_of_chunks_is_told_with_how_it_ends() -> None:
    trial = try_protocol(shipped_protocol("netstring"), [b"3:o", b"ne,0:,1"])
    assert (list(trial.frames), trial.outcome, trial.early) == ([b"one", b""], Outcome.CUT, 2)
    assert not trial.is_fault
    assert try_protocol(shipped_protocol("netstring"), []).outcome is Outcome.COMPLETE
    assert try_protocol(shipped_protocol("netstring"), [b"x"]).outcome is Outcome.PROTOCOL_ERROR


def test_frames_that_come_with_the_close_are_not_early() -> None:
    trial = try_protocol(LastWords, [b"any"])
    assert (list(trial.frames), trial.early) == ([b"the end"], 0)


def test_nothing_is_read_once_it_is_to_close() -> None:
    assert list(try_protocol(Closing, [b"one", b"two"]).frames) == [b"one"]


@pytest.mark.parametrize(
    "protocol, outcome", [(AlwaysRaises, Outcome.PLUGIN_FAULT), (HangsAtTheSecondChunk, Outcome.PLUGIN_HANG)]
)
def test_what_the_protocol_does_wrong_is_in_the_result(
    protocol: type[PoemProtocol], outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.1)
    trial = try_protocol(protocol, [b"a", b"b"])
    assert trial.outcome is outcome
    assert trial.is_fault


def test_a_factory_that_cannot_be_made_is_a_fault_too() -> None:
    factory: Any = RaisingFactory
    trial = try_protocol(built_by(PoemProtocol, Construction(PoemProtocol, factory), {}), [b"a"])
    assert trial.outcome is Outcome.PLUGIN_FAULT
    assert "not today" in trial.reason


@given(st.binary(max_size=20), st.data())
def test_data_is_cut_at_the_points_and_nowhere_else(data: bytes, draws: st.DataObject) -> None:
    points = draws.draw(st.lists(st.integers(1, max(len(data) - 1, 1)), max_size=5)) if len(data) > 1 else []
    cut = pieces(data, points)
    assert b"".join(cut) == data
    assert len(cut) == (len(set(points)) + 1 if data else 0)


@pytest.mark.parametrize(
    "got, told",
    [
        (WHOLE, None),
        (evolve(WHOLE, early=0), None),
        (evolve(WHOLE, frames=[b"one"]), "frame 2, b'two', is missing"),
        (evolve(WHOLE, frames=[b"one", b"two", b"x"]), "there is a frame 3, b'x', that should not be"),
        (evolve(WHOLE, frames=[b"one", b"twX"]), "frame 2 is b'twX' instead of b'two', other from its byte 2 on"),
        (evolve(WHOLE, rest=b"r"), "of the unfinished frame there is b'r' instead of b''"),
        (evolve(WHOLE, outcome=Outcome.CUT), "it ends as cut (closed) instead of complete (closed)"),
        (evolve(WHOLE, reason="other"), "the reason is 'other' instead of 'closed'"),
        (evolve(WHOLE, outcome=Outcome.PLUGIN_FAULT, frames=[]), "it ends as plugin-fault: closed"),
    ],
)
def test_the_first_difference_is_told(got: Trial, told: str | None) -> None:
    assert difference(WHOLE, got) == told


def test_two_that_fail_alike_do_not_differ() -> None:
    fault = evolve(WHOLE, outcome=Outcome.PLUGIN_FAULT)
    assert difference(fault, fault) is None
    assert difference_of_frames([], []) is None


def test_of_long_bytes_some_around_the_place_are_shown() -> None:
    assert show(b"a\n") == r"b'a\n'"
    shown = show(b"x" * 500 + b"here" + b"y" * 500, 500)
    assert "here" in shown
    assert shown.startswith("…b'")
    assert shown.endswith("'… (1,004 bytes)")
    assert show(b"z" * 1000).startswith("b'z")
