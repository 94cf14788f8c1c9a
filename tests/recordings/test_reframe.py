"""A recording framed anew: as a live connection would have been, without waiting and without a network."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.interfaces import IDelayedCall, IHalfCloseableProtocol
from twisted.internet.protocol import Protocol
from twisted.protocols.policies import TimeoutMixin
from zope.interface import implementer

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.transports.message_end import CUT_MESSAGE
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.checking.trial import try_protocol
from poetrygui.recordings.reframe import Reframed, Reframing, Step
from poetrygui.recordings.virtual_time import VirtualReactor
from tests.recordings.tapes import MemoryTape

VERSE = b"3:one,4:two\n,0:,5:three,"


def reframed(tape: MemoryTape, protocol: type[Protocol], folder: Path) -> tuple[Reframed, PoemStore]:
    store = PoemStore(folder / "poem")
    return Reframing(tape, protocol, store, VirtualReactor()).run(), store


def frames_of(store: PoemStore) -> list[bytes]:
    return store.read(0, store.size).split(b"\n")[:-1]


@given(st.lists(st.sampled_from([b"3:one,", b"4:tw", b"o,,", b"0:,", b"12:", b"x" * 12, b","]), max_size=8))
def test_it_gives_the_frames_and_the_outcome_that_a_connection_gives(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[bytes]
) -> None:
    protocol = shipped_protocol("netstring")
    expected = try_protocol(protocol, chunks)
    result, store = reframed(MemoryTape(chunks), protocol, tmp_path_factory.mktemp("poem"))
    assert (result.ended.outcome, result.ended.reason) == (expected.outcome, expected.reason)
    assert result.ended.frames == len(expected.frames)
    assert b"".join(store.exact_pieces()) == b"".join(expected.frames) + expected.rest


@pytest.mark.parametrize(
    "chunks, recorded, outcome",
    [
        ([VERSE], Outcome.COMPLETE, Outcome.COMPLETE),
        ([VERSE[:-1]], Outcome.COMPLETE, Outcome.CUT),  # the new protocol judges the close
        ([VERSE], Outcome.CUT, Outcome.COMPLETE),
        ([VERSE], Outcome.RESET, Outcome.RESET),
        ([VERSE], Outcome.TIMEOUT, Outcome.TIMEOUT),
        ([VERSE], Outcome.PROTOCOL_ERROR, Outcome.STOPPED),  # that end was none of the server's
        ([VERSE], Outcome.STOPPED, Outcome.STOPPED),
        ([b"x"], Outcome.STOPPED, Outcome.PROTOCOL_ERROR),
    ],
)
def test_the_recorded_end_is_judged_by_the_new_protocol(
    tmp_path: Path, chunks: list[bytes], recorded: Outcome, outcome: Outcome
) -> None:
    result, _ = reframed(MemoryTape(chunks, recorded), shipped_protocol("netstring"), tmp_path)
    assert result.ended.outcome is outcome


@pytest.mark.parametrize(
    "lost, reason",
    [
        ("StreamDoneError: the file ended", "the file ended"),
        ("twisted.internet.error.ProcessDone: A process has ended.", "the command ended with status 0"),
        ("twisted.internet.error.ConnectionDone: Connection was closed cleanly.", "the server closed the connection"),
    ],
)
def test_what_closed_then_is_what_closes_now(tmp_path: Path, lost: str, reason: str) -> None:
    tape = MemoryTape([VERSE], None)
    tape.end(Outcome.COMPLETE, lost)
    result, _ = reframed(tape, shipped_protocol("netstring"), tmp_path)
    assert (result.ended.outcome, result.ended.reason) == (Outcome.COMPLETE, reason)


def test_an_end_that_the_program_made_then_is_told_with_its_reason(tmp_path: Path) -> None:
    tape = MemoryTape([VERSE], None)
    tape.end(Outcome.PROTOCOL_ERROR, "line 1 is too long")
    result, _ = reframed(tape, shipped_protocol("netstring"), tmp_path)
    assert result.ended.reason == "the recording ends here, then as protocol-error: line 1 is too long"


def reactor_of_protocols() -> Any:
    """Return what a protocol gets hold of that imports the reactor."""
    return import_module("twisted.internet.reactor")


class Ticking(PoemProtocol):
    """Delivers what it has when a tenth of a second is over."""

    def connectionMade(self) -> None:
        self.held = b""
        self.tick()

    def tick(self) -> None:
        timer = reactor_of_protocols()
        self.call: IDelayedCall = timer.callLater(0.1, self.tick)
        if self.held:
            self.deliver(self.held)
            self.held = b""

    def dataReceived(self, data: bytes) -> None:
        self.held += data

    def connectionLost(self, reason: object = None) -> None:
        self.call.cancel()


def test_timed_calls_come_at_the_recorded_times(tmp_path: Path, session_reactor: Any) -> None:
    tape = MemoryTape(outcome=None)
    for wait, chunk in [(0.01, b"a"), (0.02, b"b"), (0.1, b"c"), (7200.0, b"d")]:
        tape.came(chunk, wait)
    tape.end(Outcome.COMPLETE, wait=1.0)
    virtual = VirtualReactor()
    store = PoemStore(tmp_path / "poem")
    with virtual.standing_in_for(session_reactor):
        result = Reframing(tape, Ticking, store, virtual).run()
    assert frames_of(store) == [b"ab", b"c", b"d"]
    assert result.ended.seconds == pytest.approx(7201.13)


class Pausing(PoemProtocol):
    """Stops reading after each chunk, for a second."""

    transport: Any

    def dataReceived(self, data: bytes) -> None:
        timer = reactor_of_protocols()
        self.transport.pauseProducing()
        timer.callLater(1.0, self.transport.resumeProducing)
        self.deliver(b"%d" % timer.seconds())


def test_a_protocol_that_stops_reading_is_waited_for_in_its_own_time(tmp_path: Path, session_reactor: Any) -> None:
    virtual = VirtualReactor()
    store = PoemStore(tmp_path / "poem")
    with virtual.standing_in_for(session_reactor):
        Reframing(MemoryTape([b"a", b"b", b"c"]), Pausing, store, virtual).run()
    assert frames_of(store) == [b"0", b"1", b"2"]


class NeverAgain(PoemProtocol):
    transport: Any

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)
        self.transport.pauseProducing()


def test_one_that_never_reads_again_is_told(tmp_path: Path) -> None:
    result, store = reframed(MemoryTape([b"a", b"b"]), NeverAgain, tmp_path)
    assert frames_of(store) == [b"a"]
    assert "it stopped reading after 1 bytes and never went on" in result.notes


class LeavesEarly(PoemProtocol):
    transport: Any

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)
        self.transport.loseConnection()


def test_one_that_leaves_early_tells_how_much_it_looked_at(tmp_path: Path) -> None:
    result, store = reframed(MemoryTape([b"abc", b"defg"]), LeavesEarly, tmp_path)
    assert result.ended.outcome is Outcome.COMPLETE
    assert result.ended.received == 3
    assert frames_of(store) == [b"abc"]
    assert result.notes == ("it looked at 3 of 7 bytes",)


class Greets(PoemProtocol):
    transport: Any

    def connectionMade(self) -> None:
        self.transport.write(b"HELO\r\n")

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)
        self.transport.write(b"OK\r\n")


def conversation(*sent: bytes) -> MemoryTape:
    """A byte comes after each of these but the last."""
    tape = MemoryTape(outcome=None)
    for data in sent[:-1]:
        tape.sent(data)
        tape.came(b".")
    tape.sent(sent[-1])
    tape.end(Outcome.COMPLETE)
    return tape


def test_one_that_sends_what_was_sent_then_has_nothing_to_be_told(tmp_path: Path) -> None:
    tape = conversation(b"HE", b"LO\r\nOK\r\n", b"OK\r\n")
    assert reframed(tape, Greets, tmp_path)[0].notes == ()


def test_the_first_difference_of_what_is_sent_is_told(tmp_path: Path) -> None:
    tape = conversation(b"HELO\r\n", b"NO\r\n", b"OK\r\n")
    assert reframed(tape, Greets, tmp_path)[0].notes == (
        r"after 1 bytes came, it sends b'OK\r\n' where b'NO\r\n' was sent then (byte 6 of what was sent): "
        "from here on the server answered something else",
    )


def test_what_is_sent_less_is_a_difference_too(tmp_path: Path) -> None:
    tape = conversation(b"HELO\r\n", b"OK\r\nQUIT\r\n")
    (note,) = reframed(tape, Greets, tmp_path)[0].notes
    assert note.startswith(r"after 1 bytes came, it sends nothing where b'QUIT\r\n' was sent then (byte 10")


def test_what_was_sent_by_hand_is_no_difference_to_one_that_only_listens(tmp_path: Path) -> None:
    assert reframed(conversation(b"GET\r\n"), shipped_protocol("raw"), tmp_path)[0].notes == ()


class Raises(PoemProtocol):
    def dataReceived(self, data: bytes) -> None:
        raise ValueError("not like this")


class Connects(PoemProtocol):
    def dataReceived(self, data: bytes) -> None:
        network = reactor_of_protocols()
        network.connectTCP("127.0.0.1", 1, None)


def test_a_fault_ends_as_it_does_live(tmp_path: Path) -> None:
    result, _ = reframed(MemoryTape([b"a"]), Raises, tmp_path)
    assert result.ended.outcome is Outcome.PLUGIN_FAULT
    assert "ValueError: not like this" in result.ended.reason
    assert "test_reframe.py" in result.ended.reason


def test_one_that_wants_the_network_is_told_that_a_recording_has_none(tmp_path: Path, session_reactor: Any) -> None:
    virtual = VirtualReactor()
    with virtual.standing_in_for(session_reactor):
        result = Reframing(MemoryTape([b"a"]), Connects, PoemStore(tmp_path / "poem"), virtual).run()
    assert result.ended.outcome is Outcome.PLUGIN_FAULT
    assert "a recording cannot make a connection (reactor.connectTCP)" in result.ended.reason


class Hasty(TimeoutMixin, PoemProtocol):
    """Closes when nothing came for a second."""

    def connectionMade(self) -> None:
        self.timer = cast("Any", self)
        self.timer.setTimeout(1)

    def dataReceived(self, data: bytes) -> None:
        self.timer.resetTimeout()
        self.deliver(data)

    def connectionLost(self, reason: object = None) -> None:
        self.timer.setTimeout(None)


def test_a_time_out_of_the_protocols_own_happens_in_the_recordings_time(tmp_path: Path, session_reactor: Any) -> None:
    tape = MemoryTape([b"a", b"b"], None)
    tape.came(b"late", 5.0)
    tape.end(Outcome.COMPLETE)
    virtual, store = VirtualReactor(), PoemStore(tmp_path / "poem")
    with virtual.standing_in_for(session_reactor):
        result = Reframing(tape, Hasty, store, virtual).run()
    assert result.ended.outcome is Outcome.TIMEOUT
    assert frames_of(store) == [b"a", b"b"]


def test_a_hole_ends_the_framing_there(tmp_path: Path) -> None:
    tape = MemoryTape([b"3:one,"], None)
    tape.happened(EventKind.HOLE, "700 bytes missing at byte 6")
    tape.came(b"3:two,")
    tape.end(Outcome.COMPLETE)
    result, _ = reframed(tape, shipped_protocol("netstring"), tmp_path)
    assert result.ended.outcome is Outcome.STOPPED
    assert result.ended.reason == "the recording has a hole at byte 6: 700 bytes missing at byte 6"
    assert result.ended.frames == 1


def test_a_wire_that_is_shorter_than_its_log_ends_there(tmp_path: Path) -> None:
    tape = MemoryTape([b"3:one,", b"3:two,"])
    tape.lose_bytes(2)
    result, _ = reframed(tape, shipped_protocol("netstring"), tmp_path)
    assert result.ended.reason == "the recording lacks bytes from byte 6 on"
    assert result.ended.frames == 1


def test_a_recording_that_grows_is_followed(tmp_path: Path) -> None:
    tape = MemoryTape([b"3:one,"], None)
    store = PoemStore(tmp_path / "poem")
    reframing = Reframing(tape, shipped_protocol("netstring"), store, VirtualReactor(), follow=True)
    steps = reframing.steps()
    assert [next(steps), next(steps), next(steps)] == [Step.CHUNK, Step.WAITING, Step.WAITING]
    assert frames_of(store) == [b"one"]
    tape.came(b"3:two,")
    assert next(steps) is Step.CHUNK
    assert frames_of(store) == [b"one", b"two"]
    tape.end(Outcome.COMPLETE)
    assert list(steps) == []
    assert reframing.result is not None
    assert reframing.result.ended.outcome is Outcome.COMPLETE


def test_one_that_is_followed_is_judged_when_it_is_noted_what_its_loss_means(tmp_path: Path) -> None:
    tape = MemoryTape([b"3:one,"], None)
    tape.happened(EventKind.LOST, "the server closed it")
    store = PoemStore(tmp_path / "poem")
    reframing = Reframing(tape, shipped_protocol("netstring"), store, VirtualReactor(), follow=True)
    steps = reframing.steps()
    assert [next(steps), next(steps), next(steps)] == [Step.CHUNK, Step.WAITING, Step.WAITING]
    tape.end(Outcome.COMPLETE)
    assert list(steps) == []
    assert reframing.result is not None
    assert reframing.result.ended.outcome is Outcome.COMPLETE


def test_what_comes_after_the_protocols_end_is_heard_of_too(tmp_path: Path) -> None:
    heard: list[tuple[int, bytes]] = []
    tape = MemoryTape([b"3:one,", b"oops", b"more"])
    store = PoemStore(tmp_path / "poem")
    Reframing(
        tape,
        shipped_protocol("netstring"),
        store,
        VirtualReactor(),
        on_record=lambda record, chunk: heard.append((record.time, chunk)),
    ).run()
    assert heard == [(1000, b"3:one,"), (2000, b"oops"), (3000, b"more"), (3000, b"")]


def test_one_that_still_runs_is_framed_as_far_as_it_is(tmp_path: Path) -> None:
    result, _ = reframed(MemoryTape([b"3:one,"], None), shipped_protocol("netstring"), tmp_path)
    assert result.ended.outcome is Outcome.STOPPED
    assert result.ended.frames == 1


def test_a_disk_that_takes_nothing_ends_it_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "poem").write_bytes(b"a file where the folder should be")
    result, _ = reframed(MemoryTape([b"3:one,"]), shipped_protocol("netstring"), tmp_path)
    assert result.ended.outcome is Outcome.DISK_ERROR
    assert str(tmp_path / "poem") in result.ended.reason


@implementer(IHalfCloseableProtocol)
class Totalling(PoemProtocol):
    """Delivers what it counted when the server sends no more."""

    transport: Any

    def __init__(self) -> None:
        self.size = 0

    def dataReceived(self, data: bytes) -> None:
        self.size += len(data)

    def readConnectionLost(self) -> None:
        self.deliver(b"%d" % self.size)
        self.transport.loseConnection()

    def writeConnectionLost(self) -> None:
        """Hear that it has closed this side alone, which it does not."""


def test_a_half_close_is_played_to_one_that_wants_to_know(tmp_path: Path) -> None:
    tape = MemoryTape([b"abc", b"de"], outcome=None)
    tape.happened(EventKind.HALF_CLOSED)
    tape.end(Outcome.COMPLETE, wait=5)
    result, store = reframed(tape, Totalling, tmp_path)
    assert (result.ended.outcome, frames_of(store)) == (Outcome.COMPLETE, [b"5"])
    result, _ = reframed(tape, shipped_protocol("raw"), tmp_path / "raw")
    assert (result.ended.outcome, result.ended.received) == (Outcome.COMPLETE, 5)


def test_messages_are_framed_as_such(tmp_path: Path) -> None:
    tape = MemoryTape([b"one", b"", b"two\nlines"], Outcome.STOPPED)
    tape.info = evolve(tape.info, address="udp-listen:514")
    result, store = reframed(tape, shipped_protocol("raw"), tmp_path)
    assert (result.ended.frames, store.read(0, store.size)) == (3, b"one\n\ntwo\nlines\n")


def test_a_message_that_was_cut_off_stays_so(tmp_path: Path) -> None:
    tape = MemoryTape([b"one"], None)
    tape.happened(EventKind.TOLD, CUT_MESSAGE)
    tape.came(b"half a ")
    tape.end(Outcome.CUT)
    tape.info = evolve(tape.info, address="ws://127.0.0.1/")
    result, store = reframed(tape, shipped_protocol("raw"), tmp_path)
    assert (result.ended.outcome, result.ended.frames) == (Outcome.CUT, 1)
    assert store.read(0, store.size) == b"one\nhalf a "
