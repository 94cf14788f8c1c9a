"""``poetrygui get``: fetch without a window."""

from __future__ import annotations

import contextlib
import errno
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from attrs import field, frozen
from twisted.internet.defer import Deferred, gatherResults
from twisted.internet.error import ReactorNotRunning
from twisted.logger import ILogObserver, LogEvent, LogLevel, formatEvent, globalLogBeginner
from twisted.python.failure import Failure

from poetrygui.api import Poem
from poetrygui.commands.json_lines import JsonLines
from poetrygui.commands.output_files import OutputFile, open_output
from poetrygui.commands.progress import Progress
from poetrygui.commands.trace import Trace
from poetrygui.core.connection import Connection
from poetrygui.core.fetching import Fetch
from poetrygui.core.keeper import PoemKeeper
from poetrygui.core.outcomes import Ended, Outcome, State
from poetrygui.core.passed_poem import PassedPoem
from poetrygui.core.plugin_faults import describe_error
from poetrygui.core.servers import Server
from poetrygui.core.store import PoemStore
from poetrygui.core.stray_errors import StrayErrors
from poetrygui.core.timed_calls import TimedCallGuard
from poetrygui.errors import SaveError


@frozen
class GetOptions:
    """What the user asked for, besides the servers. ``output`` None writes to standard output."""

    protocol: type[Poem]
    output: Path | None = None
    exact: bool = False
    json_lines: bool = False
    trace: bool = False
    stack: bool = False


class Get:
    """Fetches several servers at once and writes what comes where it belongs.

    Poems go to ``out``, or into files; everything else is told to ``tell``, a line at a time.
    """

    def __init__(
        self, reactor: Any, servers: Sequence[Server], options: GetOptions, out: BinaryIO, progress: Progress
    ) -> None:
        """Prepare the tasks, numbered from 1 in the order of ``servers``. Raises SaveError for an output folder."""
        self._reactor = reactor
        self._options = options
        self._out = out
        self._progress = progress
        self._started_at = reactor.seconds()
        self._scratch: Path | None = None
        self._out_is_gone = False
        self._trace = Trace(progress.tell, chunks=options.trace, stack=options.stack)
        self._tasks = [self._task(number, server, alone=len(servers) == 1) for number, server in enumerate(servers, 1)]

    def start(self) -> Deferred[bool]:
        """Begin; fires when all have ended, with whether all are complete."""
        ends = gatherResults([task.fetch.done for task in self._tasks])
        for task in self._tasks:
            task.fetch.start()
        return ends.addCallback(self._all_ended)

    def stop(self) -> None:
        """End what is still running."""
        for task in self._tasks:
            task.fetch.stop()

    def connections(self) -> list[Connection]:
        """Return the connections that stand."""
        found = [task.fetch.connection for task in self._tasks]
        return [connection for connection in found if connection is not None]

    # Setting up

    def _task(self, number: int, server: Server, alone: bool) -> _Task:
        options = self._options
        file: OutputFile | None = None
        keeper: PoemKeeper
        if options.output is not None:
            try:
                file = open_output(options.output, number, server.address)
            except OSError as error:
                raise SaveError(f"{options.output} cannot hold the poems: {error.strerror or error}.") from error
            keeper = PassedPoem(file.write, exact=options.exact, where=str(file.path))
        elif options.json_lines:
            keeper = PassedPoem(len, exact=True, where="standard output")
        elif alone:
            keeper = PassedPoem(self._write, exact=options.exact, where="standard output")
        else:
            keeper = PoemStore(self._scratch_folder() / str(number))
        told = JsonLines(number, server.address, self._write) if options.json_lines else None
        traced = options.trace or options.stack
        fetch: Fetch[PoemKeeper] = Fetch(
            self._reactor,
            server,
            options.protocol,
            keeper,
            on_state=lambda state: self._state(task, state),
            on_chunk=(lambda connection, data: self._trace.chunk(number, connection, data)) if traced else None,
            also=told,
        )
        task = _Task(number, fetch, keeper, file, told)
        return task

    def _scratch_folder(self) -> Path:
        if self._scratch is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="poems-"))
        return self._scratch

    # What happens

    def _state(self, task: _Task, state: State) -> None:
        if task.told is not None:
            task.told.state(state)
        if isinstance(state, Ended):
            self._ended(task, state)
        self._progress.show([each.fetch.state for each in self._tasks])

    def _ended(self, task: _Task, ended: Ended) -> None:
        options = self._options
        if task.file is not None:
            task.file.close()
            if not ended.bytes and ended.outcome is not Outcome.COMPLETE:
                task.file.path.unlink(missing_ok=True)
        if task.told is not None:
            task.told.ended(ended)
        if isinstance(task.keeper, PoemStore):
            self._write_whole(task, task.keeper, ended)
        if self._out_is_gone:
            return
        if options.trace:
            self._progress.tell(f"Task {task.number}: {ended.bytes} bytes of poetry")
        if not options.json_lines or options.trace:
            where = f" into {task.file.path}" if task.file is not None and ended.bytes else ""
            self._progress.tell(f"{task.fetch.server.address}: {_sentence(ended)}{where}")
        if ended.details:
            self._progress.tell(ended.details.rstrip())

    def _write_whole(self, task: _Task, store: PoemStore, ended: Ended) -> None:
        heading = f"# {task.fetch.server.address}: {ended.outcome}\n"
        self._write_or_stop(heading.encode())
        last = b"\n"
        for piece in store.exact_pieces() if self._options.exact else store.row_pieces():
            self._write_or_stop(piece)
            last = piece[-1:] or last
        self._write_or_stop(b"\n" if last == b"\n" else b"\n\n")
        store.discard()

    def _write_or_stop(self, data: bytes) -> None:
        try:
            self._write(data)
        except OSError:
            self.stop()

    def _write(self, data: bytes) -> None:
        if self._out_is_gone:
            return
        try:
            self._out.write(data)
            self._out.flush()
        except OSError as error:
            self._out_is_gone = True
            if error.errno not in (errno.EPIPE, errno.EINVAL):
                self._progress.tell(f"Standard output cannot be written: {error.strerror or error}.")
            # Whoever read the poems has gone; nobody is told about the rest.
            self._reactor.callLater(0, self.stop)

    def _all_ended(self, ends: Sequence[Ended]) -> bool:
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        self._progress.close()
        complete = sum(ended.outcome is Outcome.COMPLETE for ended in ends)
        if self._options.trace:
            seconds = self._reactor.seconds() - self._started_at
            self._progress.tell(f"Got {complete} of {len(ends)} poems in {seconds:.3f} seconds")
        return complete == len(ends) and not self._out_is_gone


