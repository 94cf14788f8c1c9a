"""A recording that is told again bit by bit."""

from __future__ import annotations

from attrs import evolve

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.wire_records import Anchor, Event, Received
from poetrygui.recordings.paced_tape import PacedTape
from tests.recordings.tapes import MemoryTape


def test_each_record_is_told_once_when_its_time_has_come() -> None:
    tape = MemoryTape([b"one", b"two"], wait=0.5)
    paced = PacedTape(tape, tape.info)
    assert (list(paced.records()), paced.next_time) == ([], 500_000)
    paced.until = 500_000
    assert list(paced.records()) == [Received(500_000, 3)]
    paced.until = 700_000
    assert list(paced.records(1)) == [Anchor(700_000, 0.7)], "the time goes on without a chunk"
    assert list(paced.records(2)) == [], "and is told once"
    paced.until = 2_000_000
    assert [type(each) for each in paced.records(3)] == [Received, Event]
    assert (paced.is_told, paced.next_time, list(paced.records(5))) == (True, None, [])


def test_the_time_can_go_on_while_records_are_told() -> None:
    paced = PacedTape(tape := MemoryTape([b"one", b"two"], wait=0.5), tape.info)
    paced.until = 500_000
    records = paced.records()
    next(records)
    paced.until = 1_000_000
    assert next(records) == Received(1_000_000, 3)


def test_how_it_ended_is_known_once_all_is_told() -> None:
    tape = MemoryTape([b"one"], None)
    ended = Ended(Outcome.INTERRUPTED, "the program ended before the stream did")
    paced = PacedTape(tape, evolve(tape.info, ended=ended))
    known = [paced.info.ended]
    paced.until = 1_000_000
    list(paced.records())
    assert [*known, paced.info.ended] == [None, ended]
    assert (paced.wire_size, paced.wire(1, 3)) == (3, b"ne")


def test_after_an_end_nothing_more_is_told() -> None:
    tape = MemoryTape([b"one", b"two"])
    paced = PacedTape(tape, tape.info)
    paced.until = 1_000_000
    records = paced.records()
    next(records)
    next(records)
    assert list(paced.records(1)) == [], "the second one came when its reader was through"


def test_with_the_loss_all_is_told_whatever_was_noted_behind_it() -> None:
    tape = MemoryTape([b"one"])
    tape.sent(b"what a protocol sends too late")
    paced = PacedTape(tape, tape.info)
    paced.until = 1_000_000
    last = list(paced.records())[-1]
    assert isinstance(last, Event)
    assert (paced.is_told, paced.info) == (True, tape.info)
