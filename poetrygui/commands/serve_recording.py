"""``poetrygui serve --recording``: last night's trouble, for a client to be tried against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.core.poems.recording import Recording
from poetrygui.ending import ENDING
from poetrygui.recordings.kept_tape import KeptTape
from poetrygui.recordings.replay_server import ReplayFactory
from poetrygui.serve.listen import address_of, listen_at


def run_serve_recording(
    reactor: Any, folder: Path, endpoint: str, streams: StandardStreams, *, speed: float, wait_for_sent: bool
) -> int:
    """Serve the recording in ``folder`` until interrupted; return the exit status.

    ``endpoint`` is Twisted's, and which port it came to is told to ``streams``. It is played ``speed`` times as fast,
    and with ``wait_for_sent`` waits for the reader where something was sent then. Raises ServeError where nothing can
    listen, and OutputError.
    """
    problems: list[Exception] = []

    def tell_end(chunks: int, alone: int) -> None:
        streams.error.say(f"A reader was sent {chunks:,} chunks, {alone:,} of them alone.")

    factory = ReplayFactory(
        reactor,
        lambda: KeptTape(Recording.existing(folder), times_from_zero=True),
        speed=speed,
        wait_for_sent=wait_for_sent,
        on_end=tell_end,
    )

    async def begin() -> None:
        port = await listen_at(reactor, endpoint, factory)
        streams.out.tell(f"Serving {folder} on {address_of(port)}")

    def fail(failure: Failure) -> None:
        problems.append(failure.value if isinstance(failure.value, Exception) else RuntimeError(failure.value))
        reactor.stop()

    reactor.callWhenRunning(ENDING.watch, reactor)
    reactor.callWhenRunning(lambda: Deferred.fromCoroutine(begin()).addErrback(fail))
    reactor.run()
    if problems:
        raise problems[0]
    return 0