@frozen
class _Task:
    number: int
    fetch: Fetch[PoemKeeper] = field(repr=False)
    keeper: PoemKeeper
    file: OutputFile | None
    told: JsonLines | None


def _sentence(ended: Ended) -> str:
    frames = "1 frame" if ended.frames == 1 else f"{ended.frames:,} frames"
    return f"{ended.outcome}, {ended.bytes:,} bytes in {frames}, {ended.seconds:.3f} s: {ended.reason}"


def run_get(reactor: Any, servers: Sequence[Server], options: GetOptions) -> int:
    """Run the reactor until all is fetched, and return the exit status: 0 if all are complete, else 1."""
    single = len(servers) == 1 and options.output is None
    streams_to_terminal = sys.stdout.isatty() and (single or options.json_lines)
    progress = Progress(enabled=not streams_to_terminal and not options.trace)
    get = Get(reactor, servers, options, sys.stdout.buffer, progress)
    # What Twisted logs is otherwise printed as it stands, tracebacks and all.
    globalLogBeginner.beginLoggingTo(
        [StrayErrors(_tell_errors(progress), get.connections)], redirectStandardIO=False, discardBuffer=True
    )
    TimedCallGuard(reactor)
    result: list[bool] = []
    failure: list[Failure] = []

    def end(complete: bool) -> None:
        result.append(complete)
        _stop(reactor)

    def fail(failed: Failure) -> None:
        failure.append(failed)
        _stop(reactor)

    def begin() -> None:
        done = get.start().addCallbacks(end, fail)

        def wait_for_ends() -> Deferred[None] | None:
            get.stop()
            return None if result or failure else done

        # SIGINT and SIGTERM stop the reactor, which first lets each poem have its end.
        reactor.addSystemEventTrigger("before", "shutdown", wait_for_ends)

    reactor.callWhenRunning(begin)
    reactor.run()
    if failure:
        failure[0].raiseException()
    return 0 if result and result[0] else 1


def _tell_errors(progress: Progress) -> ILogObserver:
    def observe(event: LogEvent) -> None:
        if event.get("log_level", LogLevel.info) >= LogLevel.error:
            failure = event.get("log_failure")
            error = failure.value if isinstance(failure, Failure) else None
            what = formatEvent(event) if error is None else describe_error(error)
            progress.tell(f"An error inside the program or a protocol: {what}")

    return cast("ILogObserver", observe)


def _stop(reactor: Any) -> None:
    # A signal may have begun to stop it already.
    with contextlib.suppress(ReactorNotRunning):
        reactor.stop()
