"""A take of a replay as a job: it plays up to a time that it is told, and says how far it is; then it waits."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.recording import Recording
from poetrygui.hosts.messages import WAITS, Message
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned
from poetrygui.recordings.chunk_frames import standing_in
from poetrygui.recordings.kept_tape import KeptTape
from poetrygui.recordings.reframe import Step
from poetrygui.recordings.same_wire import SameWire
from poetrygui.recordings.take import Take
from poetrygui.recordings.told_end import end_told
from poetrygui.recordings.virtual_time import VirtualReactor

AT_ONCE = 0.02
"""Seconds after which it says how far it is, though there is more to play: somebody may want it to stand still."""


def play_take(
    recording: Recording, arguments: Mapping[str, Any]
) -> Generator[Message | None, dict[str, Any] | None, None]:
    """Play a ``recording`` to the ``protocol`` of the arguments, and keep what it delivers in the folder ``output``.

    It is sent ``{"until": µs}``, or ``{"until": None}`` for as fast as it goes; with ``stop``, a sentence, it ends.
    Says :func:`told` of it each time.
    """
    info = recording.info
    with standing_in(VirtualReactor(info.clock)):
        protocol = load_pinned(PinnedProtocol.of_json(arguments["protocol"]))
    tape = KeptTape(recording, times_from_zero=True)
    kept = evolve(info, name=arguments["name"], server_id="", ended=None, kept=WhatIsKept.ARRIVALS)

    def keep(reactor: VirtualReactor) -> SameWire:
        return SameWire(Path(arguments["output"]), tape, kept, reactor)

    take = Take(tape, info, lambda: PoemFactory(protocol), keep)
    while True:
        asked = (yield WAITS) or {}
        if "stop" in asked:
            take.stop(asked["stop"])
        until, end = asked.get("until"), time.perf_counter() + AT_ONCE
        while True:
            step = take.step(float("inf") if until is None else until)
            if step is None or step is Step.WAITING or time.perf_counter() >= end:
                break
            yield None
        yield told(take, step)


def told(take: Take, step: Step | None) -> dict[str, Any]:
    """Return how far a ``take`` is, after this ``step``."""
    found: dict[str, Any] = {
        "time": take.time,
        "due": take.due,
        "looked_at": take.looked_at,
        "is_waiting": step is Step.WAITING,
    }
    return found if take.ended is None else {**found, "ended": end_told(take.ended)}
