"""Running a fetch from the command line to its end, whatever holds it up."""

from __future__ import annotations

import contextlib
import gc
import math
import os
from collections.abc import Sequence
from typing import Any, cast
from typing import Protocol as StructuralType

from twisted.internet.defer import Deferred
from twisted.internet.error import ReactorNotRunning
from twisted.logger import ILogObserver, LogEvent, LogLevel, formatEvent, globalLogBeginner
from twisted.python.failure import Failure

from poetrygui.commands.get import Get
from poetrygui.commands.get_task import GetOptions
from poetrygui.commands.pipe_watch import PipeWatch
from poetrygui.commands.progress import Progress
from poetrygui.commands.scratch import remove_left_behind
from poetrygui.commands.standard_streams import StandardError, StandardStreams
from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.stray_errors import StrayErrors
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.core.guard.stray_words import stray_sentence
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.core.servers.server_book import Server
from poetrygui.ending import ENDING

_PATIENCE = 0.8
"""Seconds from a signal to when what nobody reads is given up, and again to when the program ends all the same."""


class Runnable(StructuralType):
    """What a command runs to its end."""

    def start(self) -> Deferred[bool]:
        """Begin; fires when it is over and all is written, with whether all went as asked."""

    def stop(self) -> None:
        """End what is still running."""

    def leave(self) -> None:
        """End it, and tell nothing more."""

    def abandon(self) -> None:
        """Wait no longer for a reader that takes nothing."""

    def clear(self) -> None:
        """Remove what is on disk only for as long as this runs."""

    def connections(self) -> list[Connection]:
        """Return the connections that stand."""


def run_get(reactor: Any, servers: Sequence[Server], options: GetOptions, streams: StandardStreams) -> int:
    """Run the reactor until all of ``servers`` are fetched and written as ``options`` say; return the exit status.

    It is 0 if all are complete, or all came that was asked for, else 1. Poems, and what is told of them, go to
    ``streams``.
    """
    poem_streams = (len(servers) == 1 and options.output is None) or options.json_lines
    poem_streams = poem_streams or options.wire.is_on_standard_output
    on_terminal = streams.out.is_terminal and poem_streams
    progress = Progress(streams.error, enabled=options.guard and not on_terminal and not options.trace)
    get = Get(reactor, servers, options, streams.out, progress)
    return run_to_its_end(reactor, get, streams, progress, writes=poem_streams or options.output is None)


def run_to_its_end(
    reactor: Any, running: Runnable, streams: StandardStreams, progress: Progress, *, writes: bool
) -> int:
    """Run the reactor until what is ``running`` has ended; return the exit status: 0 if all went as asked.

    What is told of it goes to ``streams`` and to ``progress``; where it ``writes`` to standard output, it ends when
    nobody reads that any more.
    """
    out, error = streams.out, streams.error
    remove_left_behind()
    run = _Run(reactor, running)
    error.begin_queue(lambda: reactor.callFromThread(running.leave))
    # What Twisted logs is otherwise printed as it stands, tracebacks and all.
    globalLogBeginner.beginLoggingTo(
        [StrayErrors(_tell_errors(progress), running.connections)], redirectStandardIO=False, discardBuffer=True
    )
    TimedCallGuard(reactor)
    KeptRunning(reactor)
    watched = [error.descriptor] + [out.descriptor] * writes

    def begin() -> None:
        watch = PipeWatch(reactor, watched, running.leave)
        run.begin(error)
        run.ended.addCallback(lambda _: watch.stop())

    reactor.callWhenRunning(ENDING.watch, reactor)
    reactor.callWhenRunning(begin)
    reactor.run()
    running.clear()
    if not run.ended.called:
        # A thread waits for a reader that takes nothing, and would wait on while Python ends.
        os._exit(1)
    error.end_queue()
    if run.failure is not None:
        run.failure.raiseException()
    return 0 if run.all_complete else 1


class _Run:
    """Begins what runs, and stops the reactor when it has ended; on a signal, ends it within two seconds."""

    def __init__(self, reactor: Any, running: Runnable) -> None:
        self.ended: Deferred[None] = Deferred()
        self.all_complete = False
        self.failure: Failure | None = None
        self._reactor = reactor
        self._running = running

    def begin(self, error: StandardError) -> None:
        """Begin; ``error`` is waited for at the end."""
        # SIGINT and SIGTERM stop the reactor, which first lets each poem have its end.
        self._reactor.addSystemEventTrigger("before", "shutdown", self._shut_down)
        self._running.start().addCallbacks(self._keep_result, self._keep_failure).addCallback(
            lambda _: error.when_written(lambda: self._reactor.callFromThread(self._end))
        )
        # All that has begun stays to the end: of two thousand fetches, a look for garbage among them takes 0.1 s.
        gc.freeze()

    def _keep_result(self, all_complete: bool) -> None:
        self.all_complete = all_complete

    def _keep_failure(self, failure: Failure) -> None:
        self.failure = failure

    def _end(self) -> None:
        self.ended.callback(None)
        ENDING.begin(0 if self.all_complete else 1)
        # A signal may have begun to stop it already.
        with contextlib.suppress(ReactorNotRunning):
            self._reactor.stop()

    def _shut_down(self) -> Deferred[None] | None:
        if self.ended.called:
            return None
        self._running.stop()
        over: Deferred[None] = Deferred()

        def end() -> None:
            if not over.called:
                over.callback(None)

        self.ended.addCallback(lambda _: end())
        self._reactor.callLater(_PATIENCE, self._running.abandon)
        self._reactor.callLater(2 * _PATIENCE, end)
        return over


def let_protocols_take_their_time() -> None:
    """Interrupt none, in whose midst somebody may sit with a debugger."""
    GUARD.limit = math.inf
    # A debugger's colours would be shown as what they are made of.
    os.environ["PYTHON_COLORS"] = "0"


def _tell_errors(progress: Progress) -> ILogObserver:
    def observe(event: LogEvent) -> None:
        if event.get("log_level", LogLevel.info) >= LogLevel.error:
            failure = event.get("log_failure")
            error = failure.value if isinstance(failure, Failure) else None
            sentence = None if error is None else stray_sentence(error, failure)
            what = formatEvent(event) if error is None else describe_error(error)
            progress.tell(sentence or f"An error inside the program or a protocol: {what}")

    return cast("ILogObserver", observe)
