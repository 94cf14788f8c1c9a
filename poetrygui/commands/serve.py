"""``poetrygui serve``: serve files as poems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from twisted.internet.defer import gatherResults
from twisted.python.failure import Failure

from poetrygui.api import PoemProtocol
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.ending import ENDING
from poetrygui.errors import OutputError, PoetryError
from poetrygui.serve.listen import ServedPoem, start_serving
from poetrygui.serve.source import LaterBlocks


def run_serve(
    reactor: Any,
    files: Sequence[Path],
    protocol: type[PoemProtocol] | Callable[[Path], LaterBlocks],
    endpoint: str,
    streams: StandardStreams,
    *,
    delay: float,
    num_bytes: int,
) -> int:
    """Serve ``files`` by ``protocol`` until interrupted, each on a port of its own; return the exit status.

    ``endpoint`` is Twisted's, and which ports it came to is told to ``streams``. After each ``num_bytes`` bytes there
    is a pause of ``delay`` seconds. Raises ServeError where one cannot be served, and OutputError.
    """
    problems: list[PoetryError] = []

    def announce(served: list[ServedPoem]) -> None:
        try:
            for each in served:
                streams.out.tell(each.announcement)  # what a script reads to learn the port
        except OutputError as error:
            problems.append(error)
            reactor.stop()

    def fail(failure: Failure) -> None:
        first = failure.value.subFailure  # type: ignore[union-attr]  # gatherResults wraps it
        if not first.check(PoetryError):
            first.raiseException()
        problems.append(first.value)
        reactor.stop()

    def begin() -> None:
        starting = [
            start_serving(
                reactor,
                path,
                protocol if isinstance(protocol, type) else partial(protocol, path),
                endpoint,
                delay=delay,
                num_bytes=num_bytes,
                on_problem=streams.error.say,
            )
            for path in files
        ]
        gatherResults(starting, consumeErrors=True).addCallbacks(announce, fail)

    reactor.callWhenRunning(ENDING.watch, reactor)
    reactor.callWhenRunning(begin)
    reactor.run()
    if problems:
        raise problems[0]
    return 0
