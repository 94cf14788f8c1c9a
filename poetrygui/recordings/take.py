"""One run of a recording through a protocol, from its beginning on and only up to a time that is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol as StructuralType

from attrs import evolve

from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.wire_records import Record
from poetrygui.recordings.chunk_frames import standing_in
from poetrygui.recordings.paced_tape import PacedTape
from poetrygui.recordings.reframe import Reframing, Step
from poetrygui.recordings.tape import Tape
from poetrygui.recordings.virtual_time import VirtualReactor

STILL_RUNNING = "the recording is still running, and this is what there was of it"


class Kept(StructuralType):
    """What keeps a poem."""

    @property
    def store(self) -> PoemStore:
        """Its store."""

    def hear(self, record: Record, chunk: bytes) -> None:
        """Note what the recording tells, with the bytes of the ``chunk`` that it may be about."""


class Take:
    """Plays a tape to a new instance of a protocol, in a time of its own. Times are µs of the recording."""

    def __init__(
        self,
        tape: Tape,
        info: PoemInfo,
        protocol: Callable[[], PoemFactory],
        keep: Callable[[VirtualReactor], Kept],
    ) -> None:
        """Begin with ``tape``, beside which ``info`` is noted.

        ``protocol`` makes what makes the protocol, ``keep`` what keeps the poem, by the time of that reactor.
        """
        self.on_step: Callable[[], object] = bool
        """Called where what comes of a step is told later: never here."""
        self.asked_to = -1.0
        """Up to where it was asked to play and has not told yet: nowhere."""
        self._clock = reactor = VirtualReactor(info.clock)
        self._tape = PacedTape(tape, info)
        kept = keep(reactor)
        self.store = kept.store
        """What was delivered by now."""
        self._began = reactor.seconds()
        with standing_in(reactor):
            self._reframing = Reframing(self._tape, protocol(), kept.store, reactor, follow=True, on_record=kept.hear)
        self._steps = self._reframing.steps()

    @property
    def looked_at(self) -> int:
        """Bytes of the wire that the protocol was given."""
        return self._reframing.looked_at

    @property
    def connection(self) -> Connection | None:
        """The connection, from when it is made until it has ended."""
        return None if self._reframing.result is not None else self._reframing.connection

    @property
    def time(self) -> int:
        """Up to where its own time has come."""
        return round((self._clock.seconds() - self._began) * 1e6)

    @property
    def due(self) -> int | None:
        """When something is next, a chunk or a timed call; None where nothing is."""
        call = self._clock.next_call
        called = None if call is None else round((call - self._began) * 1e6)
        times = [time for time in (self._tape.next_time, called) if time is not None]
        return min(times, default=None)

    @property
    def ended(self) -> Ended | None:
        """How it ended, with what is written by now; None before it is through."""
        result = self._reframing.result
        if result is None:
            return None
        notes = "\n".join(f"{note[:1].upper()}{note[1:]}." for note in result.notes)
        details = "\n\n".join(part for part in (result.ended.details, notes) if part)
        return evolve(result.ended, bytes=self.store.exact_size, frames=self.store.frame_count, details=details)

    def step(self, until: float) -> Step | None:
        """Do one step more of what has come up to ``until``, and return it; None where it is through. Raises OSError.

        It waits where all that had come by then is done.
        """
        self._tape.until = max(until, self._tape.until)
        with standing_in(self._clock):
            step = next(self._steps, None)
        if step is Step.WAITING and self._tape.is_told:
            self.stop(STILL_RUNNING)
        return step

    def stop(self, reason: str) -> None:
        """End it at the next step; ``reason`` is a sentence."""
        with standing_in(self._clock):
            self._reframing.stop(reason)

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back once all that was delivered by now is written."""
        self.store.when_written(callback)

    def close(self) -> None:
        """End it now, so that the protocol hears of it, and keep nothing."""
        self.stop("the recording is played no more")
        with suppress(OSError):
            while self.step(0) is not None:
                pass
        self.store.discard()
